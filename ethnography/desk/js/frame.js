// Around the thread: the bar with title and tools, what is saved and what is not, and the list of keys.

import { bdi, count, h } from "./dom.js";
import { KEYS, shown } from "./keys.js";

const KERNEL = {
  busy: "The kernel is busy with a cell; this is saved when it is done.",
  dead: "The kernel is gone. Start it again and run the cell that opened this screen: it will offer to save these.",
  restarting: "The kernel is restarting. Run the cell that opened this screen again: it will offer to save these.",
};
const NO_ANSWER =
  "The kernel does not answer: it is busy, or gone. If it was restarted, run the cell that opened this screen again.";

/** @param {object} v the view */
export function createFrame(v) {
  const { store, session, readOnly } = v;
  const title = h("button.title", { onclick: () => v.side.show(readOnly ? "comment" : "threads") });
  const tools = h("div.tools");
  const state = h("span.save-state", { role: "status" });
  const banner = h("div.banner", { role: "alert", hidden: true });
  let about = "";

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

  function drawSaving({ pending, slow, persisted, kernel }) {
    if (readOnly) return;
    const now = !pending ? "saved" : slow ? "unsaved" : "saving";
    state.className = `save-state ${now}`;
    state.textContent = { saved: "✓ saved", saving: "saving …", unsaved: `NOT SAVED: ${pending}` }[now];
    if (now !== "unsaved") return hide("saving");
    const kept = persisted
      ? "They are kept in this browser until they are saved."
      : "This browser cannot keep them: do not close the page.";
    const said = `${count(pending, "action is", "actions are")} NOT SAVED. ${KERNEL[kernel] ?? NO_ANSWER} ${kept}`;
    show("saving", said, [["Try again", () => session.hello()]]);
  }

  function show(what, text, choices) {
    about = what;
    const button = ([label, act]) => h("button", { onclick: act }, label);
    banner.replaceChildren(h("span", {}, text), ...choices.map(button));
    banner.hidden = false;
  }

  function hide(what) {
    if (what && about !== what) return;
    banner.hidden = true;
    about = "";
  }

  /** What a page or kernel that died has left unsaved. */
  function offerOrphans() {
    const [orphan] = session.orphans();
    if (!orphan) return hide("orphans");
    const n = orphan.batches.reduce((sum, batch) => sum + batch.actions.length, 0);
    const when = new Date(orphan.batches[0].at).toLocaleString();
    const then = (act) => () => {
      hide();
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
    const close = h("button.primary", { onclick: leave }, "Close");
    const box = h("div.help", { role: "dialog", "aria-label": "Keys" }, h("div.help-groups", {}, ...sections), close);
    box.addEventListener("keydown", (event) => event.key === "Escape" && leave());
    function leave() {
      box.remove();
      v.going.focusHere();
    }
    v.root.append(box);
    close.focus();
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
