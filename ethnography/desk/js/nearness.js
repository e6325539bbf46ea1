// Which rows are near the window. The browser is told to pass over what is not (content-visibility), a block at a time: a comment
// with all its answers where these are few, else the comment alone. Fewer blocks make each frame of scrolling cheaper.

const FEW = 16;
const FAR = "700px 0px"; // so far around the window a row counts as near

/**
 * @param {HTMLElement} scroller
 * @param {(row: object) => void} came a row has come near
 */
export function createNearness(scroller, came) {
  const blocks = new Map(); // element -> {rows, near}
  const near = new Set();

  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const block = blocks.get(target);
        if (!block) continue;
        block.near = isIntersecting;
        for (const row of block.rows) set(row, isIntersecting);
      }
    },
    { root: scroller, rootMargin: FAR },
  );

  function set(row, isNear) {
    if (!isNear) return near.delete(row);
    near.add(row);
    came(row);
  }

  /** A row was built; `above` is the row it answers. */
  function join(row, above) {
    if (above?.block) {
      row.block = above.block;
      row.block.rows.push(row);
      if (row.block.near) set(row, true);
      return;
    }
    const whole = row.comment.below < FEW;
    const element = whole ? row.item : row.article;
    const block = { rows: [row], near: false };
    if (whole) row.block = block;
    blocks.set(element, block);
    element.classList.add("block");
    element.style.containIntrinsicHeight = `auto ${Math.round(whole ? row.comment.heightBelow : row.comment.height)}px`;
    watcher.observe(element);
  }

  return {
    join,
    has: (row) => near.has(row),
    rows: () => near,
    clear() {
      watcher.disconnect();
      blocks.clear();
      near.clear();
    },
  };
}
