// The events that are known, and which of them hold: the journal's fold once more (see ethnography/journal/fold.py), so that
// what a coder does is seen before it is saved. An event holds unless a removal that holds names it.

import { toUtf16 } from "./offsets.js";

const ABOUT_COMMENT = new Set(["coded", "seen", "rejected", "decided"]);

/** @param {(comment: string) => object | undefined} commentWith the comment with this id, if it is in the thread shown */
export function createLedger(commentWith) {
  const events = new Map();
  const removals = new Map(); // event id -> ids of the removals that name it
  const byComment = new Map(); // comment id -> ids of the events about it
  const memosOf = new Map(); // subject -> ids of memos
  const known = new Map(); // comment id -> what holds there, until something about the comment changes

  const indexes = (event) => [
    [event.event === "removed" && removals, event.subject],
    [event.event === "memo" && memosOf, event.subject],
    [ABOUT_COMMENT.has(event.event) && byComment, event.comment],
  ];

  function add(event) {
    if (events.has(event.id)) return;
    events.set(event.id, event);
    for (const [index, key] of indexes(event)) {
      if (!index) continue;
      if (!index.has(key)) index.set(key, new Set());
      index.get(key).add(event.id);
    }
  }

  function forget(id) {
    const event = events.get(id);
    if (!event) return;
    events.delete(id);
    for (const [index, key] of indexes(event)) if (index) index.get(key)?.delete(id);
  }

  /** `above`: the events whose removals are being followed; a circle of removals ends there. */
  function holds(id, above = new Set()) {
    above.add(id);
    for (const removal of removals.get(id) ?? []) {
      if (!above.has(removal) && holds(removal, above)) return false;
    }
    return true;
  }

  /** The comment an event is about, through removals and memos on codings; undefined if it is about none. */
  function commentOf(id) {
    let event = events.get(id);
    const passed = new Set();
    while (event && !passed.has(event.id)) {
      passed.add(event.id);
      if (event.comment) return event.comment;
      if (event.event === "memo" && event.about === "comment") return event.subject;
      if (event.event !== "removed" && event.about !== "coding") return undefined;
      event = events.get(event.subject);
    }
    return undefined;
  }

  /** These events came, changed or go: the comments that look different now. */
  function touch(ids) {
    const touched = new Set();
    for (const id of ids) {
      const comment = commentOf(id);
      if (comment !== undefined) touched.add(comment);
    }
    for (const comment of touched) known.delete(comment);
    return touched;
  }

  /** Events about a comment that hold, by kind; codings in the order of the text, the longer ones first. */
  function live(comment) {
    let found = known.get(comment);
    if (found) return found;
    found = { coded: [], seen: [], rejected: [], decided: [] };
    for (const id of byComment.get(comment) ?? []) {
      const event = events.get(id);
      if (holds(id)) found[event.event].push(event);
    }
    found.coded.forEach(place);
    found.coded.sort((a, b) => a.u.start - b.u.start || b.u.end - a.u.end || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    known.set(comment, found);
    return found;
  }

  /** Give something with code-point offsets its UTF-16 ones, as `u`. */
  function place(spot) {
    const comment = commentWith(spot.comment);
    // kept only for the text that they were counted in: another thread's is not here
    if (spot.u && spot.placedIn === comment) return spot;
    const table = comment?.table ?? null;
    spot.u = { start: toUtf16(table, spot.start), end: toUtf16(table, spot.end) };
    Object.defineProperty(spot, "placedIn", { value: comment, writable: true, enumerable: false });
    return spot;
  }

  function memos(test = () => true) {
    const found = [];
    for (const event of events.values())
      if (event.event === "memo" && holds(event.id) && test(event)) found.push(event);
    return found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  /** The memos on something, oldest first. */
  function memosOn(about, subject) {
    const found = [...(memosOf.get(subject) ?? [])].map((id) => events.get(id));
    return found.filter((event) => event.about === about && holds(event.id)).sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  const hasMemo = (subject) => [...(memosOf.get(subject) ?? [])].some((id) => holds(id));
  const removalsOf = (id) => [...(removals.get(id) ?? [])];

  return {
    events,
    add,
    forget,
    holds,
    removalsOf,
    commentOf,
    touch,
    live,
    place,
    memos,
    memosOn,
    hasMemo,
    clear: () => known.clear(),
  };
}
