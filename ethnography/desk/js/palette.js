// Choosing a code: a combobox over the code tree. Focus stays in the input; what is highlighted is explained beside it.

import { bdi, h } from "./dom.js";
import { rank } from "./fuzzy.js";
import { isComposing } from "./keys.js";

/**
 * @param {object} v the view
 * @param {object} on
 * @param {() => string[]} on.recent ids of codes, the latest first
 * @param {(code: string, stay: boolean) => void} on.choose
 * @param {(key: string, code: string) => void} on.pin
 * @param {(code: {name: string, parent: string | null, definition: string}) => Promise<string>} on.create
 * @param {() => void} on.closed
 */
export function createPalette({ root, store, prefix, looks }, { recent, choose, pin, create, closed }) {
  const listId = `${prefix}-codes`;
  const input = h("input.query", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    "aria-label": "Code",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Code … (type to find one, or the name of a new one)",
    oninput: () => update(),
    onkeydown: onKey,
  });
  const words = h("p.words");
  const list = h("ul.options", { id: listId, role: "listbox", "aria-label": "Codes", tabindex: "-1" });
  const about = h("div.about");
  const hint = h(
    "p.hint",
    {},
    "↑ ↓ choose · Enter apply · Shift+Enter apply another · Alt+1…9 put on a key · Esc close",
  );
  const box = h(
    "div.palette",
    { role: "dialog", "aria-label": "Apply a code", hidden: true },
    words,
    input,
    h("div.columns", {}, list, about),
    hint,
  );
  root.append(box);
  let options = [];
  let at = 0;

  let target = []; // what the code is for: what was selected when the list was opened

  function open(anchor, quote, stretches, note = "") {
    target = stretches;
    words.replaceChildren(
      "“",
      bdi(quote.length > 90 ? `${quote.slice(0, 60)} … ${quote.slice(-25)}` : quote),
      "”",
      note,
    );
    box.hidden = false;
    showList();
    input.value = "";
    update();
    putNear(box, anchor, root);
    input.focus({ preventScroll: true });
  }

  function close() {
    if (box.hidden) return;
    box.hidden = true;
    closed();
  }

  function update() {
    const codes = store.codebook.codes.filter((code) => code.codable);
    const found = rank(input.value, codes, { recent: recent() });
    options = found.map(({ item, ranges }) => ({ code: item, ranges }));
    const query = input.value.trim();
    if (create && query && !options.some(({ code }) => code.name.toLowerCase() === query.toLowerCase()))
      options.push({ fresh: query });
    at = 0;
    const digits = Object.fromEntries(Object.entries(store.pinned()).map(([key, code]) => [code, key]));
    list.replaceChildren(...options.map((option, index) => optionNode(option, index, digits)));
    highlight(0);
  }

  function optionNode({ code, ranges, fresh }, index, digits) {
    const pick = { onpointerdown: (event) => event.preventDefault(), onclick: () => take(index, false) };
    const common = { id: `${listId}-${index}`, role: "option", "aria-selected": "false", ...pick };
    if (fresh) return h("li.fresh", common, "New code “", bdi(fresh), "” …");
    return h(
      "li",
      common,
      h("span.swatch", { "--c": looks.colorOf(code.id), "aria-hidden": "true" }),
      h("span.option-name", {}, ...bolded(code.name, ranges)),
      code.path.length ? h("span.path", {}, code.path.join(" › ")) : null,
      code.status === "proposed" ? h("span.path", {}, "proposed") : null,
      digits[code.id] ? h("kbd", {}, digits[code.id]) : null,
    );
  }

  function highlight(index) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = Math.max(0, Math.min(index, options.length - 1));
    const node = list.children[at];
    node?.setAttribute("aria-selected", "true");
    node?.scrollIntoView({ block: "nearest" });
    if (node) input.setAttribute("aria-activedescendant", node.id);
    else input.removeAttribute("aria-activedescendant");
    about.replaceChildren(...explain(options[at]));
  }

  function explain(option) {
    if (!option) return [h("p", {}, "No code yet: type a name to make one.")];
    if (option.fresh) return [h("p", {}, "Adds a code to the codebook, marked as proposed.")];
    return codeFacts(option.code);
  }

  function take(index, stay) {
    const option = options[index];
    if (!option) return;
    if (option.fresh) return showForm(option.fresh);
    choose(option.code.id, stay, target);
    if (stay) {
      input.value = "";
      update();
    } else close();
  }

  function onKey(event) {
    if (isComposing(event)) return event.stopPropagation();
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.altKey && /^Digit[1-9]$/.test(event.code) && options[at]?.code) {
      pin(event.code.slice(5), options[at].code.id);
      const keep = at;
      update();
      highlight(keep);
    } else if (steps[event.key]) highlight(at + steps[event.key]);
    else if (event.key === "Enter") take(at, event.shiftKey);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // a new code, in place

  function showList() {
    box.classList.remove("making");
    box.querySelector("form")?.remove();
  }

  function showForm(name) {
    box.classList.add("making");
    const parents = store.codebook.codes.filter((code) => code.status !== "retired" && code.status !== "merged");
    const above = options.find((option) => option.code)?.code.parent ?? "";
    const field = {
      name: h("input", { name: "name", value: name, required: true, maxlength: "120" }),
      parent: h(
        "select",
        { name: "parent" },
        h("option", { value: "" }, "(top)"),
        ...parents.map((code) =>
          h("option", { value: code.id, selected: code.id === above }, `${"  ".repeat(code.depth)}${code.name}`),
        ),
      ),
      definition: h("textarea", {
        name: "definition",
        rows: "3",
        required: true,
        placeholder: "When does a passage carry this code?",
      }),
    };
    const wrong = h("p.wrong", { role: "alert" });
    const form = h(
      "form.new-code",
      { onsubmit: submit, onkeydown: formKey },
      h("label", {}, "Name", field.name),
      h("label", {}, "Under", field.parent),
      h("label", {}, "Definition", field.definition),
      wrong,
      h(
        "div.buttons",
        {},
        h("button.primary", { type: "submit" }, "Add and apply"),
        h("button", { onclick: () => close() }, "Cancel"),
      ),
    );
    function formKey(event) {
      event.stopPropagation();
      if (isComposing(event)) return;
      if (event.key === "Escape") close();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    }
    async function submit(event) {
      event.preventDefault();
      const button = form.querySelector("button.primary");
      button.disabled = true;
      try {
        const meant = target;
        const made = await create({
          name: field.name.value,
          parent: field.parent.value || null,
          definition: field.definition.value,
        });
        if (box.hidden || meant !== target) return; // left meanwhile: the code is made, and nothing is coded with it
        choose(made, false, meant);
        close();
      } catch (error) {
        wrong.textContent = error.message;
        button.disabled = false;
      }
    }
    box.append(form);
    field.definition.focus();
  }

  return {
    open,
    close,
    isOpen: () => !box.hidden,
    contains: (node) => box.contains(node),
    refresh: () => !box.hidden && update(),
  };
}

