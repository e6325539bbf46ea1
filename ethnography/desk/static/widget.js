// Built from ethnography/desk/js by make widget; do not edit.

// outbox.js
function createOutbox({
  send,
  storage: storage2,
  key,
  now = Date.now,
  setTimer = setTimeout,
  clearTimer = clearTimeout,
  slowAfter = 5e3,
  onChange = () => {
  }
}) {
  const ownKey = `${key}:${now().toString(36)}${Math.random().toString(36).slice(2)}`;
  const waiting = /* @__PURE__ */ new Map();
  let persisted = storage2 != null;
  let timer = null;
  const batches = () => Array.from(waiting.values(), ({ batch }) => batch);
  function persist() {
    try {
      if (waiting.size) storage2.setItem(ownKey, JSON.stringify(batches()));
      else storage2.removeItem(ownKey);
      persisted = true;
    } catch {
      persisted = false;
    }
  }
  const transmit = (batch) => send({ ...batch, type: "do" });
  function remember(batch) {
    if (waiting.has(batch.id)) return false;
    waiting.set(batch.id, { batch, since: now(), refused: null });
    return true;
  }
  function forget(id) {
    const batch = waiting.get(id)?.batch ?? null;
    if (waiting.delete(id)) {
      persist();
      changed();
    }
    return batch;
  }
  function status() {
    const entries = [...waiting.values()];
    const first = entries.find((entry) => entry.refused === null);
    const oldest = first ? now() - first.since : 0;
    const refused = entries.filter((entry) => entry.refused !== null).map(({ batch, refused: why }) => ({ id: batch.id, why }));
    return { pending: entries.length, oldest, slow: oldest > slowAfter, persisted, refused };
  }
  function changed() {
    watch();
    onChange(status());
  }
  function watch() {
    clearTimer(timer);
    timer = null;
    const { pending, refused, oldest, slow } = status();
    if (pending === refused.length || slow) return;
    timer = setTimer(() => status().slow ? changed() : watch(), slowAfter - oldest + 1);
  }
  function nak(id, why) {
    const entry = waiting.get(id);
    if (!entry) return null;
    entry.refused = why;
    changed();
    return entry.batch;
  }
  function resend() {
    for (const entry of waiting.values()) {
      if (entry.refused === null) continue;
      Object.assign(entry, { refused: null, since: now() });
    }
    changed();
    batches().forEach(transmit);
  }
  function put(batch) {
    if (!remember(batch)) return;
    persist();
    changed();
    transmit(batch);
  }
  function adopt(storageKey) {
    const found = storageKey === ownKey ? [] : read(storage2, storageKey);
    const added = found.filter(remember);
    if (added.length) persist();
    if (persisted && found.length) discard(storageKey);
    if (added.length) changed();
    added.forEach(transmit);
    return added.length;
  }
  function discard(storageKey) {
    try {
      storage2.removeItem(storageKey);
    } catch {
    }
  }
  return {
    /** Send a batch and remember it until it is acknowledged. @type {(batch: Batch) => void} */
    put,
    /** Python has it; the batch is given back, null if unknown. @type {(id: string) => Batch | null} */
    ack: forget,
    nak,
    /** Throw a batch away; it is given back. @type {(id: string) => Batch | null} */
    drop: forget,
    batches,
    resend,
    status,
    /** What other sessions left in the storage; a session in another tab may still be alive. @returns {Orphan[]} */
    orphans: () => sessionKeys(storage2, key).filter((storageKey) => storageKey !== ownKey).map((storageKey) => ({ storageKey, batches: read(storage2, storageKey) })).filter((orphan) => orphan.batches.length),
    /** Take over another session's batches; returns how many were new. @type {(storageKey: string) => number} */
    adopt,
    /** Throw another session's batches away. @type {(storageKey: string) => void} */
    discard
  };
}
function sessionKeys(storage2, key) {
  try {
    const all = Array.from({ length: storage2.length }, (_, i) => storage2.key(i));
    return all.filter((name) => name?.startsWith(`${key}:`) && !name.includes(":", key.length + 1)).sort();
  } catch {
    return [];
  }
}
function read(storage2, storageKey) {
  try {
    const found = JSON.parse(storage2.getItem(storageKey));
    return found.filter((batch) => typeof batch?.id === "string" && Array.isArray(batch.actions));
  } catch {
    return [];
  }
}

