// Layout of overlapping codings in one text. A span is {start, end} with start < end; touching is not overlapping.

/** @typedef {{start: number, end: number}} Span */

/**
 * A lane for each span so that overlapping ones never share one, with as few lanes as can be.
 * A lane depends only on the spans of the same cluster: coding elsewhere moves nothing.
 * @param {Span[]} spans
 * @returns {number[]}
 */
export function lanes(spans) {
  const result = new Array(spans.length);
  const ends = []; // where each lane is free again
  for (const index of inOrder(spans)) {
    const { start, end } = spans[index];
    const free = ends.findIndex((laneEnd) => laneEnd <= start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = end;
    result[index] = lane;
  }
  return result;
}

/**
 * The text [0, length) cut at every border of a span and at the extra cuts.
 * @param {number} length
 * @param {Span[]} spans
 * @param {number[]} [cuts]
 * @returns {{start: number, end: number, active: number[]}[]} active: indices of the spans covering the piece, ascending
 */
export function pieces(length, spans, cuts = []) {
  const borders = sortedBorders(length, spans, cuts);
  const waiting = inOrder(spans);
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

/**
 * @param {Span[]} spans
 * @param {number[]} active
 * @returns {number} index in spans of the shortest active one (of equals the first in active), -1 if there is none
 */
export function shortest(spans, active) {
  const size = (index) => spans[index].end - spans[index].start;
  return active.reduce((best, index) => (best < 0 || size(index) < size(best) ? index : best), -1);
}

/** Indices by start, longer first; equals stay as given. */
function inOrder(spans) {
  return spans.map((_, index) => index).sort((a, b) => spans[a].start - spans[b].start || spans[b].end - spans[a].end);
}

function sortedBorders(length, spans, cuts) {
  const all = new Set([0, length]);
  for (const { start, end } of spans) all.add(start).add(end);
  for (const cut of cuts) all.add(cut);
  return [...all].filter((at) => at >= 0 && at <= length).sort((a, b) => a - b);
}
