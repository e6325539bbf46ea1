// A comment's text on the screen: cut at the borders of codings, so that overlaps stay readable, with every character of the
// text in the page exactly once. Offsets here are UTF-16; they count the text nodes, never what the layout shows.

import { h } from "./dom.js";
import { lanes, pieces, shortest } from "./spans.js";

export const LANE = 3; // px from one underline to the next

/**
 * @typedef {{start: number, end: number, color: string, kind: "mine" | "theirs" | "suggested", key: string}} Drawn
 */

/**
 * Paint a comment's text into `body`. Returns for each drawn span its lane and its elements.
 * @param {HTMLElement} body
 * @param {{text: string, parts: object[], names: object[], paragraphs: {start: number, end: number}[]}} comment
 * @param {Drawn[]} drawn
 */
export function paintBody(body, comment, drawn) {
  const lane = lanes(drawn);
  const cuts = [];
  for (const part of [...comment.parts, ...comment.names, ...comment.paragraphs]) cuts.push(part.start, part.end);
  const marks = drawn.map(() => []);
  const paragraphs = startParagraphs(comment, drawn, lane);
  for (const piece of pieces(comment.text.length, drawn, cuts)) {
    const { element, height } = paragraphs.holder(piece);
    element.append(pieceNode(comment, piece, drawn, lane, height, marks));
  }
  body.replaceChildren(...paragraphs.elements());
  return { lane, marks };
}

/** Paragraphs are blocks; the white space between them stays in the page, unseen, so that offsets count it. */
function startParagraphs({ text, paragraphs, parts }, drawn, lane) {
  const found = [];
  let at = 0;
  const gap = (start, end) => start < end && found.push({ start, end, element: h("span.gap") });
  for (const { start, end } of paragraphs) {
    gap(at, start);
    const whole = parts.filter((part) => part.start <= start && part.end >= end);
    const height = linesUnder({ start, end }, drawn, lane);
    found.push({ start, end, height, element: paragraph(whole, at, height) });
    at = end;
  }
  gap(at, text.length);
  let current = 0;
  return {
    holder(piece) {
      while (current < found.length - 1 && piece.start >= found[current].end) current += 1;
      return found[current];
    },
    elements: () => found.map((one) => one.element),
  };
}

const partClass = (part) => `part-${part.kind}${part.voice ? " voice" : ""}`;

/** A paragraph inside these parts. Whose voice it is is said where the part begins, by the style sheet: it is no part of the text. */
function paragraph(whole, before, height) {
  const voice = whole.findLast((part) => part.voice);
  const said = voice && (before === 0 || voice.start >= before) ? voice.voice : null;
  return h("p", { class: ["para", ...whole.map(partClass)].join(" "), "data-voice": said, "--lanes": String(height) });
}

/** How many lines stand under the words of a paragraph: its lines of text stand so much further apart. */
function linesUnder({ start, end }, drawn, lane) {
  let height = 0;
  drawn.forEach((span, index) => {
    if (span.start < end && start < span.end) height = Math.max(height, lane[index] + 1);
  });
  return height;
}

function pieceNode({ text, parts, names }, piece, drawn, lane, height, marks) {
  const words = text.slice(piece.start, piece.end);
  const name = names.find((one) => one.start <= piece.start && piece.end <= one.end);
  const inner = name ? nameNode(words, name, piece) : document.createTextNode(words);
  const inside = parts.filter((part) => part.start <= piece.start && piece.end <= part.end);
  const voice = inside.find((part) => part.voice && part.start === piece.start)?.voice;
  const looks = { class: inside.map(partClass).join(" "), "data-voice": voice };
  if (!piece.active.length) return inside.length ? h("span", looks, inner) : inner;
  const mark = h("mark", looks, inner);
  paintMark(mark, piece.active, drawn, lane, height);
  for (const index of piece.active) marks[index].push(mark);
  mark.spans = piece.active;
  return mark;
}

/** A masked name: the pseudonym is drawn by the style sheet, the word itself stays in the page, unseen. */
function nameNode(words, name, piece) {
  const first = piece.start === name.start;
  return h("span.name", { "data-shown": first ? name.shown : "" }, h("span.hidden-name", {}, words));
}

/** Pale ground in the colour of the shortest coding, one line a lane: whole for mine, dotted for theirs, dashed for suggestions. */
function paintMark(mark, active, drawn, lane, height) {
  const images = [];
  const places = [];
  const sizes = [];
  for (const index of active) {
    const { color, kind } = drawn[index];
    images.push(line(color, kind));
    places.push(`0 calc(100% - ${(height - 1 - lane[index]) * LANE}px)`);
    sizes.push(`${kind === "mine" ? "100%" : kind === "theirs" ? "4px" : "9px"} 2px`);
  }
  const style = mark.style;
  style.backgroundImage = images.join(",");
  style.backgroundPosition = places.join(",");
  style.backgroundSize = sizes.join(",");
  const ground = active.filter((index) => drawn[index].kind !== "suggested");
  if (ground.length) style.setProperty("--ground", drawn[shortest(drawn, ground)].color);
  else mark.classList.add("only-suggested");
}

function line(color, kind) {
  if (kind === "mine") return `linear-gradient(${color},${color})`;
  const full = kind === "theirs" ? 2 : 6;
  return `linear-gradient(90deg,${color} ${full}px,transparent ${full}px)`;
}

// between the page and the text

/** The offset in the text of a place in the page inside `body`. */
export function offsetIn(body, node, offset) {
  const range = document.createRange();
  range.setStart(body, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** The place in the page of an offset in the text: {node, offset}. At a border, `after` prefers the text that begins there. */
export function placeOf(body, offset, after = false) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let last = null;
  let at = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const end = at + node.data.length;
    if (offset < end || (offset === end && !after)) return { node, offset: offset - at };
    last = node;
    at = end;
  }
  return last ? { node: last, offset: last.data.length } : { node: body, offset: 0 };
}

/** A range in the page over start:end of the text. */
export function rangeOf(body, start, end) {
  const range = document.createRange();
  const from = placeOf(body, start, true);
  const to = placeOf(body, end);
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}
