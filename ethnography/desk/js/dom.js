// Building elements. Texts are set as text, never as HTML: a comment can say anything.

/**
 * @param {string} tag as "button.primary"
 * @param {Record<string, unknown>} [attributes] `onclick` etc. are listeners; true and false set and leave out
 * @param {...(Node | string | null | undefined | false)} children
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  if (name === "button") element.type = "button";
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.startsWith("--")) element.style.setProperty(key, value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}

/** Text from outside, isolated so that characters which turn the writing direction end with it. */
export const bdi = (text) => h("bdi", { dir: "auto" }, text);

/** An ISO date to the minute, without its zone; a date as printed stays as it is. */
export const shortDate = (date) => (/^\d{4}-\d\d-\d\dT/.test(date) ? date.slice(0, 16).replace("T", " ") : date);

const numbers = new Intl.NumberFormat("en");

/** A number with its noun: "1 coding", "12 codings". */
export const count = (n, noun, plural = `${noun}s`) => `${numbers.format(n)} ${n === 1 ? noun : plural}`;

const TAGS = new Set(
  "p h1 h2 h3 h4 h5 h6 ul ol li blockquote em strong s code pre br hr table thead tbody tr th td span".split(" "),
);

/** A memo's markup (see memo.memo_markup) as elements; `follow` is called with "comment:ID" and the like. */
export function markup(nodes, follow) {
  return nodes.map((node) => {
    if (typeof node === "string") return document.createTextNode(node);
    const [tag, ...rest] = node;
    if (tag === "a") {
      const [{ to }, ...children] = rest;
      return h("button.link", { onclick: () => follow(to) }, ...markup(children, follow));
    }
    // headings in a memo are no headings of the screen
    const name = /^h\d$/.test(tag) ? "strong" : TAGS.has(tag) ? tag : "span";
    return h(name, {}, ...markup(rest, follow));
  });
}
