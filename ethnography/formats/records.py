"""A reading as plain records: what ``ethnography inspect --jsonl`` prints, and what the golden cases of the formats hold."""

from __future__ import annotations

from typing import Any

from ethnography.corpus import Corpus
from ethnography.formats.base import Reading


def as_records(reading: Reading) -> list[dict[str, Any]]:
    """One record a comment, in the order of the reading (the post first).

    Keys: ``id, reply_to, depth, kind, author, date, text, parts`` (a list of ``{start, end, kind, voice}``), then ``thread``
    and, where they are stated, ``title, url, date_text, reply_evidence, state``. The depth is that of the corpus: post 0, answer 1.
    :class:`~ethnography.formats.comments_jsonl.CommentsJsonl` reads the same comments back.
    """
    depths = Corpus.build(reading.comments).comments["depth"]
    rows: list[dict[str, Any]] = []
    for comment in reading.comments:
        row: dict[str, Any] = {
            "id": comment.id,
            "reply_to": comment.reply_to,
            "depth": int(depths[comment.id]),
            "kind": comment.kind,
            "author": comment.author,
            "date": comment.date,
            "text": comment.text,
            "parts": [{"start": p.start, "end": p.end, "kind": p.kind, "voice": p.voice} for p in comment.parts],
            "thread": comment.thread,
        }
        for name in ("title", "url", "date_text", "reply_evidence", "state"):
            if (value := getattr(comment, name)) is not None:
                row[name] = value
        rows.append(row)
    return rows
