// The queue of actions Python has not acknowledged: nothing a researcher did is forgotten before it is in the database.

/**
 * @typedef {{id: string, actions: object[], at?: number | string}} Batch
 * @typedef {{pending: number, oldest: number, slow: boolean, persisted: boolean, refused: {id: string, why: string}[]}} Status
 *   pending: refused ones among them; oldest: ms that the oldest has waited for an answer
 * @typedef {{storageKey: string, batches: Batch[]}} Orphan
 */

/**
 * @param {object} options
 * @param {(message: object) => void} options.send
 * @param {Storage | null} options.storage
 * @param {string} options.key
 * @param {() => number} [options.now]
 * @param {(callback: () => void, ms: number) => any} [options.setTimer]
 * @param {(timer: any) => void} [options.clearTimer]
 * @param {number} [options.slowAfter] ms
 * @param {(status: Status) => void} [options.onChange] called at each change, and when waiting becomes slow
 */
export function createOutbox({
  send,
  storage,
  key,
  now = Date.now,
  setTimer = setTimeout,
  clearTimer = clearTimeout,
  slowAfter = 5000,
  onChange = () => {},
}) {
  // Not a secret, and crypto.randomUUID is missing where Jupyter is served by plain http.
  const ownKey = `${key}:${now().toString(36)}${Math.random().toString(36).slice(2)}`;
  /** @type {Map<string, {batch: Batch, since: number, refused: string | null}>} in order of sending */
  const waiting = new Map();
  let persisted = storage != null;
  let timer = null;

  const batches = () => Array.from(waiting.values(), ({ batch }) => batch);

  function persist() {
    try {
      if (waiting.size) storage.setItem(ownKey, JSON.stringify(batches()));
      else storage.removeItem(ownKey);
      persisted = true;
    } catch {
      persisted = false; // no storage, full or forbidden: carry on in memory, and say so
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

  /** @returns {Status} */
  function status() {
    const entries = [...waiting.values()];
    const first = entries.find((entry) => entry.refused === null);
    const oldest = first ? now() - first.since : 0;
    const refused = entries
      .filter((entry) => entry.refused !== null)
      .map(({ batch, refused: why }) => ({ id: batch.id, why }));
    return { pending: entries.length, oldest, slow: oldest > slowAfter, persisted, refused };
  }

  function changed() {
    watch();
    onChange(status());
  }

  /** Wake up when the oldest batch becomes slow; a timer may fire early, so it looks again. */
  function watch() {
    clearTimer(timer);
    timer = null;
    const { pending, refused, oldest, slow } = status();
    if (pending === refused.length || slow) return;
    timer = setTimer(() => (status().slow ? changed() : watch()), slowAfter - oldest + 1);
  }

  /** Python refused it: it stays, with the reason, until somebody tries again or throws it away. */
  function nak(id, why) {
    const entry = waiting.get(id);
    if (!entry) return null;
    entry.refused = why;
    changed();
    return entry.batch;
  }

  /** Everything that waits goes again, the refused ones too, with the same ids. */
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
    persist(); // before sending: a page that dies now still has it
    changed();
    transmit(batch);
  }

  function adopt(storageKey) {
    const found = storageKey === ownKey ? [] : read(storage, storageKey);
    const added = found.filter(remember);
    if (added.length) persist();
    // Without a copy of our own the old one is worth keeping: Python knows a batch by its id.
    if (persisted && found.length) discard(storageKey);
    if (added.length) changed();
    added.forEach(transmit);
    return added.length;
  }

  function discard(storageKey) {
    try {
      storage.removeItem(storageKey);
    } catch {
      // no storage, nothing to remove
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
    orphans: () =>
      sessionKeys(storage, key)
        .filter((storageKey) => storageKey !== ownKey)
        .map((storageKey) => ({ storageKey, batches: read(storage, storageKey) }))
        .filter((orphan) => orphan.batches.length),
    /** Take over another session's batches; returns how many were new. @type {(storageKey: string) => number} */
    adopt,
    /** Throw another session's batches away. @type {(storageKey: string) => void} */
    discard,
  };
}

/** Keys of all sessions of `key`; a session has no colon, so "a" does not claim what belongs to "a:b". */
function sessionKeys(storage, key) {
  try {
    const all = Array.from({ length: storage.length }, (_, i) => storage.key(i));
    return all.filter((name) => name?.startsWith(`${key}:`) && !name.includes(":", key.length + 1)).sort();
  } catch {
    return [];
  }
}

function read(storage, storageKey) {
  try {
    const found = JSON.parse(storage.getItem(storageKey));
    return found.filter((batch) => typeof batch?.id === "string" && Array.isArray(batch.actions));
  } catch {
    return []; // not ours, or broken
  }
}
