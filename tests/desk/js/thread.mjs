// An invented thread in the form in which Python sends it, for the tests of store and session.

const code = (id, parent = null) => ({
  ...{
    id,
    name: id[0].toUpperCase() + id.slice(1),
    parent,
    depth: parent ? 1 : 0,
    path: parent ? [parent] : [],
    brief: "",
  },
  ...{
    definition: "",
    use: "",
    avoid: "",
    typical: [],
    near_miss: [],
    color: "#336699",
    status: "active",
    codable: true,
  },
});

export const comment = (id, reply_to, text, more = {}) => ({
  ...{ id, kind: "comment", reply_to, who: id.toUpperCase(), person: id, role: "", depth: reply_to ? 1 : 0, text },
  ...{ parts: [], sentences: [0, text.length], paragraphs: [0, text.length], names: [], ...more },
});

export const welcome = (more = {}) => ({
  type: "welcome",
  study: { id: "s1", name: "Rota", approach: "codebook" },
  ...{ coder: "ada", coders: ["ada", "ben"], consensus: "consensus", blind: false, pinned: {}, history: [] },
  codebook: { name: "b", version: "1", codes: [code("people"), code("trust", "people"), code("fear", "people")] },
  ...more,
});

export const state = (more = {}) => ({
  ...{
    revision: 1,
    events: [],
    memos: [],
    suggestions: [],
    proposals: [],
    threads: [],
    elsewhere: {},
    differences: [],
  },
  ...more,
});

export const thread = (more = {}) => ({
  type: "thread",
  thread: {
    id: "t",
    title: "Who reads the rota?",
    comments: [
      comment("p", null, "A post 🙂 with an emoji in it.", { kind: "post" }),
      comment("a", "p", "I trust nobody."),
      comment("b", "a", "Nor do I."),
      comment("c", "p", "Speak for yourself."),
      comment("d", "a", "A late answer to the first."),
    ],
  },
  ...state(more),
});

export const coded = (id, coder, at, comment, start, end, code) => ({
  event: "coded",
  id,
  coder,
  at,
  comment,
  start,
  end,
  code,
});
