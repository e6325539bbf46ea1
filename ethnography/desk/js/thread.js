// A thread as Python sends it, made ready for the screen: a tree in reading order, with offsets in UTF-16.

import { codePointTable, toUtf16 } from "./offsets.js";

/** The comments of a message by id, each with its answers; the top ones; and all of them as they are read. */
export function readThread(message) {
  const comments = new Map(message.thread.comments.map((values) => [values.id, comment(values)]));
  const roots = [];
  for (const one of comments.values()) {
    one.parent = comments.get(one.reply_to) ?? null;
    (one.parent ? one.parent.children : roots).push(one);
  }
  const order = inOrder(roots);
  addUp(order);
  return { comments, roots, order };
}

/** Each comment before its answers. Not by recursion: a thread may be ten thousand answers deep. */
function inOrder(roots) {
  const order = [];
  const stack = roots.toReversed();
  while (stack.length) {
    const one = stack.pop();
    one.index = order.length;
    one.level = one.parent ? one.parent.level + 1 : 0;
    order.push(one);
    stack.push(...one.children.toReversed());
  }
  return order;
}

/** How many answers stand below each comment, and about how high it is on the screen, alone and with them, in px. */
function addUp(order) {
  for (const one of order.toReversed()) {
    one.height = 95 + one.text.length * 0.27;
    one.below = one.children.reduce((sum, child) => sum + 1 + child.below, 0);
    one.heightBelow = one.children.reduce((sum, child) => sum + child.heightBelow, one.height);
  }
}

function comment(values) {
  const table = codePointTable(values.text);
  const at = (codePoint) => toUtf16(table, codePoint);
  const stretch = (start, end) => ({ start: at(start), end: at(end) });
  return {
    ...values,
    table,
    children: [],
    parts: values.parts.map(([start, end, kind, voice]) => ({ ...stretch(start, end), kind, voice })),
    names: values.names.map(([start, end, shown]) => ({ ...stretch(start, end), shown })),
    sentences: pairs(values.sentences, stretch),
    paragraphs: pairs(values.paragraphs, stretch),
  };
}

function pairs(edges, stretch) {
  const found = [];
  for (let i = 0; i < edges.length; i += 2) found.push(stretch(edges[i], edges[i + 1]));
  return found;
}
