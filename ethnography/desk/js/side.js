// The panel beside the thread: a tab each for this comment, the codes, memos, threads and differences. A tab is drawn anew
// whenever something changed; what has the focus keeps it.

import { createCards } from "./cards.js";
import { bdi, count, h } from "./dom.js";
import { createMemos } from "./memos.js";

/** @param {object} v the view */
export function createSide(v) {
  const { store, prefix, readOnly } = v;
  const strip = h("div.tabs", { role: "tablist", "aria-label": "Beside the thread", onkeydown: onTabKey });
  const panel = h("div.panel", { role: "tabpanel", id: `${prefix}-panel`, tabindex: "0" });
  const element = h("aside.side", { "aria-label": "Beside the thread" }, strip, panel);
  const memos = createMemos(v, { show, draw });
  const cards = createCards(v, memos);
  const tabs = [
    ["comment", "Comment", cards.drawComment],
    ["codes", "Codes", drawCodes],
    ["memos", "Memos", memos.draw],
    ["threads", "Threads", drawThreads],
    ["differences", "Differences", cards.drawDifferences],
  ];
  let current = "codes";
  let waiting = false;
  let shownNow = ""; // the tab and the strip as they were drawn last
  let codeNumbers = null; // where the numbers of the codes stand, and what else the tab was drawn from

  const shownTabs = () =>
    tabs.filter(([id]) => (id !== "differences" || store.differences.length) && (id !== "threads" || !readOnly));

  function draw() {
    waiting = false;
    if (!store.thread) return;
    const focused = element.getRootNode().activeElement;
    if (focused?.tagName === "TEXTAREA" && panel.contains(focused)) return; // never under somebody's hands
    const inside = element.contains(focused) && focused !== panel;
    const key = focused?.dataset?.focus;
    if (!shownTabs().some(([id]) => id === current)) current = "codes";
    const drawnTabs = shownTabs().map(([id, name]) => `${id} ${name}${openCount(id)}`);
    const what = [current, ...drawnTabs].join("|");
    if (what !== shownNow) strip.replaceChildren(...shownTabs().map(tab));
    panel.setAttribute("aria-labelledby", `${prefix}-tab-${current}`);
    const [, , contents] = tabs.find(([id]) => id === current);
    if (!(current === "codes" && updateCodes())) panel.replaceChildren(...contents().filter(Boolean));
    if (!shownNow.startsWith(`${current}|`)) panel.scrollTop = 0;
    shownNow = what;
    if (!inside) return;
    const again = [...element.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === key);
    (again ?? panel).focus({ preventScroll: true });
  }

  const openCount = (id) =>
    id === "differences" ? ` ${store.differences.filter((one) => !store.decision(one)).length}` : "";

  function tab([id, name]) {
    const attributes = {
      ...{ role: "tab", id: `${prefix}-tab-${id}`, "aria-selected": String(id === current), "aria-controls": panel.id },
      ...{ tabindex: id === current ? "0" : "-1", onclick: () => show(id), "data-focus": `tab ${id}` },
    };
    return h("button.tab", attributes, name + openCount(id));
  }

  function refresh() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  }

  function show(id) {
    current = id;
    draw();
  }

  function onTabKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const ids = shownTabs().map(([id]) => id);
    show(ids[(ids.indexOf(current) + step + ids.length) % ids.length]);
    strip.querySelector("[aria-selected=true]").focus();
    event.preventDefault();
    event.stopPropagation();
  }

  // codes

  function drawCodes() {
    const { here, all } = store.counts();
    const digits = Object.fromEntries(Object.entries(store.pinned()).map(([key, code]) => [code, key]));
    const listed = (code) => code.status !== "merged" && (code.status !== "retired" || all[code.id]);
    const lead = readOnly
      ? "Codings in this thread. Press a code to see only the comments that carry it."
      : "Yours in this thread / in all. With words selected, press a code to apply it; without, to see only what carries it.";
    codeNumbers = { from: drawnFrom(), cells: new Map() };
    const rows = store.codebook.codes.filter(listed).map((code) => {
      const looksOf = `code-row${code.codable ? "" : " group"}${v.filter.code === code.id ? " on" : ""}`;
      return h(
        "li",
        { class: looksOf, "--depth": String(code.depth) },
        h(
          "button.code",
          {
            onclick: () => pressCode(code),
            "data-focus": `code ${code.id}`,
            title: [code.brief, code.definition].filter(Boolean).join("\n\n"),
          },
          cards.swatch(code.id),
          h("span.code-name", {}, bdi(code.name)),
          code.status !== "active" ? h("span.path", {}, code.status) : null,
          digits[code.id] ? h("kbd", {}, digits[code.id]) : null,
          numberCell(code, here, all),
        ),
        readOnly ? null : memoButton(code),
      );
    });
    return [h("p.lead", {}, lead), h("ul.code-tree", {}, ...rows)];
  }

  const numberOf = (code, here, all) => {
    if (!code.codable && !here[code.id]) return "";
    return readOnly ? `${here[code.id] ?? 0}` : `${here[code.id] ?? 0} / ${all[code.id] ?? 0}`;
  };

  function numberCell(code, here, all) {
    const cell = h("span.n", {}, numberOf(code, here, all));
    codeNumbers.cells.set(code, cell);
    return cell;
  }

  /** What the tab of codes shows besides numbers; where that is the same, only numbers change: this happens at every coding. */
  const drawnFrom = () =>
    JSON.stringify([v.filter.code, store.pinned(), store.codebook.codes.map(({ id }) => store.hasMemo(id))]);

  function updateCodes() {
    const same =
      panel.querySelector(".code-tree") &&
      codeNumbers?.cells.has(store.codebook.codes[0]) &&
      codeNumbers.from === drawnFrom();
    if (!same) return false;
    const { here, all } = store.counts();
    for (const [code, cell] of codeNumbers.cells) {
      const number = numberOf(code, here, all);
      if (cell.textContent !== number) cell.textContent = number;
    }
    return true;
  }

  function memoButton(code) {
    const has = store.hasMemo(code.id);
    const label = `Memo on the code ${code.name}${has ? " (it has one)" : ""}`;
    const press = () => v.deciding.write("code", code.id);
    return h(`button.small-button${has ? ".has" : ""}`, { onclick: press, "aria-label": label, title: label }, "✎");
  }

  function pressCode(code) {
    if (!readOnly && code.codable && v.picking.get().length) v.coding.apply(code.id, true);
    else v.finding.setFilter({ code: v.filter.code === code.id ? "" : code.id });
  }

  // threads

  function drawThreads() {
    const row = (thread) => {
      const current = thread.id === store.thread.id;
      const { comments, seen, coded } = current ? store.progress() : thread;
      const differ = thread.differences ? `, ${count(thread.differences, "open difference")}` : "";
      return h(
        "li",
        {},
        h(
          "button.thread-row",
          {
            "aria-current": current ? "true" : null,
            "data-focus": `thread ${thread.id}`,
            onclick: () => v.session.open(thread.id),
          },
          h("span.thread-title", {}, bdi(thread.title)),
          h("progress", { max: String(comments || 1), value: String(seen), "aria-hidden": "true" }),
          h("span.small", {}, `${seen} of ${comments} seen, ${coded} coded${differ}`, v.finding.inThread(thread.id)),
        ),
      );
    };
    return [h("ul.threads", {}, ...store.threads.map(row))];
  }

  return { element, draw, refresh, show, write: memos.write };
}
