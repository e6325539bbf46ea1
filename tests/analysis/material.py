"""Two threads, seven counted messages, eight counted codings: small enough to count by hand."""

from __future__ import annotations

import pandas as pd

from ethnography.codebook import Code, Codebook
from ethnography.coding import Coding, Codings, Segment
from ethnography.corpus import Comment, Corpus, Part, Participant

CORPUS = Corpus.build(
    [
        Comment("p", "t", None, "Who reads us? I trust them.", "post", "ann"),
        Comment("c1", "t", "p", "Glad you ask. It makes me cross.", author="bob"),
        Comment("c2", "t", "c1", "Cross as well.", author="ann"),
        Comment("c3", "t", "p", "Trust nobody.\n\nReally.", author=None),
        Comment("ping", "t", "p", "[…] trust […]", "pingback", "elsewhere"),
        Comment("q", "u", None, "A second post.", "post", "cy"),
        Comment("d1", "u", "q", "Dee told me: glad to help.\n\nOtter (2011) Trust.", author="bob",
                parts=(Part(13, 26, "quotation", "Dee"), Part(28, 47, "reference"))),
        Comment("d2", "u", "d1", "Many feelings.", author="ann"),
    ],
    [Participant("ann", "Ash", {"role": "nurse"}), Participant("bob", "Birch", {"role": "service user"})],
)  # fmt: skip

BOOK = Codebook(
    "hand", "1",
    (Code("feel", "Feeling"), Code("trust", "Trust"), Code("joy", "Joy", "feel"), Code("anger", "Anger", "feel"),
     Code("silence", "Silence"), Code("sleep", "Sleep")),
)  # fmt: skip

# (code, comment, start, end, coder); the last two are left out: a pingback, and a code that the codebook does not have.
APPLIED = [
    ("joy", "c1", 0, 4, "ada"), ("joy", "c1", 0, 4, "ben"), ("anger", "c1", 26, 31, "ada"), ("anger", "c2", 0, 5, "ada"),
    ("joy", "d1", 13, 17, "ada"), ("trust", "c3", 0, 5, "ben"), ("trust", "p", 16, 21, "ada"), ("feel", "d2", 5, 13, "ben"),
    ("trust", "ping", 4, 9, "ada"), ("ghost", "c1", 5, 8, "ada"),
]  # fmt: skip


def codings_of(applied: list[tuple[str, str, int, int, str]] = APPLIED) -> pd.DataFrame:
    """These applications as a frame of codings."""
    return Codings(
        Coding(f"{n:03}", code, Segment(comment, a, b), CORPUS.comment(comment).text[a:b], coder, f"2024-01-01T00:00:{n:02}Z")
        for n, (code, comment, a, b, coder) in enumerate(applied)
    ).to_frame(CORPUS)


CODINGS = codings_of()
EMPTY = codings_of([])
