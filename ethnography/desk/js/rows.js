// The thread as nested articles: one row a comment. Rows are built in page order, painted when they come near the window.

import { paintBody, rangeOf } from "./body.js";
import { bdi, count, h, shortDate } from "./dom.js";
import { createNearness } from "./nearness.js";

const AT_ONCE = 60; // rows built before the first paint
const A_STEP = 120; // rows built in each step after it
const DEEPEST_INDENT = 24; // deeper answers are not nested further in the page; their level is said
const MANY_CHIPS = 12;
const STRIPE = 5; // px

/**
 * @param {object} v the view
 * @param {{answers: Function, collapse: Function, seen: Function | null}} on what a press on a row's buttons does
 */
export function createRows(v, on) {
  const { scroller, store, prefix, looks } = v;
  const rows = new Map();
  const stale = new Set();
  const gutters = new Set();
  let list = null;
  let built = 0;
  let timer = null;
  let frame = null;
  const painted = []; // callbacks

  const near = createNearness(scroller, (row) => {
    if (stale.has(row.id)) paint(row);
    else if (!row.striped) gutter(row);
  });
  const resized = new ResizeObserver(() => {
    for (const row of rows.values()) row.striped = false;
    for (const row of near.rows()) gutter(row);
  });
  resized.observe(scroller);

  function show() {
    stop();
    rows.clear();
    stale.clear();
    built = 0;
    list = h("ol.thread-list");
    scroller.replaceChildren(list);
    scroller.scrollTop = 0;
    build(AT_ONCE, true);
    // the rest after the first frame is painted
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(goOn);
    });
  }

  function goOn() {
    if (built >= store.order.length) return;
    timer = setTimeout(() => {
      build(A_STEP, false);
      goOn();
    }, 0);
  }

  function build(n, now) {
    const stop = Math.min(built + n, store.order.length);
    for (; built < stop; built += 1) {
      const comment = store.order[built];
      const row = createRow(comment);
      rows.set(comment.id, row);
      if (now && built < 25) paint(row);
      else {
        paintBody(row.body, comment, []);
        stale.add(comment.id);
      }
      listFor(comment).append(row.item);
      near.join(row, comment.parent && rows.get(comment.parent.id));
    }
  }

  /** Build what is not built yet: somebody wants to go there. */
  function finish() {
    clearTimeout(timer);
    build(store.order.length, false);
  }

  function listFor(comment) {
    const parent = comment.parent && rows.get(comment.parent.id);
    if (!parent) return list;
    if (comment.level > DEEPEST_INDENT) return parent.item.parentElement;
    if (!parent.replies) {
      parent.replies = h("ol.replies");
      parent.item.append(parent.replies);
    }
    return parent.replies;
  }

  function createRow(comment) {
    const id = `${prefix}-c${comment.index}`;
    const body = h("div.body", { dir: "auto" });
    const gutterBox = h("div.gutter", { "aria-hidden": "true" });
    const chips = h("ul.chips", { "aria-label": `Codings of this ${comment.kind === "post" ? "post" : "comment"}` });
    const state = h("span.state");
    const head = h("h3.head", { id }, ...heading(comment));
    const foot = h("div.foot");
    const article = h(
      "article.comment",
      {
        tabindex: "-1",
        "aria-labelledby": id,
        "data-comment": comment.id,
        class: `comment kind-${comment.kind}${comment.by_post_author && comment.kind !== "post" ? " by-post-author" : ""}`,
      },
      h("header", {}, head, state),
      h("div.text", {}, body, gutterBox),
      chips,
      foot,
    );
    const row = {
      id: comment.id,
      comment,
      article,
      body,
      gutter: gutterBox,
      chips,
      state,
      foot,
      drawn: [],
      marks: [],
      lane: [],
    };
    row.item = h("li.item", {}, article);
    if (comment.children.length) {
      row.fold = h(
        "button.fold",
        { "aria-expanded": "true", onclick: () => on.collapse(comment) },
        count(comment.below, "answer"),
      );
      foot.append(row.fold);
    }
    return row;
  }

  function heading(comment) {
    const parent = comment.parent;
    const said = [
      h("span.who", {}, comment.who ? bdi(comment.who) : "author not stated"),
      comment.role ? h("span.role", {}, bdi(comment.role)) : null,
      comment.by_post_author && comment.kind !== "post" ? h("span.badge", {}, "post author") : null,
      comment.kind !== "comment" ? h("span.badge", {}, comment.kind) : null,
      comment.date ? h("span.date", {}, bdi(shortDate(comment.date))) : null,
    ];
    if (parent) {
      const whom = parent.kind === "post" ? "the post" : parent.who || "a comment without an author";
      said.push(
        h("button.link.answers", { onclick: () => on.answers(comment) }, "answers ", bdi(whom)),
        h("span.level", {}, `level ${comment.depth}`),
      );
      if (comment.evidence === "inferred") said.push(h("span.badge", {}, "reply link proposed"));
      if (comment.evidence === "repaired") said.push(h("span.badge", {}, "reply link repaired"));
    }
    return said.filter(Boolean).flatMap((one) => [one, " "]);
  }

  // painting

  function paint(row) {
    stale.delete(row.id);
    const { drawn, chips } = looks.look(row.comment);
    const { lane, marks } = paintBody(row.body, row.comment, drawn);
    Object.assign(row, { drawn, marks, lane });
    // its width is known before its stripes are measured: afterwards the words might run differently
    row.gutter.style.width = `${(lane.length ? Math.max(...lane) + 1 : 0) * STRIPE}px`;
    paintChips(row, chips);
    paintState(row);
    gutter(row);
    for (const callback of painted) callback(row);
  }

  function paintChips(row, entries) {
    const shown = row.allChips ? entries : entries.slice(0, MANY_CHIPS);
    const items = shown.map((entry) => h("li", {}, ...looks.chip(entry)));
    if (entries.length > shown.length) {
      const more = () => {
        showAllChips(row);
        row.chips.children[MANY_CHIPS]?.querySelector("button")?.focus();
      };
      items.push(h("li", {}, h("button.link", { onclick: more }, `${entries.length - shown.length} more`)));
    }
    row.chips.replaceChildren(...items);
    row.chips.hidden = !items.length;
  }

  function showAllChips(row) {
    if (row.allChips) return;
    row.allChips = true;
    if (row.drawn.length > MANY_CHIPS || stale.has(row.id)) paint(row);
  }

  function paintState(row) {
    const seen = !on.seen || store.isSeen(row.id);
    row.article.classList.toggle("unseen", !seen);
    if (!on.seen) return;
    if (!row.seen) {
      row.seen = h("button.seen", { onclick: () => on.seen(row.comment) });
      row.state.append(row.seen);
    }
    row.seen.setAttribute("aria-pressed", String(seen));
    row.seen.textContent = seen ? "seen" : "unseen";
  }

  /** Margin stripes: measured together in the next frame, so that the page is laid out once. */
  function gutter(row) {
    if (!row) return;
    if (!gutters.size) requestAnimationFrame(paintGutters);
    gutters.add(row);
  }

  function paintGutters() {
    const todo = [...gutters];
    gutters.clear();
    const measured = todo.map((row) => [row, measure(row)]);
    for (const [row, bars] of measured) {
      row.striped = true;
      row.gutter.replaceChildren(
        ...bars.map(({ top, height, lane, entry }) => {
          const bar = h(`span.stripe.${entry.kind}`, { title: entry.title, "data-key": entry.key });
          bar.style.cssText = `top:${top}px;height:${height}px;left:${lane * STRIPE}px`;
          bar.style.setProperty("--c", entry.color);
          return bar;
        }),
      );
    }
  }

  function measure(row) {
    if (!row.article.isConnected || !near.has(row)) return [];
    const origin = row.gutter.getBoundingClientRect().top;
    const bars = [];
    row.drawn.forEach((entry, index) => {
      const marks = row.marks[index];
      if (!marks.length) return;
      const first = marks[0].getClientRects()[0];
      const rects = marks[marks.length - 1].getClientRects();
      const last = rects[rects.length - 1];
      if (first && last)
        bars.push({ top: first.top - origin, height: last.bottom - first.top, lane: row.lane[index], entry });
    });
    return bars;
  }

  /** Comments changed: those near the window are painted now, the others when they come near. */
  function change(ids) {
    for (const id of ids) {
      const row = rows.get(id);
      if (!row) continue;
      if (near.has(row) || row.article.contains(row.article.getRootNode().activeElement)) paint(row);
      else {
        stale.add(id);
        paintState(row);
      }
    }
  }

  /** What is drawn follows another rule now (a filter, say); who has seen what is as it was. */
  function redraw() {
    for (const row of rows.values()) {
      if (near.has(row)) paint(row);
      else stale.add(row.id);
    }
  }

  /** On paper everything is shown at once. */
  function paintAll() {
    finish();
    for (const id of [...stale]) paint(rows.get(id));
  }
  addEventListener("beforeprint", paintAll);

  function rowOf(id) {
    if (!rows.has(id) && store.comments.has(id)) finish();
    return rows.get(id);
  }

  /** Where a stretch stands in the window. A masked name is not drawn itself; then it is where its pseudonym stands. */
  function place({ comment, start, end }) {
    const range = rangeOf(rowOf(comment).body, start, end);
    const found = range.getBoundingClientRect();
    const name = range.startContainer.parentElement?.closest(".name");
    return !found.width && !found.height && name ? name.getBoundingClientRect() : found;
  }

  function reveal(row, block = "nearest") {
    for (let at = row.item.parentElement?.closest("li.item"); at; at = at.parentElement?.closest("li.item")) {
      const above = rows.get(at.firstElementChild.dataset.comment);
      if (at.classList.contains("collapsed")) on.collapse(above.comment, false);
    }
    if (stale.has(row.id)) paint(row);
    row.article.scrollIntoView({ block });
    // what lay outside the window gets its true height only now; look again once it has it
    requestAnimationFrame(() => row.article.isConnected && row.article.scrollIntoView({ block }));
  }

  function collapse(comment, collapsed) {
    const row = rowOf(comment.id);
    if (!row?.fold) return;
    const now = collapsed ?? !row.item.classList.contains("collapsed");
    row.item.classList.toggle("collapsed", now);
    row.fold.setAttribute("aria-expanded", String(!now));
  }

  function stop() {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    near.clear();
  }

  return {
    show,
    change,
    redraw,
    rowOf,
    reveal,
    collapse,
    range: (id, start, end) => rangeOf(rowOf(id).body, start, end),
    place,
    showAllChips,
    onPaint: (callback) => painted.push(callback),
    rowAt: (node) => rows.get(node?.closest?.("article.comment")?.dataset.comment),
    all: () => rows.values(),
    destroy() {
      removeEventListener("beforeprint", paintAll);
      stop();
      resized.disconnect();
    },
  };
}
