// One view of the coding screen: the thread, what is beside it, and what keys and clicks do.

import { bdi, count, h } from "./dom.js";
import { commandOf, KEYS, shown } from "./keys.js";
import { createPalette, putNear } from "./palette.js";
import { createPainter, createPicking } from "./picking.js";
import { createRows } from "./rows.js";
import { createSide } from "./side.js";
import { followTheme } from "./theme.js";

let views = 0;

/**
 * @param {HTMLElement} el
 * @param {object} session
 * @param {{readOnly?: boolean}} [options]
 */
export function createView(el, session, { readOnly = false } = {}) {
  const { store } = session;
  views += 1;
  const prefix = `eth${views}-${Math.random().toString(36).slice(2, 6)}`;
  const painter = createPainter();

  // where the reader is
  let at = null; // comment
  let active = null; // id of the coding that has the focus
  let moving = null; // the coding whose words are being changed
  let filter = { code: "", coder: "", author: "" };
  let suggesting = true;
  let hits = { query: "", spans: {}, threads: {}, order: [], at: -1 };
  let lastCode = null;
  const recent = [];

  // the frame

  const title = h("button.title", { onclick: () => side.show("threads"), "aria-label": "Threads" });
  const searchBox = h("input.search", {
    ...{ type: "search", placeholder: "Search: words, stem*", "aria-label": "Search this study", spellcheck: "false" },
    ...{ onkeydown: onSearchKey, onsearch: () => searchBox.value || clearSearch() },
  });
  const found = h("span.found", { role: "status" });
  const saveState = h("span.save-state", { role: "status" });
  const tools = h("div.tools");
  const bar = h("div.bar", {}, title, h("div.seek", {}, searchBox, found), tools, saveState);
  const banner = h("div.banner", { role: "alert", hidden: true });
  const filters = h("div.filters", { hidden: true });
  const scroller = h("div.scroller", { role: "group", "aria-label": "Thread", tabindex: "0" });
  const live = h("div.live", { "aria-live": "polite", "aria-atomic": "true" });
  const pickBar = h("div.pick-bar", { role: "toolbar", "aria-label": "Selection", hidden: true });
  const main = h("div.main", {}, scroller);
  const root = h(
    "section.ethnography",
    { "aria-label": "Coding screen", "data-lm-suppress-shortcuts": "true" },
    bar,
    banner,
    filters,
    main,
    pickBar,
    live,
  );

  const rows = createRows({
    scroller,
    store,
    prefix,
    look,
    chip,
    on: { answers: goToParent, collapse, seen: readOnly ? null : toggleSeen },
  });
  const picking = createPicking({ scroller, rows, painter, changed: onPicked });
  const side = createSide({
    store,
    session,
    prefix,
    readOnly,
    here: () => ({ comment: at, coding: store.events.get(active) }),
    on: sideActions(),
  });
  main.append(side.element);
  const palette = readOnly
    ? null
    : createPalette({
        ...{ root, store, prefix, recent: recentCodes, choose: (code, stay) => applyCode(code, stay), pin },
        create: async (code) => (await session.newCode(code)).made,
        closed: () => focusHere(),
      });
  el.append(root);
  const theme = followTheme(root);
  rows.onPaint(repaintHits);

  // listening

  // Jupyter matches its shortcuts from the focused element upwards, so the attribute must be on whatever has the focus.
  root.addEventListener("focusin", onFocus, true);
  root.addEventListener("keydown", onKey);
  for (const kind of ["keyup", "keypress"]) root.addEventListener(kind, (event) => event.stopPropagation());
  root.addEventListener("copy", onCopy);
  scroller.addEventListener("click", onClick);
  scroller.addEventListener("pointerover", onPoint);
  scroller.addEventListener("focusout", () => painter.paint("eth-active", []));
  const woken = () => document.visibilityState === "visible" && session.wake();
  addEventListener("focus", woken);
  addEventListener("online", woken);
  document.addEventListener("visibilitychange", woken);
  const narrow = new ResizeObserver(() => root.classList.toggle("narrow", root.clientWidth < 760));
  narrow.observe(root);
  picking.listen();

  function say(text) {
    live.textContent = "";
    // a changed text is read out; the same text twice is read out only if it was gone in between
    requestAnimationFrame(() => {
      live.textContent = text;
    });
  }

  const codeName = (id) => store.codes.get(id)?.name ?? id;
  const short = (text, n = 48) =>
    text.length > n ? `${text.slice(0, n * 0.6).trimEnd()} … ${text.slice(-n * 0.3).trimStart()}` : text;

  /** Words of a comment as they may be shown: names masked. */
  function masked(spot) {
    const comment = store.comments.get(spot.comment);
    if (!comment) return "";
    const { start, end } = spot.u ?? spot;
    let text = "";
    let from = start;
    for (const name of comment.names) {
      if (name.end <= start || name.start >= end) continue;
      text += comment.text.slice(from, Math.max(name.start, from)) + (name.start >= start ? name.shown : "");
      from = Math.min(name.end, end);
    }
    return text + comment.text.slice(from, end);
  }

  // what is drawn in a comment

  function shownCoder(event) {
    return !filter.coder || event.coder === filter.coder;
  }

  function look(comment) {
    const entries = [];
    for (const coding of store.live(comment.id).coded) {
      if (!shownCoder(coding)) continue;
      const own = store.mine(coding) || readOnly;
      entries.push(entry(coding, own ? "mine" : "theirs", coding.id, `${codeName(coding.code)} (${coding.coder})`));
    }
    if (suggesting && !readOnly) {
      for (const one of store.pendingSuggestions(comment.id)) {
        const key = `s:${one.comment}:${one.start}:${one.end}:${one.code}`;
        entries.push({
          ...entry(one, "suggested", key, `${codeName(one.code)}? rule ${one.rule}: ${one.words}`),
          suggestion: one,
        });
      }
      for (const one of store.proposals.filter((p) => p.comment === comment.id))
        entries.push({ proposal: one, key: `p:${one.proposal}` });
    }
    return { drawn: entries.filter((one) => !one.proposal), chips: entries };
  }

  function entry(event, kind, key, titleText) {
    const { start, end } = store.place(event).u;
    return {
      start,
      end,
      kind,
      key,
      title: titleText,
      event,
      color: `var(--k${store.codes.get(event.code)?.number ?? "none"})`,
    };
  }

  function chip(comment, one) {
    if (one.proposal) return proposalChip(one.proposal);
    const { event, kind } = one;
    const spoken =
      kind === "suggested" ? "suggestion" : kind === "theirs" || readOnly ? `coding by ${event.coder}` : "coding";
    const button = h(
      `button.chip.${kind}`,
      {
        "--c": one.color,
        "data-key": one.key,
        "aria-label": `${spoken}: ${codeName(event.code)}, “${short(masked(event))}”${store.unsaved.has(event.id) ? ", not saved yet" : ""}`,
        title: kind === "suggested" ? one.title : `“${short(masked(event), 200)}”`,
        class: `chip ${kind}${store.unsaved.has(event.id) ? " unsaved" : ""}${event.wrong ? " wrong" : ""}`,
      },
      h("span.swatch", { "--c": one.color, "aria-hidden": "true" }),
      bdi(codeName(event.code)),
      kind === "theirs" || (readOnly && store.info.coders.length > 1) ? h("span.by", {}, event.coder) : null,
      store.memos((memo) => memo.subject === event.id).length
        ? h("span.has-memo", { "aria-label": "has a memo" }, "✎")
        : null,
    );
    if (kind !== "suggested") return [button];
    return [
      button,
      h(
        "button.small-button",
        { onclick: () => accept([one.suggestion]), "aria-label": `Accept ${codeName(event.code)}` },
        "✓",
      ),
      h(
        "button.small-button",
        { onclick: () => reject([one.suggestion]), "aria-label": `Reject ${codeName(event.code)}` },
        "✗",
      ),
    ];
  }

  function proposalChip(one) {
    const what =
      one.about === "author"
        ? `written by ${one.shown || one.name || one.value}?`
        : `answers ${answeredName(one.value)}?`;
    return [
      h(
        "button.chip.suggested",
        { title: one.evidence, "data-key": `p:${one.proposal}`, "aria-label": `proposal: ${what} ${one.evidence}` },
        `${what} (${one.confidence})`,
      ),
      h("button.small-button", { onclick: () => decideProposal(one, true), "aria-label": `Accept: ${what}` }, "✓"),
      h("button.small-button", { onclick: () => decideProposal(one, false), "aria-label": `Decline: ${what}` }, "✗"),
    ];
  }

  const answeredName = (id) => store.comments.get(id)?.who || "an earlier comment";

  // going about

  function go(comment, { focus = true, block = "nearest" } = {}) {
    if (!comment) return;
    const row = rows.rowOf(comment.id);
    if (!row) return;
    at = comment;
    active = null;
    rows.reveal(row, block);
    if (focus) row.article.focus({ preventScroll: true });
    markHere(row);
    side.refresh();
  }

  function markHere(row) {
    for (const one of scroller.querySelectorAll(".here")) one.classList.remove("here");
    for (const one of scroller.querySelectorAll("article[tabindex='0']")) one.tabIndex = -1;
    row.article.classList.add("here");
    row.article.tabIndex = 0;
  }

  function focusHere() {
    const row = at && rows.rowOf(at.id);
    (row?.article ?? scroller).focus({ preventScroll: true });
  }

  function onFocus(event) {
    event.target.setAttribute?.("data-lm-suppress-shortcuts", "true");
    const row = rows.rowAt(event.target);
    if (!row) return;
    if (at !== row.comment) {
      at = row.comment;
      markHere(row);
      side.refresh();
    }
    const key = event.target.dataset?.key;
    const id = key && store.events.has(key) ? key : null;
    if (id !== active) {
      active = id;
      side.refresh();
    }
    point(row, key);
  }

  /** Show which words a chip, stripe or mark belongs to. */
  function point(row, key) {
    const index = row.drawn.findIndex((one) => one.key === key);
    const one = row.drawn[index];
    painter.paint("eth-active", one ? [rows.range(row.id, one.start, one.end)] : []);
  }

  function onPoint(event) {
    const row = rows.rowAt(event.target);
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (row && key) point(row, key);
  }

  function onClick(event) {
    const row = rows.rowAt(event.target);
    if (!row) return;
    const key = event.target.closest(".stripe")?.dataset.key;
    const mark = event.target.closest("mark");
    if (event.target.closest("button.chip")) {
      activate(row, event.target.closest("button.chip").dataset.key);
    } else if (key) activate(row, key);
    else if (mark && !picking.get().length) {
      const index = mark.spans.reduce(
        (best, i) => (best < 0 || size(row.drawn[i]) < size(row.drawn[best]) ? i : best),
        -1,
      );
      activate(row, row.drawn[index].key);
    }
  }

  const size = (span) => span.end - span.start;

  function activate(row, key) {
    const chipNode = [...row.chips.querySelectorAll("button.chip")].find((one) => one.dataset.key === key);
    chipNode?.focus({ preventScroll: true });
    active = store.events.has(key) ? key : null;
    if (active) side.show("comment");
  }

  function goToParent(comment = at) {
    if (comment?.parent) go(comment.parent, { block: "center" });
    else say("This comment answers nothing.");
  }

  function collapse(comment = at, to) {
    if (comment) rows.collapse(comment, to);
  }

  function step(test, none, direction = 1) {
    const next = store.next(at, test, direction);
    if (next) go(next, { block: "nearest" });
    else say(none);
    return next;
  }

  const matches = (comment) => !rows.rowOf(comment.id)?.item.classList.contains("filtered");

  function next(direction) {
    const order = store.order.filter((one) => matches(one) && !hidden(one));
    const index = at ? order.indexOf(at) : direction > 0 ? -1 : order.length;
    const target = order[index + direction];
    if (target) go(target);
    else say(direction > 0 ? "This is the last comment." : "This is the first one.");
  }

  const hidden = (comment) => Boolean(rows.rowOf(comment.id)?.item.parentElement?.closest(".collapsed"));

  function follow(to) {
    const [kind, ...rest] = to.split(":");
    const id = rest.join(":");
    if (kind === "thread") return session.open(id);
    if (kind === "code") return setFilter({ code: id });
    const comment = kind === "comment" ? id : store.commentOf(id);
    const target = store.comments.get(comment);
    if (!target) return say("That is not in this thread.");
    go(target, { block: "center" });
    if (kind === "coding") activate(rows.rowOf(comment), id);
  }

  // selecting

  function onPicked() {
    const picked = picking.get();
    pickBar.hidden = readOnly || !picked.length || palette.isOpen();
    if (!pickBar.hidden) drawPickBar(picked);
    if (picked.length && at?.id !== picked[0].comment) {
      at = store.comments.get(picked[0].comment);
      const row = rows.rowOf(at.id);
      markHere(row);
      side.refresh();
    }
  }

  function drawPickBar(picked) {
    const codes = recentCodes().slice(0, 4);
    pickBar.replaceChildren(
      h(
        "button.primary",
        { onclick: openPalette },
        moving ? "Save these words" : "Code …",
        h("kbd", {}, moving ? "Enter" : "c"),
      ),
      ...(moving
        ? []
        : codes.map((code) =>
            h(
              "button",
              { onclick: () => applyCode(code, true) },
              h("span.swatch", { "--c": `var(--k${store.codes.get(code)?.number})` }),
              bdi(codeName(code)),
            ),
          )),
    );
    const first = rows.range(picked.at(-1).comment, picked.at(-1).start, picked.at(-1).end).getBoundingClientRect();
    putNear(pickBar, first, root);
  }

  function pickUnit(kind) {
    if (!at) return say("Go to a comment first: j and k.");
    const unit = picking.unit(at, kind);
    if (!unit) return say("There is no text here.");
    picking.set([{ comment: at.id, ...unit }]);
    return unit;
  }

  function pick(stretch, none) {
    if (!stretch) return say(none);
    picking.set([{ comment: at.id, ...stretch }]);
    const range = rows.range(at.id, stretch.start, stretch.end).getBoundingClientRect();
    const window = scroller.getBoundingClientRect();
    if (range.top < window.top || range.bottom > window.bottom)
      scroller.scrollTop += range.top - window.top - window.height / 3;
    say(`Selected: ${short(masked({ comment: at.id, ...stretch }), 120)}`);
  }

  // coding

  function recentCodes() {
    return [...new Set([...recent, ...store.recentCodes()])];
  }

  function openPalette() {
    if (moving) return finishMove();
    const picked = picking.get();
    if (!picked.length)
      return say("Select words first, or press s for the sentence, p for the paragraph, w for the whole comment.");
    pickBar.hidden = true;
    const first = picked[0];
    const anchor = rows.range(first.comment, first.start, first.end).getBoundingClientRect();
    const note = picked.length > 1 ? ` and words of ${count(picked.length - 1, "more comment")}` : "";
    palette.open(anchor, masked(first), note);
  }

  function quoted(stretch) {
    const comment = store.comments.get(stretch.comment);
    return {
      comment: comment.id,
      ...store.toCodePoints(comment, stretch.start, stretch.end),
      quote: comment.text.slice(stretch.start, stretch.end),
    };
  }

  function applyCode(code, stay = false) {
    const picked = picking.get();
    if (!picked.length) return say("Select words first.");
    if (!store.codes.get(code)?.codable) return say(`${codeName(code)} cannot be applied.`);
    const fresh = picked
      .map(quoted)
      .filter(
        (spot) =>
          !store
            .live(spot.comment)
            .coded.some((c) => store.mine(c) && c.code === code && c.start === spot.start && c.end === spot.end),
      );
    lastCode = code;
    recent.splice(0, recent.length, code, ...recent.filter((one) => one !== code).slice(0, 20));
    if (!fresh.length) return say(`${codeName(code)} is on these words already.`);
    const [{ comment, start, end }] = picked;
    session.act(fresh.map((spot) => ({ do: "code", ...spot, code })));
    say(`${codeName(code)} on “${short(masked({ comment, start, end }))}”`);
    if (!stay) focusHere();
  }

  function pin(key, code) {
    session.act([{ do: "pin", key, code }]);
    say(`${codeName(code)} is on key ${key}.`);
  }

  function favourite(key) {
    const code = store.pinned()[key];
    if (code) applyCode(code, true);
    else say(`No code is on key ${key}. In the list of codes, Alt+${key} puts one there.`);
  }

  function own(id = active) {
    const coding = store.events.get(id);
    if (!coding || coding.event !== "coded") return void say("Go to a coding first: e.");
    if (!store.mine(coding)) return void say(`That is ${coding.coder}’s; only ${coding.coder} can change it.`);
    return coding;
  }

  function remove(coding = own()) {
    if (!coding) return;
    const row = rows.rowOf(coding.comment);
    const buttons = [...row.chips.querySelectorAll("button.chip")];
    const index = buttons.findIndex((one) => one.dataset.key === coding.id);
    session.act([{ do: "remove", subject: coding.id }]);
    active = null;
    const left = [...row.chips.querySelectorAll("button.chip")];
    (left[Math.min(index, left.length - 1)] ?? row.article).focus({ preventScroll: true });
    say(`Removed ${codeName(coding.code)}. z takes that back.`);
  }

  function startMove(coding = own()) {
    if (!coding) return;
    moving = coding;
    go(store.comments.get(coding.comment));
    picking.set([{ comment: coding.comment, ...store.place(coding).u }]);
    say(`Changing the words of ${codeName(coding.code)}: select anew, Enter saves, Escape leaves it.`);
  }

  function finishMove() {
    const coding = moving;
    const [first] = picking.get();
    moving = null;
    pickBar.hidden = true;
    if (!first) return say("Nothing is selected; the coding stays as it was.");
    const spot = quoted(first);
    if (spot.comment === coding.comment && spot.start === coding.start && spot.end === coding.end)
      return say("The words are the same; nothing was changed.");
    session.act([
      { do: "remove", subject: coding.id },
      { do: "code", ...spot, code: coding.code, ...(coding.rule ? { rule: coding.rule } : {}) },
    ]);
    say(`${codeName(coding.code)} is now on “${short(masked(first))}”`);
    focusHere();
  }

  function describe(ids) {
    const events = ids.map((id) => store.events.get(id)).filter(Boolean);
    const coded = events.filter((one) => one.event === "coded");
    if (coded.length) return coded.length > 1 ? count(coded.length, "coding") : codeName(coded[0].code);
    const removed = events.map((one) => one.event === "removed" && store.events.get(one.subject)).find(Boolean);
    if (removed?.event === "coded") return `removing ${codeName(removed.code)}`;
    const words = { seen: "seen", rejected: "a rejection", memo: "a memo", pinned: "a key", removed: "a removal" };
    return words[events[0]?.event] ?? "a change";
  }

  function reverse(done, word) {
    if (!done) return say(`Nothing to ${word}.`);
    const comment = store.comments.get(done.ids.map((id) => store.commentOf(id)).find(Boolean));
    if (comment) go(comment);
    say(`${word === "undo" ? "Undone" : "Done again"}: ${describe(done.ids)}${comment ? "" : ", not in this thread"}.`);
  }

  // seen

  function toggleSeen(comment = at) {
    if (!comment) return;
    if (!store.isSeen(comment.id)) session.act([{ do: "seen", comment: comment.id }]);
    else {
      const mine = store.live(comment.id).seen.filter(store.mine);
      if (!mine.length) return say("A comment with a coding of yours is seen.");
      session.act(mine.map((one) => ({ do: "remove", subject: one.id })));
    }
    say(store.isSeen(comment.id) ? "seen" : "unseen");
  }

  function nextUnseen() {
    if (at && !store.isSeen(at.id)) session.act([{ do: "seen", comment: at.id }]);
    const next = step((one) => one.kind !== "pingback" && !store.isSeen(one.id), "All of this thread is seen.");
    if (next)
      say(
        `${count(store.order.filter((one) => one.kind !== "pingback" && !store.isSeen(one.id)).length, "comment")} unseen`,
      );
  }

  // suggestions

  function suggestionHere() {
    const key = root.getRootNode().activeElement?.dataset?.key ?? "";
    const pending = at ? store.pendingSuggestions(at.id) : [];
    return pending.find((one) => key === `s:${one.comment}:${one.start}:${one.end}:${one.code}`) ?? pending[0];
  }

  function accept(some) {
    const spots = some.map((one) => ({
      do: "code",
      ...quoted({ comment: one.comment, ...store.place(one).u }),
      code: one.code,
      rule: one.rule,
    }));
    decided(some, () => session.act(spots), "Accepted");
  }

  function reject(some) {
    const spots = some.map(({ comment, start, end, code, rule }) => ({
      do: "reject",
      comment,
      start,
      end,
      code,
      rule,
    }));
    decided(some, () => session.act(spots), "Rejected");
  }

  function decided(some, act, word) {
    if (!some.length) return say("No suggestion is here.");
    const { comment } = some[0];
    act();
    say(`${word}: ${some.length > 1 ? count(some.length, "suggestion") : codeName(some[0].code)}`);
    const row = rows.rowOf(comment);
    (row.chips.querySelector("button.chip.suggested") ?? row.article).focus({ preventScroll: true });
  }

  function ofThisRule() {
    const one = suggestionHere();
    if (!one) return [];
    return store.order.flatMap((comment) =>
      store.pendingSuggestions(comment.id).filter((other) => other.rule === one.rule),
    );
  }

  function nextSuggestion() {
    const row = at && rows.rowOf(at.id);
    const inside = row ? [...row.chips.querySelectorAll("button.chip.suggested")] : [];
    const after = inside[inside.indexOf(root.getRootNode().activeElement) + 1];
    if (after) return after.focus();
    const next = step(
      (one) => store.pendingSuggestions(one.id).length || store.proposals.some((p) => p.comment === one.id),
      "No suggestion is waiting in this thread.",
    );
    if (next) {
      const chipNode = rows.rowOf(next.id).chips.querySelector("button.chip.suggested");
      chipNode?.focus({ preventScroll: true });
    }
  }

  function decideProposal(one, accepted) {
    session.act([
      { do: "decide", about: one.about, comment: one.comment, value: one.value, proposal: one.proposal, accepted },
    ]);
    store.proposals = store.proposals.filter((other) => other !== one);
    rows.change([one.comment]);
    say(accepted ? "Accepted; shown when the thread is opened again." : "Declined.");
  }

  // memos

  function writeMemo(about, subject, text = "", replaces = null) {
    const label = {
      coding: "Memo on the coding",
      comment: "Memo on this comment",
      thread: "Memo on this thread",
      code: `Memo on the code ${codeName(subject)}`,
      study: "Field note",
    }[about];
    root.classList.add("side-open");
    side.write({ about, subject, label, replaces }, text);
  }

  function saveMemo({ about, subject, replaces }, text) {
    const actions = replaces ? [{ do: "remove", subject: replaces }] : [];
    session.act([...actions, { do: "memo", about, subject, text }]);
    say("Memo written.");
    focusHere();
  }

  function link(kind) {
    if (kind === "coding" && active) return `[“${short(masked(store.events.get(active)))}”](<coding:${active}>)`;
    if (!at) return "";
    const picked = picking.get().find((one) => one.comment === at.id);
    const words =
      kind === "coding" && picked
        ? `“${short(masked(picked))}”`
        : `${at.who || "a comment"}${at.date ? `, ${at.date.slice(0, 10)}` : ""}`;
    return `[${words}](<comment:${at.id}>)`;
  }

  // searching and filtering

  function onSearchKey(event) {
    if (event.key === "Enter") {
      if (searchBox.value.trim() && searchBox.value === hits.query && hits.order.length)
        nextHit(event.shiftKey ? -1 : 1);
      else search();
    } else if (event.key === "Escape") {
      searchBox.value = "";
      clearSearch();
      focusHere();
    } else return event.stopPropagation();
    event.preventDefault();
    return event.stopPropagation();
  }

  async function search() {
    if (!searchBox.value.trim()) return clearSearch();
    found.textContent = "searching …";
    try {
      const answer = await session.search(searchBox.value);
      const spans = {};
      for (const [id, list] of Object.entries(answer.spans)) {
        spans[id] = list.map(([start, end]) => store.place({ comment: id, start, end }).u);
      }
      const order = store.order.flatMap((one) => (spans[one.id] ?? []).map((span) => ({ comment: one, ...span })));
      hits = { query: answer.query, spans, threads: answer.threads, order, at: -1 };
      const elsewhere = Object.entries(answer.threads).filter(([id]) => id !== store.thread.id);
      const others = elsewhere.reduce((sum, [, n]) => sum + n, 0);
      found.textContent = `${count(order.length, "place")} here, ${others} elsewhere`;
      repaintHits();
      side.refresh();
      if (order.length) nextHit(1);
    } catch (error) {
      if (error.message !== "superseded") found.textContent = error.message;
    }
  }

  function clearSearch() {
    hits = { query: "", spans: {}, threads: {}, order: [], at: -1 };
    found.textContent = "";
    repaintHits();
    side.refresh();
  }

  function repaintHits() {
    if (!hits.order.length) return painter.paint("eth-found", []);
    painter.paint(
      "eth-found",
      hits.order.map(({ comment, start, end }) => rows.range(comment.id, start, end)),
    );
  }

  function nextHit(direction) {
    hits.at = (hits.at + direction + hits.order.length) % hits.order.length;
    const hit = hits.order[hits.at];
    go(hit.comment, { focus: false });
    requestAnimationFrame(() => {
      const range = rows.range(hit.comment.id, hit.start, hit.end);
      const place = range.getBoundingClientRect();
      const frame = scroller.getBoundingClientRect();
      if (place.top < frame.top || place.bottom > frame.bottom)
        scroller.scrollTop += place.top - frame.top - frame.height / 3;
      painter.paint("eth-active", [range]);
    });
    found.textContent = `${hits.at + 1} of ${count(hits.order.length, "place")} here`;
  }

  function setFilter(change) {
    filter = { ...filter, ...change };
    drawFilters();
    applyFilter();
    if (filter.code || filter.coder || filter.author) filters.hidden = false;
    side.refresh();
  }

  function applyFilter() {
    const codes = filter.code ? store.below(filter.code) : null;
    const wanted = (comment) => {
      if (filter.author && comment.who !== filter.author) return false;
      if (!codes && !filter.coder) return true;
      return store.live(comment.id).coded.some((c) => (!codes || codes.has(c.code)) && shownCoder(c));
    };
    let n = 0;
    for (const comment of store.order) {
      const fits = wanted(comment);
      if (fits) n += 1;
      rows.rowOf(comment.id).item.classList.toggle("filtered", !fits);
    }
    rows.changeAll();
    const on = filter.code || filter.coder || filter.author;
    filters.querySelector(".filter-result").textContent = on
      ? `${n} of ${count(store.order.length, "comment")} fit; the others are folded`
      : "";
  }

  function drawFilters() {
    const choice = (name, label, options) =>
      h(
        "label",
        {},
        label,
        h(
          "select",
          { name, onchange: (event) => setFilter({ [name]: event.target.value }) },
          h("option", { value: "" }, "all"),
          ...options.map(([value, text]) => h("option", { value, selected: filter[name] === value }, text)),
        ),
      );
    const authors = [...new Set(store.order.map((one) => one.who).filter(Boolean))].sort((a, b) => a.localeCompare(b));
    filters.replaceChildren(
      choice(
        "code",
        "Code",
        store.codebook.codes.map((code) => [code.id, `${"  ".repeat(code.depth)}${code.name}`]),
      ),
      choice(
        "author",
        "Author",
        authors.map((name) => [name, name]),
      ),
      ...(store.info.coders.length > 1
        ? [
            choice(
              "coder",
              "Coder",
              store.info.coders.map((name) => [name, name]),
            ),
          ]
        : []),
      ...(readOnly
        ? []
        : [
            h(
              "label.check",
              {},
              h("input", {
                type: "checkbox",
                checked: suggesting,
                onchange: (event) => showSuggestions(event.target.checked),
              }),
              "suggestions",
            ),
          ]),
      h("button", { onclick: () => setFilter({ code: "", coder: "", author: "" }) }, "Show all"),
      h("span.filter-result", { role: "status" }),
    );
  }

  function showSuggestions(on) {
    suggesting = on;
    rows.changeAll();
  }

  // keys

  const commands = {
    nextComment: () => next(1),
    previousComment: () => next(-1),
    parent: () => goToParent(),
    nextSibling: () => sibling(1),
    previousSibling: () => sibling(-1),
    nextUnseen,
    nextUncoded: () =>
      step(
        (one) => one.kind !== "pingback" && !store.live(one.id).coded.some(store.mine),
        "Every comment has a coding of yours.",
      ),
    nextWithCode,
    nextDifference: () => {
      const open = new Set(store.differences.filter((one) => !store.decision(one)).map((one) => one.comment));
      if (step((one) => open.has(one.id), "No open difference in this thread.")) side.show("differences");
    },
    toggleSeen: () => toggleSeen(),
    collapse: () => collapse(),
    search: () => searchBox.focus(),
    nextSentence: () => at && pick(picking.stepSentence(at, 1), "The last sentence."),
    previousSentence: () => at && pick(picking.stepSentence(at, -1), "The first sentence."),
    longer: () => at && pick(picking.stretch(at, "end", 1), "Select something first."),
    shorter: () => at && pick(picking.stretch(at, "end", -1), "That would leave nothing."),
    startEarlier: () => at && pick(picking.stretch(at, "start", -1), "Select something first."),
    startLater: () => at && pick(picking.stretch(at, "start", 1), "That would leave nothing."),
    code: openPalette,
    codeSentence: () => pickUnit("sentence") && openPalette(),
    codeParagraph: () => pickUnit("paragraph") && openPalette(),
    codeComment: () => pickUnit("comment") && openPalette(),
    repeat: () => {
      const code = lastCode ?? recentCodes()[0];
      if (code) applyCode(code, true);
      else say("No code has been applied yet.");
    },
    favourite: (event) => favourite(event.key),
    nextCoding,
    remove: () => remove(),
    move: () => startMove(),
    undo: () => reverse(session.undo(), "undo"),
    redo: () => reverse(session.redo(), "redo"),
    memo: () =>
      active ? writeMemo("coding", active) : at ? writeMemo("comment", at.id) : say("Go to a comment first."),
    memoThread: () => writeMemo("thread", store.thread.id),
    fieldNote: () => writeMemo("study", ""),
    nextSuggestion,
    accept: () => accept([suggestionHere()].filter(Boolean)),
    reject: () => reject([suggestionHere()].filter(Boolean)),
    acceptAll: () => accept(ofThisRule()),
    rejectAll: () => reject(ofThisRule()),
    help,
    escape: () => {
      moving = null;
      picking.clear();
      focusHere();
    },
  };
  const READING = new Set([
    "nextComment",
    "previousComment",
    "parent",
    "nextSibling",
    "previousSibling",
    "nextWithCode",
    "collapse",
    "search",
    "nextCoding",
    "help",
    "escape",
  ]);

  function onKey(event) {
    // Ctrl+S is Jupyter's, and the browser's where Jupyter does not get it; here everything is saved at once
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      event.stopPropagation();
      const { pending } = session.status();
      return say(pending ? `${count(pending, "action is", "actions are")} not saved yet.` : "All codings are saved.");
    }
    event.stopPropagation();
    const target = event.composedPath()[0];
    if (!store.thread || event.isComposing || palette?.contains(target)) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || side.element.contains(target)) return;
    if (event.key === "Enter" && target.tagName === "BUTTON") return; // presses the button
    const command = commandOf(event);
    if (!command || (readOnly && !READING.has(command))) return;
    event.preventDefault();
    commands[command](event);
  }

  function sibling(direction) {
    const other = at && store.sibling(at, direction);
    if (other) go(other);
    else say(direction > 0 ? "The last answer." : "The first answer.");
  }

  function nextWithCode() {
    const code = filter.code || lastCode || recentCodes()[0];
    if (!code) return say("Filter for a code first, or apply one.");
    const codes = store.below(code);
    step(
      (one) => store.live(one.id).coded.some((c) => codes.has(c.code) && shownCoder(c)),
      `No other comment here carries ${codeName(code)}.`,
    );
  }

  function nextCoding() {
    const row = at && rows.rowOf(at.id);
    const chips = row ? [...row.chips.querySelectorAll("button.chip:not(.suggested)")] : [];
    if (!chips.length) return say("Nothing is coded here.");
    const index = chips.indexOf(root.getRootNode().activeElement);
    chips[(index + 1) % chips.length].focus();
  }

  function onCopy(event) {
    const picked = picking.get();
    if (!picked.length || !scroller.contains(root.getRootNode().activeElement)) return;
    // names stay masked in what is copied, as they are on the screen
    event.clipboardData.setData("text/plain", picked.map(masked).join("\n\n"));
    event.preventDefault();
  }

  function help() {
    const groups = new Map();
    for (const [keys, command, what, group] of KEYS) {
      if (readOnly && !READING.has(command)) continue;
      if (!groups.has(group)) groups.set(group, []);
      groups
        .get(group)
        .push(
          h(
            "div",
            {},
            h("dt", {}, ...keys.slice(0, 2).flatMap((key) => [h("kbd", {}, shown(key)), " "])),
            h("dd", {}, what),
          ),
        );
    }
    const close = h("button.primary", { onclick: () => leave() }, "Close");
    const box = h(
      "div.help",
      { role: "dialog", "aria-label": "Keys", onkeydown: (event) => event.key === "Escape" && leave() },
      h(
        "div.help-groups",
        {},
        ...[...groups].map(([name, items]) => h("section", {}, h("h4", {}, name), h("dl", {}, ...items))),
      ),
      close,
    );
    function leave() {
      box.remove();
      focusHere();
    }
    root.append(box);
    close.focus();
  }

  // what is shown around the thread

  function drawBar() {
    const done = store.progress();
    title.replaceChildren(
      bdi(store.thread.title),
      h(
        "span.small",
        {},
        readOnly ? count(done.comments, "comment") : `${done.seen} of ${done.comments} seen · ${done.coded} coded`,
      ),
    );
    if (tools.childElementCount) return;
    const tool = (text, label, act) => h("button.tool", { onclick: act, "aria-label": label, title: label }, text);
    tools.append(
      tool("Filter", "Filter by code, author, coder", () => {
        filters.hidden = !filters.hidden;
      }),
      ...(readOnly
        ? []
        : [tool("↶", "Undo (z)", () => commands.undo()), tool("↷", "Redo (Shift+Z)", () => commands.redo())]),
      tool("Panel", "Show or hide what is beside the thread", () =>
        root.classList.toggle(root.classList.contains("narrow") ? "side-open" : "side-closed"),
      ),
      tool("?", "Keys", help),
    );
  }

  function colors() {
    root.style.setProperty("--knone", "var(--soft)");
    store.codebook.codes.forEach((code, number) => {
      code.number = number;
      root.style.setProperty(`--k${number}`, theme.dark() ? `color-mix(in srgb, ${code.color} 62%, #fff)` : code.color);
    });
  }
  theme.onChange(() => store.codebook && colors());

  function drawSaving({ pending, slow, persisted, kernel }) {
    if (readOnly) return;
    const state = !pending ? "saved" : slow ? "unsaved" : "saving";
    saveState.className = `save-state ${state}`;
    saveState.textContent = { saved: "✓ saved", saving: "saving …", unsaved: `NOT SAVED: ${pending}` }[state];
    if (state !== "unsaved") {
      if (banner.dataset.about === "saving") hideBanner();
      return;
    }
    const why = {
      busy: "The kernel is busy with a cell; this is saved when it is done.",
      dead: "The kernel is gone. Start it again and run the cell that opened this screen: it will offer to save these.",
      restarting: "The kernel is restarting. Run the cell that opened this screen again: it will offer to save these.",
    }[kernel];
    const kept = persisted
      ? "They are kept in this browser until they are saved."
      : "This browser cannot keep them: do not close the page.";
    showBanner(
      "saving",
      `${count(pending, "action is", "actions are")} NOT SAVED. ${why ?? "The kernel does not answer: it is busy, or gone. If it was restarted, run the cell that opened this screen again."} ${kept}`,
      [["Try again", () => session.resend()]],
    );
  }

  function showBanner(about, text, buttons) {
    banner.dataset.about = about;
    banner.replaceChildren(h("span", {}, text), ...buttons.map(([label, act]) => h("button", { onclick: act }, label)));
    banner.hidden = false;
  }

  function hideBanner() {
    banner.hidden = true;
    delete banner.dataset.about;
  }

  function offerOrphans() {
    const [orphan] = session.orphans();
    if (!orphan) return;
    const n = orphan.batches.reduce((sum, batch) => sum + batch.actions.length, 0);
    const when = new Date(orphan.batches[0].at).toLocaleString();
    showBanner(
      "orphans",
      `${count(n, "action")} of ${when} ${n === 1 ? "was" : "were"} not saved. What was saved after all is not doubled.`,
      [
        [
          "Save now",
          () => {
            hideBanner();
            session.adopt(orphan);
            offerOrphans();
          },
        ],
        [
          "Throw away",
          () => {
            hideBanner();
            session.discard(orphan);
            offerOrphans();
          },
        ],
      ],
    );
  }

  function sideActions() {
    return {
      ...{
        code: (code) => applyCode(code, true),
        picked: () => !readOnly && picking.get().length > 0,
        follow,
        masked,
        shownCoder,
        link,
      },
      ...{ open: (thread) => session.open(thread), remove, move: startMove, saveMemo, leave: focusHere },
      filter: (code) => setFilter({ code: filter.code === code ? "" : code }),
      filteredBy: (code) => filter.code === code,
      memo: (about, subject) => writeMemo(about, subject),
      editMemo: (memo) => writeMemo(memo.about, memo.subject, memo.text, memo.id),
      removeMemo(memo) {
        session.act([{ do: "remove", subject: memo.id }]);
        say("Memo removed. z takes that back.");
      },
      linkHere: () =>
        navigator.clipboard?.writeText(link("comment")).then(() => say("Link copied; paste it into a memo.")),
      hits: (thread) => (hits.threads[thread] ? ` · ${count(hits.threads[thread], "place")}` : ""),
      decide,
    };
  }

  /** The consensus coder's decision: codings like the chosen ones, or rejections of them, with the reason as a memo. */
  function decide(one, codings, coded, why) {
    const actions = [];
    for (const coding of codings) {
      const spot = quoted({ comment: coding.comment, ...store.place(coding).u });
      const { comment, start, end } = spot;
      actions.push(
        coded ? { do: "code", ...spot, code: one.code } : { do: "reject", comment, start, end, code: one.code },
      );
    }
    const text = `${codeName(one.code)}: ${coded ? `as ${[...new Set(codings.map((c) => c.coder))].join(" and ")}` : "not coded"}. ${why}`;
    actions.push({ do: "memo", about: "comment", subject: one.comment, text });
    session.act(actions);
    say(`Decided: ${codeName(one.code)} ${coded ? "coded" : "not coded"}.`);
  }

  // what the session tells

  const view = {
    welcomed() {
      colors();
      offerOrphans();
    },
    opening: () => say("Opening …"),
    opened() {
      colors();
      at = null;
      active = null;
      moving = null;
      picking.set([], { quiet: true });
      rows.show();
      drawFilters();
      if (filter.code || filter.coder || filter.author) applyFilter();
      drawBar();
      side.draw();
      if (banner.dataset.about === "silence") hideBanner();
      const first = store.order[0];
      if (first) markHere(rows.rowOf(first.id));
    },
    changed(touched, { codebook = false } = {}) {
      if (codebook) {
        colors();
        palette?.refresh();
      }
      const focused = root.getRootNode().activeElement;
      const key = focused?.dataset?.key;
      const row = key && rows.rowAt(focused);
      picking.keep(() => rows.change(touched));
      if (row && !focused.isConnected) {
        const again = [...row.chips.querySelectorAll("button.chip")].find((one) => one.dataset.key === key);
        (again ?? row.article).focus({ preventScroll: true });
      }
      drawBar();
      side.refresh();
    },
    saving: drawSaving,
    refused(why) {
      showBanner("refused", `Not saved: ${why}`, [["Close", hideBanner]]);
      say(`Not saved: ${why}`);
    },
    problem: (why) => showBanner("problem", why, [["Try again", () => session.hello()]]),
    silence(kernel) {
      const why =
        kernel === "busy"
          ? "It is busy with another cell; this opens when that is done."
          : "If it was restarted, run this cell again; if a cell is running, this opens when it is done.";
      showBanner("silence", `The kernel does not answer. ${why}`, [["Try again", () => session.hello()]]);
    },
    destroy() {
      session.removeView(view);
      removeEventListener("focus", woken);
      removeEventListener("online", woken);
      document.removeEventListener("visibilitychange", woken);
      picking.destroy();
      painter.clear();
      rows.destroy();
      narrow.disconnect();
      theme.destroy();
      root.remove();
    },
  };
  session.addView(view);
  return view;
}
