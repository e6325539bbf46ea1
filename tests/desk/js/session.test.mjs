import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { createSession } from "../../../ethnography/desk/js/session.js";
import { state, thread, welcome } from "./thread.mjs";

const spot = { do: "code", comment: "a", start: 2, end: 7, quote: "trust", code: "trust" };

/** A storage as browsers have it. */
function storageOf(entries = new Map()) {
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => entries.set(key, value),
    removeItem: (key) => entries.delete(key),
  };
}

beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_700_000_000_000 }));
afterEach(() => mock.timers.reset());

function start({ storage = storageOf(), kernel } = {}) {
  const sent = [];
  const told = [];
  const session = createSession({ send: (message) => sent.push(message), kernel }, storage);
  const names = ["welcomed", "opened", "changed", "saving", "refused", "silence", "problem"];
  session.addView(Object.fromEntries(names.map((name) => [name, (...details) => told.push([name, ...details])])));
  session.hello();
  session.receive(welcome());
  session.receive(thread());
  return { session, sent, told, last: (name) => told.findLast(([what]) => what === name)?.[1] };
}

const ack = (batch, revision) => ({
  type: "ack",
  id: batch.id,
  revision,
  at: Object.fromEntries(batch.actions.map(({ id }) => [id, "2025"])),
  instead: {},
});

test("one small message an action, and saved only when Python says so", () => {
  const { session, sent, last } = start();
  const batch = session.act([spot]);
  assert.deepEqual(sent.at(-1), { type: "do", ...batch });
  assert.equal(last("saving").pending, 1);
  session.receive(ack(batch, 2));
  assert.equal(last("saving").pending, 0);
  assert.equal(session.store.unsaved.size, 0);
});

test("no answer for a while is said, and asking again sends the same ids", () => {
  const { session, sent, last } = start({ kernel: () => "dead" });
  const batch = session.act([spot]);
  mock.timers.tick(6000);
  assert.equal(last("saving").slow, true);
  assert.equal(last("saving").kernel, "dead");
  session.hello();
  session.receive(welcome());
  assert.equal(sent.filter((message) => message.id === batch.id).length, 2);
});

test("what is refused is kept with its reason, tried again, or thrown away", () => {
  const { session, sent, last } = start();
  const batch = session.act([spot]);
  session.receive({ type: "nak", id: batch.id, why: "no space left" });
  assert.equal(last("refused"), "no space left");
  assert.deepEqual(last("saving").refused, [{ id: batch.id, why: "no space left" }]);
  assert.equal(session.store.live("a").coded.length, 1);
  session.tryAgain();
  assert.equal(sent.at(-1).id, batch.id);
  session.receive({ type: "nak", id: batch.id, why: "no space left" });
  assert.deepEqual(session.undo().ids, []);
  assert.deepEqual(session.store.live("a").coded, []);
  assert.equal(last("saving").pending, 0);
  assert.equal(session.undo(), null);
});

test("a state that crosses an undo under way is not taken; it looks again after the answer", () => {
  const { session, sent } = start();
  const first = session.act([spot]);
  session.receive(ack(first, 2));
  const gone = session.undo().batch;
  session.receive(ack(gone, 3));
  const back = session.redo().batch;
  session.receive({ type: "state", thread: "t", ...state({ revision: 3, events: [] }) });
  assert.equal(session.store.live("a").coded.length, 1, "the coding is back, as the coder has just asked");
  session.receive(ack(back, 4));
  assert.equal(sent.at(-1).type, "look");
  const own = { ...spot, event: "coded", coder: "ada", at: "2025", id: first.actions[0].id };
  session.receive({
    type: "state",
    thread: "t",
    codebook: welcome().codebook,
    ...state({ revision: 4, events: [own] }),
  });
  assert.equal(session.store.live("a").coded.length, 1);
});

