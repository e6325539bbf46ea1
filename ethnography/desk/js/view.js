// One view of the coding screen: the thread and what is beside it, put together; keys and messages go to the room they belong to.

import { createCoding } from "./coding.js";
import { createDeciding } from "./deciding.js";
import { count, h } from "./dom.js";
import { createFinding } from "./finding.js";
import { createFrame } from "./frame.js";
import { createGoing } from "./going.js";
import { commandOf, isCommand, isComposing, latin, REPEATABLE } from "./keys.js";
import { createLooks } from "./looks.js";
import { createPalette } from "./palette.js";
import { createPainter, createPicking } from "./picking.js";
import { createRows } from "./rows.js";
import { createSide } from "./side.js";
import { followTheme } from "./theme.js";

const NARROW = 760; // px; below it the panel lies over the thread
const TOAST = 4000; // ms that a word stays
let views = 0;

/**
 * @param {HTMLElement} el
 * @param {object} session
 * @param {{readOnly?: boolean}} [options]
 */
export function createView(el, session, { readOnly = false } = {}) {
  views += 1;
  const { store } = session;
  // What the rooms share. `at`: the comment the reader is in; `active`: the coding that has the focus (its id);
  // `moving`: the coding whose words are being changed.
  const v = { session, store, readOnly, prefix: `eth${views}-${Math.random().toString(36).slice(2, 6)}` };
  Object.assign(v, {
    at: null,
    active: null,
    moving: null,
    suggesting: true,
    filter: { code: "", coder: "", author: "" },
  });

  const live = h("div.live", { "aria-live": "polite", "aria-atomic": "true" });
  const toast = h("div.toast", { "aria-hidden": "true", hidden: true });
  let toastTimer = null;
  /** Say something to screen readers, and to the eye unless it is `quiet`: what can be seen anyway. */
  v.say = (text, { quiet = false } = {}) => {
    toast.hidden = quiet || !text;
    toast.textContent = text;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => {
      toast.hidden = true;
    }, TOAST);
    live.textContent = "";
    // the same text twice is read out only if it was gone in between
    requestAnimationFrame(() => {
      live.textContent = text;
    });
  };
  v.recentCodes = () => v.coding.recentCodes();
  v.painter = createPainter();
  v.scroller = h("div.scroller", { role: "group", "aria-label": "Thread", tabindex: "0" });
  v.pickBar = h("div.pick-bar", { role: "toolbar", "aria-label": "Selection", hidden: true });
  v.looks = createLooks(v);
  v.rows = createRows(v, {
    answers: (comment) => v.going.toParent(comment),
    collapse: (comment, to) => v.rows.collapse(comment, to),
    seen: readOnly ? null : (comment) => v.deciding.toggleSeen(comment),
  });
  v.picking = createPicking({ ...v, changed: onPicked });
  v.going = createGoing(v);
  v.coding = createCoding(v);
  v.deciding = createDeciding(v);
  v.finding = createFinding(v);
  v.side = createSide(v);
  const commands = collectCommands();
  v.has = (command) => command in commands;
  v.frame = createFrame(v);
  Object.assign(commands, v.frame.commands);

  const main = h("div.main", {}, v.scroller, v.side.element);
  const attributes = { "aria-label": "Coding screen", "data-lm-suppress-shortcuts": "true" };
  v.root = h(
    "section.ethnography",
    attributes,
    v.frame.bar,
    v.frame.banner,
    v.finding.filters,
    main,
    v.pickBar,
    toast,
    live,
  );
  if (!readOnly) {
    v.palette = createPalette(v, {
      ...{ recent: v.recentCodes, choose: v.coding.apply, pin: v.coding.pin, closed: () => v.going.focusHere() },
      create: async (code) => (await session.newCode(code)).made,
    });
  }
  el.append(v.root);
  const theme = followTheme(v.root);
  theme.onChange(colors);
  v.rows.onPaint((row) => v.finding.repaintRow(row));
  const narrow = new ResizeObserver(() => v.root.classList.toggle("narrow", v.root.clientWidth < NARROW));
  narrow.observe(v.root);
  listen();

  function collectCommands() {
    const { nextUncoded, nextDifference, ...reading } = v.going.commands;
    const letGo = () => {
      v.moving = null;
      v.picking.clear();
      v.going.focusHere();
    };
    if (readOnly) return { ...reading, escape: letGo, help: null };
    return {
      ...reading,
      nextUncoded,
      nextDifference,
      ...v.coding.commands,
      ...v.deciding.commands,
      ...v.finding.commands,
      escape: letGo,
      help: null,
    };
  }

  // listening

  function listen() {
    v.root.addEventListener("focusin", v.going.onFocus, true);
    v.root.addEventListener("keydown", onKey);
    for (const kind of ["keyup", "keypress"]) v.root.addEventListener(kind, (event) => event.stopPropagation());
    v.root.addEventListener("copy", onCopy);
    v.scroller.addEventListener("click", v.going.onClick);
    v.scroller.addEventListener("pointerover", v.going.onPoint);
    v.scroller.addEventListener("focusout", () => v.painter.paint("eth-active", []));
    for (const kind of ["focus", "online"]) addEventListener(kind, wake);
    document.addEventListener("visibilitychange", wake);
    document.addEventListener("pointerdown", leave, true);
    v.picking.listen();
  }

  /** Whoever presses outside the screen leaves it, though a notebook may not move the focus: its keys are the notebook's again. */
  function leave(event) {
    if (!event.composedPath().includes(v.root) && v.root.contains(v.going.focused())) v.going.focused().blur();
  }

  function wake() {
    if (document.visibilityState === "visible") session.wake();
  }

  function onKey(event) {
    // stopPropagation is enough for JupyterLab and VS Code; Notebook 7 listens earlier and obeys the attribute (see onFocus)
    event.stopPropagation();
    if (isCommand(event) && latin(event).toLowerCase() === "s") {
      event.preventDefault(); // else a browser opens "save page", where Jupyter does not get the key
      const { pending } = session.status();
      return v.say(pending ? `${count(pending, "action is", "actions are")} not saved yet.` : "All codings are saved.");
    }
    const target = event.composedPath()[0];
    if (!store.thread || isComposing(event) || v.palette?.contains(target) || v.side.element.contains(target)) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
    if (event.key === "Enter" && target.tagName === "BUTTON") return; // presses the button
    const command = commandOf(event);
    if (!command || !commands[command] || target.closest("dialog")) return;
    event.preventDefault();
    if (event.repeat && !REPEATABLE.has(command)) return; // a key held down must not go on writing
    commands[command](event);
  }

  /** Names stay masked in what is copied, as they are on the screen. */
  function onCopy(event) {
    const picked = v.picking.get();
    if (!picked.length || !v.scroller.contains(v.going.focused())) return;
    event.clipboardData.setData("text/plain", picked.map(v.looks.masked).join("\n\n"));
    event.preventDefault();
  }

  function onPicked(byHand) {
    const [first] = v.picking.get();
    if (first && v.at?.id !== first.comment) v.going.markHere(store.comments.get(first.comment));
    if (!readOnly) v.coding.drawPickBar(byHand);
  }

  /** Each code has its colour as a variable, lighter on a dark ground. */
  function colors() {
    if (!store.codebook) return;
    v.root.style.setProperty("--knone", "var(--soft)");
    store.codebook.codes.forEach((code, number) => {
      code.number = number;
      v.root.style.setProperty(
        `--k${number}`,
        theme.dark() ? `color-mix(in srgb, ${code.color} 62%, #fff)` : code.color,
      );
    });
  }

  // The same thread may come again, after a silence or with another author: the reader stays where they were.

  let shown = null; // id of the thread shown

  function whatIsKept() {
    const folded = [...v.rows.all()].filter((row) => row.item.classList.contains("collapsed")).map((row) => row.id);
    const focus = v.root.contains(v.going.focused()) ? v.going.focused() : null;
    return {
      at: v.at?.id,
      picked: v.picking.get(),
      folded,
      focus,
      key: focus?.dataset?.key,
      top: v.scroller.scrollTop,
    };
  }

  function bringBack({ at, picked, folded, focus, key, top }) {
    for (const id of folded) if (store.comments.has(id)) v.rows.collapse(store.comments.get(id), true);
    const here = store.comments.get(at) ?? store.order[0];
    if (!here) return;
    v.going.markHere(here);
    const row = v.rows.rowOf(here.id);
    v.scroller.scrollTop = top;
    v.rows.reveal(row);
    if (picked.length) v.picking.set(picked, { quiet: true });
    if (focus && !focus.isConnected) ((key && v.going.chipOf(row, key)) || row.article).focus({ preventScroll: true });
  }

  // what the session tells

  const view = {
    welcomed() {
      colors();
      for (const [index, text] of (store.info.warnings ?? []).entries()) {
        v.frame.show(`warning ${index}`, text, [["Close", () => v.frame.hide(`warning ${index}`)]]);
      }
      v.frame.offerOrphans();
    },
    opening: () => v.say("Opening …"),
    opened(to) {
      const kept = store.thread.id === shown ? whatIsKept() : null;
      shown = store.thread.id;
      colors();
      if (!kept) v.palette?.close();
      Object.assign(v, { at: null, active: null, moving: null });
      v.picking.set([], { quiet: true });
      v.rows.show();
      v.finding.opened();
      v.frame.draw();
      for (const line of ["silence", "problem"]) v.frame.hide(line);
      if (kept) bringBack(kept);
      else if (store.order[0]) v.going.markHere(store.order[0]);
      v.side.draw();
      if (to) v.going.follow(to);
    },
    changed(touched, { codebook = false } = {}) {
      if (codebook) {
        colors();
        v.palette?.refresh();
      }
      const focused = v.going.focused();
      const key = focused?.dataset?.key;
      const row = key && v.rows.rowAt(focused);
      v.picking.keep(() => v.rows.change(touched));
      // a chip that was painted anew has the focus again
      if (row && !focused.isConnected) (v.going.chipOf(row, key) ?? row.article).focus({ preventScroll: true });
      v.frame.draw();
      v.side.refresh();
    },
    saving: (status) => v.frame.drawSaving(status),
    refused: (why) => v.say(`Not saved: ${why}`),
    problem: (why) => v.frame.show("problem", why, [["Try again", () => session.hello()]]),
    silence(kernel) {
      const why =
        kernel === "busy"
          ? "It is busy with another cell; this opens when that is done."
          : "If it was restarted, run this cell again; if a cell is running, this opens when it is done.";
      v.frame.show("silence", `The kernel does not answer. ${why}`, [["Try again", () => session.hello()]]);
    },
    destroy() {
      session.removeView(view);
      for (const kind of ["focus", "online"]) removeEventListener(kind, wake);
      document.removeEventListener("visibilitychange", wake);
      document.removeEventListener("pointerdown", leave, true);
      for (const room of [v.picking, v.rows, theme]) room.destroy();
      v.painter.clearAll();
      narrow.disconnect();
      v.root.remove();
    },
  };
  session.addView(view);
  return view;
}
