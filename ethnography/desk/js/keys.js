// Every key, in one list: what it does, and how the help says it. They act while the focus is in the screen, but not in a field
// or in the panel.

/** [keys, command, what it does, group]; "Mod" is Ctrl, or Cmd on a Mac; the first key is the one shown. */
export const KEYS = [
  [["j", "ArrowDown"], "nextComment", "next comment", "Read"],
  [["k", "ArrowUp"], "previousComment", "previous comment", "Read"],
  [["u"], "parent", "up to the comment it answers", "Read"],
  [["]"], "nextSibling", "next answer to the same comment", "Read"],
  [["["], "previousSibling", "previous answer to the same comment", "Read"],
  [["n"], "nextUnseen", "mark as seen, and on to the next unseen", "Read"],
  [["i"], "nextUncoded", "next without a coding of yours", "Read"],
  [["g"], "nextWithCode", "next with the code filtered for, or last used", "Read"],
  [["d"], "nextDifference", "next where coders differ", "Read"],
  [["x"], "toggleSeen", "seen or unseen", "Read"],
  [["h"], "collapse", "collapse or expand the answers", "Read"],
  [["/"], "search", "search (words, stem*, phrases)", "Read"],
  [["ArrowRight"], "nextSentence", "select the next sentence", "Select"],
  [["ArrowLeft"], "previousSentence", "select the sentence before", "Select"],
  [["Shift+ArrowRight"], "longer", "longer by a word at its end", "Select"],
  [["Shift+ArrowLeft"], "shorter", "shorter by a word at its end", "Select"],
  [["Alt+Shift+ArrowLeft"], "startEarlier", "longer by a word at its start", "Select"],
  [["Alt+Shift+ArrowRight"], "startLater", "shorter by a word at its start", "Select"],
  [["c", "Enter"], "code", "code the selection: opens the list of codes", "Code"],
  [["s"], "codeSentence", "code the sentence", "Code"],
  [["p"], "codeParagraph", "code the paragraph", "Code"],
  [["w"], "codeComment", "code the whole comment", "Code"],
  [["."], "repeat", "the last code once more, on this selection", "Code"],
  [["1…9"], "favourite", "the code on this key", "Code"],
  [["e"], "nextCoding", "to the codings of this comment, one by one", "Change"],
  [["Delete", "Backspace"], "remove", "remove the coding", "Change"],
  [["v"], "move", "change its words: select anew, then Enter", "Change"],
  [["Mod+z", "z"], "undo", "undo", "Change"],
  [["Mod+Shift+z", "Mod+y", "Shift+Z"], "redo", "redo", "Change"],
  [["m"], "memo", "memo on the coding or the comment", "Write"],
  [["Shift+M"], "memoThread", "memo on the thread", "Write"],
  [["Shift+J"], "fieldNote", "field note", "Write"],
  [["t"], "nextSuggestion", "next suggestion of the rules", "Suggestions"],
  [["a"], "accept", "accept it", "Suggestions"],
  [["r"], "reject", "reject it", "Suggestions"],
  [["Shift+A"], "acceptAll", "accept all of this rule in this thread", "Suggestions"],
  [["Shift+R"], "rejectAll", "reject all of this rule in this thread", "Suggestions"],
  [["?"], "help", "this list", "Help"],
  [["Escape"], "escape", "let go of the selection", "Help"],
];

const COMMANDS = new Map(KEYS.flatMap(([keys, command]) => keys.map((key) => [key.toLowerCase(), command])));

/** Commands that may go on while a key is held down: those that only read. */
export const REPEATABLE = new Set(
  "nextComment previousComment nextSentence previousSentence longer shorter startEarlier startLater nextCoding".split(
    " ",
  ),
);

/** What a key says on a Latin keyboard: letters of other scripts stand on the same keys. */
export function latin(event) {
  const letter = /^Key([A-Z])$/.exec(event.code ?? "")?.[1];
  if (!letter || !/^\P{ASCII}$/u.test(event.key)) return event.key;
  return event.shiftKey ? letter : letter.toLowerCase();
}

/** The digit of a key without modifiers, also where it takes Shift to write it; undefined for other keys. */
export function digitOf(event) {
  if (/^[1-9]$/.test(event.key)) return event.key;
  return event.shiftKey ? undefined : /^Digit([1-9])$/.exec(event.code ?? "")?.[1];
}

/** Whether Ctrl or Cmd is meant: AltGr, which writes signs, counts as both Ctrl and Alt on some systems. */
export const isCommand = (event) => (event.ctrlKey || event.metaKey) && !event.getModifierState?.("AltGraph");

/** Whether a key belongs to the writing of a composed letter, and so to nobody else. */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/** The command of a keydown event, or undefined. */
export function commandOf(event) {
  const mod = isCommand(event);
  const alt = event.altKey && !event.getModifierState?.("AltGraph");
  if (!mod && !alt && digitOf(event)) return "favourite";
  const key = latin(event);
  const named = key.length > 1 || mod || /[a-z]/i.test(key);
  const name = [mod && "Mod", alt && "Alt", event.shiftKey && named && "Shift", key].filter(Boolean).join("+");
  return COMMANDS.get(name.toLowerCase());
}

/** A key as it is shown. */
export function shown(key) {
  const signs = {
    ArrowDown: "↓",
    ArrowUp: "↑",
    ArrowLeft: "←",
    ArrowRight: "→",
    Mod: "Ctrl",
    Escape: "Esc",
    Delete: "Del",
  };
  return key
    .split(/\+(?=.)/)
    .map((part) => signs[part] ?? (part.length === 1 && key.length > 1 ? part.toUpperCase() : part))
    .join("+");
}