// offsets.js
var PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
var WHITE = /\s/;
var SPACE = /[^\S\uFEFF]|[\u3001\u3002]/;
var graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
var wordSegments = new Intl.Segmenter("en", { granularity: "word" });
var LOOK_AROUND = 64;
function codePointTable(text) {
  const table = Array.from(text.matchAll(PAIR), (match2) => match2.index);
  return table.length ? table : null;
}
function toUtf16(table, codePoint) {
  if (!table) return codePoint;
  return codePoint + countWhile(table, (position, rank2) => position - rank2 < codePoint);
}
function toCodePoint(table, utf16) {
  if (!table) return utf16;
  return utf16 - countWhile(table, (position) => position < utf16);
}
function widen(text, start, end) {
  if (!(start < end)) return null;
  let from = borderBefore(text, Math.max(start, 0));
  let to = borderAfter(text, Math.min(end, text.length));
  while (from < to && WHITE.test(text[from])) from += 1;
  while (from < to && WHITE.test(text[to - 1])) to -= 1;
  return from < to ? { start: borderBefore(text, from), end: borderAfter(text, to) } : null;
}
function words(text, from, direction) {
  return direction > 0 ? wordEndAfter(text, from) : wordStartBefore(text, from);
}
function wordEndAfter(text, from) {
  let start = anchorBefore(text, from, wordSegments);
  while (start < text.length) {
    const stop = anchorAfter(text, Math.max(from, start) + LOOK_AROUND, wordSegments);
    const found = wordsBetween(text, start, stop).find(({ end }) => end > from);
    if (found) return found.end;
    start = stop;
  }
  return text.length;
}
function wordStartBefore(text, from) {
  let stop = anchorAfter(text, from, wordSegments);
  while (stop > 0) {
    const start = anchorBefore(text, Math.min(from, stop) - LOOK_AROUND, wordSegments);
    const found = wordsBetween(text, start, stop).findLast((word) => word.start < from);
    if (found) return found.start;
    stop = start;
  }
  return 0;
}
function wordsBetween(text, from, to) {
  const place = (part) => ({
    start: from + part.index,
    end: from + part.index + part.segment.length,
    is: isWord(part)
  });
  return Array.from(wordSegments.segment(text.slice(from, to)), place).filter(({ is }) => is);
}
function isWord({ segment, isWordLike }) {
  return isWordLike || /\p{S}/u.test(segment);
}
function borderBefore(text, at) {
  return at >= text.length ? text.length : graphemeAt(text, at).start;
}
function borderAfter(text, at) {
  if (at >= text.length) return text.length;
  const { start, end } = graphemeAt(text, at);
  return start === at ? at : end;
}
function graphemeAt(text, at) {
  const from = anchorBefore(text, at, graphemes);
  const stretch = text.slice(from, anchorAfter(text, at + 1, graphemes));
  const { index, segment } = graphemes.segment(stretch).containing(at - from);
  return { start: from + index, end: from + index + segment.length };
}
function anchorBefore(text, at, segmenter) {
  let i = Math.max(at, 0);
  while (i > 0 && !isAnchor(text, i, segmenter)) i -= 1;
  return i;
}
function anchorAfter(text, at, segmenter) {
  let i = Math.min(at, text.length);
  while (i < text.length && !isAnchor(text, i, segmenter)) i += 1;
  return i;
}
function isAnchor(text, at, segmenter) {
  return SPACE.test(text[at - 1]) && segmenter.segment(text.slice(at - 1, at + 2)).containing(1)?.index === 1;
}
function countWhile(table, test) {
  let low = 0;
  let high = table.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (test(table[middle], middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

// ledger.js
var ABOUT_COMMENT = /* @__PURE__ */ new Set(["coded", "seen", "rejected", "decided"]);
function createLedger(commentWith) {
  const events = /* @__PURE__ */ new Map();
  const removals = /* @__PURE__ */ new Map();
  const byComment = /* @__PURE__ */ new Map();
  const memosOf = /* @__PURE__ */ new Map();
  const known = /* @__PURE__ */ new Map();
  const indexes = (event) => [
    [event.event === "removed" && removals, event.subject],
    [event.event === "memo" && memosOf, event.subject],
    [ABOUT_COMMENT.has(event.event) && byComment, event.comment]
  ];
  function add(event) {
    if (events.has(event.id)) return;
    events.set(event.id, event);
    for (const [index, key] of indexes(event)) {
      if (!index) continue;
      if (!index.has(key)) index.set(key, /* @__PURE__ */ new Set());
      index.get(key).add(event.id);
    }
  }
  function forget(id) {
    const event = events.get(id);
    if (!event) return;
    events.delete(id);
    for (const [index, key] of indexes(event)) if (index) index.get(key)?.delete(id);
  }
  function holds(id, above = /* @__PURE__ */ new Set()) {
    above.add(id);
    for (const removal of removals.get(id) ?? []) {
      if (!above.has(removal) && holds(removal, above)) return false;
    }
    return true;
  }
  function commentOf(id) {
    let event = events.get(id);
    const passed = /* @__PURE__ */ new Set();
    while (event && !passed.has(event.id)) {
      passed.add(event.id);
      if (event.comment) return event.comment;
      if (event.event === "memo" && event.about === "comment") return event.subject;
      if (event.event !== "removed" && event.about !== "coding") return void 0;
      event = events.get(event.subject);
    }
    return void 0;
  }
  function touch(ids) {
    const touched = /* @__PURE__ */ new Set();
    for (const id of ids) {
      const comment2 = commentOf(id);
      if (comment2 !== void 0) touched.add(comment2);
    }
    for (const comment2 of touched) known.delete(comment2);
    return touched;
  }
  function live(comment2) {
    let found = known.get(comment2);
    if (found) return found;
    found = { coded: [], seen: [], rejected: [], decided: [] };
    for (const id of byComment.get(comment2) ?? []) {
      const event = events.get(id);
      if (holds(id)) found[event.event].push(event);
    }
    found.coded.forEach(place);
    found.coded.sort((a, b) => a.u.start - b.u.start || b.u.end - a.u.end || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    known.set(comment2, found);
    return found;
  }
  function place(spot) {
    const comment2 = commentWith(spot.comment);
    if (spot.u && spot.placedIn === comment2) return spot;
    const table = comment2?.table ?? null;
    spot.u = { start: toUtf16(table, spot.start), end: toUtf16(table, spot.end) };
    Object.defineProperty(spot, "placedIn", { value: comment2, writable: true, enumerable: false });
    return spot;
  }
  function memos(test = () => true) {
    const found = [];
    for (const event of events.values())
      if (event.event === "memo" && holds(event.id) && test(event)) found.push(event);
    return found.sort((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
  }
  function memosOn(about, subject) {
    const found = [...memosOf.get(subject) ?? []].map((id) => events.get(id));
    return found.filter((event) => event.about === about && holds(event.id)).sort((a, b) => a.at < b.at ? -1 : 1);
  }
  const hasMemo = (subject) => [...memosOf.get(subject) ?? []].some((id) => holds(id));
  const removalsOf = (id) => [...removals.get(id) ?? []];
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
    clear: () => known.clear()
  };
}

// thread.js
function readThread(message) {
  const comments = new Map(message.thread.comments.map((values) => [values.id, comment(values)]));
  const roots = [];
  for (const one of comments.values()) {
    one.parent = comments.get(one.reply_to) ?? null;
    (one.parent ? one.parent.children : roots).push(one);
  }
  const order = inOrder(roots);
  addUp(order);
  return { comments, roots, order };
}
function inOrder(roots) {
  const order = [];
  const stack = roots.toReversed();
  while (stack.length) {
    const one = stack.pop();
    one.index = order.length;
    one.level = one.parent ? one.parent.level + 1 : 0;
    order.push(one);
    stack.push(...one.children.toReversed());
  }
  return order;
}
function addUp(order) {
  for (const one of order.toReversed()) {
    one.height = 95 + one.text.length * 0.27;
    one.below = one.children.reduce((sum, child) => sum + 1 + child.below, 0);
    one.heightBelow = one.children.reduce((sum, child) => sum + child.heightBelow, one.height);
  }
}
function comment(values) {
  const table = codePointTable(values.text);
  const at = (codePoint) => toUtf16(table, codePoint);
  const stretch = (start, end) => ({ start: at(start), end: at(end) });
  return {
    ...values,
    table,
    children: [],
    parts: values.parts.map(([start, end, kind, voice]) => ({ ...stretch(start, end), kind, voice })),
    names: values.names.map(([start, end, shown2]) => ({ ...stretch(start, end), shown: shown2 })),
    sentences: pairs(values.sentences, stretch),
    paragraphs: pairs(values.paragraphs, stretch)
  };
}
function pairs(edges, stretch) {
  const found = [];
  for (let i = 0; i < edges.length; i += 2) found.push(stretch(edges[i], edges[i + 1]));
  return found;
}

// store.js
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
function createStore() {
  const store = {
    info: null,
    // the welcome
    coder: "",
    codes: /* @__PURE__ */ new Map(),
    thread: null,
    comments: /* @__PURE__ */ new Map(),
    order: [],
    // the comments as they are read: each before its answers
    unsaved: /* @__PURE__ */ new Set(),
    suggestions: /* @__PURE__ */ new Map(),
    // by comment
    proposals: [],
    differences: [],
    threads: [],
    elsewhere: {},
    revision: null,
    undoable: [],
    // batches of event ids, the last one last
    redoable: []
  };
  const ledger = createLedger((id) => store.comments.get(id));
  const { add, forget, holds, removalsOf, touch, live, place } = ledger;
  const mine = (event) => event.coder === store.coder;
  function welcome(message) {
    store.info = message;
    store.coder = message.coder;
    takeCodebook(message.codebook);
    if (!store.undoable.length) store.undoable = [...message.history];
  }
  function takeCodebook(codebook) {
    if (JSON.stringify(codebook) === store.said) return;
    store.said = JSON.stringify(codebook);
    store.codebook = codebook;
    codebook.codes.forEach((code, number) => {
      code.number = number;
    });
    store.codes = new Map(codebook.codes.map((code) => [code.id, code]));
  }
  function openThread(message) {
    store.thread = { id: message.thread.id, title: message.thread.title };
    Object.assign(store, readThread(message));
    ledger.clear();
    takeState(message);
  }
  function takeState(message) {
    const stated = /* @__PURE__ */ new Set();
    const changed = [];
    for (const event of [...message.events, ...message.memos]) {
      stated.add(event.id);
      if (!store.events.has(event.id)) {
        add(event);
        changed.push(event.id);
      } else if (!holds(event.id) && !removalsOf(event.id).some((id) => store.unsaved.has(id))) {
        removalsOf(event.id).forEach(forget);
        changed.push(event.id);
      }
    }
    for (const event of store.events.values()) {
      const here = event.event === "memo" || event.comment && store.comments.has(event.comment);
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
    store.suggestions = /* @__PURE__ */ new Map();
    for (const suggestion of message.suggestions) {
      if (!store.suggestions.has(suggestion.comment)) store.suggestions.set(suggestion.comment, []);
      store.suggestions.get(suggestion.comment).push(place(suggestion));
    }
    return touch(changed);
  }
  function act(actions, kind = "") {
    const batch = { id: `${kind}${newId()}`, actions: [], at: (/* @__PURE__ */ new Date()).toISOString() };
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
      event: { reject: "rejected", seen: "seen", memo: "memo", pin: "pinned", remove: "removed" }[kind]
    };
  }
  function adopt(batch) {
    for (const { id, ...action } of batch.actions) {
      store.unsaved.add(id);
      add(eventOf({ id, ...action }, batch.at));
    }
    const ids = batch.actions.map((one) => one.id);
    const isStep = !batch.id.includes(":");
    if (isStep && !store.undoable.some((step) => step.includes(ids[0]))) store.undoable.push(ids);
    return touch(batch.actions.map((one) => one.id));
  }
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
      kind
    );
    keep?.push(done.batch.actions.map((one) => one.id));
    if (back) store.undoable.push(back.toReversed());
    return done;
  }
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
      forget(id);
      behind = true;
    }
    const instead = /* @__PURE__ */ new Set([...Object.keys(message.instead ?? {}), ...message.void ?? []]);
    if (instead.size)
      store.undoable = store.undoable.map((one) => one.filter((id) => !instead.has(id))).filter((one) => one.length);
    const written = Object.keys(message.at ?? {}).length ? 1 : 0;
    if (message.revision === store.revision + written) store.revision = message.revision;
    else if (message.revision !== store.revision) behind = true;
    if (batch.actions.some((one) => one.do === "remove" && !store.events.has(one.subject))) behind = true;
    return { touched, behind };
  }
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
  function pendingSuggestions(id) {
    const { coded, rejected } = live(id);
    return (store.suggestions.get(id) ?? []).filter(
      (one) => !coded.some((c) => mine(c) && c.code === one.code && c.start < one.end && one.start < c.end) && !rejected.some((r) => mine(r) && r.code === one.code && r.start === one.start && r.end === one.end)
    );
  }
  const isSeen = (id) => live(id).seen.some(mine) || live(id).coded.some(mine);
  function below(code) {
    const found = /* @__PURE__ */ new Set([code]);
    for (const one of store.codebook.codes) if (found.has(one.parent)) found.add(one.id);
    return found;
  }
  function counts() {
    const here = {};
    for (const id of store.comments.keys()) {
      for (const c of live(id).coded) if (!store.coder || mine(c)) here[c.code] = (here[c.code] ?? 0) + 1;
    }
    const all = { ...store.elsewhere };
    for (const [code, n] of Object.entries(here)) all[code] = (all[code] ?? 0) + n;
    return { here, all };
  }
  function recentCodes() {
    const last = /* @__PURE__ */ new Map();
    for (const id of store.comments.keys()) {
      for (const c of live(id).coded) if (mine(c) && (last.get(c.code) ?? "") < c.at) last.set(c.code, c.at);
    }
    return [...last].sort((a, b) => a[1] < b[1] ? 1 : -1).map(([code]) => code);
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
  function pinned() {
    const found = { ...store.info?.pinned };
    for (const event of store.events.values()) {
      if (event.event === "pinned" && holds(event.id)) found[event.key] = event.code;
    }
    return found;
  }
  function next(from, test, step = 1) {
    const n = store.order.length;
    const start = from ? from.index : step > 0 ? -1 : n;
    for (let i = 1; i <= n; i += 1) {
      const one = store.order[((start + i * step) % n + n) % n];
      if (one !== from && test(one)) return one;
    }
    return null;
  }
  function sibling(one, step) {
    const family = one.parent ? one.parent.children : store.roots;
    return family[family.indexOf(one) + step] ?? null;
  }
  function decision({ comment: id, code, decision: stated }) {
    if (store.coder !== store.info?.consensus) return stated;
    if (live(id).coded.some((c) => mine(c) && c.code === code)) return "coded";
    return live(id).rejected.some((r) => mine(r) && r.code === code) ? "not coded" : "";
  }
  return Object.assign(store, ledger, {
    ...{ mine, welcome, takeCodebook, openThread, takeState, act, adopt, undo, redo, acknowledge, refuse },
    ...{ pendingSuggestions, isSeen, below, counts, recentCodes, progress, pinned, next, sibling, decision },
    toCodePoints: (one, start, end) => ({ start: toCodePoint(one.table, start), end: toCodePoint(one.table, end) })
  });
}

// session.js
var LOOK_EVERY = 8e3;
var NO_ANSWER = 5e3;
var NOTHING_WAITS = { pending: 0, oldest: 0, slow: false, persisted: true, refused: [] };
function createSession({ send: transmit, kernel = () => "" }, storage2) {
  const store = createStore();
  const views2 = /* @__PURE__ */ new Set();
  const asked = /* @__PURE__ */ new Map();
  let outbox = null;
  let helloTimer = null;
  let lookTimer = null;
  let looking = 0;
  let lookAgain = false;
  function send(message) {
    try {
      transmit(message);
    } catch {
    }
  }
  const tell = (name, ...details) => {
    for (const view of views2) view[name]?.(...details);
  };
  function hello(thread) {
    send({ type: "hello", thread: thread ?? store.thread?.id ?? null });
    clearTimeout(helloTimer);
    helloTimer = setTimeout(() => tell("silence", kernel()), NO_ANSWER);
  }
  function open(thread, to = null) {
    if (thread !== null && thread === store.thread?.id) return tell("opened", to);
    send({ type: "open", thread, to });
    tell("opening");
  }
  function receive(message) {
    clearTimeout(helloTimer);
    answers[message.type]?.(message);
  }
  const underWay = () => {
    const { pending, refused } = outbox?.status() ?? NOTHING_WAITS;
    return pending > refused.length;
  };
  const answers = {
    welcome(message) {
      store.welcome(message);
      if (!outbox) {
        const key = `ethnography:${message.study.id}:${message.coder}`;
        outbox = createOutbox({ send, storage: storage2, key, onChange: () => tell("saving", status()) });
      } else {
        outbox.resend();
      }
      tell("welcomed");
    },
    thread(message) {
      store.openThread(message);
      for (const batch of outbox.batches()) store.adopt(batch);
      lookAgain = underWay();
      looking = 0;
      tell("opened", message.to);
      tell("saving", status());
      scheduleLook();
    },
    state(message) {
      looking = 0;
      if (message.thread !== store.thread?.id) return;
      lookAgain = underWay();
      if (lookAgain) return;
      store.takeCodebook(message.codebook);
      tell("changed", store.takeState(message), { codebook: true });
    },
    same() {
      looking = 0;
    },
    ack(message) {
      const batch = outbox?.ack(message.id);
      if (!batch) return;
      const { touched, behind } = store.acknowledge(batch, message);
      tell("changed", touched);
      tell("saving", status());
      if (batch.actions.some((one) => store.events.get(one.subject)?.event === "decided")) hello();
      else if ((behind || lookAgain) && !underWay()) look();
      else lookAgain ||= behind;
      if (refusedBatches().length && !underWay() && !retried.has(message.id)) retry();
    },
    nak(message) {
      if (asked.has(message.id)) return settle(message.id, "reject", new Error(message.why));
      if (!outbox?.nak(message.id, message.why)) return;
      tell("refused", message.why);
      if (lookAgain && !underWay()) look();
    },
    found: (message) => settle("search", "resolve", message),
    decided(message) {
      if (message.events.length) store.undoable.push(message.events);
      settle(message.id, "resolve", message);
    },
    codebook(message) {
      store.takeCodebook(message.codebook);
      tell("changed", /* @__PURE__ */ new Set(), { codebook: true });
      settle(message.id, "resolve", message);
    },
    problem(message) {
      if (message.of === "search") return settle("search", "reject", new Error(message.why));
      looking = 0;
      tell("problem", message.why);
    }
  };
  function settle(key, how, value) {
    asked.get(key)?.[how](value);
    asked.delete(key);
    tell("saving", status());
  }
  function ask(key, message, writes = false) {
    return new Promise((resolve, reject) => {
      asked.get(key)?.reject(new Error("superseded"));
      asked.set(key, { resolve, reject, writes, since: Date.now() });
      send(message);
      if (!writes) return;
      tell("saving", status());
      setTimeout(() => asked.has(key) && tell("saving", status()), NO_ANSWER + 1);
    });
  }
  const newKey = () => Math.random().toString(36).slice(2);
  function decide({ proposal }, accepted) {
    const id = newKey();
    return ask(id, { type: "decide", id, proposal, accepted, thread: store.thread.id }, true);
  }
  function newCode({ name, parent, definition }) {
    const id = newKey();
    return ask(id, { type: "newcode", id, name, parent, definition }, true);
  }
  function put({ batch, touched }) {
    outbox.put(batch);
    tell("changed", touched);
    tell("saving", status());
  }
  function act(actions) {
    const done = store.act(actions);
    put(done);
    return done.batch;
  }
  const isEarlier = () => {
    const last = store.undoable.at(-1) ?? [];
    return store.info.history.some((step) => step[0] === last[0]);
  };
  function undo() {
    const last = store.undoable.at(-1);
    const batch = refusedBatches().find((one) => one.actions.some(({ id }) => last?.includes(id)));
    if (batch) {
      throwAway([batch]);
      return { ids: [] };
    }
    return reverse(store.undo());
  }
  const redo = () => reverse(store.redo());
  function reverse(done) {
    if (done) put(done);
    return done;
  }
  function refusedBatches() {
    const ids = new Set((outbox?.status().refused ?? []).map(({ id }) => id));
    return (outbox?.batches() ?? []).filter((batch) => ids.has(batch.id));
  }
  const retried = /* @__PURE__ */ new Set();
  function retry() {
    for (const { id } of refusedBatches()) retried.add(id);
    outbox.resend();
  }
  function throwAway(batches = refusedBatches()) {
    for (const batch of batches) {
      outbox.drop(batch.id);
      tell("changed", store.refuse(batch));
    }
    tell("saving", status());
  }
  function look() {
    if (!store.thread || !views2.size) return;
    lookAgain = false;
    looking = Date.now();
    send({ type: "look", thread: store.thread.id, revision: store.revision });
  }
  function scheduleLook() {
    clearTimeout(lookTimer);
    if (!views2.size) return;
    lookTimer = setTimeout(() => {
      const visible = typeof document === "undefined" || document.visibilityState === "visible";
      if (visible && !looking && !underWay()) look();
      scheduleLook();
    }, LOOK_EVERY);
  }
  function wake() {
    if (!store.thread || outbox?.status().slow) return hello();
    if (!looking || Date.now() - looking > NO_ANSWER) look();
  }
  function status() {
    const waits = outbox?.status() ?? NOTHING_WAITS;
    const writing = [...asked.values()].filter((one) => one.writes);
    const slow = waits.slow || writing.some((one) => Date.now() - one.since > NO_ANSWER);
    return { ...waits, pending: waits.pending + writing.length, slow, kernel: kernel() };
  }
  return {
    ...{ store, receive, hello, open, act, undo, isEarlier, redo, look, wake, status, decide, newCode, throwAway },
    search: (query) => ask("search", { type: "search", query, thread: store.thread.id }),
    tryAgain: () => outbox.resend(),
    orphans: () => outbox?.orphans() ?? [],
    adopt(orphan) {
      const touched = orphan.batches.flatMap((batch) => [...store.adopt(batch)]);
      outbox.adopt(orphan.storageKey);
      tell("changed", new Set(touched));
      tell("saving", status());
    },
    discard: (orphan) => outbox.discard(orphan.storageKey),
    addView(view) {
      views2.add(view);
      scheduleLook();
    },
    removeView(view) {
      views2.delete(view);
      if (!views2.size) clearTimeout(lookTimer);
    }
  };
}

// dom.js
function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  if (name === "button") element.type = "button";
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.startsWith("--")) element.style.setProperty(key, value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}
var bdi = (text) => h("bdi", { dir: "auto" }, text);
var shortDate = (date) => /^\d{4}-\d\d-\d\dT/.test(date) ? date.slice(0, 16).replace("T", " ") : date;
var numbers = new Intl.NumberFormat("en");
var count = (n, noun, plural = `${noun}s`) => `${numbers.format(n)} ${n === 1 ? noun : plural}`;
var TAGS = new Set(
  "p h1 h2 h3 h4 h5 h6 ul ol li blockquote em strong s code pre br hr table thead tbody tr th td span".split(" ")
);
function markup(nodes, follow) {
  return nodes.map((node) => {
    if (typeof node === "string") return document.createTextNode(node);
    const [tag, ...rest] = node;
    if (tag === "a") {
      const [{ to }, ...children] = rest;
      return h("button.link", { onclick: () => follow(to) }, ...markup(children, follow));
    }
    const name = /^h\d$/.test(tag) ? "strong" : TAGS.has(tag) ? tag : "span";
    return h(name, {}, ...markup(rest, follow));
  });
}

// keys.js
var KEYS = [
  [["j", "ArrowDown"], "nextComment", "next comment", "Read"],
  [["k", "ArrowUp"], "previousComment", "previous comment", "Read"],
  [["u"], "parent", "up to the comment it answers", "Read"],
  [["]"], "nextSibling", "next answer to the same comment", "Read"],
  [["["], "previousSibling", "previous answer to the same comment", "Read"],
  [["n"], "nextUnseen", "mark as seen, and on to the next unseen", "Read"],
  [["i"], "nextUncoded", "next without a coding of yours", "Read"],
  [["g"], "nextWithCode", "next with the code filtered for, or last used", "Read"],
  [["d"], "nextDifference", "next where coders differ", "Read"],
  [["x"], "toggleSeen", "seen or unseen", "Read"],
  [["h"], "collapse", "collapse or expand the answers", "Read"],
  [["/"], "search", "search (words, stem*, phrases)", "Read"],
  [["ArrowRight"], "nextSentence", "select the next sentence", "Select"],
  [["ArrowLeft"], "previousSentence", "select the sentence before", "Select"],
  [["Shift+ArrowRight"], "longer", "longer by a word at its end", "Select"],
  [["Shift+ArrowLeft"], "shorter", "shorter by a word at its end", "Select"],
  [["Alt+Shift+ArrowLeft"], "startEarlier", "longer by a word at its start", "Select"],
  [["Alt+Shift+ArrowRight"], "startLater", "shorter by a word at its start", "Select"],
  [["c", "Enter"], "code", "code the selection: opens the list of codes", "Code"],
  [["s"], "codeSentence", "code the sentence", "Code"],
  [["p"], "codeParagraph", "code the paragraph", "Code"],
  [["w"], "codeComment", "code the whole comment", "Code"],
  [["."], "repeat", "the last code once more, on this selection", "Code"],
  [["1…9"], "favourite", "the code on this key", "Code"],
  [["e"], "nextCoding", "to the codings of this comment, one by one", "Change"],
  [["Delete", "Backspace"], "remove", "remove the coding", "Change"],
  [["v"], "move", "change its words: select anew, then Enter", "Change"],
  [["Mod+z", "z"], "undo", "undo", "Change"],
  [["Mod+Shift+z", "Mod+y", "Shift+Z"], "redo", "redo", "Change"],
  [["m"], "memo", "memo on the coding or the comment", "Write"],
  [["Shift+M"], "memoThread", "memo on the thread", "Write"],
  [["Shift+J"], "fieldNote", "field note", "Write"],
  [["t"], "nextSuggestion", "next suggestion of the rules", "Suggestions"],
  [["a"], "accept", "accept it", "Suggestions"],
  [["r"], "reject", "reject it", "Suggestions"],
  [["Shift+A"], "acceptAll", "accept all of this rule in this thread", "Suggestions"],
  [["Shift+R"], "rejectAll", "reject all of this rule in this thread", "Suggestions"],
  [["?"], "help", "this list", "Help"],
  [["Escape"], "escape", "let go of the selection", "Help"]
];
var COMMANDS = new Map(KEYS.flatMap(([keys, command]) => keys.map((key) => [key.toLowerCase(), command])));
var REPEATABLE = new Set(
  "nextComment previousComment nextSentence previousSentence longer shorter startEarlier startLater nextCoding".split(
    " "
  )
);
function latin(event) {
  const letter = /^Key([A-Z])$/.exec(event.code ?? "")?.[1];
  if (!letter || !/^\P{ASCII}$/u.test(event.key)) return event.key;
  return event.shiftKey ? letter : letter.toLowerCase();
}
function digitOf(event) {
  if (/^[1-9]$/.test(event.key)) return event.key;
  return event.shiftKey ? void 0 : /^Digit([1-9])$/.exec(event.code ?? "")?.[1];
}
var isCommand = (event) => (event.ctrlKey || event.metaKey) && !event.getModifierState?.("AltGraph");
var isComposing = (event) => event.isComposing || event.keyCode === 229;
function commandOf(event) {
  const mod = isCommand(event);
  const alt = event.altKey && !event.getModifierState?.("AltGraph");
  if (!mod && !alt && digitOf(event)) return "favourite";
  const key = latin(event);
  const named = key.length > 1 || mod || /[a-z]/i.test(key);
  const name = [mod && "Mod", alt && "Alt", event.shiftKey && named && "Shift", key].filter(Boolean).join("+");
  return COMMANDS.get(name.toLowerCase());
}
function shown(key) {
  const signs = {
    ArrowDown: "↓",
    ArrowUp: "↑",
    ArrowLeft: "←",
    ArrowRight: "→",
    Mod: "Ctrl",
    Escape: "Esc",
    Delete: "Del"
  };
  return key.split(/\+(?=.)/).map((part) => signs[part] ?? (part.length === 1 && key.length > 1 ? part.toUpperCase() : part)).join("+");
}

// looks.js
var short = (text, n = 48) => text.length > n ? `${text.slice(0, n * 0.6).trimEnd()} … ${text.slice(-n * 0.3).trimStart()}` : text;
function createLooks(v) {
  const { store, readOnly } = v;
  const codeName = (id) => store.codes.get(id)?.name ?? id;
  const colorOf = (code) => `var(--k${store.codes.get(code)?.number ?? "none"})`;
  const shownCoder = (event) => !v.filter.coder || event.coder === v.filter.coder;
  function masked(spot) {
    const comment2 = store.comments.get(spot.comment);
    if (!comment2) return "";
    const { start, end } = spot.u ?? spot;
    let text = "";
    let from = start;
    for (const name of comment2.names) {
      if (name.end <= start || name.start >= end) continue;
      text += comment2.text.slice(from, Math.max(name.start, from)) + (name.start >= start ? name.shown : "");
      from = Math.min(name.end, end);
    }
    return text + comment2.text.slice(from, end);
  }
  function look(comment2) {
    const drawn = [];
    for (const coding of store.live(comment2.id).coded) {
      if (!shownCoder(coding)) continue;
      const kind = store.mine(coding) || readOnly ? "mine" : "theirs";
      drawn.push(entry(coding, kind, coding.id, `${codeName(coding.code)} (${coding.coder})`));
    }
    if (readOnly || !v.suggesting) return { drawn, chips: drawn };
    for (const one of store.pendingSuggestions(comment2.id)) {
      drawn.push(entry(one, "suggested", suggestionKey(one), `${codeName(one.code)}? rule ${one.rule}: ${one.words}`));
    }
    const proposals = store.proposals.filter((one) => one.comment === comment2.id);
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
    const label = [
      [codeName(event.code), by, hasMemo && "✎"].filter(Boolean).join(" "),
      kind === "suggested" ? "suggestion" : "coding",
      `“${short(masked(event))}”`,
      hasMemo && "has a memo",
      unsaved && "not saved yet"
    ];
    const button = h(
      "button",
      {
        class: `chip ${kind}${unsaved ? " unsaved" : ""}${event.wrong ? " wrong" : ""}`,
        "--c": color,
        "data-key": key,
        "aria-label": label.filter(Boolean).join(", "),
        title: kind === "suggested" ? title : `“${short(masked(event), 200)}”`
      },
      h("span.swatch", { "--c": color, "aria-hidden": "true" }),
      bdi(codeName(event.code)),
      " ",
      by ? h("span.by", {}, by) : null,
      hasMemo ? h("span.has-memo", {}, "✎") : null
    );
    if (kind !== "suggested") return [button];
    return [
      button,
      ...yesAndNo(
        codeName(event.code),
        () => v.deciding.accept([event]),
        () => v.deciding.reject([event])
      )
    ];
  }
  function proposalChip(one) {
    const what = one.about === "author" ? `written by ${one.shown}?` : `answers ${one.shown}?`;
    const attributes = {
      title: one.evidence,
      "data-key": proposalKey(one),
      "aria-label": `${what} ${one.confidence} proposal: ${one.evidence}`
    };
    return [
      h("button.chip.suggested", attributes, bdi(what), h("span.by", {}, one.confidence)),
      ...yesAndNo(
        what,
        () => v.deciding.decide(one, true),
        () => v.deciding.decide(one, false)
      )
    ];
  }
  const yesAndNo = (what, yes, no) => [
    h("button.small-button", { onclick: yes, "aria-label": `Accept: ${what}` }, "✓"),
    h("button.small-button", { onclick: no, "aria-label": `Reject: ${what}` }, "✗")
  ];
  return { codeName, colorOf, shownCoder, masked, look, chip };
}
var suggestionKey = ({ comment: comment2, start, end, code }) => `s:${comment2}:${start}:${end}:${code}`;
var proposalKey = (one) => `p:${one.proposal}`;

// fuzzy.js
var STEP = 100;
var BRIEF = 1 * STEP;
var PATH = 2 * STEP;
var SUBSEQUENCE = 3 * STEP;
var INSIDE = 4 * STEP;
var INITIALS = 5 * STEP;
var WORD = 6 * STEP;
var PREFIX = 7 * STEP;
var EXACT = 8 * STEP;
function rank(query, items, { recent = [] } = {}) {
  const wanted = plain(query).trim().replace(/ +/g, " ");
  const recency = (item) => recent.includes(item.id) ? recent.indexOf(item.id) : recent.length;
  return items.map((item) => ({ item, ...match(wanted, item) })).filter((hit) => hit.score > 0 || !query.trim()).sort((a, b) => b.score - a.score || recency(a.item) - recency(b.item));
}
var MISS = { score: 0, ranges: [] };
function match(wanted, item) {
  if (!wanted) return MISS;
  const name = fold(item.name);
  const whole = matchName(wanted, name, plain(item.id)) ?? matchAround(wanted, item);
  return whole ?? matchTerms(wanted.split(" "), item);
}
function matchTerms(terms, item) {
  if (terms.length < 2) return MISS;
  const hits = terms.map((term) => match(term, item));
  const score = Math.min(...hits.map((hit) => hit.score));
  return score ? { score, ranges: join(hits.flatMap((hit) => hit.ranges)) } : MISS;
}
function matchName(wanted, name, id) {
  const stretch = (from) => ranges(name, from < 0 ? [] : indices(from, wanted.length));
  const at = name.text.indexOf(wanted);
  if (wanted === name.text || wanted === id) return { score: EXACT, ranges: stretch(at) };
  if (at === 0) return { score: PREFIX, ranges: stretch(0) };
  const word = ` ${name.text}`.indexOf(` ${wanted}`);
  if (word >= 0) return { score: WORD, ranges: stretch(word) };
  const starts = indices(0, name.text.length).filter((i) => startsWord(name.text, i));
  const initials = starts.map((i) => name.text[i]).join("");
  if (initials.startsWith(wanted)) return { score: INITIALS, ranges: ranges(name, starts.slice(0, wanted.length)) };
  if (at > 0 || id.startsWith(wanted)) return { score: INSIDE, ranges: stretch(at) };
  const found = subsequence(wanted.replaceAll(" ", ""), name.text);
  return found && { score: SUBSEQUENCE + found.quality, ranges: ranges(name, found.places) };
}
function matchAround(wanted, { path = [], brief = "" }) {
  const above = [path].flat().map(plain);
  if (above.some((name) => fromWordStart(wanted, name))) return { score: PATH, ranges: [] };
  return ` ${plain(brief)}`.includes(` ${wanted}`) ? { score: BRIEF, ranges: [] } : null;
}
function fromWordStart(wanted, name) {
  const found = subsequence(wanted.replaceAll(" ", ""), name);
  return found !== null && startsWord(name, found.places[0]);
}
function subsequence(letters, text) {
  const starts = (j) => startsWord(text, j) ? 3 : 0;
  const units = text.split("");
  let best = units.map((letter, j) => letter === letters[0] ? { quality: starts(j), places: [j] } : null);
  for (const letter of letters.split("").slice(1)) {
    let before = null;
    best = units.map((candidate, j) => {
      before = better(before, best[j - 1] ?? null);
      if (candidate !== letter || !before) return null;
      const beside = best[j - 1] && { ...best[j - 1], quality: best[j - 1].quality + 2 };
      const chosen = better(before, beside);
      return { quality: chosen.quality + starts(j), places: [...chosen.places, j] };
    });
  }
  const found = best.reduce(better, null);
  return found && { quality: Math.min(found.quality, STEP - 1), places: found.places };
}
function better(a, b) {
  return !a || b && b.quality > a.quality ? b : a;
}
function startsWord(text, i) {
  return text[i] !== " " && (i === 0 || text[i - 1] === " ");
}
function plain(text) {
  const letters = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return letters.replace(/[^\p{L}\p{N}]/gu, " ");
}
function fold(original) {
  const from = [];
  let text = "";
  let at = 0;
  for (const letter of original) {
    const folded = plain(letter);
    for (let i = 0; i < folded.length; i += 1) from.push(at);
    text += folded;
    at += letter.length;
  }
  from.push(at);
  return { text, from };
}
function indices(start, length) {
  return Array.from({ length }, (_, i) => start + i);
}
function ranges({ from }, places) {
  return join(places.map((i) => [from[i], from.find((at, j) => j > i && at > from[i])]));
}
function join(stretches) {
  const joined = [];
  for (const [start, end] of stretches.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

// palette.js
function createPalette({ root, store, prefix, looks }, { recent, choose, pin, create, closed }) {
  const listId = `${prefix}-codes`;
  const input = h("input.query", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    "aria-label": "Code",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Code … (type to find one, or the name of a new one)",
    oninput: () => update(),
    onkeydown: onKey
  });
  const words2 = h("p.words");
  const list = h("ul.options", { id: listId, role: "listbox", "aria-label": "Codes", tabindex: "-1" });
  const about = h("div.about");
  const hint = h(
    "p.hint",
    {},
    "↑ ↓ choose · Enter apply · Shift+Enter apply another · Alt+1…9 put on a key · Esc close"
  );
  const box = h(
    "div.palette",
    { role: "dialog", "aria-label": "Apply a code", hidden: true },
    words2,
    input,
    h("div.columns", {}, list, about),
    hint
  );
  root.append(box);
  let options = [];
  let at = 0;
  let target = [];
  function open(anchor, quote, stretches, note = "") {
    target = stretches;
    words2.replaceChildren(
      "“",
      bdi(quote.length > 90 ? `${quote.slice(0, 60)} … ${quote.slice(-25)}` : quote),
      "”",
      note
    );
    box.hidden = false;
    showList();
    input.value = "";
    update();
    putNear(box, anchor, root);
    input.focus({ preventScroll: true });
  }
  function close() {
    if (box.hidden) return;
    box.hidden = true;
    closed();
  }
  function update() {
    const codes = store.codebook.codes.filter((code) => code.codable);
    const found = rank(input.value, codes, { recent: recent() });
    options = found.map(({ item, ranges: ranges2 }) => ({ code: item, ranges: ranges2 }));
    const query = input.value.trim();
    if (create && query && !options.some(({ code }) => code.name.toLowerCase() === query.toLowerCase()))
      options.push({ fresh: query });
    at = 0;
    const digits = Object.fromEntries(Object.entries(store.pinned()).map(([key, code]) => [code, key]));
    list.replaceChildren(...options.map((option, index) => optionNode(option, index, digits)));
    highlight(0);
  }
  function optionNode({ code, ranges: ranges2, fresh }, index, digits) {
    const pick = { onpointerdown: (event) => event.preventDefault(), onclick: () => take(index, false) };
    const common = { id: `${listId}-${index}`, role: "option", "aria-selected": "false", ...pick };
    if (fresh) return h("li.fresh", common, "New code “", bdi(fresh), "” …");
    return h(
      "li",
      common,
      h("span.swatch", { "--c": looks.colorOf(code.id), "aria-hidden": "true" }),
      h("span.option-name", {}, ...bolded(code.name, ranges2)),
      code.path.length ? h("span.path", {}, code.path.join(" › ")) : null,
      code.status === "proposed" ? h("span.path", {}, "proposed") : null,
      digits[code.id] ? h("kbd", {}, digits[code.id]) : null
    );
  }
  function highlight(index) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = Math.max(0, Math.min(index, options.length - 1));
    const node = list.children[at];
    node?.setAttribute("aria-selected", "true");
    node?.scrollIntoView({ block: "nearest" });
    if (node) input.setAttribute("aria-activedescendant", node.id);
    else input.removeAttribute("aria-activedescendant");
    about.replaceChildren(...explain(options[at]));
  }
  function explain(option) {
    if (!option) return [h("p", {}, "No code yet: type a name to make one.")];
    if (option.fresh) return [h("p", {}, "Adds a code to the codebook, marked as proposed.")];
    return codeFacts(option.code);
  }
  function take(index, stay) {
    const option = options[index];
    if (!option) return;
    if (option.fresh) return showForm(option.fresh);
    choose(option.code.id, stay, target);
    if (stay) {
      input.value = "";
      update();
    } else close();
  }
  function onKey(event) {
    if (isComposing(event)) return event.stopPropagation();
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.altKey && /^Digit[1-9]$/.test(event.code) && options[at]?.code) {
      pin(event.code.slice(5), options[at].code.id);
      const keep = at;
      update();
      highlight(keep);
    } else if (steps[event.key]) highlight(at + steps[event.key]);
    else if (event.key === "Enter") take(at, event.shiftKey);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function showList() {
    box.classList.remove("making");
    box.querySelector("form")?.remove();
  }
  function showForm(name) {
    box.classList.add("making");
    const parents = store.codebook.codes.filter((code) => code.status !== "retired" && code.status !== "merged");
    const above = options.find((option) => option.code)?.code.parent ?? "";
    const field = {
      name: h("input", { name: "name", value: name, required: true, maxlength: "120" }),
      parent: h(
        "select",
        { name: "parent" },
        h("option", { value: "" }, "(top)"),
        ...parents.map(
          (code) => h("option", { value: code.id, selected: code.id === above }, `${"  ".repeat(code.depth)}${code.name}`)
        )
      ),
      definition: h("textarea", {
        name: "definition",
        rows: "3",
        required: true,
        placeholder: "When does a passage carry this code?"
      })
    };
    const wrong = h("p.wrong", { role: "alert" });
    const form = h(
      "form.new-code",
      { onsubmit: submit, onkeydown: formKey },
      h("label", {}, "Name", field.name),
      h("label", {}, "Under", field.parent),
      h("label", {}, "Definition", field.definition),
      wrong,
      h(
        "div.buttons",
        {},
        h("button.primary", { type: "submit" }, "Add and apply"),
        h("button", { onclick: () => close() }, "Cancel")
      )
    );
    function formKey(event) {
      event.stopPropagation();
      if (isComposing(event)) return;
      if (event.key === "Escape") close();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    }
    async function submit(event) {
      event.preventDefault();
      const button = form.querySelector("button.primary");
      button.disabled = true;
      try {
        const meant = target;
        const made = await create({
          name: field.name.value,
          parent: field.parent.value || null,
          definition: field.definition.value
        });
        if (box.hidden || meant !== target) return;
        choose(made, false, meant);
        close();
      } catch (error) {
        wrong.textContent = error.message;
        button.disabled = false;
      }
    }
    box.append(form);
    field.definition.focus();
  }
  return {
    open,
    close,
    isOpen: () => !box.hidden,
    contains: (node) => box.contains(node),
    refresh: () => !box.hidden && update()
  };
}
function codeFacts(code) {
  const said = [
    ["", code.definition || code.brief || "No definition yet."],
    ["Use", code.use],
    ["Not", code.avoid],
    ["Typical", code.typical.join(" · ")],
    ["Near miss", code.near_miss.join(" · ")]
  ];
  return [
    h("p.fact-name", {}, ...code.path.flatMap((name) => [bdi(name), " › "]), h("strong", {}, bdi(code.name))),
    ...said.filter(([, text]) => text).map(([label, text]) => h("p", {}, label ? h("b", {}, `${label}: `) : null, bdi(text)))
  ];
}
function bolded(name, ranges2 = []) {
  const nodes = [];
  let from = 0;
  for (const [start, end] of ranges2) {
    nodes.push(name.slice(from, start), h("b", {}, name.slice(start, end)));
    from = end;
  }
  return [...nodes, name.slice(from)].filter((node) => node !== "");
}
function putNear(box, anchor, root) {
  const frame = root.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const below = anchor.bottom + 6 + size.height <= frame.bottom;
  const top = below ? anchor.bottom + 6 : Math.max(anchor.top - size.height - 6, frame.top + 4);
  const left = Math.min(Math.max(anchor.left, frame.left + 4), frame.right - size.width - 8);
  box.style.top = `${Math.min(top, frame.bottom - size.height - 4) - frame.top}px`;
  box.style.left = `${Math.max(left, frame.left + 4) - frame.left}px`;
}

// coding.js
var RECENT = 20;
function createCoding(v) {
  const { store, session, rows, picking, say, looks } = v;
  const recent = [];
  const recentCodes = () => [.../* @__PURE__ */ new Set([...recent, ...store.recentCodes()])];
  function quoted({ comment: id, start, end }) {
    const comment2 = store.comments.get(id);
    return { comment: id, ...store.toCodePoints(comment2, start, end), quote: comment2.text.slice(start, end) };
  }
  function apply(code, stay = false, picked = picking.get()) {
    if (!picked.length)
      return say("Select words first, or press s for the sentence, p for the paragraph, w for the whole comment.");
    if (!store.codes.get(code)?.codable) return say(`${looks.codeName(code)} cannot be applied.`);
    recent.splice(0, recent.length, code, ...recent.filter((one) => one !== code).slice(0, RECENT));
    const has = (spot) => store.live(spot.comment).coded.some((c) => isMine(c, code) && c.start === spot.start && c.end === spot.end);
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
  function drawPickBar(byHand) {
    const picked = picking.get();
    v.pickBar.hidden = !byHand || !picked.length || v.palette.isOpen();
    if (v.pickBar.hidden) return;
    const last = picked.at(-1);
    const codeButton = (code) => h(
      "button",
      { onclick: () => apply(code, true) },
      h("span.swatch", { "--c": looks.colorOf(code) }),
      bdi(looks.codeName(code))
    );
    v.pickBar.replaceChildren(
      h(
        "button.primary",
        { onclick: openPalette },
        v.moving ? "Save these words" : "Code …",
        h("kbd", {}, v.moving ? "Enter" : "c")
      ),
      ...v.moving ? [] : recentCodes().slice(0, 4).map(codeButton)
    );
    putNear(v.pickBar, rows.place(last), v.root);
  }
  function pickUnit(kind) {
    if (!v.at) return say("Go to a comment first: j and k.");
    const unit = picking.unit(v.at, kind);
    if (!unit) return say("There is no text here.");
    picking.set([{ comment: v.at.id, ...unit }]);
    return openPalette();
  }
  function pick(stretch2, none) {
    if (!v.at) return;
    if (!stretch2) return say(none);
    const spot = { comment: v.at.id, ...stretch2 };
    picking.set([spot]);
    const place = rows.place(spot);
    const frame = v.scroller.getBoundingClientRect();
    if (place.top < frame.top || place.bottom > frame.bottom)
      v.scroller.scrollTop += place.top - frame.top - frame.height / 3;
    say(`Selected: ${short(looks.masked(spot), 120)}`, { quiet: true });
  }
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
    const memos = store.memosOn("coding", coding.id).filter(store.mine);
    session.act([
      { do: "remove", subject: coding.id },
      { do: "code", id, ...spot, code: coding.code, ...rule },
      ...memos.map((memo) => ({ do: "memo", about: "coding", subject: id, text: memo.text, replaces: memo.id })),
      ...memos.map((memo) => ({ do: "remove", subject: memo.id }))
    ]);
    say(`${looks.codeName(coding.code)} is now on “${short(looks.masked(first))}”`);
    v.going.focusHere();
  }
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
  let warned = false;
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
    const comment2 = store.comments.get(done.ids.map((id) => store.commentOf(id)).find(Boolean));
    if (comment2) v.going.go(comment2);
    say(`${undone ? "Undone" : "Done again"}: ${describe(done.ids)}${comment2 ? "" : ", not in this thread"}.`);
  }
  function describe(ids) {
    const events = ids.map((id) => store.events.get(id)).filter(Boolean);
    const coded = events.filter((one) => one.event === "coded");
    if (coded.length) return coded.length > 1 ? count(coded.length, "coding") : looks.codeName(coded[0].code);
    const removed = events.map((one) => one.event === "removed" && store.events.get(one.subject)).find(Boolean);
    if (removed?.event === "coded") return `removing ${looks.codeName(removed.code)}`;
    const words2 = { seen: "seen", rejected: "a rejection", memo: "a memo", pinned: "a key", removed: "a removal" };
    return words2[events[0]?.event] ?? "a change";
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
      redo: () => reverse(session.redo(), false)
    }
  };
}

