// What is selected: by mouse, by touch or by keys, over one comment or several; kept while the palette has the focus and after
// the text is painted anew. Offsets are UTF-16.

import { offsetIn } from "./body.js";
import { widen, words } from "./offsets.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.scroller
 * @param {object} options.rows
 * @param {(byHand: boolean) => void} options.changed by hand: with the mouse or a finger, not by keys
 * @param {object} options.painter {paint(name, ranges)}
 */
export function createPicking({ scroller, rows, changed, painter }) {
  let picked = []; // [{comment, start, end}], in page order
  let caret = null; // {comment, offset}: where the reader clicked last
  let ours = false; // the native selection is being set or lost by us
  let pressed = false;

  const native = () => scroller.getRootNode().getSelection?.() ?? document.getSelection();

  function listen() {
    document.addEventListener("selectionchange", onChange);
    scroller.addEventListener("pointerdown", onDown);
    for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, onUp);
  }

  function onDown(event) {
    if (event.button !== 0) return;
    pressed = true;
    // a finger may be about to scroll: what is selected stays until something else is
    const lets = event.pointerType !== "touch" && !event.shiftKey;
    if (lets && event.target.closest(".body")) set([], { quiet: true });
  }

  function onUp() {
    if (!pressed) return;
    pressed = false;
    // the browser settles the selection after this event
    setTimeout(() => {
      read();
      changed(true);
    }, 0);
  }

  function onChange() {
    if (ours) return;
    read();
    if (!pressed) changed(true);
  }

  function read() {
    const selection = native();
    if (!selection?.rangeCount || !scroller.contains(selection.anchorNode)) return;
    const range = selection.getRangeAt(0);
    const from = rows.rowAt(elementOf(range.startContainer));
    if (range.collapsed) {
      if (from?.body.contains(range.startContainer)) {
        caret = { comment: from.id, offset: offsetIn(from.body, range.startContainer, range.startOffset) };
      }
      return;
    }
    const found = [];
    for (const row of rows.all()) {
      if (!range.intersectsNode(row.body) || !row.body.getClientRects().length) continue;
      const start = row.body.contains(range.startContainer)
        ? offsetIn(row.body, range.startContainer, range.startOffset)
        : 0;
      const end = row.body.contains(range.endContainer)
        ? offsetIn(row.body, range.endContainer, range.endOffset)
        : row.comment.text.length;
      const whole = widenIn(row.comment, start, end);
      if (whole) found.push({ comment: row.id, ...whole });
    }
    if (found.length) {
      picked = found;
      show();
    }
  }

  /** Widened to whole graphemes and whole masked names, white space trimmed. */
  function widenIn(comment, start, end) {
    for (const name of comment.names) {
      if (name.start < end && start < name.end) {
        start = Math.min(start, name.start);
        end = Math.max(end, name.end);
      }
    }
    return widen(comment.text, start, end);
  }

  /** Select these stretches; `quiet` leaves the native selection alone. */
  function set(stretches, { quiet = false } = {}) {
    picked = stretches;
    show();
    if (!quiet) restore();
    changed(false);
  }

  function show() {
    painter.paint(
      "eth-picked",
      picked.map(({ comment, start, end }) => rows.range(comment, start, end)),
    );
  }

  /** Set the native selection to what is picked, so that it can be copied and a screen reader knows of it. */
  function restore() {
    const selection = native();
    if (!selection) return;
    ours = true;
    selection.removeAllRanges();
    if (picked.length === 1) selection.addRange(rows.range(picked[0].comment, picked[0].start, picked[0].end));
    // the browser reports the change in a task of its own
    setTimeout(() => {
      ours = false;
    }, 30);
  }

  /** Call around a repaint: it takes the native selection along, and that is not the reader letting go. */
  function keep(repaint) {
    ours = true;
    repaint();
    show();
    setTimeout(() => {
      ours = false;
    }, 30);
  }

  /** The sentence, paragraph or comment around what is picked or where the reader clicked; the first one otherwise. */
  function unit(comment, kind) {
    if (kind === "comment") return widenIn(comment, 0, comment.text.length);
    if (!picked.length) read(); // a click of just now may not have been reported yet
    const spans = kind === "sentence" ? comment.sentences : comment.paragraphs;
    const here = picked.find((one) => one.comment === comment.id);
    const place =
      here ?? (caret?.comment === comment.id ? { start: caret.offset, end: caret.offset + 1 } : { start: 0, end: 1 });
    const inside = spans.filter((span) => span.start < place.end && place.start < span.end);
    const first = inside[0] ?? spans.find((span) => span.start >= place.start) ?? spans.at(-1);
    return first ? { start: first.start, end: (inside.at(-1) ?? first).end } : null;
  }

  /** The sentence after or before what is picked in the comment, or null at its end. */
  function stepSentence(comment, step) {
    const here = picked.length === 1 && picked[0].comment === comment.id ? picked[0] : null;
    if (!here) return step > 0 ? unit(comment, "sentence") : (comment.sentences.at(-1) ?? null);
    const { sentences } = comment;
    return step > 0
      ? (sentences.find((span) => span.start >= here.end) ?? null)
      : (sentences.findLast((span) => span.end <= here.start) ?? null);
  }

  /** Move one edge of the selection by a word: {start, end}, or null where that leaves nothing. */
  function stretch(comment, edge, step) {
    const here = picked.length === 1 && picked[0].comment === comment.id ? picked[0] : null;
    if (!here) return null;
    const moved = { start: here.start, end: here.end };
    moved[edge] = words(comment.text, here[edge], step);
    const shrinking = (edge === "end") === step < 0;
    const name = comment.names.find((one) => one.start < moved[edge] && moved[edge] < one.end);
    // a masked name is whole or not at all: shrinking leaves it out, growing takes it in
    if (shrinking && name) moved[edge] = edge === "end" ? name.start : name.end;
    return moved.start < moved.end ? widenIn(comment, moved.start, moved.end) : null;
  }

  return {
    listen,
    set,
    keep,
    show,
    unit,
    stepSentence,
    stretch,
    get: () => picked,
    clear() {
      caret = null;
      set([]);
    },
    destroy() {
      document.removeEventListener("selectionchange", onChange);
      for (const kind of ["pointerup", "pointercancel"]) removeEventListener(kind, onUp);
    },
  };
}

const elementOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);

/** Passing states (selection, hits, the coding pointed at) by the Highlight API: nothing in the page changes. */
export function createPainter() {
  const highlights = globalThis.CSS?.highlights;
  const own = new Map(); // name -> part -> ranges of this view; other views paint under the same names

  function paint(name, ranges, part = "") {
    if (!highlights) return;
    if (!highlights.has(name)) highlights.set(name, new Highlight());
    const shared = highlights.get(name);
    if (!own.has(name)) own.set(name, new Map());
    for (const range of own.get(name).get(part) ?? []) shared.delete(range);
    for (const range of ranges) shared.add(range);
    own.get(name).set(part, ranges);
  }

  function clear(name) {
    for (const part of own.get(name)?.keys() ?? []) paint(name, [], part);
    own.delete(name);
  }

  return { paint, clear, clearAll: () => [...own.keys()].forEach(clear) };
}
