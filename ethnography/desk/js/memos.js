// Memos: reading them, writing them, and the journal of field notes by date. What was begun is kept until it is saved or left.

import { bdi, h, markup, shortDate } from "./dom.js";
import { isComposing } from "./keys.js";

/**
 * @param {object} v the view
 * @param {{show: (tab: string) => void, draw: () => void}} side
 */
export function createMemos(v, side) {
  const { store, readOnly, looks } = v;
  let writing = null; // {about, subject, label, replaces}
  const drafts = new Map(); // what was begun, by what it is about

  const keyOf = ({ about, subject, replaces }) => `${about} ${subject} ${replaces ?? ""}`;

  // reading

  function list(memos, label = () => null) {
    return memos.map((memo) => {
      const edit = () => v.deciding.write(memo.about, memo.subject, memo.text, memo.id);
      const own = store.mine(memo) && !readOnly;
      return h(
        "div.memo",
        {},
        h(
          "p.memo-by",
          {},
          `${memo.coder}, ${shortDate(memo.written ?? memo.at)}`,
          memo.written ? `, edited ${shortDate(memo.at)}` : "",
          label(memo),
          store.unsaved.has(memo.id) ? " · not saved yet" : "",
        ),
        h("div.memo-text", {}, ...(memo.markup ? markup(memo.markup, v.going.follow) : [memo.text])),
        own
          ? h(
              "div.buttons",
              {},
              h("button.link", { onclick: edit }, "Edit"),
              h("button.link", { onclick: () => v.deciding.removeMemo(memo) }, "Remove"),
            )
          : null,
      );
    });
  }

  const about = (kind, subject) => list(store.memosOn(kind, subject));

  function draw() {
    const days = byDay();
    const nodes = readOnly ? [] : [...buttons(), ...begun(), ...["study", "thread", "code"].flatMap(formOf)];
    for (const [date, memos] of days) {
      const on = (memo) => h("span", {}, " on ", ...[subjectOf(memo)].flat());
      nodes.push(h("h4.day", {}, date), ...list(memos, on));
    }
    if (!days.size)
      nodes.push(h("p.lead", {}, "No memo yet. Field notes are kept here by date, with all other memos."));
    return nodes;
  }

  /** The last day first; an edited memo stays on the day on which it was first written. */
  function byDay() {
    const days = new Map();
    const when = (memo) => memo.written ?? memo.at;
    for (const memo of store.memos().sort((a, b) => (when(a) < when(b) ? 1 : -1))) {
      const day = when(memo).slice(0, 10);
      if (!days.has(day)) days.set(day, []);
      days.get(day).push(memo);
    }
    return days;
  }

  const buttons = () => [
    h(
      "div.buttons",
      {},
      h("button.primary", { onclick: () => v.deciding.write("study", "") }, "New field note"),
      h("button", { onclick: () => v.deciding.write("thread", store.thread.id) }, "Memo on this thread"),
    ),
  ];

  /** Memos that were begun and not finished. */
  function begun() {
    const others = [...drafts.values()].filter((one) => one.text.trim() && (!writing || keyOf(one) !== keyOf(writing)));
    return others.map((one) =>
      h("p.lead", {}, `Begun: ${one.label}. `, h("button.link", { onclick: () => write(one) }, "Go on writing")),
    );
  }

  function subjectOf({ about: kind, subject }) {
    if (kind === "study") return "the study (field note)";
    if (kind === "code") return ["code ", bdi(looks.codeName(subject))];
    const coding = kind === "coding" && store.events.get(subject);
    const what = {
      thread: "a thread",
      comment: "a comment",
      coding: coding ? `a coding (${looks.codeName(coding.code)})` : "a coding",
    };
    return h("button.link", { onclick: () => v.going.follow(`${kind}:${subject}`) }, what[kind]);
  }

  // writing

  const formOf = (kind) => (writing?.about === kind ? form(kind, writing.subject) : []);

  /** The form of the memo being written, if it is about this. */
  function form(kind, subject) {
    if (writing?.about !== kind || writing.subject !== subject) return [];
    const draft = drafts.get(keyOf(writing));
    const text = h("textarea", {
      ...{ rows: "5", "aria-label": writing.label, onkeydown: onKey },
      oninput: () => {
        draft.text = text.value;
      },
    });
    text.value = draft.text;

    function onKey(event) {
      event.stopPropagation();
      if (isComposing(event)) return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
      else if (event.key === "Escape") leave(false);
      else return;
      event.preventDefault();
    }
    function save() {
      if (!text.value.trim()) return text.focus();
      const done = writing;
      const words = text.value;
      close(text, true);
      v.deciding.saveMemo(done, words);
    }
    function leave(forGood) {
      close(text, forGood);
      v.going.focusHere();
    }
    function insert(link) {
      if (link) text.setRangeText(link, text.selectionStart, text.selectionEnd, "end");
      draft.text = text.value;
      text.focus();
    }
    const button = (name, act) => h("button", { onclick: act }, name);
    return [
      h(
        "div.memo.writing",
        {},
        h("p.memo-by", {}, writing.label),
        text,
        h("p.small", {}, "Markdown. Ctrl+Enter saves, Esc leaves it for later."),
        h(
          "div.buttons",
          {},
          h("button.primary", { onclick: save }, "Save memo"),
          button("Link comment", () => insert(v.deciding.link("comment"))),
          button("Link quote", () => insert(v.deciding.link("coding"))),
          button("Cancel", () => leave(true)),
        ),
      ),
    ];
  }

  function close(text, forGood) {
    text.blur();
    if (forGood || !text.value.trim()) drafts.delete(keyOf(writing));
    writing = null;
    side.draw();
  }

  /** Begin a memo, or go on with one begun; `text` is where an edit starts. */
  function write(subject, text = "") {
    writing = subject;
    if (!drafts.has(keyOf(subject))) drafts.set(keyOf(subject), { ...subject, text });
    const comment = { comment: subject.subject, coding: store.commentOf(subject.subject) }[subject.about];
    if (comment && v.at?.id !== comment && store.comments.has(comment)) v.going.go(store.comments.get(comment));
    side.show(comment ? "comment" : "memos");
    const field = v.root.querySelector(".writing textarea");
    field?.scrollIntoView({ block: "nearest" });
    field?.focus();
  }

  return { list, about, begun, draw, form, write };
}
