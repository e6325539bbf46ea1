"""What a coding screen shows, as plain values that JSON can hold. Offsets are code points; names are masked by stretches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ethnography.autocode import code_corpus
from ethnography.codebook import Codebook, code_colors
from ethnography.corpus import Comment, Corpus
from ethnography.journal import Event, State
from ethnography.memo import Memo, memo_markup
from ethnography.pseudonyms import Mask
from ethnography.text import paragraphs, sentences

Values = dict[str, Any]


def codebook_values(codebook: Codebook) -> Values:
    """The tree of codes in reading order, each with its colour, depth and the names above it."""
    colors = code_colors(codebook)
    names: dict[str, tuple[str, ...]] = {}
    codes = []
    for depth, code in codebook.walk():
        above = names.get(code.parent or "", ())
        names[code.id] = (*above, code.name)
        codes.append({
            **{"id": code.id, "name": code.name, "parent": code.parent, "depth": depth, "path": list(above)},
            **{"brief": code.brief, "definition": code.definition, "use": code.use, "avoid": code.avoid},
            **{"typical": list(code.typical), "near_miss": list(code.near_miss), "color": colors[code.id]},
            **{"status": code.status, "codable": code.codable and code.status in ("active", "proposed")},
        })  # fmt: skip
    return {"name": codebook.name, "version": codebook.version, "codes": codes}


def comment_values(comment: Comment, about: Mapping[Any, Any], people: Mapping[Any, Any], mask: Mask) -> Values:
    """One comment: who, when, where in the tree, its exact text, and the stretches of it that mean something."""
    return {
        **{"id": comment.id, "kind": comment.kind, "reply_to": comment.reply_to, "evidence": comment.reply_evidence},
        **{"who": _said(about["pseudonym"]), "person": comment.author, "role": _said(about["role"])},
        **{"by_post_author": bool(about["is_post_author"] is True), "depth": int(about["depth"])},
        **{"date": comment.date or comment.date_text, "text": comment.text},
        "parts": [[p.start, p.end, p.kind, people.get(p.voice, p.voice) if p.voice else None] for p in comment.parts],
        "sentences": [edge for span in sentences(comment.text) for edge in span],
        "paragraphs": [edge for span in paragraphs(comment.text) for edge in span],
        "names": [list(span) for span in mask.spans(comment.text)],
    }


def thread_values(corpus: Corpus, thread: str, mask: Mask) -> Values:
    """A thread with its comments in page order. Raises ``UnknownId``."""
    found = corpus.thread(thread)
    about = corpus.comments.loc[[c.id for c in found.comments], ["pseudonym", "role", "depth", "is_post_author"]]
    people = corpus.participants["pseudonym"].to_dict()
    rows = about.to_dict("records")
    return {
        "id": thread,
        "title": mask(found.title),
        "comments": [comment_values(c, row, people, mask) for c, row in zip(found.comments, rows, strict=True)],
    }


def suggestion_values(corpus: Corpus, codebook: Codebook, mask: Mask) -> list[Values]:
    """What the rules propose for these comments, whoever has decided on it; see ``autocode.code_corpus``."""
    found = code_corpus(corpus, codebook)
    columns = ["comment", "start", "end", "code", "rule", "words"]
    return [
        {"comment": str(c), "start": int(a), "end": int(b), "code": str(k), "rule": str(r), "words": mask(str(w))}
        for c, a, b, k, r, w in zip(*(found[name] for name in columns), strict=True)
    ]


def event_values(events: Iterable[Event], corpus: Corpus, coders: Iterable[str] | None) -> list[Values]:
    """Events as the screen needs them, of these coders (None: of all). A quote comes along only where the text says otherwise."""
    chosen = None if coders is None else set(coders)
    texts = corpus.comments["text"].to_dict()
    values = []
    for event in events:
        if chosen is not None and event["coder"] not in chosen:
            continue
        value = {name: event[name] for name in event if name not in ("quote", "batch")}
        if event["event"] == "coded":
            text = texts[event["comment"]]
            if text[event["start"] : event["end"]] != event["quote"]:
                value |= {"quote": event["quote"], "wrong": True}
        values.append(value)
    return values


def memo_values(memo: Memo) -> Values:
    """A memo with its text as written and as markup (see ``memo.memo_markup``)."""
    return {
        **{"event": "memo", "id": memo.id, "coder": memo.coder, "at": memo.at, "about": memo.about, "subject": memo.subject},
        **({"written": memo.written} if memo.written not in ("", memo.at) else {}),
        **{"text": memo.text, "markup": memo_markup(memo.text)},
    }


def progress_values(
    corpus: Corpus, state: State, coder: str, mask: Mask, differences: Mapping[str, int] | None = None
) -> list[Values]:
    """The threads with how far this coder is: comments (posts among them), seen and coded; and how many differences are open."""
    comments = corpus.comments[corpus.comments["kind"] != "pingback"]
    thread_of = comments["thread"].to_dict()
    n = Counter(comments["thread"])
    seen = Counter(thread_of[id] for who, id in state.seen if who == coder and id in thread_of)
    mine = {c.segment.comment for c in state.codings if c.coder == coder}
    coded = Counter(thread_of[id] for id in mine if id in thread_of)
    titles = corpus.threads["title"]
    return [
        {
            **{"id": id, "title": mask(_said(titles[id]) or id), "comments": n[id], "seen": seen[id], "coded": coded[id]},
            "differences": (differences or {}).get(id, 0),
        }
        for id in corpus.thread_ids
    ]


def totals_values(corpus: Corpus, state: State, coder: str, thread: str) -> dict[str, int]:
    """How often this coder used each code outside this thread (what is inside it, the screen counts itself)."""
    here = set(corpus.only([thread]).comments.index)
    return dict(Counter(c.code for c in state.codings if c.coder == coder and c.segment.comment not in here))


def _said(value: Any) -> str:
    return value if isinstance(value, str) else ""
