"""``CodingWidget``: the desk in a notebook. Messages in, messages out; nothing of the study is in its synced state."""

from __future__ import annotations

import json
from typing import Any

import anywidget

from ethnography.desk import Desk
from ethnography.desk.desk import OpenStudy
from ethnography.desk.page import STATIC


class CodingWidget(anywidget.AnyWidget):
    """The coding screen of one coder, for JupyterLab, Notebook, VS Code and marimo.

    `coder`: who codes (the only coder of study.toml if left out). `thread`: the id of the thread to show first (the first
    one not read to its end, if left out). `blind`: whether other coders' work is hidden (the study's setting if left out).

    Whatever is coded is on disk before the screen says “saved”, and at once in ``study.codings``. The texts go to the screen
    as messages and are not part of the widget's state, so that a saved notebook holds none of them.
    """

    _esm = STATIC / "widget.js"
    _css = STATIC / "widget.css"

    def __init__(self, study: OpenStudy, coder: str | None = None, *, thread: str | None = None, blind: bool | None = None) -> None:
        self._desk = Desk(study, study.settings.coder_named(coder), blind)
        self._first = None if thread is None else study.corpus.thread(thread).id
        self._name = study.settings.name
        super().__init__()
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return (
            f"The coding screen of {self._desk.coder} for “{self._name}”. It needs a running kernel: run this cell to open it. "
            "To read a coded thread without one: study.to_html(thread)."
        )

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = super()._repr_mimebundle_(**options)
        for data in bundle if isinstance(bundle, tuple) else (bundle,):
            if data and "application/vnd.jupyter.widget-view+json" in data:
                data["text/plain"] = repr(self)
        return bundle

    def _receive(self, _: Any, message: dict[str, Any], buffers: Any) -> None:
        """Answer a message of the screen. Front ends with subshells call this from another thread than the main one."""
        if message.get("type") == "hello" and not message.get("thread"):
            message = {**message, "thread": self._first}
        with self._desk.lock:  # answers leave in the order in which they were made: an older state never comes after an ack
            for answer in self._desk.handle(message):
                # as ASCII JSON: half surrogates and the like pass through every front end unharmed
                self.send({"json": json.dumps(answer)})
