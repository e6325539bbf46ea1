import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../../ethnography/desk/js/store.js";
import { coded, state, thread, welcome } from "./thread.mjs";

function open(more) {
  const store = createStore();
  store.welcome(welcome());
  store.openThread(thread(more));
  return store;
}

const spot = (more = {}) => ({ do: "code", comment: "a", start: 2, end: 7, quote: "trust", code: "trust", ...more });
const codes = (store, id = "a") => store.live(id).coded.map((one) => one.code);

test("the reading order puts answers under what they answer, in page order", () => {
  const store = open();
  assert.deepEqual(
    store.order.map((one) => one.id),
    ["p", "a", "b", "d", "c"],
  );
  assert.equal(store.comments.get("d").parent.id, "a");
  assert.equal(store.sibling(store.comments.get("b"), 1).id, "d");
  assert.equal(store.sibling(store.comments.get("b"), -1), null);
});

test("ten thousand levels of answers are no trouble", () => {
  const store = createStore();
  store.welcome(welcome());
  const message = thread();
  const [first] = message.thread.comments;
  message.thread.comments = Array.from({ length: 10_000 }, (_, n) => ({
    ...first,
    id: `c${n}`,
    reply_to: n ? `c${n - 1}` : null,
  }));
  store.openThread(message);
  assert.equal(store.order.at(-1).level, 9999);
});

test("offsets are code points outside and UTF-16 inside", () => {
  const store = open({ events: [coded("1", "ada", "2024", "p", 7, 8, "trust")] });
  const [one] = store.live("p").coded;
  assert.equal(store.comments.get("p").text.slice(one.u.start, one.u.end), "🙂");
  assert.deepEqual(store.toCodePoints(store.comments.get("p"), one.u.start, one.u.end), { start: 7, end: 8 });
});

test("what is done holds at once and is unsaved until it is acknowledged", () => {
  const store = open();
  const { batch, touched } = store.act([spot()]);
  assert.deepEqual(codes(store), ["trust"]);
  assert.deepEqual([...touched], ["a"]);
  const [{ id }] = batch.actions;
  assert.ok(store.unsaved.has(id));
  assert.match(id, /^[0-9a-f]{16}$/);
  const { behind } = store.acknowledge(batch, { revision: 2, at: { [id]: "2025" }, instead: {} });
  assert.equal(behind, false);
  assert.equal(store.unsaved.size, 0);
  assert.equal(store.events.get(id).at, "2025");
});

test("what is refused is gone, and cannot be undone", () => {
  const store = open();
  const { batch } = store.act([spot(), { do: "seen", comment: "b" }]);
  store.refuse(batch);
  assert.deepEqual(codes(store), []);
  assert.equal(store.isSeen("b"), false);
  assert.equal(store.undo(), null);
});

test("undo and redo go back and forth by removals", () => {
  const store = open();
  store.act([spot()]);
  store.act([spot({ code: "fear" })]);
  store.undo();
  assert.deepEqual(codes(store), ["trust"]);
  const { batch } = store.undo();
  assert.ok(batch.id.startsWith("undo:"));
  assert.deepEqual(codes(store), []);
  assert.equal(store.undo(), null);
  assert.ok(store.redo().batch.id.startsWith("redo:"));
  assert.deepEqual(codes(store), ["trust"]);
  store.redo();
  assert.deepEqual(codes(store).sort(), ["fear", "trust"]);
  assert.equal(store.redo(), null);
  store.undo();
  assert.deepEqual(codes(store), ["trust"]);
  store.act([spot({ code: "people" })]);
  assert.equal(store.redo(), null, "something new was done: nothing is to be done again");
});

test("undo and redo may go on for ever", () => {
  const store = open();
  store.act([spot()]);
  for (let n = 0; n < 100; n += 1) {
    store.undo();
    assert.deepEqual(codes(store), []);
    store.redo();
    assert.deepEqual(codes(store), ["trust"]);
  }
});

test("removals that name each other in a circle end", () => {
  const removal = (id, subject) => ({ event: "removed", id, subject, coder: "ada", at: "2024" });
  const store = open({ events: [coded("1", "ada", "2024", "a", 2, 7, "trust"), removal("2", "3"), removal("3", "2")] });
  assert.equal(typeof store.holds("2"), "boolean");
  assert.equal(store.commentOf("2"), undefined);
});

test("offsets are counted in the text of the thread that is shown", () => {
  const store = open();
  const spotInPost = { do: "code", comment: "p", start: 7, end: 8, quote: "🙂", code: "trust" };
  const other = thread();
  other.thread = { ...other.thread, id: "u", comments: [{ ...other.thread.comments[1], reply_to: null }] };
  store.act([spotInPost]);
  store.openThread(other);
  store.live("p");
  store.openThread(thread());
  const [one] = store.live("p").coded;
  assert.equal(store.comments.get("p").text.slice(one.u.start, one.u.end), "🙂");
});

test("undoing a move brings the old words back", () => {
  const store = open({ events: [coded("1", "ada", "2024", "a", 2, 7, "trust")] });
  store.act([{ do: "remove", subject: "1" }, spot({ start: 0, end: 7 })]);
  assert.deepEqual(
    store.live("a").coded.map((one) => one.start),
    [0],
  );
  store.undo();
  assert.deepEqual(
    store.live("a").coded.map((one) => one.start),
    [2],
  );
});