// deciding.js
function createDeciding(v) {
  const { store, session, rows, say, looks } = v;
  function toggleSeen(comment2 = v.at) {
    if (!comment2) return;
    const marks = store.live(comment2.id).seen.filter(store.mine);
    if (!store.isSeen(comment2.id)) session.act([{ do: "seen", comment: comment2.id }]);
    else if (marks.length) session.act(marks.map((one2) => ({ do: "remove", subject: one2.id })));
    const seen = store.isSeen(comment2.id);
    if (seen && marks.length) say("Seen: it has a coding of yours.");
    else say(seen ? "seen" : "unseen", { quiet: true });
  }
  const unseen = (one2) => one2.kind !== "pingback" && !store.isSeen(one2.id);
  function nextUnseen() {
    if (v.at && !store.isSeen(v.at.id)) session.act([{ do: "seen", comment: v.at.id }]);
    const next = v.going.step(unseen, "All of this thread is seen.");
    if (next) say(`${store.order.filter(unseen).length} unseen`, { quiet: true });
  }
  function here() {
    const key = v.going.focused()?.dataset?.key;
    const pending = v.at ? store.pendingSuggestions(v.at.id) : [];
    return pending.find((one2) => suggestionKey(one2) === key);
  }
  function pointAtFirst() {
    const row = v.at && rows.rowOf(v.at.id);
    const chip = row?.chips.querySelector("button.chip.suggested");
    if (!chip) return say("No suggestion is here.");
    chip.focus({ preventScroll: true });
    say(`${chip.getAttribute("aria-label")}. Press again to decide.`);
  }
  function proposalHere() {
    const key = v.going.focused()?.dataset?.key ?? "";
    return key.startsWith("p:") ? store.proposals.find((one2) => key === `p:${one2.proposal}`) : void 0;
  }
  function ofRule(one2 = here()) {
    if (!one2) return [];
    return store.order.flatMap(
      (comment2) => store.pendingSuggestions(comment2.id).filter((other) => other.rule === one2.rule)
    );
  }
  function accept(some) {
    const spots = some.map((one2) => ({
      ...v.coding.quoted({ comment: one2.comment, ...store.place(one2).u }),
      code: one2.code,
      rule: one2.rule
    }));
    settle(
      some,
      spots.map((spot) => ({ do: "code", ...spot })),
      "Accepted"
    );
  }
  function reject(some) {
    settle(
      some,
      some.map(({ comment: comment2, start, end, code, rule }) => ({ do: "reject", comment: comment2, start, end, code, rule })),
      "Rejected"
    );
  }
  function settle(some, actions, word) {
    if (!some.length) return say("No suggestion is here.");
    session.act(actions);
    say(`${word}: ${some.length > 1 ? count(some.length, "suggestion") : looks.codeName(some[0].code)}`);
    const row = rows.rowOf(some[0].comment);
    (row.chips.querySelector("button.chip.suggested") ?? row.article).focus({ preventScroll: true });
  }
  function nextSuggestion() {
    const row = v.at && rows.rowOf(v.at.id);
    if (row) rows.showAllChips(row);
    const chips = row ? [...row.chips.querySelectorAll("button.chip.suggested")] : [];
    const after = chips[chips.indexOf(v.going.focused()) + 1];
    if (after) return after.focus();
    const waits = (one2) => store.pendingSuggestions(one2.id).length || store.proposals.some((p) => p.comment === one2.id);
    const next = v.going.step(waits, "No other suggestion is waiting in this thread.");
    if (!next) return;
    rows.showAllChips(rows.rowOf(next.id));
    rows.rowOf(next.id).chips.querySelector("button.chip.suggested")?.focus({ preventScroll: true });
  }
  async function decideProposal(proposal, accepted) {
    try {
      await session.decide(proposal, accepted);
      say(accepted ? "Accepted. z takes that back." : "Declined. z takes that back.");
    } catch (error) {
      v.frame.show("asked", `Not saved: ${error.message}`, [["Close", () => v.frame.hide("asked")]]);
    }
  }
  const one = (yes) => () => {
    const proposal = proposalHere();
    if (proposal) return decideProposal(proposal, yes);
    const suggestion = here();
    if (!suggestion) return pointAtFirst();
    return (yes ? accept : reject)([suggestion]);
  };
  function decideDifference({ comment: comment2, code }, codings, coded, why) {
    const actions = [];
    for (const coding of codings) {
      const spot = v.coding.quoted({ comment: coding.comment, ...store.place(coding).u });
      const { start, end } = spot;
      actions.push(coded ? { do: "code", ...spot, code } : { do: "reject", comment: comment2, start, end, code });
    }
    const as = coded ? `as ${[...new Set(codings.map((coding) => coding.coder))].join(" and ")}` : "not coded";
    actions.push({ do: "memo", about: "comment", subject: comment2, text: `${looks.codeName(code)}: ${as}. ${why}` });
    session.act(actions);
    say(`Decided: ${looks.codeName(code)} ${coded ? "coded" : "not coded"}.`);
  }
  const labels = {
    coding: () => "Memo on the coding",
    comment: () => "Memo on this comment",
    thread: () => "Memo on this thread",
    code: (id) => `Memo on the code ${looks.codeName(id)}`,
    study: () => "Field note"
  };
  function write(about, subject, text = "", replaces = null) {
    v.root.classList.remove("side-closed");
    v.root.classList.add("side-open");
    v.side.write({ about, subject, label: labels[about](subject), replaces }, text);
  }
  function saveMemo({ about, subject, replaces }, text) {
    const gone = replaces ? [{ do: "remove", subject: replaces }] : [];
    const edited = replaces ? { replaces } : {};
    session.act([...gone, { do: "memo", about, subject, text, ...edited }]);
    say("Memo written.");
    v.going.focusHere();
  }
  function removeMemo(memo) {
    session.act([{ do: "remove", subject: memo.id }]);
    say("Memo removed. z takes that back.");
  }
  function link(kind) {
    const coding = store.events.get(v.active);
    if (kind === "coding" && coding) return `[“${short(looks.masked(coding))}”](<coding:${coding.id}>)`;
    if (!v.at) return "";
    const picked = v.picking.get().find((stretch) => stretch.comment === v.at.id);
    const name = [v.at.who || "a comment", v.at.date?.slice(0, 10)].filter(Boolean).join(", ");
    return `[${kind === "coding" && picked ? `“${short(looks.masked(picked))}”` : name}](<comment:${v.at.id}>)`;
  }
  return {
    ...{
      toggleSeen,
      accept,
      reject,
      ofRule,
      decide: decideProposal,
      decideDifference,
      write,
      saveMemo,
      removeMemo,
      link
    },
    commands: {
      ...{ toggleSeen: () => toggleSeen(), nextUnseen, nextSuggestion, accept: one(true), reject: one(false) },
      acceptAll: () => here() ? accept(ofRule()) : pointAtFirst(),
      rejectAll: () => here() ? reject(ofRule()) : pointAtFirst(),
      memo: () => v.active ? write("coding", v.active) : v.at ? write("comment", v.at.id) : say("Go to a comment first."),
      memoThread: () => write("thread", store.thread.id),
      fieldNote: () => write("study", "")
    }
  };
}

