// Ranking for the code palette: two or three letters should find one of a hundred codes.

/**
 * @typedef {{id: string, name: string, path?: string[] | string, brief?: string}} Item path: names of the codes above
 * @typedef {{item: Item, score: number, ranges: [number, number][]}} Hit ranges: UTF-16 stretches of the name
 */

// The rank of a kind of match; within SUBSEQUENCE up to STEP - 1 is added for its quality.
const STEP = 100;
const BRIEF = 1 * STEP;
const PATH = 2 * STEP;
const SUBSEQUENCE = 3 * STEP;
const INSIDE = 4 * STEP;
const INITIALS = 5 * STEP;
const WORD = 6 * STEP;
const PREFIX = 7 * STEP;
const EXACT = 8 * STEP;

/**
 * Items that match, best first. Ties go to what was used recently, then to the given order.
 * @param {string} query
 * @param {Item[]} items
 * @param {{recent?: string[]}} [options] ids, most recent first
 * @returns {Hit[]}
 */
export function rank(query, items, { recent = [] } = {}) {
  const wanted = plain(query).trim().replace(/ +/g, " ");
  const recency = (item) => (recent.includes(item.id) ? recent.indexOf(item.id) : recent.length);
  return items
    .map((item) => ({ item, ...match(wanted, item) }))
    .filter((hit) => hit.score > 0 || !query.trim())
    .sort((a, b) => b.score - a.score || recency(a.item) - recency(b.item));
}

const MISS = { score: 0, ranges: [] };

function match(wanted, item) {
  if (!wanted) return MISS;
  const name = fold(item.name);
  const whole = matchName(wanted, name, plain(item.id)) ?? matchAround(wanted, item);
  return whole ?? matchTerms(wanted.split(" "), item);
}

/** "work trust": each word may be found somewhere else; the weakest find counts. */
function matchTerms(terms, item) {
  if (terms.length < 2) return MISS;
  const hits = terms.map((term) => match(term, item));
  const score = Math.min(...hits.map((hit) => hit.score));
  return score ? { score, ranges: join(hits.flatMap((hit) => hit.ranges)) } : MISS;
}

function matchName(wanted, name, id) {
  const stretch = (from) => ranges(name, from < 0 ? [] : indices(from, wanted.length));
  const at = name.text.indexOf(wanted);
  if (wanted === name.text || wanted === id) return { score: EXACT, ranges: stretch(at) };
  if (at === 0) return { score: PREFIX, ranges: stretch(0) };
  const word = ` ${name.text}`.indexOf(` ${wanted}`);
  if (word >= 0) return { score: WORD, ranges: stretch(word) };
  const starts = indices(0, name.text.length).filter((i) => startsWord(name.text, i));
  const initials = starts.map((i) => name.text[i]).join("");
  if (initials.startsWith(wanted)) return { score: INITIALS, ranges: ranges(name, starts.slice(0, wanted.length)) };
  if (at > 0 || id.startsWith(wanted)) return { score: INSIDE, ranges: stretch(at) };
  const found = subsequence(wanted.replaceAll(" ", ""), name.text);
  return found && { score: SUBSEQUENCE + found.quality, ranges: ranges(name, found.places) };
}

/** Path and brief are long: only what begins a word counts there, else three letters would find every code. */
function matchAround(wanted, { path = [], brief = "" }) {
  const above = [path].flat().map(plain);
  if (above.some((name) => fromWordStart(wanted, name))) return { score: PATH, ranges: [] };
  return ` ${plain(brief)}`.includes(` ${wanted}`) ? { score: BRIEF, ranges: [] } : null;
}

function fromWordStart(wanted, name) {
  const found = subsequence(wanted.replaceAll(" ", ""), name);
  return found !== null && startsWord(name, found.places[0]);
}

/**
 * The best way to find the letters in this order: at beginnings of words and side by side if possible.
 * best[j] is the best way to have the letters so far with the last one at j.
 * @returns {{quality: number, places: number[]} | null}
 */
function subsequence(letters, text) {
  const starts = (j) => (startsWord(text, j) ? 3 : 0);
  const units = text.split("");
  let best = units.map((letter, j) => (letter === letters[0] ? { quality: starts(j), places: [j] } : null));
  for (const letter of letters.split("").slice(1)) {
    let before = null; // the best among best[0 .. j-1]
    best = units.map((candidate, j) => {
      before = better(before, best[j - 1] ?? null);
      if (candidate !== letter || !before) return null;
      const beside = best[j - 1] && { ...best[j - 1], quality: best[j - 1].quality + 2 };
      const chosen = better(before, beside);
      return { quality: chosen.quality + starts(j), places: [...chosen.places, j] };
    });
  }
  const found = best.reduce(better, null);
  return found && { quality: Math.min(found.quality, STEP - 1), places: found.places };
}

function better(a, b) {
  return !a || (b && b.quality > a.quality) ? b : a;
}

function startsWord(text, i) {
  return text[i] !== " " && (i === 0 || text[i - 1] === " ");
}

/** Lower case, without accents, anything but letters and digits as a space. */
function plain(text) {
  const letters = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return letters.replace(/[^\p{L}\p{N}]/gu, " ");
}

/** The plain text, and for each of its units where that stands in the original. */
function fold(original) {
  const from = [];
  let text = "";
  let at = 0;
  for (const letter of original) {
    const folded = plain(letter);
    for (let i = 0; i < folded.length; i += 1) from.push(at);
    text += folded;
    at += letter.length;
  }
  from.push(at);
  return { text, from };
}

function indices(start, length) {
  return Array.from({ length }, (_, i) => start + i);
}

/** Stretches of the original for places in the folded text; an accent that folding dropped belongs to its letter. */
function ranges({ from }, places) {
  return join(places.map((i) => [from[i], from.find((at, j) => j > i && at > from[i])]));
}

function join(stretches) {
  const joined = [];
  for (const [start, end] of stretches.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
