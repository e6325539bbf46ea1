// The panel beside the thread: codebook, this comment, memos, threads, differences. Each tab is drawn anew when it is shown.

import { bdi, count, h, markup, shortDate } from "./dom.js";
import { codeFacts } from "./palette.js";

/** @param {object} v the view */
export function createSide(v) {
  const { store, prefix, readOnly, looks } = v;
  const tabs = [
    ["comment", "Comment", drawComment],
    ["codes", "Codes", drawCodes],
    ["memos", "Memos", drawMemos],
    ["threads", "Threads", drawThreads],
    ["differences", "Differences", drawDifferences],
  ];
  const strip = h("div.tabs", { role: "tablist", "aria-label": "Beside the thread", onkeydown: onTabKey });
  const panel = h("div.panel", { role: "tabpanel", id: `${prefix}-panel`, tabindex: "0" });
  const element = h("aside.side", { "aria-label": "Beside the thread" }, strip, panel);
  let current = "codes";
  let waiting = false;
  let writing = null; // {about, subject, label}: the memo being written
  let draft = "";

  function visibleTabs() {
    return tabs.filter(([id]) => (id !== "differences" || store.differences.length) && (id !== "threads" || !readOnly));
  }

  function draw() {
    waiting = false;
    if (!store.thread) return;
    const kept =
      element.contains(element.getRootNode().activeElement) &&
      panel.querySelector("textarea:focus, select:focus, input:focus");
    if (kept) return; // never under somebody's hands
    if (!visibleTabs().some(([id]) => id === current)) current = "codes";
    strip.replaceChildren(
      ...visibleTabs().map(([id, name]) =>
        h(
          "button.tab",
          {
            ...{
              role: "tab",
              id: `${prefix}-tab-${id}`,
              "aria-selected": String(id === current),
              "aria-controls": panel.id,
            },
            ...{ tabindex: id === current ? "0" : "-1", onclick: () => show(id) },
          },
          id === "differences" ? `${name} ${store.differences.filter((one) => !store.decision(one)).length}` : name,
        ),
      ),
    );
    panel.setAttribute("aria-labelledby", `${prefix}-tab-${current}`);
    const top = panel.scrollTop;
    panel.replaceChildren(
      ...tabs
        .find(([id]) => id === current)[2]()
        .filter(Boolean),
    );
    panel.scrollTop = top;
  }

  function refresh() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  }

  function show(id) {
    current = id;
    draw();
  }

  function onTabKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const ids = visibleTabs().map(([id]) => id);
    show(ids[(ids.indexOf(current) + step + ids.length) % ids.length]);
    strip.querySelector("[aria-selected=true]").focus();
    event.preventDefault();
    event.stopPropagation();
  }

  // codes

  function drawCodes() {
    const { here: inThread, all } = store.counts();
    const digits = Object.fromEntries(Object.entries(store.pinned()).map(([key, code]) => [code, key]));
    const rows = store.codebook.codes
      .filter((code) => code.status !== "merged" && (code.status !== "retired" || all[code.id]))
      .map((code) =>
        h(
          "li.code-row",
          {
            "--depth": String(code.depth),
            class: `code-row${code.codable ? "" : " group"}${v.filter.code === code.id ? " on" : ""}`,
          },
          h(
            "button.code",
            {
              onclick: () => pressCode(code),
              title: [code.brief, code.definition].filter(Boolean).join("\n\n"),
            },
            swatch(code),
            h("span.code-name", {}, bdi(code.name)),
            code.status !== "active" ? h("span.path", {}, code.status) : null,
            digits[code.id] ? h("kbd", {}, digits[code.id]) : null,
            h(
              "span.n",
              {},
              code.codable || inThread[code.id] ? `${inThread[code.id] ?? 0} / ${all[code.id] ?? 0}` : "",
            ),
          ),
        ),
      );
    const lead = readOnly
      ? "Codings in this thread / in all. Press a code to see only the comments that carry it."
      : "Yours in this thread / in all. With words selected, press a code to apply it; without, to see only what carries it.";
    return [h("p.lead", {}, lead), h("ul.code-tree", {}, ...rows)];
  }

  function pressCode(code) {
    if (!readOnly && code.codable && v.picking.get().length) v.coding.apply(code.id, true);
    else v.finding.setFilter({ code: v.filter.code === code.id ? "" : code.id });
  }

  const swatch = (code) => h("span.swatch", { "--c": looks.colorOf(code.id), "aria-hidden": "true" });

  // this comment

  function drawComment() {
    const comment = v.at;
    const coding = store.events.get(v.active);
    if (!comment) return [h("p.lead", {}, "Go to a comment to see its codings and memos.")];
    const codings = store.live(comment.id).coded.filter(looks.shownCoder);
    const nodes = [
      h(
        "p.lead",
        {},
        h("strong", {}, comment.who ? bdi(comment.who) : "author not stated"),
        comment.date ? ` · ${shortDate(comment.date)}` : "",
      ),
    ];
    if (!readOnly) {
      nodes.push(
        h(
          "div.buttons",
          {},
          h("button", { onclick: () => v.suggest.write("comment", comment.id) }, "Memo on this comment"),
          h("button", { onclick: () => copyLink() }, "Copy link"),
        ),
      );
    }
    nodes.push(...memoList((memo) => memo.about === "comment" && memo.subject === comment.id));
    nodes.push(...form("comment", comment.id));
    for (const one of codings) nodes.push(codingCard(one, coding?.id === one.id));
    if (!codings.length) nodes.push(h("p.lead", {}, "Nothing is coded here."));
    return nodes;
  }

  function codingCard(coding, active) {
    const code = store.codes.get(coding.code);
    const own = store.mine(coding) && !readOnly;
    return h(
      `div.card${active ? ".active" : ""}`,
      { "--c": looks.colorOf(coding.code) },
      h(
        "p.card-head",
        {},
        code ? swatch(code) : null,
        h("strong", {}, bdi(code?.name ?? coding.code)),
        ` ${coding.coder}, ${day(coding.at)}`,
      ),
      h("p.quote", {}, "“", bdi(looks.masked(coding)), "”"),
      coding.wrong
        ? h(
            "p.wrong",
            {},
            `The coding says “${coding.quote}”, the text something else: remove it and code the words anew.`,
          )
        : null,
      coding.rule ? h("p.small", {}, `accepted from rule ${coding.rule}`) : null,
      store.unsaved.has(coding.id) ? h("p.wrong", {}, "not saved yet") : null,
      active && code ? h("details", {}, h("summary", {}, "What the code means"), ...codeFacts(code)) : null,
      ...memoList((memo) => memo.about === "coding" && memo.subject === coding.id),
      ...form("coding", coding.id),
      own
        ? h(
            "div.buttons",
            {},
            h("button", { onclick: () => v.suggest.write("coding", coding.id) }, "Memo"),
            h("button", { onclick: () => v.coding.move(coding) }, "Change words"),
            h("button", { onclick: () => v.coding.remove(coding) }, "Remove"),
          )
        : null,
    );
  }

  function copyLink() {
    navigator.clipboard?.writeText(v.suggest.link("comment")).then(() => v.say("Link copied; paste it into a memo."));
  }

  // memos

  function memoList(test, label = () => null) {
    return store
      .memos(test)
      .map((memo) =>
        h(
          "div.memo",
          {},
          h(
            "p.memo-by",
            {},
            `${memo.coder}, ${time(memo.at)}`,
            label(memo),
            store.unsaved.has(memo.id) ? " · not saved yet" : "",
          ),
          h("div.memo-text", {}, ...(memo.markup ? markup(memo.markup, v.going.follow) : [memo.text])),
          store.mine(memo) && !readOnly
            ? h(
                "div.buttons.quiet",
                {},
                h(
                  "button.link",
                  { onclick: () => v.suggest.write(memo.about, memo.subject, memo.text, memo.id) },
                  "Edit",
                ),
                h("button.link", { onclick: () => v.suggest.removeMemo(memo) }, "Remove"),
              )
            : null,
        ),
      );
  }

  function drawMemos() {
    const label = (memo) => [" on ", aboutLink(memo)].flat();
    const days = new Map();
    for (const memo of store.memos().toReversed()) {
      const date = day(memo.at);
      if (!days.has(date)) days.set(date, new Set());
      days.get(date).add(memo.id);
    }
    const nodes = readOnly
      ? []
      : [
          h(
            "div.buttons",
            {},
            h("button.primary", { onclick: () => v.suggest.write("study", "") }, "New field note"),
            h("button", { onclick: () => v.suggest.write("thread", store.thread.id) }, "Memo on this thread"),
          ),
          ...form("study", ""),
          ...form("thread", store.thread.id),
          ...(writing?.about === "code" ? form("code", writing.subject) : []),
        ];
    for (const [date, ids] of days) {
      nodes.push(
        h("h4.day", {}, date),
        ...memoList(
          (memo) => ids.has(memo.id),
          (memo) => h("span", {}, ...label(memo)),
        ).toReversed(),
      );
    }
    if (!days.size)
      nodes.push(h("p.lead", {}, "No memo yet. Field notes are kept here by date, with all other memos."));
    return nodes;
  }

  function aboutLink(memo) {
    if (memo.about === "study") return "the study (field note)";
    if (memo.about === "code") return ["code ", bdi(store.codes.get(memo.subject)?.name ?? memo.subject)];
    if (memo.about === "thread")
      return h("button.link", { onclick: () => v.going.follow(`thread:${memo.subject}`) }, "a thread");
    const coding = store.events.get(memo.subject);
    const what =
      memo.about === "coding"
        ? `a coding${coding ? ` (${store.codes.get(coding.code)?.name ?? coding.code})` : ""}`
        : "a comment";
    return h("button.link", { onclick: () => v.going.follow(`${memo.about}:${memo.subject}`) }, what);
  }

  /** The form of the memo being written, if it is about this. */
  function form(about, subject) {
    if (writing?.about !== about || writing.subject !== subject) return [];
    const text = h("textarea", {
      rows: "5",
      "aria-label": writing.label,
      oninput: () => (draft = text.value),
      onkeydown: onKey,
    });
    text.value = draft;
    function onKey(event) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
      else if (event.key === "Escape") stop();
      else return event.stopPropagation();
      event.preventDefault();
      return event.stopPropagation();
    }
    function save() {
      if (!text.value.trim()) return text.focus();
      const done = writing;
      const words = text.value;
      text.blur();
      closeForm();
      v.suggest.saveMemo(done, words);
    }
    function stop() {
      text.blur();
      closeForm();
      v.going.focusHere();
    }
    function insert(link) {
      if (link) text.setRangeText(link, text.selectionStart, text.selectionEnd, "end");
      draft = text.value;
      text.focus();
    }
    return [
      h(
        "div.memo.writing",
        {},
        h("p.memo-by", {}, writing.label),
        text,
        h("p.small", {}, "Markdown. Ctrl+Enter saves, Esc leaves it."),
        h(
          "div.buttons",
          {},
          h("button.primary", { onclick: save }, "Save memo"),
          h("button", { onclick: () => insert(v.suggest.link("comment")) }, "Link comment"),
          h("button", { onclick: () => insert(v.suggest.link("coding")) }, "Link quote"),
          h("button", { onclick: stop }, "Cancel"),
        ),
      ),
    ];
  }

  function write(subject, text = "") {
    writing = subject;
    draft = text;
    show({ comment: "comment", coding: "comment" }[subject.about] ?? "memos");
    const field = panel.querySelector("textarea");
    field?.scrollIntoView({ block: "nearest" });
    field?.focus();
  }

  function closeForm() {
    writing = null;
    draft = "";
    draw();
  }

  // threads

  function drawThreads() {
    return [
      h(
        "ul.threads",
        {},
        ...store.threads.map((thread) => {
          const current = thread.id === store.thread.id;
          const done = current ? store.progress() : thread;
          return h(
            "li",
            {},
            h(
              "button.thread-row",
              { "aria-current": current ? "true" : null, onclick: () => v.session.open(thread.id) },
              h("span.thread-title", {}, bdi(thread.title)),
              h("progress", { max: String(done.comments || 1), value: String(done.seen), "aria-hidden": "true" }),
              h(
                "span.small",
                {},
                `${done.seen} of ${done.comments} seen, ${done.coded} coded`,
                v.finding.inThread(thread.id),
              ),
            ),
          );
        }),
      ),
    ];
  }

  // differences

  function drawDifferences() {
    const open = store.differences.filter((one) => !store.decision(one));
    const judge = store.coder === store.info.consensus;
    const lead = judge
      ? "Decide on each, and say why. Your decisions are codings of the consensus coder."
      : `Where coders who have both seen a comment differ. To decide, open the screen as coder “${store.info.consensus}”.`;
    return [
      h("p.lead", {}, `${count(open.length, "open difference")} of ${store.differences.length}. ${lead}`),
      ...store.differences.map((one) => differenceCard(one, judge)),
    ];
  }

  function differenceCard(one, judge) {
    const comment = store.comments.get(one.comment);
    const code = store.codes.get(one.code);
    const decided = store.decision(one);
    const codings = store.live(one.comment).coded.filter((c) => c.code === one.code && one.coded_by.includes(c.coder));
    const sides = [
      ...codings.map((c) =>
        h(
          "div.side-by",
          {},
          h("b", {}, c.coder),
          h("p.quote", {}, "“", bdi(looks.masked(c)), "”"),
          ...memoList((m) => m.about === "coding" && m.subject === c.id),
        ),
      ),
      ...one.not_by.map((coder) => h("div.side-by", {}, h("b", {}, coder), h("p.quote", {}, "seen, not coded so"))),
    ];
    const reason = h("textarea", {
      rows: "2",
      "aria-label": "Why",
      placeholder: "Why …",
      onkeydown: (event) => event.stopPropagation(),
    });
    const decide = (chosen, coded) => () => {
      if (!reason.value.trim()) return reason.focus();
      const why = reason.value;
      reason.blur();
      v.suggest.decideDifference(one, chosen, coded, why);
    };
    const choices = one.coded_by.map((coder) =>
      h(
        "button",
        {
          onclick: decide(
            codings.filter((c) => c.coder === coder),
            true,
          ),
        },
        `${coder}’s`,
      ),
    );
    if (one.coded_by.length > 1) choices.push(h("button", { onclick: decide(codings, true) }, "All of them"));
    choices.push(h("button", { onclick: decide(codings, false) }, "Not coded"));
    return h(
      `div.card${decided ? ".done" : ""}`,
      { "--c": looks.colorOf(one.code) },
      h(
        "p.card-head",
        {},
        code ? swatch(code) : null,
        h("strong", {}, bdi(code?.name ?? one.code)),
        " in ",
        h(
          "button.link",
          { onclick: () => v.going.follow(`comment:${one.comment}`) },
          comment?.who ? bdi(comment.who) : "a comment",
        ),
        decided ? ` · decided: ${decided}` : "",
      ),
      h("div.sides", {}, ...sides),
      judge && !decided ? reason : null,
      judge && !decided
        ? h(
            "div.buttons",
            {},
            ...choices,
            h("button", { onclick: () => v.suggest.write("code", one.code) }, "Memo on the code"),
          )
        : null,
    );
  }

  return { element, draw, refresh, show, write, current: () => current, writing: () => writing !== null };
}

const day = (at) => at.slice(0, 10);
const time = (at) => at.slice(0, 16).replace("T", " ");
