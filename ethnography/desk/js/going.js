// Going about in the thread: from comment to comment and from coding to coding; where the reader is.

/** @param {object} v the view */
export function createGoing(v) {
  const { store, rows, painter, say } = v;
  let hereArticle = null;
  const focused = () => v.root.getRootNode().activeElement;

  /** Go to a comment: it is shown, has the focus, and is the one that keys act on. */
  function go(comment, { focus = true, block = "nearest" } = {}) {
    const row = comment && rows.rowOf(comment.id);
    if (!row) return;
    v.active = null;
    rows.reveal(row, block);
    if (focus) row.article.focus({ preventScroll: true });
    markHere(comment);
  }

  function markHere(comment) {
    v.at = comment;
    // a selection left behind in another comment would be coded by accident
    if (v.moving && v.moving.comment !== comment.id) v.moving = null;
    const picked = v.picking.get();
    if (picked.length && !picked.some((stretch) => stretch.comment === comment.id)) v.picking.clear();
    if (hereArticle) {
      hereArticle.classList.remove("here");
      hereArticle.tabIndex = -1;
    }
    hereArticle = rows.rowOf(comment.id).article;
    hereArticle.classList.add("here");
    hereArticle.tabIndex = 0;
    v.side.refresh();
  }

  function focusHere() {
    const row = v.at && rows.rowOf(v.at.id);
    (row?.article ?? v.scroller).focus({ preventScroll: true });
  }

  function onFocus(event) {
    // Jupyter matches its shortcuts from the focused element upwards, so this must be on whatever has the focus
    event.target.setAttribute?.("data-lm-suppress-shortcuts", "true");
    const row = rows.rowAt(event.target);
    if (!row) return;
    if (v.at !== row.comment) markHere(row.comment);
    const key = event.target.dataset?.key;
    const id = store.events.has(key) ? key : null;
    if (id !== v.active) {
      v.active = id;
      v.side.refresh();
    }
    point(row, key);
  }

  /** Show which words a chip, stripe or mark belongs to. */
  function point(row, key) {
    const one = row.drawn.find((drawn) => drawn.key === key);
    painter.paint("eth-active", one ? [rows.range(row.id, one.start, one.end)] : []);
  }

  function onPoint(event) {
    const row = rows.rowAt(event.target);
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (row && key) point(row, key);
  }

  function onClick(event) {
    const row = rows.rowAt(event.target);
    const key =
      row && (event.target.closest(".stripe, .chip")?.dataset.key ?? keyOfMark(row, event.target.closest("mark")));
    if (key) activate(row, key);
  }

  /** Pressing on marked words means the shortest coding there. */
  function keyOfMark(row, mark) {
    if (!mark || v.picking.get().length) return undefined;
    const sizes = mark.spans.map((index) => row.drawn[index]).sort((a, b) => a.end - a.start - (b.end - b.start));
    return sizes[0]?.key;
  }

  const chipOf = (row, key) => [...row.chips.querySelectorAll("button.chip")].find((one) => one.dataset.key === key);

  function activate(row, key) {
    chipOf(row, key)?.focus({ preventScroll: true });
    v.active = store.events.has(key) ? key : null;
    if (v.active) v.side.show("comment");
  }

  function step(test, none) {
    const next = store.next(v.at, test);
    if (next) go(next);
    else say(none);
    return next;
  }

  const folded = (comment) => Boolean(rows.rowOf(comment.id)?.item.parentElement?.closest(".collapsed"));
  const filteredOut = (comment) => rows.rowOf(comment.id)?.item.classList.contains("filtered");

  function beside(direction) {
    let index = v.at ? v.at.index + direction : 0;
    while (store.order[index] && (filteredOut(store.order[index]) || folded(store.order[index]))) index += direction;
    const target = store.order[index];
    if (target) go(target);
    else say(direction > 0 ? "This is the last comment." : "This is the first one.");
  }

  function toParent(comment = v.at) {
    if (comment?.parent) go(comment.parent, { block: "center" });
    else say("This answers nothing.");
  }

  function toSibling(direction) {
    const other = v.at && store.sibling(v.at, direction);
    if (other) go(other);
    else say(direction > 0 ? "The last answer." : "The first answer.");
  }

  function nextWithCode() {
    const code = v.filter.code || v.recentCodes()[0];
    if (!code) return say("Filter for a code first, or apply one.");
    const codes = store.below(code);
    const carries = (one) => store.live(one.id).coded.some((c) => codes.has(c.code) && v.looks.shownCoder(c));
    step(carries, `No other comment here carries ${v.looks.codeName(code)}.`);
  }

  function nextDifference() {
    const open = new Set(store.differences.filter((one) => !store.decision(one)).map((one) => one.comment));
    if (step((one) => open.has(one.id), "No open difference in this thread.")) v.side.show("differences");
  }

  function nextCoding() {
    const row = v.at && rows.rowOf(v.at.id);
    if (row) rows.showAllChips(row);
    const chips = row ? [...row.chips.querySelectorAll("button.chip:not(.suggested)")] : [];
    if (!chips.length) return say("Nothing is coded here.");
    chips[(chips.indexOf(focused()) + 1) % chips.length].focus();
  }

  /** Follow a link of a memo: "comment:ID", "coding:ID", "thread:ID", "code:ID". */
  function follow(to) {
    const [kind, ...rest] = to.split(":");
    const id = rest.join(":");
    if (kind === "thread") return v.session.open(id);
    if (kind === "code") return v.finding.setFilter({ code: id });
    const comment = kind === "comment" ? id : store.commentOf(id);
    const target = store.comments.get(comment);
    if (!target && !v.readOnly && kind !== "memo") return v.session.open(null, to); // in another thread
    if (!target) return say("That is not in this thread.");
    go(target, { block: "center" });
    if (kind === "coding") activate(rows.rowOf(comment), id);
  }

  return {
    ...{ go, markHere, focusHere, focused, onFocus, onPoint, onClick, chipOf, activate, step, toParent, follow },
    commands: {
      nextComment: () => beside(1),
      previousComment: () => beside(-1),
      parent: () => toParent(),
      nextSibling: () => toSibling(1),
      previousSibling: () => toSibling(-1),
      nextUncoded: () =>
        step(
          (one) => one.kind !== "pingback" && !store.live(one.id).coded.some(store.mine),
          "Every comment has a coding of yours.",
        ),
      nextWithCode,
      nextDifference,
      nextCoding,
      collapse: () => v.at && rows.collapse(v.at),
    },
  };
}
