import assert from "node:assert/strict";
import { test } from "node:test";
import { rank } from "../../../ethnography/desk/js/fuzzy.js";

const NAMES = {
  Anonymity: "hiding who one is",
  Trust: "believing in others",
  Boundaries: "between work and private life",
  "Fear culture": "afraid to speak at work",
  Organisation: "the employer and its rules",
  "Self restraint": "not saying what one would like to say",
  "Real name": "signing with it",
  Privacy: "what others may see",
  Disinhibition: "saying more than face to face",
  Mistrust: "doubting others",
  "Équipe soignante": "the ward",
};
const ITEMS = Object.entries(NAMES).map(([name, brief]) => ({
  id: name.toLowerCase().replaceAll(" ", "-"),
  name,
  path: ["Fear culture", "Organisation"].includes(name) ? ["Workplace"] : ["People", "Online self"],
  brief,
}));

const names = (query, recent) => rank(query, ITEMS, { recent }).map((hit) => hit.item.name);
const bold = (query, name) =>
  rank(query, ITEMS)
    .find((hit) => hit.item.name === name)
    .ranges.map(([start, end]) => name.slice(start, end));

test("without a query: recent ones first, the rest as given", () => {
  assert.deepEqual(names(""), Object.keys(NAMES));
  const found = names("  ", ["trust", "no-such-code", "privacy"]);
  assert.deepEqual(found.slice(0, 3), ["Trust", "Privacy", "Anonymity"]);
  assert.equal(found.length, ITEMS.length);
  assert.deepEqual(rank("", ITEMS)[0], { item: ITEMS[0], score: 0, ranges: [] });
});

test("two or three letters suffice", () => {
  const wanted = {
    an: "Anonymity",
    tr: "Trust",
    bo: "Boundaries",
    fc: "Fear culture",
    cul: "Fear culture",
    org: "Organisation",
    sr: "Self restraint",
    res: "Self restraint",
    rn: "Real name",
    nam: "Real name",
    pri: "Privacy",
    dis: "Disinhibition",
    mis: "Mistrust",
    bdr: "Boundaries",
    equ: "Équipe soignante",
    ÉQ: "Équipe soignante",
  };
  for (const [query, name] of Object.entries(wanted)) assert.equal(names(query)[0], name, query);
});

test("kinds of match in order", () => {
  const item = (name, path = [], brief = "") => ({ id: `x-${name}`, name, path, brief });
  const ordered = [
    item("Fc"),
    item("Fcb"),
    item("One fcb"),
    item("Fear culture"),
    item("Afcb"),
    item("Official"),
    item("Path", ["Face"]),
    item("Brief", [], "the fc"),
  ];
  const found = rank("fc", [...ordered, item("None")].reverse());
  assert.deepEqual(
    found.map((hit) => hit.item.name),
    ordered.map(({ name }) => name),
  );
  assert.ok(found.every((hit, i) => i === 0 || hit.score < found[i - 1].score));
});

test("an id is found, exactly or by its beginning", () => {
  const items = [
    { id: "b12", name: "Trust b" },
    { id: "b1", name: "Other" },
  ];
  assert.deepEqual(
    rank("B1", items).map((hit) => hit.item.id),
    ["b1", "b12"],
  );
  assert.deepEqual(rank("b1", items)[0].ranges, []);
  assert.equal(names("fear-culture")[0], "Fear culture");
});

test("recency breaks ties and nothing else", () => {
  const items = ["Trust", "Trust lost", "Mistrust"].map((name) => ({ id: name, name }));
  const found = (recent) => rank("tru", items, { recent }).map((hit) => hit.item.name);
  assert.deepEqual(found([]), ["Trust", "Trust lost", "Mistrust"]);
  assert.deepEqual(found(["Mistrust", "Trust lost"]), ["Trust lost", "Trust", "Mistrust"]);
});

test("what does not match is dropped", () => {
  assert.deepEqual(names("xyz"), []);
  assert.deepEqual(names("—"), []);
  assert.deepEqual(names("trx"), []);
});

test("codes above and briefs are searched last", () => {
  assert.deepEqual(names("workp"), ["Fear culture", "Organisation"]);
  assert.deepEqual(names("doubt"), ["Mistrust"]);
  assert.deepEqual(names("workplace org"), ["Organisation"]);
});

test("the stretches to make bold", () => {
  assert.deepEqual(bold("fc", "Fear culture"), ["F", "c"]);
  assert.deepEqual(bold("cul", "Fear culture"), ["cul"]);
  assert.deepEqual(bold("rust", "Mistrust"), ["rust"]);
  assert.deepEqual(bold("fecu", "Fear culture"), ["Fe", "cu"]);
  assert.deepEqual(bold("sel  RES", "Self restraint"), ["Sel", "res"]);
  assert.deepEqual(bold("eq", "Équipe soignante"), ["Éq"]);
  const decomposed = { id: "x", name: "🙂 cafe\u0301 x" };
  const [[start, end]] = rank("cafe", [decomposed])[0].ranges;
  assert.equal(decomposed.name.slice(start, end), "cafe\u0301");
});

test("items with nothing but id and name, and a path as one string", () => {
  assert.equal(rank("tr", [{ id: "t", name: "Trust" }]).length, 1);
  assert.equal(rank("peo", [{ id: "t", name: "Trust", path: "People" }]).length, 1);
});

test("quick enough for every key press", () => {
  const many = Array.from({ length: 200 }, (_, i) => ({ ...ITEMS[i % ITEMS.length], id: `c${i}` }));
  const began = performance.now();
  for (const query of ["t", "tr", "xyz", "self res", "organis"]) rank(query, many);
  assert.ok((performance.now() - began) / 5 < 100);
});
