// What a notebook loads (an anywidget module), and what the page without a kernel calls.

import { createSession } from "./session.js";
import { createView } from "./view.js";

/** Called once a widget: its views share one session, and so one queue and one undo. */
function widget() {
  let session = null;

  function connect(model) {
    if (session) return;
    const kernel = () => model.widget_manager?.kernel?.status ?? "";
    session = createSession({ send: (message) => model.send(message), kernel }, storage());
    model.on("msg:custom", (message) => session.receive(JSON.parse(message.json)));
  }

  return {
    initialize({ model }) {
      connect(model);
    },
    render({ model, el }) {
      connect(model); // where a front end knows no initialize
      const view = createView(el, session);
      if (session.store.thread) {
        view.welcomed();
        view.opened();
        view.saving(session.status());
        session.wake();
      } else session.hello();
      return () => view.destroy();
    },
  };
}

function storage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null; // a front end may forbid it
  }
}

/** The page without a kernel: everything is in it, and nothing can be changed. */
export function openEthnographyPage() {
  const data = JSON.parse(document.getElementById("ethnography-data").textContent);
  const session = createSession({ send: () => {} }, null);
  const { store } = session;
  const nothing = { suggestions: [], proposals: [], differences: [], threads: [], elsewhere: {}, revision: 0 };
  store.welcome({ ...data, coder: "", blind: false, consensus: "", pinned: {}, history: [] });
  const view = createView(document.getElementById("ethnography-page"), session, { readOnly: true });
  store.openThread({ ...data, ...nothing });
  view.opened();
}

export default widget;