// finding.js
var NOTHING = { query: "", threads: {}, order: [], at: -1 };
function createFinding(v) {
  const { store, rows, painter, session } = v;
  let hits = NOTHING;
  const box = h("input.search", {
    ...{ type: "search", placeholder: "Search: words, stem*", "aria-label": "Search this study", spellcheck: "false" },
    ...{ onkeydown: onKey, onsearch: () => box.value || clear() }
  });
  const found = h("span.found", { role: "status" });
  const bar = h("div.seek", { hidden: v.readOnly }, box, found);
  const filters = h("div.filters", { hidden: true });
  function onKey(event) {
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (box.value.trim() && box.value === hits.query && hits.order.length) nextHit(event.shiftKey ? -1 : 1);
      else search();
    } else if (event.key === "Escape") {
      box.value = "";
      clear();
      v.going.focusHere();
    }
  }
  async function search() {
    if (!box.value.trim()) return clear();
    found.textContent = "searching …";
    try {
      take(await session.search(box.value));
    } catch (error) {
      if (error.message !== "superseded") found.textContent = error.message;
    }
  }
  function take({ query, spans, threads }) {
    const place = (comment2) => ([start, end]) => ({ comment: comment2, ...store.place({ comment: comment2.id, start, end }).u });
    const order = store.order.flatMap((comment2) => (spans[comment2.id] ?? []).map(place(comment2)));
    hits = { query, threads, order, at: -1 };
    const elsewhere = Object.entries(threads).filter(([id]) => id !== store.thread.id);
    const others = elsewhere.reduce((sum, [, n]) => sum + n, 0);
    found.textContent = `${count(order.length, "place")} here, ${others} elsewhere`;
    repaint();
    v.side.refresh();
    if (order.length) nextHit(1);
  }
  function clear() {
    hits = NOTHING;
    found.textContent = "";
    repaint();
    v.side.refresh();
  }
  function repaint() {
    const byRow = /* @__PURE__ */ new Map();
    for (const hit of hits.order) byRow.set(hit.comment.id, [...byRow.get(hit.comment.id) ?? [], hit]);
    hits.byRow = byRow;
    painter.clear("eth-found");
    for (const id of byRow.keys()) repaintRow(rows.rowOf(id));
  }
  function repaintRow({ id }) {
    const here = hits.byRow?.get(id) ?? [];
    painter.paint(
      "eth-found",
      here.map(({ comment: comment2, start, end }) => rows.range(comment2.id, start, end)),
      id
    );
  }
  function nextHit(direction) {
    hits.at = (hits.at + direction + hits.order.length) % hits.order.length;
    const { comment: comment2, start, end } = hits.order[hits.at];
    v.going.go(comment2, { focus: false });
    requestAnimationFrame(() => {
      const range = rows.range(comment2.id, start, end);
      const place = rows.place({ comment: comment2.id, start, end });
      const frame = v.scroller.getBoundingClientRect();
      if (place.top < frame.top || place.bottom > frame.bottom)
        v.scroller.scrollTop += place.top - frame.top - frame.height / 3;
      painter.paint("eth-active", [range]);
    });
    found.textContent = `${hits.at + 1} of ${count(hits.order.length, "place")} here`;
  }
  function setFilter(change) {
    v.filter = { ...v.filter, ...change };
    for (const select of filters.querySelectorAll("select")) select.value = v.filter[select.name];
    apply();
    if (isOn()) filters.hidden = false;
    v.side.refresh();
  }
  const isOn = () => Boolean(v.filter.code || v.filter.coder || v.filter.author);
  function fits(comment2, codes) {
    if (v.filter.author && comment2.who !== v.filter.author) return false;
    if (!codes && !v.filter.coder) return true;
    return store.live(comment2.id).coded.some((c) => (!codes || codes.has(c.code)) && v.looks.shownCoder(c));
  }
  function apply() {
    const codes = v.filter.code ? store.below(v.filter.code) : null;
    let n = 0;
    for (const comment2 of store.order) {
      const shown2 = fits(comment2, codes);
      if (shown2) n += 1;
      rows.rowOf(comment2.id).item.classList.toggle("filtered", !shown2);
    }
    rows.redraw();
    const said = isOn() ? `${n} of ${count(store.order.length, "comment")} fit; the others are folded` : "";
    filters.querySelector(".filter-result").textContent = said;
  }
  function choice(name, label, options) {
    const items = options.map(([value, text]) => h("option", { value, selected: v.filter[name] === value }, text));
    const select = h(
      "select",
      { name, onchange: () => setFilter({ [name]: select.value }) },
      h("option", { value: "" }, "all"),
      ...items
    );
    return h("label", {}, label, select);
  }
  function draw() {
    const authors = [...new Set(store.order.map((one) => one.who).filter(Boolean))].sort((a, b) => a.localeCompare(b));
    if (!authors.includes(v.filter.author)) v.filter = { ...v.filter, author: "" };
    const same = (name) => [name, name];
    const suggesting = h("input", {
      ...{ type: "checkbox", checked: v.suggesting },
      onchange: () => {
        v.suggesting = suggesting.checked;
        rows.redraw();
      }
    });
    const codes = store.codebook.codes.map((code) => [code.id, `${" ".repeat(code.depth)}${code.name}`]);
    filters.replaceChildren(
      choice("code", "Code", codes),
      choice("author", "Author", authors.map(same)),
      ...store.info.coders.length > 1 ? [choice("coder", "Coder", store.info.coders.map(same))] : [],
      ...v.readOnly ? [] : [h("label.check", {}, suggesting, "suggestions")],
      h("button", { onclick: () => setFilter({ code: "", coder: "", author: "" }) }, "Show all"),
      h("span.filter-result", { role: "status" })
    );
  }
  return {
    ...{ bar, filters, setFilter, draw, repaintRow },
    opened() {
      clear();
      box.value = "";
      draw();
      if (isOn()) apply();
    },
    inThread: (thread) => hits.threads[thread] ? ` · ${count(hits.threads[thread], "place")}` : "",
    commands: { search: () => box.focus() }
  };
}

