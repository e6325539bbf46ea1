// One widget's conversation with Python, shared by all its views: what is asked, answered, saved, and not saved.

import { createOutbox } from "./outbox.js";
import { createStore } from "./store.js";

const LOOK_EVERY = 8000; // ms; what another program wrote is seen at the latest then
const NO_ANSWER = 5000;
const NOTHING_WAITS = { pending: 0, oldest: 0, slow: false, persisted: true, refused: [] };

/**
 * @param {{send: (message: object) => void, kernel?: () => string}} line to Python
 * @param {Storage | null} storage
 */
export function createSession({ send: transmit, kernel = () => "" }, storage) {
  const store = createStore();
  const views = new Set();
  const asked = new Map(); // questions not yet answered, by key: {resolve, reject, since, writes}
  let outbox = null;
  let helloTimer = null;
  let lookTimer = null;
  let looking = 0;
  let lookAgain = false; // a state came while something was under way, and was not taken

  /** Where the kernel is gone, sending throws in some front ends and is silent in others: what counts is the answer. */
  function send(message) {
    try {
      transmit(message);
    } catch {
      // no answer will come, and that is said where one is waited for
    }
  }

  const tell = (name, ...details) => {
    for (const view of views) view[name]?.(...details);
  };

  // connecting

  function hello(thread) {
    send({ type: "hello", thread: thread ?? store.thread?.id ?? null });
    clearTimeout(helloTimer);
    helloTimer = setTimeout(() => tell("silence", kernel()), NO_ANSWER);
  }

  /** Show a thread, or what a link of a memo leads to ("comment:ID", "coding:ID"). */
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
        outbox = createOutbox({ send, storage, key, onChange: () => tell("saving", status()) });
      } else {
        outbox.resend(); // Python answers again: what it may have missed goes once more, with the same ids
      }
      tell("welcomed");
    },
    thread(message) {
      store.openThread(message);
      for (const batch of outbox.batches()) store.adopt(batch); // what is not saved is shown too
      lookAgain = underWay();
      looking = 0;
      tell("opened", message.to);
      tell("saving", status());
      scheduleLook();
    },
    state(message) {
      looking = 0;
      if (message.thread !== store.thread?.id) return;
      // made before what is under way was written: taken now, it would contradict what the coder has just done
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
      // an author or a reply link comes or goes with such an event, and the tree with it
      if (batch.actions.some((one) => store.events.get(one.subject)?.event === "decided")) hello();
      else if ((behind || lookAgain) && !underWay()) look();
      else lookAgain ||= behind;
      // writing works: what was refused may go through now (a codebook mended, a disk with room again)
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
      tell("changed", new Set(), { codebook: true });
      settle(message.id, "resolve", message);
    },
    problem(message) {
      if (message.of === "search") return settle("search", "reject", new Error(message.why));
      looking = 0;
      tell("problem", message.why);
    },
  };

  // asking

  function settle(key, how, value) {
    asked.get(key)?.[how](value);
    asked.delete(key);
    tell("saving", status());
  }

  /** A question to Python. One that `writes` counts as not saved until it is answered. */
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

  // doing

  function put({ batch, touched }) {
    outbox.put(batch);
    tell("changed", touched);
    tell("saving", status());
  }

  /** Do something at once here, and send it. Returns the batch. */
  function act(actions) {
    const done = store.act(actions);
    put(done);
    return done.batch;
  }

  /** Whether the last step was made in an earlier sitting, before this screen was opened. */
  const isEarlier = () => {
    const last = store.undoable.at(-1) ?? [];
    return store.info.history.some((step) => step[0] === last[0]);
  };

  /** Take back the last step: {ids, …}; null where there is none. One that Python refused is thrown away. */
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

  const retried = new Set(); // batches sent again by ourselves: their answers lead to no further try

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

  // looking for what others wrote

  function look() {
    if (!store.thread || !views.size) return;
    lookAgain = false;
    looking = Date.now();
    send({ type: "look", thread: store.thread.id, revision: store.revision });
  }

  function scheduleLook() {
    clearTimeout(lookTimer);
    if (!views.size) return;
    lookTimer = setTimeout(() => {
      const visible = typeof document === "undefined" || document.visibilityState === "visible";
      if (visible && !looking && !underWay()) look();
      scheduleLook();
    }, LOOK_EVERY);
  }

  /** The reader is back (lid opened, tab shown): ask Python, and send again what may have been lost. */
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
      views.add(view);
      scheduleLook();
    },
    removeView(view) {
      views.delete(view);
      if (!views.size) clearTimeout(lookTimer);
    },
  };
}
