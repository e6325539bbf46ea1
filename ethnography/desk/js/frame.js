// Around the thread: the bar with title and tools, what is saved and what is not, and the list of keys.

import { bdi, count, h } from "./dom.js";
import { KEYS, shown } from "./keys.js";

const AGAIN =
  "Start it if need be and run the cell that opened this screen again: it will offer to save these. If that does not help, load the page anew.";
const KERNEL = {
  busy: "The kernel is busy with a cell; this is saved when it is done.",
  dead: `The kernel is gone. ${AGAIN}`,
  restarting: `The kernel is restarting. ${AGAIN}`,
};
const NO_ANSWER = `The kernel does not answer: it is busy, or gone. ${AGAIN}`;

/** @param {object} v the view */
export function createFrame(v) {
  const { store, session, readOnly } = v;
  const title = h("button.title", { onclick: () => v.side.show(readOnly ? "comment" : "threads") });
  const tools = h("div.tools");
  const state = h("span.save-state", { role: "status" });
  const banner = h("div.banner", { role: "alert", hidden: true });
  const lines = new Map(); // what is to be said, a line each

  function draw() {
    const { comments, seen, coded } = store.progress();
    const said = readOnly ? count(comments, "comment") : `${seen} of ${comments} seen · ${coded} coded`;
    title.replaceChildren(bdi(store.thread.title), h("span.small", {}, said));
    if (!tools.childElementCount) tools.append(...buttons());
  }

  function buttons() {
    const tool = (text, label, onclick) => h("button.tool", { onclick, "aria-label": label, title: label }, text);
    const toggle = () => v.root.classList.toggle(v.root.classList.contains("narrow") ? "side-open" : "side-closed");
    return [
      tool("Filter", "Filter by code, author, coder", () => {
        v.finding.filters.hidden = !v.finding.filters.hidden;
      }),
      ...(readOnly
        ? []
        : [tool("↶", "Undo (z)", v.coding.commands.undo), tool("↷", "Redo (Shift+Z)", v.coding.commands.redo)]),
      tool("Panel", "Panel beside the thread: show or hide", toggle),
      tool("?", "Keys", help),
    ];
  }

  // what is saved

  function drawSaving({ pending, slow, persisted, refused, kernel }) {
    if (readOnly) return;
    const now = !pending ? "saved" : slow || refused.length ? "unsaved" : "saving";
    state.className = `save-state ${now}`;
    state.textContent = { saved: "✓ saved", saving: "saving …", unsaved: `NOT SAVED: ${pending}` }[now];
    if (refused.length) {
      const said = `${count(refused.length, "action is", "actions are")} NOT SAVED: ${refused[0].why.replace(/[^.!?…]$/, "$&.")} ${kept(persisted)}`;
      show("refused", said, [
        ["Try again", session.tryAgain],
        ["Throw away", () => session.throwAway()],
      ]);
    } else hide("refused");
    const silent = pending - refused.length;
    if (!slow || !silent) return hide("saving");
    const said = `${count(silent, "action is", "actions are")} NOT SAVED. ${KERNEL[kernel] ?? NO_ANSWER} ${kept(persisted)}`;
    show("saving", said, [["Try again", () => session.hello()]]);
  }

  const kept = (persisted) =>
    persisted
      ? "They are kept in this browser until they are saved."
      : "This browser cannot keep them: do not close the page.";

  function show(what, text, choices) {
    if (lines.get(what)?.text === text) return; // an alert is read out anew whenever it is drawn anew
    const button = ([label, act]) => h("button", { onclick: act }, label);
    lines.set(what, { text, line: h("div.line", {}, h("span", {}, text), ...choices.map(button)) });
    drawBanner();
  }

  function hide(what) {
    if (lines.delete(what)) drawBanner();
  }

  function drawBanner() {
    banner.replaceChildren(...[...lines.values()].map(({ line }) => line));
    banner.hidden = !lines.size;
  }

  /** What a page or kernel that died has left unsaved. */
  function offerOrphans() {
    const [orphan] = session.orphans();
    if (!orphan) return hide("orphans");
    const n = orphan.batches.reduce((sum, batch) => sum + batch.actions.length, 0);
    const when = new Date(orphan.batches[0].at).toLocaleString();
    const then = (act) => () => {
      hide("orphans");
      act(orphan);
      offerOrphans();
    };
    show(
      "orphans",
      `${count(n, "action")} of ${when} ${n === 1 ? "was" : "were"} not saved. What was saved after all is not doubled.`,
      [
        ["Save now", then(session.adopt)],
        ["Throw away", then(session.discard)],
      ],
    );
  }

  // keys

  function help() {
    const groups = new Map();
    for (const [keys, command, what, group] of KEYS) {
      if (!v.has(command)) continue;
      if (!groups.has(group)) groups.set(group, []);
      const signs = keys.slice(0, 2).flatMap((key) => [h("kbd", {}, shown(key)), " "]);
      groups.get(group).push(h("div", {}, h("dt", {}, ...signs), h("dd", {}, what)));
    }
    const sections = [...groups].map(([name, items]) => h("section", {}, h("h4", {}, name), h("dl", {}, ...items)));
    const box = h("dialog.help", { "aria-label": "Keys" }, h("div.help-groups", {}, ...sections));
    box.append(h("button.primary", { onclick: () => box.close() }, "Close"));
    box.addEventListener("close", () => {
      box.remove();
      v.going.focusHere();
    });
    v.root.append(box);
    box.showModal(); // nothing behind it can be reached while it is open
  }

  return {
    ...{
      bar: h("div.bar", {}, title, v.finding.bar, tools, state),
      banner,
      draw,
      drawSaving,
      show,
      hide,
      offerOrphans,
    },
    commands: { help },
  };
}
