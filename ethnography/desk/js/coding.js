// Coding: the selection gets codes; codings change, go, and come back.

import { bdi, count, h } from "./dom.js";
import { digitOf } from "./keys.js";
import { short } from "./looks.js";
import { putNear } from "./palette.js";
import { newId } from "./store.js";

const RECENT = 20;

/** @param {object} v the view */
export function createCoding(v) {
  const { store, session, rows, picking, say, looks } = v;
  const recent = [];

  const recentCodes = () => [...new Set([...recent, ...store.recentCodes()])];

  /** A stretch of a comment as an action says it: in code points, with its words. */
  function quoted({ comment: id, start, end }) {
    const comment = store.comments.get(id);
    return { comment: id, ...store.toCodePoints(comment, start, end), quote: comment.text.slice(start, end) };
  }

  function apply(code, stay = false, picked = picking.get()) {
    if (!picked.length)
      return say("Select words first, or press s for the sentence, p for the paragraph, w for the whole comment.");
    if (!store.codes.get(code)?.codable) return say(`${looks.codeName(code)} cannot be applied.`);
    recent.splice(0, recent.length, code, ...recent.filter((one) => one !== code).slice(0, RECENT));
    const has = (spot) =>
      store.live(spot.comment).coded.some((c) => isMine(c, code) && c.start === spot.start && c.end === spot.end);
    const fresh = picked.map(quoted).filter((spot) => !has(spot));
    if (!fresh.length) return say(`${looks.codeName(code)} is on these words already.`);
    v.pickBar.hidden = true;
    session.act(fresh.map((spot) => ({ do: "code", ...spot, code })));
    say(`${looks.codeName(code)} on “${short(looks.masked(picked[0]))}”`, { quiet: true });
    if (!stay) v.going.focusHere();
  }

  const isMine = (coding, code) => store.mine(coding) && coding.code === code;

  function openPalette() {
    if (v.moving) return finishMove();
    const picked = picking.get();
    if (!picked.length)
      return say("Select words first, or press s for the sentence, p for the paragraph, w for the whole comment.");
    v.pickBar.hidden = true;
    const [first] = picked;
    const anchor = rows.place(first);
    const note = picked.length > 1 ? ` and words of ${count(picked.length - 1, "more comment")}` : "";
    v.palette.open(anchor, looks.masked(first), picked, note);
  }

  /** Offered to the hand that selected; whoever selects by keys has the keys, and would have it in the way. */
  function drawPickBar(byHand) {
    const picked = picking.get();
    v.pickBar.hidden = !byHand || !picked.length || v.palette.isOpen();
    if (v.pickBar.hidden) return;
    const last = picked.at(-1);
    const codeButton = (code) =>
      h(
        "button",
        { onclick: () => apply(code, true) },
        h("span.swatch", { "--c": looks.colorOf(code) }),
        bdi(looks.codeName(code)),
      );
    v.pickBar.replaceChildren(
      h(
        "button.primary",
        { onclick: openPalette },
        v.moving ? "Save these words" : "Code …",
        h("kbd", {}, v.moving ? "Enter" : "c"),
      ),
      ...(v.moving ? [] : recentCodes().slice(0, 4).map(codeButton)),
    );
    putNear(v.pickBar, rows.place(last), v.root);
  }

  // selecting by keys

  function pickUnit(kind) {
    if (!v.at) return say("Go to a comment first: j and k.");
    const unit = picking.unit(v.at, kind);
    if (!unit) return say("There is no text here.");
    picking.set([{ comment: v.at.id, ...unit }]);
    return openPalette();
  }

  function pick(stretch, none) {
    if (!v.at) return;
    if (!stretch) return say(none);
    const spot = { comment: v.at.id, ...stretch };
    picking.set([spot]);
    const place = rows.place(spot);
    const frame = v.scroller.getBoundingClientRect();
    if (place.top < frame.top || place.bottom > frame.bottom)
      v.scroller.scrollTop += place.top - frame.top - frame.height / 3;
    say(`Selected: ${short(looks.masked(spot), 120)}`, { quiet: true });
  }

  // one coding

  function own(id = v.active) {
    const coding = store.events.get(id);
    if (coding?.event !== "coded") return void say("Go to a coding first: e.");
    if (!store.mine(coding)) return void say(`That is ${coding.coder}’s; only ${coding.coder} can change it.`);
    return coding;
  }

  function remove(coding = own()) {
    if (!coding) return;
    const row = rows.rowOf(coding.comment);
    const index = [...row.chips.querySelectorAll("button.chip")].findIndex((one) => one.dataset.key === coding.id);
    session.act([{ do: "remove", subject: coding.id }]);
    v.active = null;
    const left = [...row.chips.querySelectorAll("button.chip")];
    (left[Math.min(index, left.length - 1)] ?? row.article).focus({ preventScroll: true });
    say(`Removed ${looks.codeName(coding.code)}. z takes that back.`);
  }

  function move(coding = own()) {
    if (!coding) return;
    v.moving = coding;
    v.going.go(store.comments.get(coding.comment));
    picking.set([{ comment: coding.comment, ...store.place(coding).u }]);
    say(`Changing the words of ${looks.codeName(coding.code)}: select anew, Enter saves, Escape leaves it.`);
  }

  function finishMove() {
    const coding = v.moving;
    const [first] = picking.get();
    v.moving = null;
    v.pickBar.hidden = true;
    if (!first || first.comment !== coding.comment)
      return say("Nothing in this comment is selected; the coding stays as it was.");
    if (!store.holds(coding.id)) return say("That coding is gone.");
    const spot = quoted(first);
    if (spot.comment === coding.comment && spot.start === coding.start && spot.end === coding.end) {
      return say("The words are the same; nothing was changed.");
    }
    const rule = coding.rule ? { rule: coding.rule } : {};
    const id = newId();
    // the coder's memos go along to the coding's new words
    const memos = store.memosOn("coding", coding.id).filter(store.mine);
    session.act([
      { do: "remove", subject: coding.id },
      { do: "code", id, ...spot, code: coding.code, ...rule },
      ...memos.map((memo) => ({ do: "memo", about: "coding", subject: id, text: memo.text, replaces: memo.id })),
      ...memos.map((memo) => ({ do: "remove", subject: memo.id })),
    ]);
    say(`${looks.codeName(coding.code)} is now on “${short(looks.masked(first))}”`);
    v.going.focusHere();
  }

  // keys for codes

  function pin(key, code) {
    session.act([{ do: "pin", key, code }]);
    say(`${looks.codeName(code)} is on key ${key}.`);
  }

  function favourite(event) {
    const key = digitOf(event);
    const code = store.pinned()[key];
    if (code) apply(code, true);
    else say(`No code is on key ${key}. In the list of codes, Alt+${key} puts one there.`);
  }

  function repeat() {
    const [code] = recentCodes();
    if (code) apply(code, true);
    else say("No code has been applied yet.");
  }

  // back and forth

  let warned = false;

  /** Undo goes back over earlier sittings too, but not unawares. */
  function undo() {
    if (session.isEarlier() && !warned) {
      warned = true;
      return say("All of this sitting is undone. Once more undoes what you did in an earlier one.");
    }
    warned = session.isEarlier();
    return reverse(session.undo(), true);
  }

  function reverse(done, undone) {
    if (!done) return say(undone ? "Nothing to undo." : "Nothing to do again.");
    if (!done.ids.length) return say("Thrown away: it had not been saved.");
    const comment = store.comments.get(done.ids.map((id) => store.commentOf(id)).find(Boolean));
    if (comment) v.going.go(comment);
    say(`${undone ? "Undone" : "Done again"}: ${describe(done.ids)}${comment ? "" : ", not in this thread"}.`);
  }

  function describe(ids) {
    const events = ids.map((id) => store.events.get(id)).filter(Boolean);
    const coded = events.filter((one) => one.event === "coded");
    if (coded.length) return coded.length > 1 ? count(coded.length, "coding") : looks.codeName(coded[0].code);
    const removed = events.map((one) => one.event === "removed" && store.events.get(one.subject)).find(Boolean);
    if (removed?.event === "coded") return `removing ${looks.codeName(removed.code)}`;
    const words = { seen: "seen", rejected: "a rejection", memo: "a memo", pinned: "a key", removed: "a removal" };
    return words[events[0]?.event] ?? "a change";
  }

  const stretch = (edge, step, none) => () => pick(v.at && picking.stretch(v.at, edge, step), none);

  return {
    ...{ apply, quoted, recentCodes, drawPickBar, remove, move, pin },
    commands: {
      ...{ code: openPalette, repeat, favourite, remove: () => remove(), move: () => move() },
      codeSentence: () => pickUnit("sentence"),
      codeParagraph: () => pickUnit("paragraph"),
      codeComment: () => pickUnit("comment"),
      nextSentence: () => pick(v.at && picking.stepSentence(v.at, 1), "The last sentence."),
      previousSentence: () => pick(v.at && picking.stepSentence(v.at, -1), "The first sentence."),
      longer: stretch("end", 1, "Select something first."),
      shorter: stretch("end", -1, "That would leave nothing."),
      startEarlier: stretch("start", -1, "Select something first."),
      startLater: stretch("start", 1, "That would leave nothing."),
      undo,
      redo: () => reverse(session.redo(), false),
    },
  };
}