// frame.js
var AGAIN = "Start it if need be and run the cell that opened this screen again: it will offer to save these. If that does not help, load the page anew.";
var KERNEL = {
  busy: "The kernel is busy with a cell; this is saved when it is done.",
  dead: `The kernel is gone. ${AGAIN}`,
  restarting: `The kernel is restarting. ${AGAIN}`
};
var NO_ANSWER2 = `The kernel does not answer: it is busy, or gone. ${AGAIN}`;
function createFrame(v) {
  const { store, session, readOnly } = v;
  const title = h("button.title", { onclick: () => v.side.show(readOnly ? "comment" : "threads") });
  const tools = h("div.tools");
  const state = h("span.save-state", { role: "status" });
  const banner = h("div.banner", { role: "alert", hidden: true });
  const lines = /* @__PURE__ */ new Map();
  function draw() {
    const { comments, seen, coded } = store.progress();
    const said = readOnly ? count(comments, "comment") : `${seen} of ${comments} seen · ${coded} coded`;
    title.replaceChildren(bdi(store.thread.title), h("span.small", {}, said));
    if (!tools.childElementCount) tools.append(...buttons());
  }
  function buttons() {
    const tool = (text, label, onclick) => h("button.tool", { onclick, "aria-label": label, title: label }, text);
    const toggle = () => v.root.classList.toggle(v.root.classList.contains("narrow") ? "side-open" : "side-closed");
    return [
      tool("Filter", "Filter by code, author, coder", () => {
        v.finding.filters.hidden = !v.finding.filters.hidden;
      }),
      ...readOnly ? [] : [tool("↶", "Undo (z)", v.coding.commands.undo), tool("↷", "Redo (Shift+Z)", v.coding.commands.redo)],
      tool("Panel", "Panel beside the thread: show or hide", toggle),
      tool("?", "Keys", help)
    ];
  }
  function drawSaving({ pending, slow, persisted, refused, kernel }) {
    if (readOnly) return;
    const now = !pending ? "saved" : slow || refused.length ? "unsaved" : "saving";
    state.className = `save-state ${now}`;
    state.textContent = { saved: "✓ saved", saving: "saving …", unsaved: `NOT SAVED: ${pending}` }[now];
    if (refused.length) {
      const said2 = `${count(refused.length, "action is", "actions are")} NOT SAVED: ${refused[0].why.replace(/[^.!?…]$/, "$&.")} ${kept(persisted)}`;
      show("refused", said2, [
        ["Try again", session.tryAgain],
        ["Throw away", () => session.throwAway()]
      ]);
    } else hide("refused");
    const silent = pending - refused.length;
    if (!slow || !silent) return hide("saving");
    const said = `${count(silent, "action is", "actions are")} NOT SAVED. ${KERNEL[kernel] ?? NO_ANSWER2} ${kept(persisted)}`;
    show("saving", said, [["Try again", () => session.hello()]]);
  }
  const kept = (persisted) => persisted ? "They are kept in this browser until they are saved." : "This browser cannot keep them: do not close the page.";
  function show(what, text, choices) {
    if (lines.get(what)?.text === text) return;
    const button = ([label, act]) => h("button", { onclick: act }, label);
    lines.set(what, { text, line: h("div.line", {}, h("span", {}, text), ...choices.map(button)) });
    drawBanner();
  }
  function hide(what) {
    if (lines.delete(what)) drawBanner();
  }
  function drawBanner() {
    banner.replaceChildren(...[...lines.values()].map(({ line: line2 }) => line2));
    banner.hidden = !lines.size;
  }
  function offerOrphans() {
    const [orphan] = session.orphans();
    if (!orphan) return hide("orphans");
    const n = orphan.batches.reduce((sum, batch) => sum + batch.actions.length, 0);
    const when = new Date(orphan.batches[0].at).toLocaleString();
    const then = (act) => () => {
      hide("orphans");
      act(orphan);
      offerOrphans();
    };
    show(
      "orphans",
      `${count(n, "action")} of ${when} ${n === 1 ? "was" : "were"} not saved. What was saved after all is not doubled.`,
      [
        ["Save now", then(session.adopt)],
        ["Throw away", then(session.discard)]
      ]
    );
  }
  function help() {
    const groups = /* @__PURE__ */ new Map();
    for (const [keys, command, what, group] of KEYS) {
      if (!v.has(command)) continue;
      if (!groups.has(group)) groups.set(group, []);
      const signs = keys.slice(0, 2).flatMap((key) => [h("kbd", {}, shown(key)), " "]);
      groups.get(group).push(h("div", {}, h("dt", {}, ...signs), h("dd", {}, what)));
    }
    const sections = [...groups].map(([name, items]) => h("section", {}, h("h4", {}, name), h("dl", {}, ...items)));
    const box = h("dialog.help", { "aria-label": "Keys" }, h("div.help-groups", {}, ...sections));
    box.append(h("button.primary", { onclick: () => box.close() }, "Close"));
    box.addEventListener("close", () => {
      box.remove();
      v.going.focusHere();
    });
    v.root.append(box);
    box.showModal();
  }
  return {
    ...{
      bar: h("div.bar", {}, title, v.finding.bar, tools, state),
      banner,
      draw,
      drawSaving,
      show,
      hide,
      offerOrphans
    },
    commands: { help }
  };
}

// going.js
function createGoing(v) {
  const { store, rows, painter, say } = v;
  let hereArticle = null;
  const focused = () => v.root.getRootNode().activeElement;
  function go(comment2, { focus = true, block = "nearest" } = {}) {
    const row = comment2 && rows.rowOf(comment2.id);
    if (!row) return;
    v.active = null;
    rows.reveal(row, block);
    if (focus) row.article.focus({ preventScroll: true });
    markHere(comment2);
  }
  function markHere(comment2) {
    v.at = comment2;
    if (v.moving && v.moving.comment !== comment2.id) v.moving = null;
    const picked = v.picking.get();
    if (picked.length && !picked.some((stretch) => stretch.comment === comment2.id)) v.picking.clear();
    if (hereArticle) {
      hereArticle.classList.remove("here");
      hereArticle.tabIndex = -1;
    }
    hereArticle = rows.rowOf(comment2.id).article;
    hereArticle.classList.add("here");
    hereArticle.tabIndex = 0;
    v.side.refresh();
  }
  function focusHere() {
    const row = v.at && rows.rowOf(v.at.id);
    (row?.article ?? v.scroller).focus({ preventScroll: true });
  }
  function onFocus(event) {
    event.target.setAttribute?.("data-lm-suppress-shortcuts", "true");
    const row = rows.rowAt(event.target);
    if (!row) return;
    if (v.at !== row.comment) markHere(row.comment);
    const key = event.target.dataset?.key;
    const id = store.events.has(key) ? key : null;
    if (id !== v.active) {
      v.active = id;
      v.side.refresh();
    }
    point(row, key);
  }
  function point(row, key) {
    const one = row.drawn.find((drawn) => drawn.key === key);
    painter.paint("eth-active", one ? [rows.range(row.id, one.start, one.end)] : []);
  }
  function onPoint(event) {
    const row = rows.rowAt(event.target);
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (row && key) point(row, key);
  }
  function onClick(event) {
    const row = rows.rowAt(event.target);
    const key = row && (event.target.closest(".stripe, .chip")?.dataset.key ?? keyOfMark(row, event.target.closest("mark")));
    if (key) activate(row, key);
  }
  function keyOfMark(row, mark) {
    if (!mark || v.picking.get().length) return void 0;
    const sizes = mark.spans.map((index) => row.drawn[index]).sort((a, b) => a.end - a.start - (b.end - b.start));
    return sizes[0]?.key;
  }
  const chipOf = (row, key) => [...row.chips.querySelectorAll("button.chip")].find((one) => one.dataset.key === key);
  function activate(row, key) {
    chipOf(row, key)?.focus({ preventScroll: true });
    v.active = store.events.has(key) ? key : null;
    if (v.active) v.side.show("comment");
  }
  function step(test, none) {
    const next = store.next(v.at, test);
    if (next) go(next);
    else say(none);
    return next;
  }
  const folded = (comment2) => Boolean(rows.rowOf(comment2.id)?.item.parentElement?.closest(".collapsed"));
  const filteredOut = (comment2) => rows.rowOf(comment2.id)?.item.classList.contains("filtered");
  function beside(direction) {
    let index = v.at ? v.at.index + direction : 0;
    while (store.order[index] && (filteredOut(store.order[index]) || folded(store.order[index]))) index += direction;
    const target = store.order[index];
    if (target) go(target);
    else say(direction > 0 ? "This is the last comment." : "This is the first one.");
  }
  function toParent(comment2 = v.at) {
    if (comment2?.parent) go(comment2.parent, { block: "center" });
    else say("This answers nothing.");
  }
  function toSibling(direction) {
    const other = v.at && store.sibling(v.at, direction);
    if (other) go(other);
    else say(direction > 0 ? "The last answer." : "The first answer.");
  }
  function nextWithCode() {
    const code = v.filter.code || v.recentCodes()[0];
    if (!code) return say("Filter for a code first, or apply one.");
    const codes = store.below(code);
    const carries = (one) => store.live(one.id).coded.some((c) => codes.has(c.code) && v.looks.shownCoder(c));
    step(carries, `No other comment here carries ${v.looks.codeName(code)}.`);
  }
  function nextDifference() {
    const open = new Set(store.differences.filter((one) => !store.decision(one)).map((one) => one.comment));
    if (step((one) => open.has(one.id), "No open difference in this thread.")) v.side.show("differences");
  }
  function nextCoding() {
    const row = v.at && rows.rowOf(v.at.id);
    if (row) rows.showAllChips(row);
    const chips = row ? [...row.chips.querySelectorAll("button.chip:not(.suggested)")] : [];
    if (!chips.length) return say("Nothing is coded here.");
    chips[(chips.indexOf(focused()) + 1) % chips.length].focus();
  }
  function follow(to) {
    const [kind, ...rest] = to.split(":");
    const id = rest.join(":");
    if (kind === "thread") return v.session.open(id);
    if (kind === "code") return v.finding.setFilter({ code: id });
    const comment2 = kind === "comment" ? id : store.commentOf(id);
    const target = store.comments.get(comment2);
    if (!target && !v.readOnly && kind !== "memo") return v.session.open(null, to);
    if (!target) return say("That is not in this thread.");
    go(target, { block: "center" });
    if (kind === "coding") activate(rows.rowOf(comment2), id);
  }
  return {
    ...{ go, markHere, focusHere, focused, onFocus, onPoint, onClick, chipOf, activate, step, toParent, follow },
    commands: {
      nextComment: () => beside(1),
      previousComment: () => beside(-1),
      parent: () => toParent(),
      nextSibling: () => toSibling(1),
      previousSibling: () => toSibling(-1),
      nextUncoded: () => step(
        (one) => one.kind !== "pingback" && !store.live(one.id).coded.some(store.mine),
        "Every comment has a coding of yours."
      ),
      nextWithCode,
      nextDifference,
      nextCoding,
      collapse: () => v.at && rows.collapse(v.at)
    }
  };
}

