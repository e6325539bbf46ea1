"""The coding screen in a real browser, joined to a real desk: no Jupyter, no server, every message through Python.

``with screen_of(browser, desk) as screen:`` gives the page, what it complained about, and the line to the desk, which can be
held (a busy kernel), cut (a dead one) and looked into.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ethnography.desk import Desk
from ethnography.desk.page import STATIC
from tests.browser import page_of

ADDRESS = "http://127.0.0.1:9/screen.html"  # nothing listens there: the route below answers

_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>screen</title><link rel="stylesheet" href="widget.css">
</head><body %BODY%><main><h1>A notebook</h1><div id="el"></div></main><script type="module">
import load from "./widget.js";
const widget = await load();
const listeners = new Set();
window.model = {
  widget_manager: { kernel: { status: "idle" } },
  send: (message) => void window.toDesk(JSON.stringify(message)).then(window.fromDesk),
  on: (name, listener) => listeners.add(listener),
  off: (name, listener) => listeners.delete(listener),
};
window.fromDesk = (answers) => { for (const json of answers) for (const listener of listeners) listener({ json }); };
widget.initialize({ model: window.model });
window.widget = widget;
window.show = () => widget.render({ model: window.model, el: document.getElementById("el") });
window.hide = window.show();
</script></body></html>"""


@dataclass
class Screen:
    """The page with the desk behind it. `held`: answers wait; `cut`: messages vanish; `messages`: what came in."""

    page: Any
    complaints: list[str]
    desk: Desk
    held: bool = False
    cut: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)

    def receive(self, text: str) -> list[str]:
        """The answers to a message of the page, unless the line is held or cut."""
        message = json.loads(text)
        if self.cut:
            return []
        self.messages.append(message)
        if self.held:
            self.waiting.append(message)
            return []
        return self.answers(message)

    def answers(self, message: dict[str, Any]) -> list[str]:
        return [json.dumps(answer) for answer in self.desk.handle(message)]

    def release(self) -> None:
        """The kernel is free again: what waited is answered, in order."""
        self.held = False
        waiting, self.waiting = self.waiting, []
        for message in waiting:
            self.page.evaluate("answers => window.fromDesk(answers)", self.answers(message))

    def saved(self) -> None:
        """Wait until the screen says that everything is saved."""
        self.page.locator(".save-state.saved").first.wait_for(timeout=5000)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def said(self, part: str) -> None:
        """Wait until this is announced to screen readers."""
        self.page.locator(".live", has_text=part).wait_for(timeout=3000, state="attached")


@contextmanager
def screen_of(browser: Any, desk: Desk, *, body: str = "", **context: Any) -> Iterator[Screen]:
    """A screen for as long as the block runs; `body` are attributes of the page's body, `context` goes to the browser."""
    context.setdefault("viewport", {"width": 1180, "height": 820})
    with page_of(browser, **context) as (page, complaints):
        screen = Screen(page, complaints, desk)
        page.expose_function("toDesk", screen.receive)

        def serve(route: Any) -> None:
            name = Path(route.request.url).name
            if name == "screen.html":
                route.fulfill(body=_PAGE.replace("%BODY%", body), content_type="text/html")
            else:
                kind = {"js": "text/javascript", "css": "text/css"}[name.split(".")[-1]]
                route.fulfill(body=(STATIC / name).read_text("utf-8"), content_type=f"{kind}; charset=utf-8")

        page.route("http://127.0.0.1:9/**", serve)
        page.goto(ADDRESS)
        page.locator("article.comment").first.wait_for(timeout=10_000)
        yield screen