test("batches of an earlier session can be undone", () => {
  const store = createStore();
  store.welcome(welcome({ history: [["1"]] }));
  store.openThread(thread({ events: [coded("1", "ada", "2024", "a", 2, 7, "trust")] }));
  assert.ok(store.undo());
  assert.deepEqual(codes(store), []);
});

test("an action that asks for what holds already leaves the one that holds", () => {
  const store = open({ events: [coded("1", "ada", "2024", "a", 2, 7, "trust")] });
  const { batch } = store.act([spot()]);
  const [{ id }] = batch.actions;
  const { behind } = store.acknowledge(batch, { revision: 1, at: {}, instead: { [id]: "1" } });
  assert.equal(behind, false);
  assert.deepEqual(
    store.live("a").coded.map((one) => one.id),
    ["1"],
  );
  assert.equal(store.undo(), null, "undo must not take what was there before");
  const other = store.act([spot({ code: "fear" })]);
  const said = { revision: 1, at: {}, instead: { [other.batch.actions[0].id]: "elsewhere" } };
  assert.equal(store.acknowledge(other.batch, said).behind, true, "what holds is not known here: look");
});

test("an acknowledgement that jumps says that others wrote", () => {
  const store = open();
  const { batch } = store.act([spot()]);
  const said = { revision: 3, at: { [batch.actions[0].id]: "2025" }, instead: {} };
  assert.equal(store.acknowledge(batch, said).behind, true);
});

test("a new state adds and takes away, and leaves what is unsaved", () => {
  const store = open({
    events: [coded("1", "ada", "2024", "a", 2, 7, "trust"), coded("2", "ben", "2024", "b", 0, 3, "fear")],
  });
  store.act([spot({ code: "fear" })]);
  const touched = store.takeState(
    state({
      revision: 5,
      events: [coded("3", "ben", "2025", "c", 0, 5, "trust"), coded("2", "ben", "2024", "b", 0, 3, "fear")],
    }),
  );
  assert.deepEqual([...touched].sort(), ["a", "c"]);
  assert.deepEqual(codes(store), ["fear"]);
  assert.deepEqual(codes(store, "c"), ["trust"]);
  assert.equal(store.revision, 5);
});

test("what another view took back and then brought back comes and goes", () => {
  const one = coded("1", "ada", "2024", "a", 2, 7, "trust");
  const store = open({ events: [one] });
  store.takeState(state({ revision: 2 }));
  assert.deepEqual(codes(store), []);
  store.takeState(state({ revision: 3, events: [one] }));
  assert.deepEqual(codes(store), ["trust"]);
});

test("a removal of ours that is under way is not undone by an older state", () => {
  const one = coded("1", "ada", "2024", "a", 2, 7, "trust");
  const store = open({ events: [one] });
  store.act([{ do: "remove", subject: "1" }]);
  store.takeState(state({ revision: 2, events: [one] }));
  assert.deepEqual(codes(store), []);
});

test("suggestions wait until a coding of the same code overlaps them or they are rejected", () => {
  const suggestion = (start, end) => ({ comment: "a", start, end, code: "trust", rule: "trust.1", words: "trust" });
  const store = open({ suggestions: [suggestion(0, 7), suggestion(8, 14)] });
  assert.equal(store.pendingSuggestions("a").length, 2);
  store.act([spot({ code: "fear" })]);
  assert.equal(store.pendingSuggestions("a").length, 2, "another code decides nothing");
  store.act([spot()]);
  assert.equal(store.pendingSuggestions("a").length, 1);
  store.act([{ do: "reject", comment: "a", start: 8, end: 14, code: "trust" }]);
  assert.equal(store.pendingSuggestions("a").length, 0);
  store.undo();
  assert.equal(store.pendingSuggestions("a").length, 1);
});

test("seen, progress and counts are the coder's own", () => {
  const store = open({ events: [coded("1", "ben", "2024", "a", 2, 7, "trust")], elsewhere: { trust: 4 } });
  assert.deepEqual(store.progress(), { comments: 5, seen: 0, coded: 0 });
  store.act([spot()]);
  store.act([{ do: "seen", comment: "b" }]);
  assert.deepEqual(store.progress(), { comments: 5, seen: 2, coded: 1 });
  assert.deepEqual(store.counts(), { here: { trust: 1 }, all: { trust: 5 } });
  assert.equal(store.next(store.comments.get("p"), (one) => !store.isSeen(one.id)).id, "d");
  assert.equal(store.next(store.comments.get("c"), (one) => one.id === "p").id, "p", "round the end");
});

test("the consensus coder's word settles a difference", () => {
  const store = createStore();
  store.welcome(welcome({ coder: "consensus" }));
  const difference = { comment: "a", code: "trust", coded_by: ["ada"], not_by: ["ben"], decision: "" };
  store.openThread(thread({ differences: [difference] }));
  assert.equal(store.decision(difference), "");
  store.act([{ do: "reject", comment: "a", start: 2, end: 7, code: "trust" }]);
  assert.equal(store.decision(difference), "not coded");
  store.act([spot()]);
  assert.equal(store.decision(difference), "coded");
});