// spans.js
function lanes(spans) {
  const result = new Array(spans.length);
  const ends = [];
  for (const index of inOrder2(spans)) {
    const { start, end } = spans[index];
    const free = ends.findIndex((laneEnd) => laneEnd <= start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = end;
    result[index] = lane;
  }
  return result;
}
function pieces(length, spans, cuts = []) {
  const borders = sortedBorders(length, spans, cuts);
  const waiting = inOrder2(spans);
  const result = [];
  let active = [];
  let next = 0;
  for (let i = 0; i + 1 < borders.length; i += 1) {
    const [start, end] = [borders[i], borders[i + 1]];
    active = active.filter((index) => spans[index].end > start);
    for (; next < waiting.length && spans[waiting[next]].start <= start; next += 1) {
      if (spans[waiting[next]].end > start) active.push(waiting[next]);
    }
    active.sort((a, b) => a - b);
    result.push({ start, end, active: [...active] });
  }
  return result;
}
function shortest(spans, active) {
  const size = (index) => spans[index].end - spans[index].start;
  return active.reduce((best, index) => best < 0 || size(index) < size(best) ? index : best, -1);
}
function inOrder2(spans) {
  return spans.map((_, index) => index).sort((a, b) => spans[a].start - spans[b].start || spans[b].end - spans[a].end);
}
function sortedBorders(length, spans, cuts) {
  const all = /* @__PURE__ */ new Set([0, length]);
  for (const { start, end } of spans) all.add(start).add(end);
  for (const cut of cuts) all.add(cut);
  return [...all].filter((at) => at >= 0 && at <= length).sort((a, b) => a - b);
}

// body.js
var LANE = 3;
function paintBody(body, comment2, drawn) {
  const lane = lanes(drawn);
  const cuts = [];
  for (const part of [...comment2.parts, ...comment2.names, ...comment2.paragraphs]) cuts.push(part.start, part.end);
  const marks = drawn.map(() => []);
  const paragraphs = startParagraphs(comment2, drawn, lane);
  for (const piece of pieces(comment2.text.length, drawn, cuts)) {
    const { element, height } = paragraphs.holder(piece);
    element.append(pieceNode(comment2, piece, drawn, lane, height, marks));
  }
  body.replaceChildren(...paragraphs.elements());
  return { lane, marks };
}
function startParagraphs({ text, paragraphs, parts }, drawn, lane) {
  const found = [];
  let at = 0;
  const gap = (start, end) => start < end && found.push({ start, end, element: h("span.gap") });
  for (const { start, end } of paragraphs) {
    gap(at, start);
    const whole = parts.filter((part) => part.start <= start && part.end >= end);
    const height = linesUnder({ start, end }, drawn, lane);
    found.push({ start, end, height, element: paragraph(whole, at, height) });
    at = end;
  }
  gap(at, text.length);
  let current = 0;
  return {
    holder(piece) {
      while (current < found.length - 1 && piece.start >= found[current].end) current += 1;
      return found[current];
    },
    elements: () => found.map((one) => one.element)
  };
}
var partClass = (part) => `part-${part.kind}${part.voice ? " voice" : ""}`;
function paragraph(whole, before, height) {
  const voice = whole.findLast((part) => part.voice);
  const said = voice && (before === 0 || voice.start >= before) ? voice.voice : null;
  return h("p", { class: ["para", ...whole.map(partClass)].join(" "), "data-voice": said, "--lanes": String(height) });
}
function linesUnder({ start, end }, drawn, lane) {
  let height = 0;
  drawn.forEach((span, index) => {
    if (span.start < end && start < span.end) height = Math.max(height, lane[index] + 1);
  });
  return height;
}
function pieceNode({ text, parts, names }, piece, drawn, lane, height, marks) {
  const words2 = text.slice(piece.start, piece.end);
  const name = names.find((one) => one.start <= piece.start && piece.end <= one.end);
  const inner = name ? nameNode(words2, name, piece) : document.createTextNode(words2);
  const inside = parts.filter((part) => part.start <= piece.start && piece.end <= part.end);
  const voice = inside.find((part) => part.voice && part.start === piece.start)?.voice;
  const looks = { class: inside.map(partClass).join(" "), "data-voice": voice };
  if (!piece.active.length) return inside.length ? h("span", looks, inner) : inner;
  const mark = h("mark", looks, inner);
  paintMark(mark, piece.active, drawn, lane, height);
  for (const index of piece.active) marks[index].push(mark);
  mark.spans = piece.active;
  return mark;
}
function nameNode(words2, name, piece) {
  const first = piece.start === name.start;
  return h("span.name", { "data-shown": first ? name.shown : "" }, h("span.hidden-name", {}, words2));
}
function paintMark(mark, active, drawn, lane, height) {
  const images = [];
  const places = [];
  const sizes = [];
  for (const index of active) {
    const { color, kind } = drawn[index];
    images.push(line(color, kind));
    places.push(`0 calc(100% - ${(height - 1 - lane[index]) * LANE}px)`);
    sizes.push(`${kind === "mine" ? "100%" : kind === "theirs" ? "4px" : "9px"} 2px`);
  }
  const style = mark.style;
  style.backgroundImage = images.join(",");
  style.backgroundPosition = places.join(",");
  style.backgroundSize = sizes.join(",");
  const ground = active.filter((index) => drawn[index].kind !== "suggested");
  if (ground.length) style.setProperty("--ground", drawn[shortest(drawn, ground)].color);
  else mark.classList.add("only-suggested");
}
function line(color, kind) {
  if (kind === "mine") return `linear-gradient(${color},${color})`;
  const full = kind === "theirs" ? 2 : 6;
  return `linear-gradient(90deg,${color} ${full}px,transparent ${full}px)`;
}
function offsetIn(body, node, offset) {
  const range = document.createRange();
  range.setStart(body, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}
function placeOf(body, offset, after = false) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let last = null;
  let at = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const end = at + node.data.length;
    if (offset < end || offset === end && !after) return { node, offset: offset - at };
    last = node;
    at = end;
  }
  return last ? { node: last, offset: last.data.length } : { node: body, offset: 0 };
}
function rangeOf(body, start, end) {
  const range = document.createRange();
  const from = placeOf(body, start, true);
  const to = placeOf(body, end);
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

// picking.js
function createPicking({ scroller, rows, changed, painter }) {
  let picked = [];
  let caret = null;
  let ours = false;
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
    const lets = event.pointerType !== "touch" && !event.shiftKey;
    if (lets && event.target.closest(".body")) set([], { quiet: true });
  }
  function onUp() {
    if (!pressed) return;
    pressed = false;
    setTimeout(() => {
      read2();
      changed(true);
    }, 0);
  }
  function onChange() {
    if (ours) return;
    read2();
    if (!pressed) changed(true);
  }
  function read2() {
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
      const start = row.body.contains(range.startContainer) ? offsetIn(row.body, range.startContainer, range.startOffset) : 0;
      const end = row.body.contains(range.endContainer) ? offsetIn(row.body, range.endContainer, range.endOffset) : row.comment.text.length;
      const whole = widenIn(row.comment, start, end);
      if (whole) found.push({ comment: row.id, ...whole });
    }
    if (found.length) {
      picked = found;
      show();
    }
  }
  function widenIn(comment2, start, end) {
    for (const name of comment2.names) {
      if (name.start < end && start < name.end) {
        start = Math.min(start, name.start);
        end = Math.max(end, name.end);
      }
    }
    return widen(comment2.text, start, end);
  }
  function set(stretches, { quiet = false } = {}) {
    picked = stretches;
    show();
    if (!quiet) restore();
    changed(false);
  }
  function show() {
    painter.paint(
      "eth-picked",
      picked.map(({ comment: comment2, start, end }) => rows.range(comment2, start, end))
    );
  }
  function restore() {
    const selection = native();
    if (!selection) return;
    ours = true;
    selection.removeAllRanges();
    if (picked.length === 1) selection.addRange(rows.range(picked[0].comment, picked[0].start, picked[0].end));
    setTimeout(() => {
      ours = false;
    }, 30);
  }
  function keep(repaint) {
    ours = true;
    repaint();
    show();
    setTimeout(() => {
      ours = false;
    }, 30);
  }
  function unit(comment2, kind) {
    if (kind === "comment") return widenIn(comment2, 0, comment2.text.length);
    if (!picked.length) read2();
    const spans = kind === "sentence" ? comment2.sentences : comment2.paragraphs;
    const here = picked.find((one) => one.comment === comment2.id);
    const place = here ?? (caret?.comment === comment2.id ? { start: caret.offset, end: caret.offset + 1 } : { start: 0, end: 1 });
    const inside = spans.filter((span) => span.start < place.end && place.start < span.end);
    const first = inside[0] ?? spans.find((span) => span.start >= place.start) ?? spans.at(-1);
    return first ? { start: first.start, end: (inside.at(-1) ?? first).end } : null;
  }
  function stepSentence(comment2, step) {
    const here = picked.length === 1 && picked[0].comment === comment2.id ? picked[0] : null;
    if (!here) return step > 0 ? unit(comment2, "sentence") : comment2.sentences.at(-1) ?? null;
    const { sentences } = comment2;
    return step > 0 ? sentences.find((span) => span.start >= here.end) ?? null : sentences.findLast((span) => span.end <= here.start) ?? null;
  }
  function stretch(comment2, edge, step) {
    const here = picked.length === 1 && picked[0].comment === comment2.id ? picked[0] : null;
    if (!here) return null;
    const moved = { start: here.start, end: here.end };
    moved[edge] = words(comment2.text, here[edge], step);
    const shrinking = edge === "end" === step < 0;
    const name = comment2.names.find((one) => one.start < moved[edge] && moved[edge] < one.end);
    if (shrinking && name) moved[edge] = edge === "end" ? name.start : name.end;
    return moved.start < moved.end ? widenIn(comment2, moved.start, moved.end) : null;
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
    }
  };
}
var elementOf = (node) => node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
function createPainter() {
  const highlights = globalThis.CSS?.highlights;
  const own = /* @__PURE__ */ new Map();
  function paint(name, ranges2, part = "") {
    if (!highlights) return;
    if (!highlights.has(name)) highlights.set(name, new Highlight());
    const shared = highlights.get(name);
    if (!own.has(name)) own.set(name, /* @__PURE__ */ new Map());
    for (const range of own.get(name).get(part) ?? []) shared.delete(range);
    for (const range of ranges2) shared.add(range);
    own.get(name).set(part, ranges2);
  }
  function clear(name) {
    for (const part of own.get(name)?.keys() ?? []) paint(name, [], part);
    own.delete(name);
  }
  return { paint, clear, clearAll: () => [...own.keys()].forEach(clear) };
}

// nearness.js
var FEW = 16;
var FAR = "700px 0px";
function createNearness(scroller, came) {
  const blocks = /* @__PURE__ */ new Map();
  const near = /* @__PURE__ */ new Set();
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const block = blocks.get(target);
        if (!block) continue;
        block.near = isIntersecting;
        for (const row of block.rows) set(row, isIntersecting);
      }
    },
    { root: scroller, rootMargin: FAR }
  );
  function set(row, isNear) {
    if (!isNear) return near.delete(row);
    near.add(row);
    came(row);
  }
  function join2(row, above) {
    if (above?.block) {
      row.block = above.block;
      row.block.rows.push(row);
      if (row.block.near) set(row, true);
      return;
    }
    const whole = row.comment.below < FEW;
    const element = whole ? row.item : row.article;
    const block = { rows: [row], near: false };
    if (whole) row.block = block;
    blocks.set(element, block);
    element.classList.add("block");
    element.style.containIntrinsicHeight = `auto ${Math.round(whole ? row.comment.heightBelow : row.comment.height)}px`;
    watcher.observe(element);
  }
  return {
    join: join2,
    has: (row) => near.has(row),
    rows: () => near,
    clear() {
      watcher.disconnect();
      blocks.clear();
      near.clear();
    }
  };
}

// rows.js
var AT_ONCE = 60;
var A_STEP = 120;
var DEEPEST_INDENT = 24;
var MANY_CHIPS = 12;
var STRIPE = 5;
function createRows(v, on) {
  const { scroller, store, prefix, looks } = v;
  const rows = /* @__PURE__ */ new Map();
  const stale = /* @__PURE__ */ new Set();
  const gutters = /* @__PURE__ */ new Set();
  let list = null;
  let built = 0;
  let timer = null;
  let frame = null;
  const painted = [];
  const near = createNearness(scroller, (row) => {
    if (stale.has(row.id)) paint(row);
    else if (!row.striped) gutter(row);
  });
  const resized = new ResizeObserver(() => {
    for (const row of rows.values()) row.striped = false;
    for (const row of near.rows()) gutter(row);
  });
  resized.observe(scroller);
  function show() {
    stop();
    rows.clear();
    stale.clear();
    built = 0;
    list = h("ol.thread-list");
    scroller.replaceChildren(list);
    scroller.scrollTop = 0;
    build(AT_ONCE, true);
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(goOn);
    });
  }
  function goOn() {
    if (built >= store.order.length) return;
    timer = setTimeout(() => {
      build(A_STEP, false);
      goOn();
    }, 0);
  }
  function build(n, now) {
    const stop2 = Math.min(built + n, store.order.length);
    for (; built < stop2; built += 1) {
      const comment2 = store.order[built];
      const row = createRow(comment2);
      rows.set(comment2.id, row);
      if (now && built < 25) paint(row);
      else {
        paintBody(row.body, comment2, []);
        stale.add(comment2.id);
      }
      listFor(comment2).append(row.item);
      near.join(row, comment2.parent && rows.get(comment2.parent.id));
    }
  }
  function finish() {
    clearTimeout(timer);
    build(store.order.length, false);
  }
  function listFor(comment2) {
    const parent = comment2.parent && rows.get(comment2.parent.id);
    if (!parent) return list;
    if (comment2.level > DEEPEST_INDENT) return parent.item.parentElement;
    if (!parent.replies) {
      parent.replies = h("ol.replies");
      parent.item.append(parent.replies);
    }
    return parent.replies;
  }
  function createRow(comment2) {
    const id = `${prefix}-c${comment2.index}`;
    const body = h("div.body", { dir: "auto" });
    const gutterBox = h("div.gutter", { "aria-hidden": "true" });
    const chips = h("ul.chips", { "aria-label": `Codings of this ${comment2.kind === "post" ? "post" : "comment"}` });
    const state = h("span.state");
    const head = h("h3.head", { id }, ...heading(comment2));
    const foot = h("div.foot");
    const article = h(
      "article.comment",
      {
        tabindex: "-1",
        "aria-labelledby": id,
        "data-comment": comment2.id,
        class: `comment kind-${comment2.kind}${comment2.by_post_author && comment2.kind !== "post" ? " by-post-author" : ""}`
      },
      h("header", {}, head, state),
      h("div.text", {}, body, gutterBox),
      chips,
      foot
    );
    const row = {
      id: comment2.id,
      comment: comment2,
      article,
      body,
      gutter: gutterBox,
      chips,
      state,
      foot,
      drawn: [],
      marks: [],
      lane: []
    };
    row.item = h("li.item", {}, article);
    if (comment2.children.length) {
      row.fold = h(
        "button.fold",
        { "aria-expanded": "true", onclick: () => on.collapse(comment2) },
        count(comment2.below, "answer")
      );
      foot.append(row.fold);
    }
    return row;
  }
  function heading(comment2) {
    const parent = comment2.parent;
    const said = [
      h("span.who", {}, comment2.who ? bdi(comment2.who) : "author not stated"),
      comment2.role ? h("span.role", {}, bdi(comment2.role)) : null,
      comment2.by_post_author && comment2.kind !== "post" ? h("span.badge", {}, "post author") : null,
      comment2.kind !== "comment" ? h("span.badge", {}, comment2.kind) : null,
      comment2.date ? h("span.date", {}, bdi(shortDate(comment2.date))) : null
    ];
    if (parent) {
      const whom = parent.kind === "post" ? "the post" : parent.who || "a comment without an author";
      said.push(
        h("button.link.answers", { onclick: () => on.answers(comment2) }, "answers ", bdi(whom)),
        h("span.level", {}, `level ${comment2.depth}`)
      );
      if (comment2.evidence === "inferred") said.push(h("span.badge", {}, "reply link proposed"));
      if (comment2.evidence === "repaired") said.push(h("span.badge", {}, "reply link repaired"));
    }
    return said.filter(Boolean).flatMap((one) => [one, " "]);
  }
  function paint(row) {
    stale.delete(row.id);
    const { drawn, chips } = looks.look(row.comment);
    const { lane, marks } = paintBody(row.body, row.comment, drawn);
    Object.assign(row, { drawn, marks, lane });
    row.gutter.style.width = `${(lane.length ? Math.max(...lane) + 1 : 0) * STRIPE}px`;
    paintChips(row, chips);
    paintState(row);
    gutter(row);
    for (const callback of painted) callback(row);
  }
  function paintChips(row, entries) {
    const shown2 = row.allChips ? entries : entries.slice(0, MANY_CHIPS);
    const items = shown2.map((entry) => h("li", {}, ...looks.chip(entry)));
    if (entries.length > shown2.length) {
      const more = () => {
        showAllChips(row);
        row.chips.children[MANY_CHIPS]?.querySelector("button")?.focus();
      };
      items.push(h("li", {}, h("button.link", { onclick: more }, `${entries.length - shown2.length} more`)));
    }
    row.chips.replaceChildren(...items);
    row.chips.hidden = !items.length;
  }
  function showAllChips(row) {
    if (row.allChips) return;
    row.allChips = true;
    if (row.drawn.length > MANY_CHIPS || stale.has(row.id)) paint(row);
  }
  function paintState(row) {
    const seen = !on.seen || store.isSeen(row.id);
    row.article.classList.toggle("unseen", !seen);
    if (!on.seen) return;
    if (!row.seen) {
      row.seen = h("button.seen", { onclick: () => on.seen(row.comment) });
      row.state.append(row.seen);
    }
    row.seen.setAttribute("aria-pressed", String(seen));
    row.seen.textContent = seen ? "seen" : "unseen";
  }
  function gutter(row) {
    if (!row) return;
    if (!gutters.size) requestAnimationFrame(paintGutters);
    gutters.add(row);
  }
  function paintGutters() {
    const todo = [...gutters];
    gutters.clear();
    const measured = todo.map((row) => [row, measure(row)]);
    for (const [row, bars] of measured) {
      row.striped = true;
      row.gutter.replaceChildren(
        ...bars.map(({ top, height, lane, entry }) => {
          const bar = h(`span.stripe.${entry.kind}`, { title: entry.title, "data-key": entry.key });
          bar.style.cssText = `top:${top}px;height:${height}px;left:${lane * STRIPE}px`;
          bar.style.setProperty("--c", entry.color);
          return bar;
        })
      );
    }
  }
  function measure(row) {
    if (!row.article.isConnected || !near.has(row)) return [];
    const origin = row.gutter.getBoundingClientRect().top;
    const bars = [];
    row.drawn.forEach((entry, index) => {
      const marks = row.marks[index];
      if (!marks.length) return;
      const first = marks[0].getClientRects()[0];
      const rects = marks[marks.length - 1].getClientRects();
      const last = rects[rects.length - 1];
      if (first && last)
        bars.push({ top: first.top - origin, height: last.bottom - first.top, lane: row.lane[index], entry });
    });
    return bars;
  }
  function change(ids) {
    for (const id of ids) {
      const row = rows.get(id);
      if (!row) continue;
      if (near.has(row) || row.article.contains(row.article.getRootNode().activeElement)) paint(row);
      else {
        stale.add(id);
        paintState(row);
      }
    }
  }
  function redraw() {
    for (const row of rows.values()) {
      if (near.has(row)) paint(row);
      else stale.add(row.id);
    }
  }
  function paintAll() {
    finish();
    for (const id of [...stale]) paint(rows.get(id));
  }
  addEventListener("beforeprint", paintAll);
  function rowOf(id) {
    if (!rows.has(id) && store.comments.has(id)) finish();
    return rows.get(id);
  }
  function place({ comment: comment2, start, end }) {
    const range = rangeOf(rowOf(comment2).body, start, end);
    const found = range.getBoundingClientRect();
    const name = range.startContainer.parentElement?.closest(".name");
    return !found.width && !found.height && name ? name.getBoundingClientRect() : found;
  }
  function reveal(row, block = "nearest") {
    for (let at = row.item.parentElement?.closest("li.item"); at; at = at.parentElement?.closest("li.item")) {
      const above = rows.get(at.firstElementChild.dataset.comment);
      if (at.classList.contains("collapsed")) on.collapse(above.comment, false);
    }
    if (stale.has(row.id)) paint(row);
    row.article.scrollIntoView({ block });
    requestAnimationFrame(() => row.article.isConnected && row.article.scrollIntoView({ block }));
  }
  function collapse(comment2, collapsed) {
    const row = rowOf(comment2.id);
    if (!row?.fold) return;
    const now = collapsed ?? !row.item.classList.contains("collapsed");
    row.item.classList.toggle("collapsed", now);
    row.fold.setAttribute("aria-expanded", String(!now));
  }
  function stop() {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    near.clear();
  }
  return {
    show,
    change,
    redraw,
    rowOf,
    reveal,
    collapse,
    range: (id, start, end) => rangeOf(rowOf(id).body, start, end),
    place,
    showAllChips,
    onPaint: (callback) => painted.push(callback),
    rowAt: (node) => rows.get(node?.closest?.("article.comment")?.dataset.comment),
    all: () => rows.values(),
    destroy() {
      removeEventListener("beforeprint", paintAll);
      stop();
      resized.disconnect();
    }
  };
}

