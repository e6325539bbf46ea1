// What the screen knows: a thread, the events about it, and what follows from them. No page in here.
//
// Events are those of the journal (see ethnography/journal); one holds unless a removal that holds names it. What the coder
// does is applied here at once and marked as unsaved until Python says that it is on disk.

import { createLedger } from "./ledger.js";
import { toCodePoint } from "./offsets.js";
import { readThread } from "./thread.js";

/** 16 hexadecimal digits: the id of an event, made here so that sending it twice cannot double it. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function createStore() {
  const store = {
    info: null, // the welcome
    coder: "",
    codes: new Map(),
    thread: null,
    comments: new Map(),
    order: [], // the comments as they are read: each before its answers
    unsaved: new Set(),
    suggestions: new Map(), // by comment
    proposals: [],
    differences: [],
    threads: [],
    elsewhere: {},
    revision: null,
    undoable: [], // batches of event ids, the last one last
    redoable: [],
  };
  const ledger = createLedger((id) => store.comments.get(id));
  const { add, forget, holds, removalsOf, touch, live, place } = ledger;
  const mine = (event) => event.coder === store.coder;

  // what arrives

  function welcome(message) {
    store.info = message;
    store.coder = message.coder;
    takeCodebook(message.codebook);
    if (!store.undoable.length) store.undoable = [...message.history];
  }

  function takeCodebook(codebook) {
    if (JSON.stringify(codebook) === store.said) return; // the same again: what was drawn from it stays
    store.said = JSON.stringify(codebook);
    store.codebook = codebook;
    codebook.codes.forEach((code, number) => {
      code.number = number; // of its colour
    });
    store.codes = new Map(codebook.codes.map((code) => [code.id, code]));
  }

  function openThread(message) {
    store.thread = { id: message.thread.id, title: message.thread.title };
    Object.assign(store, readThread(message));
    ledger.clear();
    takeState(message);
  }

  /** Take what Python says holds; what is not saved yet stays. Returns the comments that look different now. */
  function takeState(message) {
    const stated = new Set();
    const changed = [];
    for (const event of [...message.events, ...message.memos]) {
      stated.add(event.id);
      if (!store.events.has(event.id)) {
        add(event);
        changed.push(event.id);
      } else if (!holds(event.id) && !removalsOf(event.id).some((id) => store.unsaved.has(id))) {
        removalsOf(event.id).forEach(forget); // what took it away was taken back elsewhere
        changed.push(event.id);
      }
    }
    for (const event of store.events.values()) {
      const here = event.event === "memo" || (event.comment && store.comments.has(event.comment));
      if (here && !stated.has(event.id) && !store.unsaved.has(event.id) && holds(event.id)) {
        add({ event: "removed", id: `elsewhere:${event.id}`, subject: event.id, coder: event.coder, at: "" });
        changed.push(event.id);
      }
    }
    store.revision = message.revision;
    store.threads = message.threads;
    store.elsewhere = message.elsewhere;
    store.proposals = message.proposals;
    store.differences = message.differences;
    store.suggestions = new Map();
    for (const suggestion of message.suggestions) {
      if (!store.suggestions.has(suggestion.comment)) store.suggestions.set(suggestion.comment, []);
      store.suggestions.get(suggestion.comment).push(place(suggestion));
    }
    return touch(changed);
  }

  // what the coder does

  /** The events that actions make, applied at once; returns {batch, touched}. An undo is not itself to be undone. */
  function act(actions, kind = "") {
    const batch = { id: `${kind}${newId()}`, actions: [], at: new Date().toISOString() };
    for (const action of actions) {
      const one = { id: newId(), ...action };
      batch.actions.push(one);
      const event = eventOf(one, batch.at);
      store.unsaved.add(one.id);
      add(event);
    }
    const ids = batch.actions.map((one) => one.id);
    if (!kind) {
      store.undoable.push(ids);
      store.redoable = [];
    }
    return { batch, touched: touch(ids) };
  }

  function eventOf({ do: kind, ...fields }, at) {
    const event = { ...fields, coder: store.coder, at };
    if (kind === "code") return { ...event, event: "coded", origin: fields.rule ? "suggestion" : "manual" };
    return {
      ...event,
      event: { reject: "rejected", seen: "seen", memo: "memo", pin: "pinned", remove: "removed" }[kind],
    };
  }

  /** Apply a batch again that was left unsaved by a page or kernel that died. */
  function adopt(batch) {
    for (const { id, ...action } of batch.actions) {
      store.unsaved.add(id);
      add(eventOf({ id, ...action }, batch.at));
    }
    const ids = batch.actions.map((one) => one.id);
    const isStep = !batch.id.includes(":"); // undoing is no step of its own
    if (isStep && !store.undoable.some((step) => step.includes(ids[0]))) store.undoable.push(ids);
    return touch(batch.actions.map((one) => one.id));
  }

  /** Take back the last batch that still holds: {actions, ids}, or null where there is none. */
  function undo() {
    while (store.undoable.length) {
      const ids = store.undoable.pop().filter((id) => holds(id));
      if (ids.length) return { ids, ...reversed(ids, "undo:", store.redoable) };
    }
    return null;
  }

  function redo() {
    while (store.redoable.length) {
      const ids = store.redoable.pop().filter((id) => holds(id));
      const subjects = ids.map((id) => store.events.get(id)?.subject).filter(Boolean);
      if (ids.length) return { ids: subjects, ...reversed(ids, "redo:", null, subjects) };
    }
    return null;
  }

  function reversed(ids, kind, keep, back) {
    const done = act(
      ids.toReversed().map((subject) => ({ do: "remove", subject })),
      kind,
    );
    keep?.push(done.batch.actions.map((one) => one.id));
    if (back) store.undoable.push(back.toReversed());
    return done;
  }

  /** Python has a batch on disk. Returns the touched comments, and whether there is something here that Python knows better. */
  function acknowledge(batch, message) {
    const ids = batch.actions.map((one) => one.id);
    let behind = false;
    const touched = touch(ids);
    for (const id of ids) {
      store.unsaved.delete(id);
      const event = store.events.get(id);
      if (event && message.at?.[id]) event.at = message.at[id];
      if (event && message.markup?.[id]) event.markup = message.markup[id];
      const other = message.instead?.[id];
      if (other) {
        forget(id);
        behind ||= !store.events.has(other);
      }
    }
    for (const id of message.void ?? []) {
      forget(id); // it asked for what was so already, and is not on disk
      behind = true;
    }
    const instead = new Set([...Object.keys(message.instead ?? {}), ...(message.void ?? [])]);
    if (instead.size)
      store.undoable = store.undoable.map((one) => one.filter((id) => !instead.has(id))).filter((one) => one.length);
    const written = Object.keys(message.at ?? {}).length ? 1 : 0;
    if (message.revision === store.revision + written) store.revision = message.revision;
    else if (message.revision !== store.revision) behind = true;
    if (batch.actions.some((one) => one.do === "remove" && !store.events.has(one.subject))) behind = true;
    return { touched, behind };
  }

  /** Python refused a batch: nothing of it was written, so nothing of it stays. */
  function refuse(batch) {
    const ids = batch.actions.map((one) => one.id);
    const touched = touch(ids);
    for (const id of ids) {
      forget(id);
      store.unsaved.delete(id);
    }
    const gone = new Set(ids);
    store.undoable = store.undoable.map((one) => one.filter((id) => !gone.has(id))).filter((one) => one.length);
    return touched;
  }

  // questions

  function pendingSuggestions(id) {
    const { coded, rejected } = live(id);
    // as review.with_status has it: coded where a coding of the coder's own with this code overlaps
    return (store.suggestions.get(id) ?? []).filter(
      (one) =>
        !coded.some((c) => mine(c) && c.code === one.code && c.start < one.end && one.start < c.end) &&
        !rejected.some((r) => mine(r) && r.code === one.code && r.start === one.start && r.end === one.end),
    );
  }

  const isSeen = (id) => live(id).seen.some(mine) || live(id).coded.some(mine);

  /** The code and all below it. */
  function below(code) {
    const found = new Set([code]);
    for (const one of store.codebook.codes) if (found.has(one.parent)) found.add(one.id);
    return found;
  }

  /** How often the coder used each code: in this thread, and in all. */
  function counts() {
    const here = {};
    for (const id of store.comments.keys()) {
      // a page that is nobody's counts everybody's
      for (const c of live(id).coded) if (!store.coder || mine(c)) here[c.code] = (here[c.code] ?? 0) + 1;
    }
    const all = { ...store.elsewhere };
    for (const [code, n] of Object.entries(here)) all[code] = (all[code] ?? 0) + n;
    return { here, all };
  }

  /** Codes of the coder's codings in this thread, the latest first. */
  function recentCodes() {
    const last = new Map();
    for (const id of store.comments.keys()) {
      for (const c of live(id).coded) if (mine(c) && (last.get(c.code) ?? "") < c.at) last.set(c.code, c.at);
    }
    return [...last].sort((a, b) => (a[1] < b[1] ? 1 : -1)).map(([code]) => code);
  }

  function progress() {
    let seen = 0;
    let coded = 0;
    let n = 0;
    for (const one of store.order) {
      if (one.kind === "pingback") continue;
      n += 1;
      if (isSeen(one.id)) seen += 1;
      if (live(one.id).coded.some(mine)) coded += 1;
    }
    return { comments: n, seen, coded };
  }

  /** The digit keys: code by key. */
  function pinned() {
    const found = { ...store.info?.pinned };
    for (const event of store.events.values()) {
      if (event.event === "pinned" && holds(event.id)) found[event.key] = event.code;
    }
    return found;
  }

  /** The next comment after `from` in reading order (round the end) for which the test is true. */
  function next(from, test, step = 1) {
    const n = store.order.length;
    const start = from ? from.index : step > 0 ? -1 : n;
    for (let i = 1; i <= n; i += 1) {
      const one = store.order[(((start + i * step) % n) + n) % n];
      if (one !== from && test(one)) return one;
    }
    return null;
  }

  function sibling(one, step) {
    const family = one.parent ? one.parent.children : store.roots;
    return family[family.indexOf(one) + step] ?? null;
  }

  /** What the consensus coder decided on a difference: "" while it is open. */
  function decision({ comment: id, code, decision: stated }) {
    if (store.coder !== store.info?.consensus) return stated;
    if (live(id).coded.some((c) => mine(c) && c.code === code)) return "coded";
    return live(id).rejected.some((r) => mine(r) && r.code === code) ? "not coded" : "";
  }

  return Object.assign(store, ledger, {
    ...{ mine, welcome, takeCodebook, openThread, takeState, act, adopt, undo, redo, acknowledge, refuse },
    ...{ pendingSuggestions, isSeen, below, counts, recentCodes, progress, pinned, next, sibling, decision },
    toCodePoints: (one, start, end) => ({ start: toCodePoint(one.table, start), end: toCodePoint(one.table, end) }),
  });
}
