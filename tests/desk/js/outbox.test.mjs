import assert from "node:assert/strict";
import { test } from "node:test";
import { createOutbox } from "../../../ethnography/desk/js/outbox.js";

/** Storage as in a browser: a map with an order. */
function fakeStorage(entries = {}) {
  const map = new Map(Object.entries(entries));
  return {
    map,
    get length() {
      return map.size;
    },
    key: (i) => [...map.keys()][i] ?? null,
    getItem: (name) => map.get(name) ?? null,
    setItem: (name, value) => map.set(name, String(value)),
    removeItem: (name) => map.delete(name),
  };
}

function fakeClock() {
  const timers = new Map();
  let [time, last] = [1000, 0];
  return {
    timers,
    now: () => time,
    setTimer: (callback, ms) => timers.set(++last, { callback, at: time + ms }) && last,
    clearTimer: (id) => timers.delete(id),
    pass(ms) {
      time += ms;
      for (const [id, { callback, at }] of [...timers]) if (at <= time && timers.delete(id)) callback();
    },
  };
}

function setUp(options = {}) {
  const clock = fakeClock();
  const storage = options.storage === undefined ? fakeStorage() : options.storage;
  const [sent, changes] = [[], []];
  const outbox = createOutbox({
    send: (message) => sent.push(message),
    key: "desk",
    now: clock.now,
    setTimer: clock.setTimer,
    clearTimer: clock.clearTimer,
    onChange: (status) => changes.push(status),
    ...options,
    storage,
  });
  const stored = () => [...(storage?.map ?? [])].map(([, value]) => JSON.parse(value).map(({ id }) => id));
  return { outbox, clock, storage, sent, changes, stored, ids: () => sent.map(({ id }) => id) };
}

const batch = (id) => ({ id, actions: [{ kind: "code", of: id }], at: 5 });
const TWO = JSON.stringify([batch("x"), batch("y")]);

test("sent at once, stored until acknowledged", () => {
  const { outbox, sent, storage, stored, changes } = setUp();
  outbox.put(batch("a"));
  outbox.put(batch("b"));
  assert.deepEqual(sent[0], { type: "do", ...batch("a") });
  assert.deepEqual(stored(), [["a", "b"]]);
  outbox.ack("a");
  assert.deepEqual(stored(), [["b"]]);
  outbox.ack("b");
  assert.equal(storage.map.size, 0);
  assert.deepEqual(
    changes.map(({ pending }) => pending),
    [1, 2, 1, 0],
  );
  assert.deepEqual(outbox.status(), { pending: 0, oldest: 0, slow: false, persisted: true, refused: [] });
});

test("it is stored before it is sent, and an answer may come at once", () => {
  const storage = fakeStorage();
  let size;
  const { outbox } = setUp({
    storage,
    send: ({ id }) => {
      size = storage.map.size;
      outbox.ack(id);
    },
  });
  outbox.put(batch("a"));
  assert.equal(size, 1);
  assert.equal(storage.map.size, 0);
  assert.equal(outbox.status().pending, 0);
});

test("a refused batch stays with its reason until it is tried again or thrown away", () => {
  const { outbox, changes, clock, sent, stored } = setUp();
  outbox.put(batch("a"));
  outbox.put(batch("b"));
  assert.deepEqual(outbox.nak("a", "disk full"), batch("a"));
  assert.deepEqual(outbox.status().refused, [{ id: "a", why: "disk full" }]);
  assert.equal(outbox.status().pending, 2);
  assert.deepEqual(stored(), [["a", "b"]], "it would survive the page");
  outbox.ack("b");
  clock.pass(9000);
  assert.equal(outbox.status().slow, false, "it has been answered");
  outbox.resend();
  assert.deepEqual(outbox.status().refused, []);
  assert.equal(sent.at(-1).id, "a");
  outbox.nak("a", "still full");
  assert.deepEqual(outbox.drop("a"), batch("a"));
  assert.equal(outbox.status().pending, 0);
  assert.equal(outbox.nak("never", "x"), null);
  const n = changes.length;
  assert.equal(outbox.ack("never"), null);
  assert.equal(changes.length, n);
});

test("resent in order with the same ids", () => {
  const { outbox, sent, ids } = setUp();
  for (const id of ["a", "b", "c", "a"]) outbox.put(batch(id));
  outbox.ack("b");
  outbox.resend();
  assert.deepEqual(ids(), ["a", "b", "c", "a", "c"]);
  assert.deepEqual(sent[3], sent[0]);
});

