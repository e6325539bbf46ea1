import assert from "node:assert/strict";
import { test } from "node:test";
import { lanes, pieces, shortest } from "../../../ethnography/desk/js/spans.js";
import { below } from "./random.mjs";

const overlap = (a, b) => a.start < b.end && b.start < a.end;

function randomSpans(random, length) {
  return Array.from({ length: random(12) }, () => {
    const start = random(length);
    return { start, end: start + 1 + random(length - start) };
  });
}

/** Runs a check on many random sets of spans in a text of 40. */
function always(check) {
  const random = below(7);
  for (let round = 0; round < 500; round += 1) check(randomSpans(random, 40), random);
}

function covering(spans, at) {
  return spans.flatMap(({ start, end }, index) => (start <= at && at < end ? [index] : []));
}

test("overlapping spans never share a lane, and no lane is wasted", () => {
  assert.deepEqual(lanes([]), []);
  always((spans) => {
    const lane = lanes(spans);
    spans.forEach((a, i) => {
      spans.slice(i + 1).forEach((b, j) => {
        assert.ok(!overlap(a, b) || lane[i] !== lane[i + 1 + j]);
      });
    });
    const depth = Math.max(0, ...Array.from({ length: 40 }, (_, at) => covering(spans, at).length));
    assert.equal(new Set(lane).size, depth);
    assert.equal(Math.max(-1, ...lane) + 1, depth);
  });
});

test("the longer of two with one start lies in the first lane", () => {
  const spans = [
    { start: 2, end: 4 },
    { start: 2, end: 9 },
    { start: 4, end: 6 },
  ];
  assert.deepEqual(lanes(spans), [1, 0, 1]);
});

test("a span elsewhere moves no lane", () => {
  always((spans) => {
    const before = lanes(spans);
    const [first, last] = [
      { start: -9, end: 0 },
      { start: 40, end: 45 },
    ];
    assert.deepEqual(lanes([first, ...spans, last]).slice(1, -1), before);
  });
});

test("pieces tile the text and know what covers them", () => {
  always((spans, random) => {
    const cuts = Array.from({ length: random(4) }, () => random(41));
    const found = pieces(40, spans, cuts);
    assert.equal(found[0].start, 0);
    assert.equal(found.at(-1).end, 40);
    found.slice(1).forEach((piece, i) => {
      assert.equal(piece.start, found[i].end);
    });
    const borders = new Set([0, 40, ...cuts, ...spans.flatMap(({ start, end }) => [start, end])]);
    assert.deepEqual(
      found.map((piece) => piece.start),
      [...borders].filter((at) => at < 40).sort((a, b) => a - b),
    );
    for (const { start, end, active } of found) {
      for (let at = start; at < end; at += 1) assert.deepEqual(active, covering(spans, at));
    }
  });
});

test("pieces of an empty text, of an uncoded one, and with spans that reach outside", () => {
  assert.deepEqual(pieces(0, []), []);
  assert.deepEqual(pieces(3, []), [{ start: 0, end: 3, active: [] }]);
  assert.deepEqual(pieces(3, [{ start: -1, end: 9 }], [99]), [{ start: 0, end: 3, active: [0] }]);
});

test("many spans are quick", () => {
  const random = below(9);
  const spans = Array.from({ length: 20000 }, () => {
    const start = random(1e6);
    return { start, end: start + 1 + random(200) };
  });
  const began = performance.now();
  lanes(spans);
  pieces(1e6, spans);
  assert.ok(performance.now() - began < 1000);
});

test("the shortest active span", () => {
  const spans = [
    { start: 0, end: 9 },
    { start: 2, end: 4 },
    { start: 3, end: 5 },
  ];
  assert.equal(shortest(spans, [0, 1, 2]), 1);
  assert.equal(shortest(spans, [0]), 0);
  assert.equal(shortest(spans, []), -1);
});
