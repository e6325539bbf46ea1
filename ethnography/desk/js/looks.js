// What is drawn in a comment: its codings, the suggestions and proposals that wait, and words with their names masked.

import { bdi, h } from "./dom.js";

export const short = (text, n = 48) =>
  text.length > n ? `${text.slice(0, n * 0.6).trimEnd()} … ${text.slice(-n * 0.3).trimStart()}` : text;

/** @param {object} v the view */
export function createLooks(v) {
  const { store, readOnly } = v;
  const codeName = (id) => store.codes.get(id)?.name ?? id;
  const colorOf = (code) => `var(--k${store.codes.get(code)?.number ?? "none"})`;
  const shownCoder = (event) => !v.filter.coder || event.coder === v.filter.coder;

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

  /** What is drawn over the text, and the chips under it, in the same order. */
  function look(comment) {
    const drawn = [];
    for (const coding of store.live(comment.id).coded) {
      if (!shownCoder(coding)) continue;
      const kind = store.mine(coding) || readOnly ? "mine" : "theirs";
      drawn.push(entry(coding, kind, coding.id, `${codeName(coding.code)} (${coding.coder})`));
    }
    if (readOnly || !v.suggesting) return { drawn, chips: drawn };
    for (const one of store.pendingSuggestions(comment.id)) {
      drawn.push(entry(one, "suggested", suggestionKey(one), `${codeName(one.code)}? rule ${one.rule}: ${one.words}`));
    }
    const proposals = store.proposals.filter((one) => one.comment === comment.id);
    return { drawn, chips: [...drawn, ...proposals.map((proposal) => ({ proposal }))] };
  }

  function entry(event, kind, key, title) {
    const { start, end } = store.place(event).u;
    return { start, end, kind, key, title, event, color: colorOf(event.code) };
  }

  function chip({ proposal, event, kind, key, title, color }) {
    if (proposal) return proposalChip(proposal);
    const several = readOnly && store.info.coders.length > 1;
    const by = kind === "theirs" || several ? event.coder : "";
    const unsaved = store.unsaved.has(event.id);
    const hasMemo = store.hasMemo(event.id);
    // what is read out begins with what is seen, so that people who speak their commands can name it
    const label = [
      [codeName(event.code), by, hasMemo && "✎"].filter(Boolean).join(" "),
      kind === "suggested" ? "suggestion" : "coding",
      `“${short(masked(event))}”`,
      hasMemo && "has a memo",
      unsaved && "not saved yet",
    ];
    const button = h(
      "button",
      {
        class: `chip ${kind}${unsaved ? " unsaved" : ""}${event.wrong ? " wrong" : ""}`,
        "--c": color,
        "data-key": key,
        "aria-label": label.filter(Boolean).join(", "),
        title: kind === "suggested" ? title : `“${short(masked(event), 200)}”`,
      },
      h("span.swatch", { "--c": color, "aria-hidden": "true" }),
      bdi(codeName(event.code)),
      " ",
      by ? h("span.by", {}, by) : null,
      hasMemo ? h("span.has-memo", {}, "✎") : null,
    );
    if (kind !== "suggested") return [button];
    return [
      button,
      ...yesAndNo(
        codeName(event.code),
        () => v.deciding.accept([event]),
        () => v.deciding.reject([event]),
      ),
    ];
  }

  function proposalChip(one) {
    const what = one.about === "author" ? `written by ${one.shown}?` : `answers ${one.shown}?`;
    const attributes = {
      title: one.evidence,
      "data-key": proposalKey(one),
      "aria-label": `${what} ${one.confidence} proposal: ${one.evidence}`,
    };
    return [
      h("button.chip.suggested", attributes, bdi(what), h("span.by", {}, one.confidence)),
      ...yesAndNo(
        what,
        () => v.deciding.decide(one, true),
        () => v.deciding.decide(one, false),
      ),
    ];
  }

  const yesAndNo = (what, yes, no) => [
    h("button.small-button", { onclick: yes, "aria-label": `Accept: ${what}` }, "✓"),
    h("button.small-button", { onclick: no, "aria-label": `Reject: ${what}` }, "✗"),
  ];

  return { codeName, colorOf, shownCoder, masked, look, chip };
}

export const suggestionKey = ({ comment, start, end, code }) => `s:${comment}:${start}:${end}:${code}`;
export const proposalKey = (one) => `p:${one.proposal}`;
