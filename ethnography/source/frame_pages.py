"""Frames saved with a page: which of them hold a discussion (an embedded comment system), and which only widgets and adverts."""

from __future__ import annotations

import re

from ethnography.source.passed_over import Kind

FRAMES = Kind("a frame without a discussion", "frames without a discussion (widgets, adverts)")
_SIGN = re.compile(
    rb"""<[a-z][^<>]{0,400}?\b(?:id|class|itemtype)\s*=\s*["']?[^<>"']{0,200}(?:comment|reply|replies|disqus|post-message|discussion)""",
    re.IGNORECASE,
)
_HIDDEN = re.compile(rb"<(script|style|noscript|template|svg)\b")
_TAG = re.compile(rb"<[^<>]*>")
_WORD = re.compile(rb"[^\W\d_]{2,}|[\x80-\xff]{2,}")
_SAMPLE = 2_000_000
_LEAST_WORDS = 20
FEW_WORDS = 50  # a page that is nothing but frames has fewer of its own


def words_in(html: bytes) -> int:
    """About how many words a page shows (of its first two million bytes)."""
    sample, shown, at = html[:_SAMPLE].replace(b"\x00", b"").lower(), [], 0
    while match := _HIDDEN.search(sample, at):
        shown.append(sample[at : match.start()])
        end = sample.find(b"</" + match[1], match.end())
        at = end if end >= 0 else len(sample)
    shown.append(sample[at:])
    return sum(1 for _ in _WORD.finditer(_TAG.sub(b" ", b" ".join(shown))))


def is_discussion(html: bytes, *, alone: bool = False) -> bool:
    """Whether a frame shows text and its markup speaks of comments; of a page that is nothing but frames, text is enough."""
    if words_in(html) < _LEAST_WORDS:
        return False
    return alone or _SIGN.search(html[:_SAMPLE].replace(b"\x00", b"")) is not None
