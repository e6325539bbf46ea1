"""A coded thread as one HTML file to read in any browser: the coding screen without a kernel, read-only, names masked."""

from __future__ import annotations

import hashlib
import html
import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ethnography.desk.content import Values, codebook_values, event_values, memo_values, thread_values
from ethnography.desk.desk import OpenStudy
from ethnography.memo import LINKED
from ethnography.pseudonyms import Mask, Masked

STATIC = Path(__file__).parent / "static"

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="ethnography">
<title>{title}</title>
<style>{style}</style>
</head>
<body class="ethnography-page">
<main id="ethnography-page"></main>
<noscript>This page shows its thread with a script of its own; allow scripts for it. It loads nothing.</noscript>
<script type="application/json" id="ethnography-data">{data}</script>
<script type="module">{script}</script>
</body>
</html>
"""


def thread_page(study: OpenStudy, thread: str, coders: Iterable[str] | None = None) -> str:
    """The thread with its codings and memos as the text of an HTML file (write it as UTF-8); it loads nothing.

    `coders`: whose codings and memos are shown (everybody's if left out). In everything shown the study's mask is at work, and
    what it hides is not in the file; ids that were made of a title or a file's name are not in it either. Raises ``UnknownId``.
    """
    script = (STATIC / "widget.js").read_text("utf-8").replace("\r\n", "\n") + "\nopenEthnographyPage();\n"
    style = (STATIC / "widget.css").read_text("utf-8").replace("\r\n", "\n")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    values = page_values(study, thread, coders)
    title = f"{values['thread']['title']} – {values['study']['name']}"
    data = json.dumps(values).replace("<", "\\u003c")  # ASCII, and nothing in it can end the element
    return _PAGE.format(policy=html.escape(policy), title=html.escape(title), style=style, data=data, script=script)


def page_values(study: OpenStudy, thread: str, coders: Iterable[str] | None = None) -> Values:
    """What the page shows, masked: the messages of a desk in one. Threads and comments are numbered."""
    chosen = None if coders is None else sorted(set(coders))
    corpus, state, mask = study.corpus.only([thread]), study.journals.state, study.mask
    values = thread_values(corpus, thread, Mask.none())
    texts = {comment["id"]: mask.apply(comment["text"]) for comment in values["comments"]}
    numbers = {f"comment:{id}": f"c{n}" for n, id in enumerate(texts)} | {f"thread:{thread}": "thread"}
    events = [e for id in texts for e in study.journals.of_comment(id) if e["event"] in ("coded", "seen")]
    subjects = {event["id"] for event in events} | set(texts) | {thread}
    memos = [memo for memo in state.memos if memo.subject in subjects and (chosen is None or memo.coder in chosen)]
    page = _Page(mask, texts, numbers)
    return {
        "type": "page",
        "thread": {"id": "thread", "title": mask(values["title"]), "comments": [page.comment(c) for c in values["comments"]]},
        "events": [page.event(event) for event in event_values(events, corpus, chosen)],
        "memos": [page.memo(memo_values(memo)) for memo in memos],
        "codebook": _masked(codebook_values(study.codebook), mask),
        "study": {"id": "", "name": mask(study.settings.name), "approach": study.settings.approach},
        "coders": chosen or sorted({coding.coder for coding in state.codings}),
    }


class _Page:
    """Puts the values of a screen into the form in which they may leave the study."""

    def __init__(self, mask: Mask, texts: Mapping[str, Masked], numbers: Mapping[str, str]) -> None:
        self.mask, self.texts, self.numbers = mask, texts, numbers

    def number(self, kind: str, id: str | None) -> str | None:
        return self.numbers.get(f"{kind}:{id}", id if kind not in ("comment", "thread") else None)

    def comment(self, values: Values) -> Values:
        """With the masked text, and every stretch of it moved along."""
        text = self.texts[values["id"]]
        return values | {
            **{"id": self.number("comment", values["id"]), "reply_to": self.number("comment", values["reply_to"])},
            **{"text": text.text, "names": [], "person": None},
            "parts": [[*text.at(start, end), kind, voice] for start, end, kind, voice in values["parts"]],
            **{name: _move(text, values[name]) for name in ("sentences", "paragraphs")},
        }

    def event(self, event: Values) -> Values:
        moved = {name: value for name, value in event.items() if name not in ("quote", "wrong")}
        moved["comment"] = self.number("comment", event["comment"])
        if event["event"] == "coded":
            moved["start"], moved["end"] = self.texts[event["comment"]].at(event["start"], event["end"])
        return moved

    def memo(self, values: Values) -> Values:
        """Masked after its Markdown is read: a mask's brackets are no Markdown."""
        subject = self.number(values["about"], values["subject"])
        return values | {"subject": subject, "text": "", "markup": [self.markup(node) for node in values["markup"]]}

    def markup(self, node: Any) -> Any:
        if isinstance(node, str):
            return self.mask(node)
        if isinstance(node, dict):
            kind, _, id = node.get("to", "").partition(":")
            found = self.number(kind, id) if kind in LINKED else None
            return {"to": f"{kind}:{found}" if found else ""}
        return [node[0], *(self.markup(child) for child in node[1:])]


def _masked(value: Any, mask: Mask) -> Any:
    """Every text in it masked."""
    if isinstance(value, dict):
        return {
            name: inner if name in ("id", "parent", "color", "status") else _masked(inner, mask) for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_masked(inner, mask) for inner in value]
    return mask(value) if isinstance(value, str) else value


def _move(text: Masked, edges: list[int]) -> list[int]:
    return [edge for start, end in zip(edges[::2], edges[1::2], strict=True) for edge in text.at(start, end)]


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