// cards.js
function createCards(v, memos) {
  const { store, readOnly, looks } = v;
  const reasons = /* @__PURE__ */ new Map();
  const swatch = (code) => h("span.swatch", { "--c": looks.colorOf(code), "aria-hidden": "true" });
  const button = (name, act, key) => h("button", { onclick: act, "data-focus": `${name} ${key}` }, name);
  const head = (code, ...said) => h("p.card-head", {}, swatch(code), h("strong", {}, bdi(looks.codeName(code))), ...said);
  const quote = (spot) => h("p.quote", {}, "“", bdi(looks.masked(spot)), "”");
  function drawComment() {
    const comment2 = v.at;
    if (!comment2) return [h("p.lead", {}, "Go to a comment to see its codings and memos.")];
    const codings = store.live(comment2.id).coded.filter(looks.shownCoder);
    const who = comment2.who ? bdi(comment2.who) : "author not stated";
    const waiting = readOnly || !v.suggesting ? [] : store.pendingSuggestions(comment2.id);
    const proposals = readOnly ? [] : store.proposals.filter((one) => one.comment === comment2.id);
    return [
      h("p.lead", {}, h("strong", {}, who), comment2.date ? ` · ${shortDate(comment2.date)}` : ""),
      readOnly ? null : h(
        "div.buttons",
        {},
        button("Memo on this comment", () => v.deciding.write("comment", comment2.id), comment2.id),
        button("Copy link", copyLink, comment2.id)
      ),
      ...memos.about("comment", comment2.id),
      ...memos.form("comment", comment2.id),
      ...readOnly ? [] : memos.begun(),
      ...codings.map(codingCard),
      codings.length ? null : h("p.lead", {}, "Nothing is coded here."),
      ...waiting.map(suggestionCard),
      ...proposals.map(proposalCard)
    ];
  }
  function codingCard(coding) {
    const code = store.codes.get(coding.code);
    const active = coding.id === v.active;
    const own = store.mine(coding) && !readOnly;
    const spoilt = `The coding says “${coding.quote}”, the text something else: remove it and code the words anew.`;
    return h(
      `div.card${active ? ".active" : ""}`,
      { "--c": looks.colorOf(coding.code) },
      head(coding.code, ` ${coding.coder}, ${shortDate(coding.at)}`),
      quote(coding),
      coding.wrong ? h("p.wrong", {}, spoilt) : null,
      coding.rule ? h("p.small", {}, `accepted from rule ${coding.rule}`) : null,
      store.unsaved.has(coding.id) ? h("p.wrong", {}, "not saved yet") : null,
      active && code ? h("details", {}, h("summary", {}, "What the code means"), ...codeFacts(code)) : null,
      ...memos.about("coding", coding.id),
      ...memos.form("coding", coding.id),
      own ? h(
        "div.buttons",
        {},
        button("Memo", () => v.deciding.write("coding", coding.id), coding.id),
        button("Change words", () => v.coding.move(coding), coding.id),
        button("Remove", () => v.coding.remove(coding), coding.id)
      ) : null
    );
  }
  function suggestionCard(one) {
    const here = v.going.focused()?.dataset?.key === suggestionKey(one);
    return h(
      `div.card.suggested${here ? ".active" : ""}`,
      { "--c": looks.colorOf(one.code) },
      head(one.code, " suggested"),
      quote(one),
      h("p.small", {}, `rule ${one.rule}: `, bdi(one.words)),
      h(
        "div.buttons",
        {},
        button("Accept", () => v.deciding.accept([one]), suggestionKey(one)),
        button("Reject", () => v.deciding.reject([one]), suggestionKey(one)),
        button("Accept all of this rule", () => v.deciding.accept(v.deciding.ofRule(one)), suggestionKey(one)),
        button("Reject all of this rule", () => v.deciding.reject(v.deciding.ofRule(one)), suggestionKey(one))
      )
    );
  }
  function proposalCard(one) {
    const what = one.about === "author" ? "Written by " : "Answers ";
    return h(
      "div.card.suggested",
      {},
      h("p.card-head", {}, what, h("strong", {}, bdi(one.shown)), `? ${one.confidence} proposal`),
      h("p.small", {}, bdi(one.evidence)),
      h(
        "div.buttons",
        {},
        button("Accept", () => v.deciding.decide(one, true), one.proposal),
        button("Decline", () => v.deciding.decide(one, false), one.proposal)
      )
    );
  }
  function copyLink() {
    navigator.clipboard?.writeText(v.deciding.link("comment")).then(() => v.say("Link copied; paste it into a memo."));
  }
  function drawDifferences() {
    const open = store.differences.filter((one) => !store.decision(one)).length;
    const judge = store.coder === store.info.consensus;
    const lead = judge ? "Decide on each, and say why. Your decisions are codings of the consensus coder." : `Where coders who have both seen a comment differ. To decide, open the screen as coder “${store.info.consensus}”.`;
    return [
      h("p.lead", {}, `${count(open, "open difference")} of ${store.differences.length}. ${lead}`),
      ...store.differences.map((one) => differenceCard(one, judge))
    ];
  }
  function differenceCard(one, judge) {
    const decided = store.decision(one);
    const applied = (coding) => coding.code === one.code && one.coded_by.includes(coding.coder);
    const codings = store.live(one.comment).coded.filter(applied);
    const who = store.comments.get(one.comment)?.who;
    const go = () => v.going.follow(`comment:${one.comment}`);
    const side = (coder, ...said) => h("div.side-by", {}, h("b", {}, coder), ...said);
    return h(
      `div.card${decided ? ".done" : ""}`,
      { "--c": looks.colorOf(one.code) },
      head(
        one.code,
        " in ",
        h("button.link", { onclick: go }, who ? bdi(who) : "a comment"),
        decided ? ` · decided: ${decided}` : ""
      ),
      h(
        "div.sides",
        {},
        ...codings.map((coding) => side(coding.coder, quote(coding), ...memos.about("coding", coding.id))),
        ...one.not_by.map((coder) => side(coder, h("p.quote", {}, "seen, not coded so")))
      ),
      ...judge && !decided ? choices(one, codings) : []
    );
  }
  function choices(one, codings) {
    const key = `${one.comment} ${one.code}`;
    const reason = h("textarea", {
      ...{ rows: "2", "aria-label": "Why", placeholder: "Why …" },
      onkeydown: (event) => event.stopPropagation(),
      oninput: () => reasons.set(key, reason.value)
    });
    reason.value = reasons.get(key) ?? "";
    const decide = (chosen, coded) => () => {
      if (!reason.value.trim()) return reason.focus();
      reasons.delete(key);
      reason.blur();
      v.deciding.decideDifference(one, chosen, coded, reason.value);
    };
    const by = (coder) => codings.filter((coding) => coding.coder === coder);
    return [
      reason,
      h(
        "div.buttons",
        {},
        ...one.coded_by.map((coder) => button(`${coder}’s`, decide(by(coder), true), key)),
        one.coded_by.length > 1 ? button("All of them", decide(codings, true), key) : null,
        button("Not coded", decide(codings, false), key),
        button("Memo on the code", () => v.deciding.write("code", one.code), key)
      )
    ];
  }
  return { swatch, drawComment, drawDifferences };
}

// memos.js
function createMemos(v, side) {
  const { store, readOnly, looks } = v;
  let writing = null;
  const drafts = /* @__PURE__ */ new Map();
  const keyOf = ({ about: about2, subject, replaces }) => `${about2} ${subject} ${replaces ?? ""}`;
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
          store.unsaved.has(memo.id) ? " · not saved yet" : ""
        ),
        h("div.memo-text", {}, ...memo.markup ? markup(memo.markup, v.going.follow) : [memo.text]),
        own ? h(
          "div.buttons",
          {},
          h("button.link", { onclick: edit }, "Edit"),
          h("button.link", { onclick: () => v.deciding.removeMemo(memo) }, "Remove")
        ) : null
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
  function byDay() {
    const days = /* @__PURE__ */ new Map();
    const when = (memo) => memo.written ?? memo.at;
    for (const memo of store.memos().sort((a, b) => when(a) < when(b) ? 1 : -1)) {
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
      h("button", { onclick: () => v.deciding.write("thread", store.thread.id) }, "Memo on this thread")
    )
  ];
  function begun() {
    const others = [...drafts.values()].filter((one) => one.text.trim() && (!writing || keyOf(one) !== keyOf(writing)));
    return others.map(
      (one) => h("p.lead", {}, `Begun: ${one.label}. `, h("button.link", { onclick: () => write(one) }, "Go on writing"))
    );
  }
  function subjectOf({ about: kind, subject }) {
    if (kind === "study") return "the study (field note)";
    if (kind === "code") return ["code ", bdi(looks.codeName(subject))];
    const coding = kind === "coding" && store.events.get(subject);
    const what = {
      thread: "a thread",
      comment: "a comment",
      coding: coding ? `a coding (${looks.codeName(coding.code)})` : "a coding"
    };
    return h("button.link", { onclick: () => v.going.follow(`${kind}:${subject}`) }, what[kind]);
  }
  const formOf = (kind) => writing?.about === kind ? form(kind, writing.subject) : [];
  function form(kind, subject) {
    if (writing?.about !== kind || writing.subject !== subject) return [];
    const draft = drafts.get(keyOf(writing));
    const text = h("textarea", {
      ...{ rows: "5", "aria-label": writing.label, onkeydown: onKey },
      oninput: () => {
        draft.text = text.value;
      }
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
      const words2 = text.value;
      close(text, true);
      v.deciding.saveMemo(done, words2);
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
          button("Cancel", () => leave(true))
        )
      )
    ];
  }
  function close(text, forGood) {
    text.blur();
    if (forGood || !text.value.trim()) drafts.delete(keyOf(writing));
    writing = null;
    side.draw();
  }
  function write(subject, text = "") {
    writing = subject;
    if (!drafts.has(keyOf(subject))) drafts.set(keyOf(subject), { ...subject, text });
    const comment2 = { comment: subject.subject, coding: store.commentOf(subject.subject) }[subject.about];
    if (comment2 && v.at?.id !== comment2 && store.comments.has(comment2)) v.going.go(store.comments.get(comment2));
    side.show(comment2 ? "comment" : "memos");
    const field = v.root.querySelector(".writing textarea");
    field?.scrollIntoView({ block: "nearest" });
    field?.focus();
  }
  return { list, about, begun, draw, form, write };
}

