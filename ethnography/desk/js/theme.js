// Light or dark, as the page around is: measured from its ground, because every front end says it in its own way.

/** @param {HTMLElement} root */
export function followTheme(root) {
  const listeners = [];
  let dark = null;
  const media = matchMedia("(prefers-color-scheme: dark)");

  function measure() {
    const now = isDark(root.parentElement);
    if (now === dark) return;
    dark = now;
    root.dataset.theme = dark ? "dark" : "light";
    for (const listener of listeners) listener();
  }

  const watch = new MutationObserver(measure);
  for (const node of [document.documentElement, document.body]) {
    watch.observe(node, {
      attributes: true,
      attributeFilter: ["class", "style", "data-jp-theme-light", "data-theme", "data-vscode-theme-kind"],
    });
  }
  media.addEventListener("change", measure);
  // style sheets of the page may arrive after us
  const later = setTimeout(measure, 400);
  measure();

  return {
    dark: () => dark,
    onChange: (listener) => listeners.push(listener),
    destroy() {
      clearTimeout(later);
      watch.disconnect();
      media.removeEventListener("change", measure);
    },
  };
}

function isDark(element) {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    const [red, green, blue, alpha] = pixel(getComputedStyle(at).backgroundColor);
    if (alpha > 127) return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

let canvas = null;

/** A colour in whatever notation (rgb, oklch, color() …) as red, green, blue, alpha from 0 to 255. */
function pixel(color) {
  canvas ??= Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", {
    willReadFrequently: true,
  });
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return canvas.getImageData(0, 0, 1, 1).data;
}