/** What a coder needs to decide on a code. */
export function codeFacts(code) {
  const said = [
    ["", code.definition || code.brief || "No definition yet."],
    ["Use", code.use],
    ["Not", code.avoid],
    ["Typical", code.typical.join(" · ")],
    ["Near miss", code.near_miss.join(" · ")],
  ];
  return [
    h("p.fact-name", {}, ...code.path.flatMap((name) => [bdi(name), " › "]), h("strong", {}, bdi(code.name))),
    ...said
      .filter(([, text]) => text)
      .map(([label, text]) => h("p", {}, label ? h("b", {}, `${label}: `) : null, bdi(text))),
  ];
}

function bolded(name, ranges = []) {
  const nodes = [];
  let from = 0;
  for (const [start, end] of ranges) {
    nodes.push(name.slice(from, start), h("b", {}, name.slice(start, end)));
    from = end;
  }
  return [...nodes, name.slice(from)].filter((node) => node !== "");
}

/** Put a box near a rectangle of the page, inside the root. */
export function putNear(box, anchor, root) {
  const frame = root.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const below = anchor.bottom + 6 + size.height <= frame.bottom;
  const top = below ? anchor.bottom + 6 : Math.max(anchor.top - size.height - 6, frame.top + 4);
  const left = Math.min(Math.max(anchor.left, frame.left + 4), frame.right - size.width - 8);
  box.style.top = `${Math.min(top, frame.bottom - size.height - 4) - frame.top}px`;
  box.style.left = `${Math.max(left, frame.left + 4) - frame.left}px`;
}