test("slow is told once for each oldest batch", () => {
  const { outbox, clock, changes } = setUp();
  outbox.put(batch("a"));
  clock.pass(3000);
  outbox.put(batch("b"));
  clock.pass(2000);
  assert.deepEqual(outbox.status(), { pending: 2, oldest: 5000, slow: false, persisted: true, refused: [] });
  clock.pass(1);
  assert.equal(changes.length, 3);
  assert.equal(changes[2].slow, true);
  clock.pass(60000);
  assert.equal(changes.length, 3);
  outbox.ack("a");
  assert.equal(changes.at(-1).slow, true, "b waits too long as well");
  outbox.ack("b");
  assert.equal(changes.at(-1).slow, false);
  assert.equal(clock.timers.size, 0);
});

test("after the slow one the next is watched", () => {
  const { outbox, clock, changes } = setUp();
  outbox.put(batch("a"));
  clock.pass(4000);
  outbox.put(batch("b"));
  outbox.ack("a");
  clock.pass(4999);
  assert.equal(changes.length, 3);
  clock.pass(2);
  assert.equal(changes.at(-1).slow, true);
});

test("no storage, or one that refuses: carry on and say so", () => {
  const refuse = () => {
    throw new Error("QuotaExceededError");
  };
  const refusing = { getItem: refuse, setItem: refuse, removeItem: refuse, key: refuse, length: 1 };
  for (const storage of [null, refusing]) {
    const { outbox, ids } = setUp({ storage });
    outbox.put(batch("a"));
    assert.deepEqual(outbox.status(), { pending: 1, oldest: 0, slow: false, persisted: false, refused: [] });
    assert.deepEqual(outbox.orphans(), []);
    assert.equal(outbox.adopt("desk:old"), 0);
    outbox.discard("desk:old");
    outbox.ack("a");
    assert.deepEqual(ids(), ["a"]);
  }
});

test("a storage that recovers is used again", () => {
  const storage = fakeStorage();
  const { setItem } = storage;
  storage.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  const { outbox, stored } = setUp({ storage });
  outbox.put(batch("a"));
  assert.equal(outbox.status().persisted, false);
  storage.setItem = setItem;
  outbox.put(batch("b"));
  assert.equal(outbox.status().persisted, true);
  assert.deepEqual(stored(), [["a", "b"]]);
});

test("orphans are other sessions' batches, without what is broken or somebody else's", () => {
  const storage = fakeStorage({
    "desk:old": TWO,
    "desk:broken": "[{",
    "desk:odd": JSON.stringify({ id: "a" }),
    "desk:partly": JSON.stringify([null, { id: 3, actions: [] }, { id: "n" }, batch("z")]),
    "desk:other:session": TWO,
    "desk2:old": TWO,
    desk: TWO,
  });
  const { outbox } = setUp({ storage });
  outbox.put(batch("own"));
  assert.deepEqual(outbox.orphans(), [
    { storageKey: "desk:old", batches: [batch("x"), batch("y")] },
    { storageKey: "desk:partly", batches: [batch("z")] },
  ]);
});

test("adopting sends the batches and moves them, duplicates once", () => {
  const storage = fakeStorage({ "desk:old": TWO, "desk:older": TWO });
  const { outbox, ids, stored } = setUp({ storage });
  outbox.put(batch("x"));
  assert.equal(outbox.adopt("desk:old"), 1);
  assert.equal(outbox.adopt("desk:older"), 0);
  assert.equal(outbox.adopt("desk:nothing"), 0);
  assert.deepEqual(ids(), ["x", "y"]);
  assert.deepEqual(stored(), [["x", "y"]]);
  assert.deepEqual(outbox.orphans(), []);
});

test("adopting keeps the old copy while it cannot make its own", () => {
  const storage = fakeStorage({ "desk:old": TWO });
  storage.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  const { outbox, ids } = setUp({ storage });
  outbox.adopt("desk:old");
  assert.deepEqual(ids(), ["x", "y"]);
  assert.ok(storage.map.has("desk:old"));
});

test("a session does not adopt or lose its own", () => {
  const { outbox, storage, ids } = setUp();
  outbox.put(batch("a"));
  const [own] = storage.map.keys();
  outbox.adopt(own);
  assert.deepEqual(ids(), ["a"]);
  assert.ok(storage.map.has(own));
});

test("discarding removes the key", () => {
  const storage = fakeStorage({ "desk:old": TWO });
  const { outbox } = setUp({ storage });
  outbox.discard("desk:old");
  assert.equal(storage.map.size, 0);
});

test("works with the real clock and timers", async () => {
  const statuses = [];
  const outbox = createOutbox({
    send() {},
    storage: null,
    key: "desk",
    slowAfter: 5,
    onChange: (s) => statuses.push(s.slow),
  });
  outbox.put(batch("a"));
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.deepEqual(statuses, [false, true]);
});