test("a line that throws is no line: what waits is said, kept, and goes when there is one again", () => {
  const sent = [];
  let broken = false;
  const send = (message) => {
    if (broken) throw new Error("Cannot send");
    sent.push(message);
  };
  const session = createSession({ send }, storageOf());
  const told = [];
  session.addView({ saving: (status) => told.push(status), silence: () => told.push("silence") });
  session.hello();
  session.receive(welcome());
  session.receive(thread());
  broken = true;
  const batch = session.act([spot]);
  session.look();
  mock.timers.tick(20_000);
  session.hello();
  mock.timers.tick(6000);
  assert.equal(told.at(-1), "silence");
  assert.equal(session.status().slow, true);
  broken = false;
  session.hello();
  session.receive(welcome());
  assert.equal(sent.at(-1).id, batch.id);
});

test("a question that writes counts as not saved until it is answered", () => {
  const { session, last } = start({ kernel: () => "dead" });
  session.decide({ proposal: "p1" }, true);
  assert.equal(last("saving").pending, 1);
  mock.timers.tick(6000);
  assert.equal(last("saving").slow, true);
});

test("what a dead page left is offered, saved once, and then gone from the storage", () => {
  const storage = storageOf();
  const first = start({ storage });
  const batch = first.session.act([spot]);
  const second = start({ storage });
  const [orphan] = second.session.orphans();
  assert.deepEqual(orphan.batches[0].actions, batch.actions);
  second.session.adopt(orphan);
  assert.equal(second.sent.at(-1).id, batch.id);
  assert.deepEqual(
    second.session.store.live("a").coded.map((one) => one.id),
    [batch.actions[0].id],
  );
  second.session.receive(ack(batch, 2));
  assert.equal(storage.length, 0);
  assert.deepEqual(start({ storage }).session.orphans(), []);
});

test("opening another thread keeps what is unsaved", () => {
  const { session } = start();
  const batch = session.act([spot]);
  session.receive(thread());
  assert.deepEqual(
    session.store.live("a").coded.map((one) => one.id),
    [batch.actions[0].id],
  );
});

test("an acknowledgement from which others' work shows makes it look", () => {
  const { session, sent, told } = start();
  const batch = session.act([spot]);
  session.receive(ack(batch, 7));
  assert.equal(sent.at(-1).type, "look");
  const event = { event: "coded", id: "x", coder: "ben", at: "2024", comment: "c", start: 0, end: 5, code: "fear" };
  const own = { ...spot, event: "coded", coder: "ada", at: "2025", id: batch.actions[0].id };
  session.receive({
    type: "state",
    thread: "t",
    codebook: welcome().codebook,
    ...state({ revision: 7, events: [own, event] }),
  });
  assert.deepEqual([...told.at(-1)[1]], ["c"]);
  session.receive({ type: "state", thread: "another", ...state({ revision: 9 }) });
  assert.equal(session.store.revision, 7, "the state of a thread that is not shown any more is not taken");
});

test("silence on hello is said, with what the kernel is at", () => {
  const told = [];
  const session = createSession({ send: () => {}, kernel: () => "busy" }, null);
  session.addView({ silence: (kernel) => told.push(kernel) });
  session.hello();
  mock.timers.tick(6000);
  assert.deepEqual(told, ["busy"]);
});

test("a search that is overtaken does not answer", async () => {
  const { session } = start();
  const first = session.search("one");
  const second = session.search("two");
  session.receive({ type: "found", query: "two", spans: {}, threads: {} });
  await assert.rejects(first, /superseded/);
  assert.equal((await second).query, "two");
  const wrong = session.search("*");
  session.receive({ type: "problem", of: "search", why: "no letter" });
  await assert.rejects(wrong, /no letter/);
});

test("it looks every few seconds, not while something is on its way", () => {
  const { session, sent } = start();
  mock.timers.tick(9000);
  assert.equal(sent.at(-1).type, "look");
  session.receive({ type: "same" });
  const n = sent.length;
  session.act([spot]);
  mock.timers.tick(9000);
  assert.equal(sent.length, n + 1, "only the coding");
});
