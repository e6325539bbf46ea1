import assert from "node:assert/strict";
import { test } from "node:test";
import { codePointTable, toCodePoint, toUtf16, widen, words } from "../../../ethnography/desk/js/offsets.js";
import { below } from "./random.mjs";

const FAMILY = "👨‍👩‍👧‍👦";
const FLAGS = "🇳🇴🇩🇪";
const BITS = [
  ..."abc .,’\n\t",
  " ",
  "  ",
  "\n\n",
  FAMILY,
  FLAGS,
  "🇳",
  "👍🏽",
  "🙂",
  "e\u0301",
  "\u0301",
  "\u200d",
  "क्षि",
  "है",
  "ม้า",
  "日本語",
  "、",
  "。",
  "שלום",
  "\u200f",
  "مرحبا",
  "\u0600",
  "𝒜",
  "\ud83d",
  "\ude42",
  "\u00a0",
  "\u202f",
  "\ufeff",
  "\u2028",
  "1,5",
  "1️⃣",
];

function randomText(random, most = 30) {
  return Array.from({ length: random(most) }, () => BITS[random(BITS.length)]).join("");
}

function borders(text) {
  const segments = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text);
  return [...Array.from(segments, ({ index }) => index), text.length];
}

function widened(text, start, end) {
  const found = widen(text, start, end);
  return found && text.slice(found.start, found.end);
}

/** What each step over a word passes, until the end of the text. */
function steps(text, from, direction) {
  const at = words(text, from, direction);
  return at === from ? [] : [text.slice(Math.min(from, at), Math.max(from, at)), ...steps(text, at, direction)];
}

test("a text without pairs needs no table", () => {
  assert.equal(codePointTable("plain e\u0301 है"), null);
  assert.equal(codePointTable("\ud83d lone halves \ude42"), null);
  assert.equal(toUtf16(null, 5), 5);
  assert.equal(toCodePoint(null, 5), 5);
});

test("offsets agree with counting the code points", () => {
  const random = below(1);
  for (let round = 0; round < 400; round += 1) {
    const text = randomText(random);
    const table = codePointTable(text);
    let utf16 = 0;
    Array.from(text).forEach((letter, codePoint) => {
      assert.equal(toUtf16(table, codePoint), utf16);
      assert.equal(toCodePoint(table, utf16), codePoint);
      if (letter.length === 2) assert.equal(toCodePoint(table, utf16 + 1), codePoint, "inside a pair");
      utf16 += letter.length;
    });
    assert.equal(toUtf16(table, Array.from(text).length), text.length);
  }
});

test("half a grapheme becomes a whole one", () => {
  const text = `so ${FAMILY} and ${FLAGS} cafe\u0301 कि`;
  for (const [part, whole] of [
    ["👩", FAMILY],
    ["\u200d", FAMILY],
    ["🇴", "🇳🇴"],
    ["🇩", "🇩🇪"],
    ["fe", "fe\u0301"],
    ["\u0301", "e\u0301"],
    ["ि", "कि"],
  ]) {
    const start = text.indexOf(part);
    assert.equal(widened(text, start, start + part.length), whole);
  }
});

test("outer white space is trimmed, marks of direction are kept", () => {
  assert.equal(widened(" one\ntwo \n", 0, 10), "one\ntwo");
  assert.equal(widened("a \u200fשלום\u200f b", 1, 9), "\u200fשלום\u200f");
  assert.equal(widened("a   b", 1, 4), null);
  assert.equal(widened("abc", 2, 2), null);
  assert.equal(widened("", 0, 0), null);
  assert.equal(widened("abc", -3, 99), "abc");
});

test("widening agrees with segmenting the whole text", () => {
  const random = below(2);
  for (let round = 0; round < 3000; round += 1) {
    const text = randomText(random);
    const [start, end] = [random(text.length + 1), random(text.length + 1)].sort((a, b) => a - b);
    const found = widen(text, start, end);
    if (!found) {
      assert.equal(text.slice(start, end).trim(), "");
      continue;
    }
    const all = borders(text);
    assert.ok(all.includes(found.start) && all.includes(found.end), JSON.stringify([text, start, end, found]));
    const outer = [all.findLast((at) => at <= start), all.find((at) => at >= end)];
    assert.ok(found.start >= outer[0] && found.end <= outer[1]);
    const lost = text.slice(outer[0], found.start) + text.slice(found.end, outer[1]);
    assert.equal(lost.trim(), "");
  }
});

test("a selection grows by words", () => {
  const text = "“Don’t,” she wrote — 🙂 to me.";
  assert.deepEqual(steps(text, 0, 1), ["“Don’t", ",” she", " wrote", " — 🙂", " to", " me", "."]);
  assert.deepEqual(steps(text, text.length, -1), ["me.", "to ", "🙂 ", "wrote — ", "she ", "Don’t,” ", "“"]);
  assert.equal(words("trust", 2, 1), 5);
  assert.equal(words("trust", 2, -1), 0);
  assert.equal(words("", 0, 1), 0);
  assert.equal(words("", 0, -1), 0);
});

test("words agree with segmenting the whole text", () => {
  const random = below(3);
  for (let round = 0; round < 1500; round += 1) {
    const text = randomText(random, 80);
    const at = random(text.length + 1);
    const found = Array.from(new Intl.Segmenter("en", { granularity: "word" }).segment(text))
      .filter(({ segment, isWordLike }) => isWordLike || /\p{S}/u.test(segment))
      .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
    const where = JSON.stringify([text, at]);
    assert.equal(words(text, at, 1), found.find(({ end }) => end > at)?.end ?? text.length, where);
    assert.equal(words(text, at, -1), found.findLast(({ start }) => start < at)?.start ?? 0, where);
  }
});

test("long texts are quick", () => {
  const texts = ["word 👩‍👧 है, ".repeat(8000), "日本語を、".repeat(20000), " - ".repeat(30000), "\u0301".repeat(50000)];
  for (const text of texts) {
    const began = performance.now();
    for (const at of [9, text.length >> 1, text.length - 9]) {
      widen(text, at, at + 4);
      words(text, at, 1);
      words(text, at, -1);
    }
    const took = performance.now() - began;
    assert.ok(took < 1000, `${took} ms for ${text.slice(0, 9)}`); // many seconds where the whole is segmented
  }
});
