// What a notebook loads (an anywidget module), and what the page without a kernel calls.

import { createSession } from "./session.js";
import { createView } from "./view.js";

const sessions = new WeakMap(); // one a model: all views of a widget share it

function sessionOf(model) {
  let session = sessions.get(model);
  if (session) return session;
  const kernel = () => model.widget_manager?.kernel?.status ?? "";
  session = createSession({ send: (message) => model.send(message), kernel }, storage());
  model.on("msg:custom", (message) => session.receive(JSON.parse(message.json)));
  sessions.set(model, session);
  return session;
}

function storage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null; // a front end may forbid it
  }
}

function render({ model, el }) {
  const session = sessionOf(model);
  const view = createView(el, session);
  if (session.store.thread) {
    view.welcomed();
    view.opened();
  }
  session.hello();
  return () => view.destroy();
}

/** The page without a kernel: everything is in it, and nothing can be changed. */
export function openEthnographyPage() {
  const data = JSON.parse(document.getElementById("ethnography-data").textContent);
  const session = createSession({ send: () => {} }, null);
  const { store } = session;
  const everything = { suggestions: [], proposals: [], differences: [], threads: [], elsewhere: {}, revision: 0 };
  store.welcome({ ...data, coder: "", blind: false, consensus: "", pinned: {}, history: [] });
  const view = createView(document.getElementById("ethnography-page"), session, { readOnly: true });
  store.openThread({ ...data, ...everything });
  view.opened();
}

export default { render };
