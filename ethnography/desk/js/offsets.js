// Python counts code points, the browser UTF-16 units; everything about that difference lives here.

/** @typedef {number[] | null} CodePointTable UTF-16 positions where a surrogate pair begins; null if there is none */

const PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
const WHITE = /\s/;
// Where no word goes on: white space (the byte order mark is that to JavaScript, but clings to letters), 、 and 。
const SPACE = /[^\S\uFEFF]|[\u3001\u3002]/;
// One language for all readers: the borders must not depend on the browser's settings.
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const wordSegments = new Intl.Segmenter("en", { granularity: "word" });
// How far to look for a word at a time.
const LOOK_AROUND = 64;

/**
 * @param {string} text
 * @returns {CodePointTable}
 */
export function codePointTable(text) {
  const table = Array.from(text.matchAll(PAIR), (match) => match.index);
  return table.length ? table : null;
}

/**
 * @param {CodePointTable} table
 * @param {number} codePoint
 * @returns {number} UTF-16 offset
 */
export function toUtf16(table, codePoint) {
  if (!table) return codePoint;
  // the pair of rank i is code point number table[i] - i: each earlier pair counts one unit too many
  return codePoint + countWhile(table, (position, rank) => position - rank < codePoint);
}

/**
 * @param {CodePointTable} table
 * @param {number} utf16 an offset inside a pair counts as the pair's beginning
 * @returns {number} offset in code points
 */
export function toCodePoint(table, utf16) {
  if (!table) return utf16;
  return utf16 - countWhile(table, (position) => position < utf16);
}

/**
 * A stretch widened to whole graphemes (never half an emoji, flag or accented letter), then without outer white space.
 * @param {string} text
 * @param {number} start UTF-16
 * @param {number} end UTF-16
 * @returns {{start: number, end: number} | null} null if nothing is left
 */
export function widen(text, start, end) {
  if (!(start < end)) return null;
  let from = borderBefore(text, Math.max(start, 0));
  let to = borderAfter(text, Math.min(end, text.length));
  while (from < to && WHITE.test(text[from])) from += 1;
  while (from < to && WHITE.test(text[to - 1])) to -= 1;
  // White space may itself carry an accent: trimming must not cut that in two.
  return from < to ? { start: borderBefore(text, from), end: borderAfter(text, to) } : null;
}

/**
 * Where ctrl+arrow would go: forwards to the end of the next word, backwards to the beginning of the one before.
 * Emoji count as words; white space and punctuation are passed over, up to the border of the text.
 * @param {string} text
 * @param {number} from UTF-16
 * @param {1 | -1} direction
 * @returns {number} UTF-16
 */
export function words(text, from, direction) {
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

/** The words between two anchors. */
function wordsBetween(text, from, to) {
  const place = (part) => ({
    start: from + part.index,
    end: from + part.index + part.segment.length,
    is: isWord(part),
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

// Chromium copies the whole text for each segment it gives: seconds and gigabytes for a long text. So only the stretch
// between two anchors is segmented: borders where this gives the same as segmenting the whole.

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

/** No rule looks back past a space; but what follows may cling to it (an accent, another space): ask the segmenter. */
function isAnchor(text, at, segmenter) {
  return SPACE.test(text[at - 1]) && segmenter.segment(text.slice(at - 1, at + 2)).containing(1)?.index === 1;
}

/** How many entries at the beginning of the sorted table fulfil the test. */
function countWhile(table, test) {
  let low = 0;
  let high = table.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(table[middle], middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
