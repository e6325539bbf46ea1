"""A coded thread as one HTML file to read in any browser: the coding screen without a kernel, read-only, names masked."""

from __future__ import annotations

import hashlib
import html
import json
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ethnography.desk.content import Values, codebook_values, event_values, memo_values, thread_values
from ethnography.desk.desk import OpenStudy
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

    `coders`: whose codings and memos are shown (everybody's if left out). In names, texts and memos the study's mask is at
    work, and what it hides is not in the file. Raises ``UnknownId``.
    """
    script = (STATIC / "widget.js").read_text("utf-8").replace("\r\n", "\n") + "\nopenEthnographyPage();\n"
    style = (STATIC / "widget.css").read_text("utf-8").replace("\r\n", "\n")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    values = page_values(study, thread, coders)
    title = f"{study.mask(values['thread']['title'])} – {study.settings.name}"
    data = json.dumps(values).replace("<", "\\u003c")  # ASCII, and nothing in it can end the element
    return _PAGE.format(policy=html.escape(policy), title=html.escape(title), style=style, data=data, script=script)


def page_values(study: OpenStudy, thread: str, coders: Iterable[str] | None = None) -> Values:
    """What the page shows, masked: the messages of a desk in one."""
    chosen = None if coders is None else sorted(set(coders))
    corpus, state, mask = study.corpus.only([thread]), study.journals.state, study.mask
    shown, masked = _mask_thread(thread_values(corpus, thread, Mask.none()), mask)
    events = [e for id in corpus.comments.index for e in study.journals.of_comment(id) if e["event"] in ("coded", "seen")]
    subjects = {event["id"] for event in events} | set(corpus.comments.index) | {thread}
    memos = [memo for memo in state.memos if memo.subject in subjects and (chosen is None or memo.coder in chosen)]
    placed = [_mask_event(event, masked[event["comment"]]) for event in event_values(events, corpus, chosen)]
    return {
        **{"type": "page", "thread": shown, "events": placed, "codebook": codebook_values(study.codebook)},
        "memos": [memo_values(replace(memo, text=mask(memo.text))) for memo in memos],
        "study": {"id": "", "name": study.settings.name, "approach": study.settings.approach},
        "coders": chosen or sorted({coding.coder for coding in state.codings}),
    }


def _mask_thread(values: Values, mask: Mask) -> tuple[Values, dict[str, Masked]]:
    """The thread with masked texts, every stretch moved along; and the masked text of each comment by its id."""
    masked: dict[str, Masked] = {}
    comments = []
    for comment in values["comments"]:
        text = masked[comment["id"]] = mask.apply(comment["text"])
        comments.append(comment | {
            **{"text": text.text, "names": []},
            "title": mask(comment["title"]) if comment["title"] else None,
            "parts": [[*text.at(start, end), kind, voice] for start, end, kind, voice in comment["parts"]],
            **{name: _move(text, comment[name]) for name in ("sentences", "paragraphs")},
        })  # fmt: skip
    return values | {"title": mask(values["title"]), "comments": comments}, masked


def _move(text: Masked, edges: list[int]) -> list[int]:
    return [edge for start, end in zip(edges[::2], edges[1::2], strict=True) for edge in text.at(start, end)]


def _mask_event(event: Values, text: Masked) -> Values:
    if event["event"] != "coded":
        return event
    start, end = text.at(event["start"], event["end"])
    kept: dict[str, Any] = {name: value for name, value in event.items() if name not in ("quote", "wrong")}
    return kept | {"start": start, "end": end}


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
