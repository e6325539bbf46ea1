// One widget's conversation with Python, shared by all its views: what is asked, answered, saved, and not saved.

import { createOutbox } from "./outbox.js";
import { createStore } from "./store.js";

const LOOK_EVERY = 8000; // ms; what another program wrote is seen at the latest then
const NO_ANSWER = 5000;

/**
 * @param {{send: (message: object) => void, kernel?: () => string}} line to Python
 * @param {Storage | null} storage
 */
export function createSession({ send, kernel = () => "" }, storage) {
  const store = createStore();
  const views = new Set();
  const inFlight = new Map(); // batches not yet answered, by id
  const asked = new Map(); // other questions not yet answered, by kind
  let outbox = null;
  let helloTimer = null;
  let lookTimer = null;
  let looking = 0;

  const tell = (name, ...details) => {
    for (const view of views) view[name]?.(...details);
  };

  // connecting

  function hello(thread) {
    send({ type: "hello", thread: thread ?? store.thread?.id ?? null });
    clearTimeout(helloTimer);
    helloTimer = setTimeout(() => tell("silence", kernel()), NO_ANSWER);
  }

  function open(thread) {
    if (thread === store.thread?.id) return tell("opened");
    send({ type: "open", thread });
    tell("opening", thread);
  }

  function receive(message) {
    clearTimeout(helloTimer);
    answers[message.type]?.(message);
  }

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
      reapply();
      looking = 0;
      tell("opened");
      tell("saving", status());
      scheduleLook();
    },
    state(message) {
      looking = 0;
      if (message.codebook) store.takeCodebook(message.codebook);
      if (message.thread !== undefined && message.thread !== store.thread?.id) return;
      tell("changed", store.takeState(message));
    },
    same() {
      looking = 0;
    },
    ack(message) {
      const batch = inFlight.get(message.id);
      inFlight.delete(message.id);
      outbox?.ack(message.id);
      if (!batch) return;
      const { touched, behind } = store.acknowledge(batch, message);
      tell("changed", touched, { saved: true });
      tell("saving", status());
      // an author or a reply link comes or goes with such an event, and the tree with it
      if (batch.actions.some((one) => store.events.get(one.subject)?.event === "decided"))
        send({ type: "open", thread: store.thread.id });
      else if (behind) look();
    },
    nak(message) {
      const made = asked.get(message.id);
      if (made) {
        asked.delete(message.id);
        made.reject(new Error(message.why));
        return;
      }
      const batch = inFlight.get(message.id);
      inFlight.delete(message.id);
      outbox?.nak(message.id);
      if (!batch) return;
      tell("changed", store.refuse(batch));
      tell("refused", message.why);
      tell("saving", status());
    },
    found: (message) => settle("search", message),
    decided(message) {
      if (message.events.length) store.undoable.push(message.events);
      settle(message.id, message);
    },
    codebook(message) {
      store.takeCodebook(message.codebook);
      tell("changed", new Set(), { codebook: true });
      settle(message.id, message);
    },
    problem(message) {
      if (message.of === "search") {
        asked.get("search")?.reject(new Error(message.why));
        asked.delete("search");
      } else {
        looking = 0;
        tell("problem", message.why);
      }
    },
  };

  function settle(key, message) {
    asked.get(key)?.resolve(message);
    asked.delete(key);
  }

  const ask = (key, message) =>
    new Promise((resolve, reject) => {
      asked.get(key)?.reject(new Error("superseded"));
      asked.set(key, { resolve, reject });
      send(message);
    });

  /** After a thread is opened anew, what is still unsaved is shown in it too. */
  function reapply() {
    for (const batch of inFlight.values()) store.adopt(batch);
  }

  // doing

  function put(batch, touched) {
    inFlight.set(batch.id, batch);
    outbox.put(batch);
    tell("changed", touched);
    tell("saving", status());
  }

  /** Do something at once here, and send it. Returns the batch. */
  function act(actions) {
    const { batch, touched } = store.act(actions);
    put(batch, touched);
    return batch;
  }

  function undo() {
    return reverse(store.undo());
  }

  function redo() {
    return reverse(store.redo());
  }

  function reverse(done) {
    if (done) put(done.batch, done.touched);
    return done;
  }

  // looking for what others wrote

  function look() {
    if (!store.thread || !views.size) return;
    looking = Date.now();
    send({ type: "look", thread: store.thread.id, revision: store.revision });
  }

  function scheduleLook() {
    clearTimeout(lookTimer);
    if (!views.size) return;
    lookTimer = setTimeout(() => {
      const visible = typeof document === "undefined" || document.visibilityState === "visible";
      if (visible && !looking && !inFlight.size) look();
      scheduleLook();
    }, LOOK_EVERY);
  }

  /** The reader is back (lid opened, tab shown): ask Python, and send again what may have been lost. */
  function wake() {
    if (!store.info) return hello();
    if (inFlight.size && outbox.status().slow) return hello();
    if (!looking || Date.now() - looking > NO_ANSWER) look();
  }

  function status() {
    const state = outbox ? outbox.status() : { pending: 0, oldest: 0, slow: false, persisted: true };
    return { ...state, kernel: kernel() };
  }

  return {
    store,
    receive,
    hello,
    open,
    act,
    undo,
    redo,
    look,
    wake,
    status,
    search: (query) => ask("search", { type: "search", query, thread: store.thread.id }),
    newCode({ name, parent, definition }) {
      const id = Math.random().toString(36).slice(2);
      return ask(id, { type: "newcode", id, name, parent, definition });
    },
    decide(proposal, accepted) {
      const id = Math.random().toString(36).slice(2);
      return ask(id, { type: "decide", id, proposal: proposal.proposal, accepted, thread: store.thread.id });
    },
    orphans: () => outbox?.orphans() ?? [],
    adopt(orphan) {
      const touched = new Set();
      for (const batch of orphan.batches) {
        inFlight.set(batch.id, batch);
        for (const id of store.adopt(batch)) touched.add(id);
      }
      outbox.adopt(orphan.storageKey);
      tell("changed", touched);
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