// side.js
function createSide(v) {
  const { store, prefix, readOnly } = v;
  const strip = h("div.tabs", { role: "tablist", "aria-label": "Beside the thread", onkeydown: onTabKey });
  const panel = h("div.panel", { role: "tabpanel", id: `${prefix}-panel`, tabindex: "0" });
  const element = h("aside.side", { "aria-label": "Beside the thread" }, strip, panel);
  const memos = createMemos(v, { show, draw });
  const cards = createCards(v, memos);
  const tabs = [
    ["comment", "Comment", cards.drawComment],
    ["codes", "Codes", drawCodes],
    ["memos", "Memos", memos.draw],
    ["threads", "Threads", drawThreads],
    ["differences", "Differences", cards.drawDifferences]
  ];
  let current = "codes";
  let waiting = false;
  let shownNow = "";
  let codeNumbers = null;
  const shownTabs = () => tabs.filter(([id]) => (id !== "differences" || store.differences.length) && (id !== "threads" || !readOnly));
  function draw() {
    waiting = false;
    if (!store.thread) return;
    const focused = element.getRootNode().activeElement;
    if (focused?.tagName === "TEXTAREA" && panel.contains(focused)) return;
    const inside = element.contains(focused) && focused !== panel;
    const key = focused?.dataset?.focus;
    if (!shownTabs().some(([id]) => id === current)) current = "codes";
    const drawnTabs = shownTabs().map(([id, name]) => `${id} ${name}${openCount(id)}`);
    const what = [current, ...drawnTabs].join("|");
    if (what !== shownNow) strip.replaceChildren(...shownTabs().map(tab));
    panel.setAttribute("aria-labelledby", `${prefix}-tab-${current}`);
    const [, , contents] = tabs.find(([id]) => id === current);
    if (!(current === "codes" && updateCodes())) panel.replaceChildren(...contents().filter(Boolean));
    if (!shownNow.startsWith(`${current}|`)) panel.scrollTop = 0;
    shownNow = what;
    if (!inside) return;
    const again = [...element.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === key);
    (again ?? panel).focus({ preventScroll: true });
  }
  const openCount = (id) => id === "differences" ? ` ${store.differences.filter((one) => !store.decision(one)).length}` : "";
  function tab([id, name]) {
    const attributes = {
      ...{ role: "tab", id: `${prefix}-tab-${id}`, "aria-selected": String(id === current), "aria-controls": panel.id },
      ...{ tabindex: id === current ? "0" : "-1", onclick: () => show(id), "data-focus": `tab ${id}` }
    };
    return h("button.tab", attributes, name + openCount(id));
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
    const ids = shownTabs().map(([id]) => id);
    show(ids[(ids.indexOf(current) + step + ids.length) % ids.length]);
    strip.querySelector("[aria-selected=true]").focus();
    event.preventDefault();
    event.stopPropagation();
  }
  function drawCodes() {
    const { here, all } = store.counts();
    const digits = Object.fromEntries(Object.entries(store.pinned()).map(([key, code]) => [code, key]));
    const listed = (code) => code.status !== "merged" && (code.status !== "retired" || all[code.id]);
    const lead = readOnly ? "Codings in this thread. Press a code to see only the comments that carry it." : "Yours in this thread / in all. With words selected, press a code to apply it; without, to see only what carries it.";
    codeNumbers = { from: drawnFrom(), cells: /* @__PURE__ */ new Map() };
    const rows = store.codebook.codes.filter(listed).map((code) => {
      const looksOf = `code-row${code.codable ? "" : " group"}${v.filter.code === code.id ? " on" : ""}`;
      return h(
        "li",
        { class: looksOf, "--depth": String(code.depth) },
        h(
          "button.code",
          {
            onclick: () => pressCode(code),
            "data-focus": `code ${code.id}`,
            title: [code.brief, code.definition].filter(Boolean).join("\n\n")
          },
          cards.swatch(code.id),
          h("span.code-name", {}, bdi(code.name)),
          code.status !== "active" ? h("span.path", {}, code.status) : null,
          digits[code.id] ? h("kbd", {}, digits[code.id]) : null,
          numberCell(code, here, all)
        ),
        readOnly ? null : memoButton(code)
      );
    });
    return [h("p.lead", {}, lead), h("ul.code-tree", {}, ...rows)];
  }
  const numberOf = (code, here, all) => {
    if (!code.codable && !here[code.id]) return "";
    return readOnly ? `${here[code.id] ?? 0}` : `${here[code.id] ?? 0} / ${all[code.id] ?? 0}`;
  };
  function numberCell(code, here, all) {
    const cell = h("span.n", {}, numberOf(code, here, all));
    codeNumbers.cells.set(code, cell);
    return cell;
  }
  const drawnFrom = () => JSON.stringify([v.filter.code, store.pinned(), store.codebook.codes.map(({ id }) => store.hasMemo(id))]);
  function updateCodes() {
    const same = panel.querySelector(".code-tree") && codeNumbers?.cells.has(store.codebook.codes[0]) && codeNumbers.from === drawnFrom();
    if (!same) return false;
    const { here, all } = store.counts();
    for (const [code, cell] of codeNumbers.cells) {
      const number = numberOf(code, here, all);
      if (cell.textContent !== number) cell.textContent = number;
    }
    return true;
  }
  function memoButton(code) {
    const has = store.hasMemo(code.id);
    const label = `Memo on the code ${code.name}${has ? " (it has one)" : ""}`;
    const press = () => v.deciding.write("code", code.id);
    return h(`button.small-button${has ? ".has" : ""}`, { onclick: press, "aria-label": label, title: label }, "✎");
  }
  function pressCode(code) {
    if (!readOnly && code.codable && v.picking.get().length) v.coding.apply(code.id, true);
    else v.finding.setFilter({ code: v.filter.code === code.id ? "" : code.id });
  }
  function drawThreads() {
    const row = (thread) => {
      const current2 = thread.id === store.thread.id;
      const { comments, seen, coded } = current2 ? store.progress() : thread;
      const differ = thread.differences ? `, ${count(thread.differences, "open difference")}` : "";
      return h(
        "li",
        {},
        h(
          "button.thread-row",
          {
            "aria-current": current2 ? "true" : null,
            "data-focus": `thread ${thread.id}`,
            onclick: () => v.session.open(thread.id)
          },
          h("span.thread-title", {}, bdi(thread.title)),
          h("progress", { max: String(comments || 1), value: String(seen), "aria-hidden": "true" }),
          h("span.small", {}, `${seen} of ${comments} seen, ${coded} coded${differ}`, v.finding.inThread(thread.id))
        )
      );
    };
    return [h("ul.threads", {}, ...store.threads.map(row))];
  }
  return { element, draw, refresh, show, write: memos.write };
}

// theme.js
function followTheme(root) {
  const listeners = [];
  let dark = null;
  const media = matchMedia("(prefers-color-scheme: dark)");
  function measure() {
    const now = isDark(root.parentElement);
    if (now === dark) return;
    dark = now;
    root.dataset.theme = dark ? "dark" : "light";
    for (const listener of listeners) listener();
  }
  const watch = new MutationObserver(measure);
  for (const node of [document.documentElement, document.body]) {
    watch.observe(node, {
      attributes: true,
      attributeFilter: ["class", "style", "data-jp-theme-light", "data-theme", "data-vscode-theme-kind"]
    });
  }
  media.addEventListener("change", measure);
  const later = setTimeout(measure, 400);
  measure();
  return {
    dark: () => dark,
    onChange: (listener) => listeners.push(listener),
    destroy() {
      clearTimeout(later);
      watch.disconnect();
      media.removeEventListener("change", measure);
    }
  };
}
function isDark(element) {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    const [red, green, blue, alpha] = pixel(getComputedStyle(at).backgroundColor);
    if (alpha > 127) return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches;
}
var canvas = null;
function pixel(color) {
  canvas ??= Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", {
    willReadFrequently: true
  });
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return canvas.getImageData(0, 0, 1, 1).data;
}

// view.js
var NARROW = 760;
var TOAST = 4e3;
var views = 0;
function createView(el, session, { readOnly = false } = {}) {
  views += 1;
  const { store } = session;
  const v = { session, store, readOnly, prefix: `eth${views}-${Math.random().toString(36).slice(2, 6)}` };
  Object.assign(v, {
    at: null,
    active: null,
    moving: null,
    suggesting: true,
    filter: { code: "", coder: "", author: "" }
  });
  const live = h("div.live", { "aria-live": "polite", "aria-atomic": "true" });
  const toast = h("div.toast", { "aria-hidden": "true", hidden: true });
  let toastTimer = null;
  v.say = (text, { quiet = false } = {}) => {
    toast.hidden = quiet || !text;
    toast.textContent = text;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => {
      toast.hidden = true;
    }, TOAST);
    live.textContent = "";
    requestAnimationFrame(() => {
      live.textContent = text;
    });
  };
  v.recentCodes = () => v.coding.recentCodes();
  v.painter = createPainter();
  v.scroller = h("div.scroller", { role: "group", "aria-label": "Thread", tabindex: "0" });
  v.pickBar = h("div.pick-bar", { role: "toolbar", "aria-label": "Selection", hidden: true });
  v.looks = createLooks(v);
  v.rows = createRows(v, {
    answers: (comment2) => v.going.toParent(comment2),
    collapse: (comment2, to) => v.rows.collapse(comment2, to),
    seen: readOnly ? null : (comment2) => v.deciding.toggleSeen(comment2)
  });
  v.picking = createPicking({ ...v, changed: onPicked });
  v.going = createGoing(v);
  v.coding = createCoding(v);
  v.deciding = createDeciding(v);
  v.finding = createFinding(v);
  v.side = createSide(v);
  const commands = collectCommands();
  v.has = (command) => command in commands;
  v.frame = createFrame(v);
  Object.assign(commands, v.frame.commands);
  const main = h("div.main", {}, v.scroller, v.side.element);
  const attributes = { "aria-label": "Coding screen", "data-lm-suppress-shortcuts": "true" };
  v.root = h(
    "section.ethnography",
    attributes,
    v.frame.bar,
    v.frame.banner,
    v.finding.filters,
    main,
    v.pickBar,
    toast,
    live
  );
  if (!readOnly) {
    v.palette = createPalette(v, {
      ...{ recent: v.recentCodes, choose: v.coding.apply, pin: v.coding.pin, closed: () => v.going.focusHere() },
      create: async (code) => (await session.newCode(code)).made
    });
  }
  el.append(v.root);
  const theme = followTheme(v.root);
  theme.onChange(colors);
  v.rows.onPaint((row) => v.finding.repaintRow(row));
  const narrow = new ResizeObserver(() => v.root.classList.toggle("narrow", v.root.clientWidth < NARROW));
  narrow.observe(v.root);
  listen();
  function collectCommands() {
    const { nextUncoded, nextDifference, ...reading } = v.going.commands;
    const letGo = () => {
      v.moving = null;
      v.picking.clear();
      v.going.focusHere();
    };
    if (readOnly) return { ...reading, escape: letGo, help: null };
    return {
      ...reading,
      nextUncoded,
      nextDifference,
      ...v.coding.commands,
      ...v.deciding.commands,
      ...v.finding.commands,
      escape: letGo,
      help: null
    };
  }
  function listen() {
    v.root.addEventListener("focusin", v.going.onFocus, true);
    v.root.addEventListener("keydown", onKey);
    for (const kind of ["keyup", "keypress"]) v.root.addEventListener(kind, (event) => event.stopPropagation());
    v.root.addEventListener("copy", onCopy);
    v.scroller.addEventListener("click", v.going.onClick);
    v.scroller.addEventListener("pointerover", v.going.onPoint);
    v.scroller.addEventListener("focusout", () => v.painter.paint("eth-active", []));
    for (const kind of ["focus", "online"]) addEventListener(kind, wake);
    document.addEventListener("visibilitychange", wake);
    document.addEventListener("pointerdown", leave, true);
    v.picking.listen();
  }
  function leave(event) {
    if (!event.composedPath().includes(v.root) && v.root.contains(v.going.focused())) v.going.focused().blur();
  }
  function wake() {
    if (document.visibilityState === "visible") session.wake();
  }
  function onKey(event) {
    event.stopPropagation();
    if (isCommand(event) && latin(event).toLowerCase() === "s") {
      event.preventDefault();
      const { pending } = session.status();
      return v.say(pending ? `${count(pending, "action is", "actions are")} not saved yet.` : "All codings are saved.");
    }
    const target = event.composedPath()[0];
    if (!store.thread || isComposing(event) || v.palette?.contains(target) || v.side.element.contains(target)) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
    if (event.key === "Enter" && target.tagName === "BUTTON") return;
    const command = commandOf(event);
    if (!command || !commands[command] || target.closest("dialog")) return;
    event.preventDefault();
    if (event.repeat && !REPEATABLE.has(command)) return;
    commands[command](event);
  }
  function onCopy(event) {
    const picked = v.picking.get();
    if (!picked.length || !v.scroller.contains(v.going.focused())) return;
    event.clipboardData.setData("text/plain", picked.map(v.looks.masked).join("\n\n"));
    event.preventDefault();
  }
  function onPicked(byHand) {
    const [first] = v.picking.get();
    if (first && v.at?.id !== first.comment) v.going.markHere(store.comments.get(first.comment));
    if (!readOnly) v.coding.drawPickBar(byHand);
  }
  function colors() {
    if (!store.codebook) return;
    v.root.style.setProperty("--knone", "var(--soft)");
    store.codebook.codes.forEach((code, number) => {
      code.number = number;
      v.root.style.setProperty(
        `--k${number}`,
        theme.dark() ? `color-mix(in srgb, ${code.color} 62%, #fff)` : code.color
      );
    });
  }
  let shown2 = null;
  function whatIsKept() {
    const folded = [...v.rows.all()].filter((row) => row.item.classList.contains("collapsed")).map((row) => row.id);
    const focus = v.root.contains(v.going.focused()) ? v.going.focused() : null;
    return {
      at: v.at?.id,
      picked: v.picking.get(),
      folded,
      focus,
      key: focus?.dataset?.key,
      top: v.scroller.scrollTop
    };
  }
  function bringBack({ at, picked, folded, focus, key, top }) {
    for (const id of folded) if (store.comments.has(id)) v.rows.collapse(store.comments.get(id), true);
    const here = store.comments.get(at) ?? store.order[0];
    if (!here) return;
    v.going.markHere(here);
    const row = v.rows.rowOf(here.id);
    v.scroller.scrollTop = top;
    v.rows.reveal(row);
    if (picked.length) v.picking.set(picked, { quiet: true });
    if (focus && !focus.isConnected) (key && v.going.chipOf(row, key) || row.article).focus({ preventScroll: true });
  }
  const view = {
    welcomed() {
      colors();
      for (const [index, text] of (store.info.warnings ?? []).entries()) {
        v.frame.show(`warning ${index}`, text, [["Close", () => v.frame.hide(`warning ${index}`)]]);
      }
      v.frame.offerOrphans();
    },
    opening: () => v.say("Opening …"),
    opened(to) {
      const kept = store.thread.id === shown2 ? whatIsKept() : null;
      shown2 = store.thread.id;
      colors();
      if (!kept) v.palette?.close();
      Object.assign(v, { at: null, active: null, moving: null });
      v.picking.set([], { quiet: true });
      v.rows.show();
      v.finding.opened();
      v.frame.draw();
      for (const line2 of ["silence", "problem"]) v.frame.hide(line2);
      if (kept) bringBack(kept);
      else if (store.order[0]) v.going.markHere(store.order[0]);
      v.side.draw();
      if (to) v.going.follow(to);
    },
    changed(touched, { codebook = false } = {}) {
      if (codebook) {
        colors();
        v.palette?.refresh();
      }
      const focused = v.going.focused();
      const key = focused?.dataset?.key;
      const row = key && v.rows.rowAt(focused);
      v.picking.keep(() => v.rows.change(touched));
      if (row && !focused.isConnected) (v.going.chipOf(row, key) ?? row.article).focus({ preventScroll: true });
      v.frame.draw();
      v.side.refresh();
    },
    saving: (status) => v.frame.drawSaving(status),
    refused: (why) => v.say(`Not saved: ${why}`),
    problem: (why) => v.frame.show("problem", why, [["Try again", () => session.hello()]]),
    silence(kernel) {
      const why = kernel === "busy" ? "It is busy with another cell; this opens when that is done." : "If it was restarted, run this cell again; if a cell is running, this opens when it is done.";
      v.frame.show("silence", `The kernel does not answer. ${why}`, [["Try again", () => session.hello()]]);
    },
    destroy() {
      session.removeView(view);
      for (const kind of ["focus", "online"]) removeEventListener(kind, wake);
      document.removeEventListener("visibilitychange", wake);
      document.removeEventListener("pointerdown", leave, true);
      for (const room of [v.picking, v.rows, theme]) room.destroy();
      v.painter.clearAll();
      narrow.disconnect();
      v.root.remove();
    }
  };
  session.addView(view);
  return view;
}

// main.js
function widget() {
  let session = null;
  function connect(model) {
    if (session) return;
    const kernel = () => model.widget_manager?.kernel?.status ?? "";
    session = createSession({ send: (message) => model.send(message), kernel }, storage());
    model.on("msg:custom", (message) => session.receive(JSON.parse(message.json)));
  }
  return {
    initialize({ model }) {
      connect(model);
    },
    render({ model, el }) {
      connect(model);
      const view = createView(el, session);
      if (session.store.thread) {
        view.welcomed();
        view.opened();
        view.saving(session.status());
        session.wake();
      } else session.hello();
      return () => view.destroy();
    }
  };
}
function storage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
function openEthnographyPage() {
  const data = JSON.parse(document.getElementById("ethnography-data").textContent);
  const session = createSession({ send: () => {
  } }, null);
  const { store } = session;
  const nothing = { suggestions: [], proposals: [], differences: [], threads: [], elsewhere: {}, revision: 0 };
  store.welcome({ ...data, coder: "", blind: false, consensus: "", pinned: {}, history: [] });
  const view = createView(document.getElementById("ethnography-page"), session, { readOnly: true });
  store.openThread({ ...data, ...nothing });
  view.opened();
}
var main_default = widget;
export {
  main_default as default,
  openEthnographyPage
};
