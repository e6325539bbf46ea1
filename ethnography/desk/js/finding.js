// Finding: terms of the rule language in the texts, and comments by code, author and coder.

import { count, h } from "./dom.js";
import { isComposing } from "./keys.js";

const NOTHING = { query: "", threads: {}, order: [], at: -1 };

/** @param {object} v the view */
export function createFinding(v) {
  const { store, rows, painter, session } = v;
  let hits = NOTHING;

  const box = h("input.search", {
    ...{ type: "search", placeholder: "Search: words, stem*", "aria-label": "Search this study", spellcheck: "false" },
    ...{ onkeydown: onKey, onsearch: () => box.value || clear() },
  });
  const found = h("span.found", { role: "status" });
  // a page without a kernel cannot ask for the rule language; the browser finds in it what stands in it
  const bar = h("div.seek", { hidden: v.readOnly }, box, found);
  const filters = h("div.filters", { hidden: true });

  // searching

  function onKey(event) {
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (box.value.trim() && box.value === hits.query && hits.order.length) nextHit(event.shiftKey ? -1 : 1);
      else search();
    } else if (event.key === "Escape") {
      box.value = "";
      clear();
      v.going.focusHere();
    }
  }

  async function search() {
    if (!box.value.trim()) return clear();
    found.textContent = "searching …";
    try {
      take(await session.search(box.value));
    } catch (error) {
      if (error.message !== "superseded") found.textContent = error.message;
    }
  }

  function take({ query, spans, threads }) {
    const place =
      (comment) =>
      ([start, end]) => ({ comment, ...store.place({ comment: comment.id, start, end }).u });
    const order = store.order.flatMap((comment) => (spans[comment.id] ?? []).map(place(comment)));
    hits = { query, threads, order, at: -1 };
    const elsewhere = Object.entries(threads).filter(([id]) => id !== store.thread.id);
    const others = elsewhere.reduce((sum, [, n]) => sum + n, 0);
    found.textContent = `${count(order.length, "place")} here, ${others} elsewhere`;
    repaint();
    v.side.refresh();
    if (order.length) nextHit(1);
  }

  function clear() {
    hits = NOTHING;
    found.textContent = "";
    repaint();
    v.side.refresh();
  }

  function repaint() {
    const byRow = new Map();
    for (const hit of hits.order) byRow.set(hit.comment.id, [...(byRow.get(hit.comment.id) ?? []), hit]);
    hits.byRow = byRow;
    painter.clear("eth-found");
    for (const id of byRow.keys()) repaintRow(rows.rowOf(id));
  }

  /** A row was painted anew, and its hits with it. */
  function repaintRow({ id }) {
    const here = hits.byRow?.get(id) ?? [];
    painter.paint(
      "eth-found",
      here.map(({ comment, start, end }) => rows.range(comment.id, start, end)),
      id,
    );
  }

  function nextHit(direction) {
    hits.at = (hits.at + direction + hits.order.length) % hits.order.length;
    const { comment, start, end } = hits.order[hits.at];
    v.going.go(comment, { focus: false });
    requestAnimationFrame(() => {
      const range = rows.range(comment.id, start, end);
      const place = rows.place({ comment: comment.id, start, end });
      const frame = v.scroller.getBoundingClientRect();
      if (place.top < frame.top || place.bottom > frame.bottom)
        v.scroller.scrollTop += place.top - frame.top - frame.height / 3;
      painter.paint("eth-active", [range]);
    });
    found.textContent = `${hits.at + 1} of ${count(hits.order.length, "place")} here`;
  }

  // filtering

  function setFilter(change) {
    v.filter = { ...v.filter, ...change };
    for (const select of filters.querySelectorAll("select")) select.value = v.filter[select.name];
    apply();
    if (isOn()) filters.hidden = false;
    v.side.refresh();
  }

  const isOn = () => Boolean(v.filter.code || v.filter.coder || v.filter.author);

  function fits(comment, codes) {
    if (v.filter.author && comment.who !== v.filter.author) return false;
    if (!codes && !v.filter.coder) return true;
    return store.live(comment.id).coded.some((c) => (!codes || codes.has(c.code)) && v.looks.shownCoder(c));
  }

  function apply() {
    const codes = v.filter.code ? store.below(v.filter.code) : null;
    let n = 0;
    for (const comment of store.order) {
      const shown = fits(comment, codes);
      if (shown) n += 1;
      rows.rowOf(comment.id).item.classList.toggle("filtered", !shown);
    }
    rows.redraw();
    const said = isOn() ? `${n} of ${count(store.order.length, "comment")} fit; the others are folded` : "";
    filters.querySelector(".filter-result").textContent = said;
  }

  function choice(name, label, options) {
    const items = options.map(([value, text]) => h("option", { value, selected: v.filter[name] === value }, text));
    const select = h(
      "select",
      { name, onchange: () => setFilter({ [name]: select.value }) },
      h("option", { value: "" }, "all"),
      ...items,
    );
    return h("label", {}, label, select);
  }

  function draw() {
    const authors = [...new Set(store.order.map((one) => one.who).filter(Boolean))].sort((a, b) => a.localeCompare(b));
    if (!authors.includes(v.filter.author)) v.filter = { ...v.filter, author: "" };
    const same = (name) => [name, name];
    const suggesting = h("input", {
      ...{ type: "checkbox", checked: v.suggesting },
      onchange: () => {
        v.suggesting = suggesting.checked;
        rows.redraw();
      },
    });
    const codes = store.codebook.codes.map((code) => [code.id, `${"\u2003".repeat(code.depth)}${code.name}`]);
    filters.replaceChildren(
      choice("code", "Code", codes),
      choice("author", "Author", authors.map(same)),
      ...(store.info.coders.length > 1 ? [choice("coder", "Coder", store.info.coders.map(same))] : []),
      ...(v.readOnly ? [] : [h("label.check", {}, suggesting, "suggestions")]),
      h("button", { onclick: () => setFilter({ code: "", coder: "", author: "" }) }, "Show all"),
      h("span.filter-result", { role: "status" }),
    );
  }

  return {
    ...{ bar, filters, setFilter, draw, repaintRow },
    opened() {
      clear();
      box.value = "";
      draw();
      if (isOn()) apply();
    },
    inThread: (thread) => (hits.threads[thread] ? ` · ${count(hits.threads[thread], "place")}` : ""),
    commands: { search: () => box.focus() },
  };
}
