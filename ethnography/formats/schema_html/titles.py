"""Titles of comments: put before the words as a heading where they say something of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ethnography.corpus import Part
from ethnography.formats.base import LeftOut
from ethnography.formats.saved_page.messages import Found
from ethnography.formats.saved_page.remainder import shortened
from ethnography.formats.schema_html.fields import Said
from ethnography.formats.schema_html.items import Item
from ethnography.formats.schema_html.shown import letters
from ethnography.formats.when import find_when

_ANSWERS = re.compile(r"^(?:(?:re|aw|sv|odp|antw)\s*:\s*)+", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"\W*(?:(?:post|reply|comment|answer|beitrag|antwort|kommentar|message|réponse|respuesta|commentaire|comentario)s?\b.{0,60}|#?\d+)\W*",
    re.IGNORECASE,
)


def set_titles(said: Sequence[Said], post: Item | None, found: Found) -> None:
    """Give the messages the titles that they state; those that only repeat the thread's, or number the message, are left out."""
    titles = [one.item.first("headline", "name") or "" for one in said]
    often = Counter(letters(_ANSWERS.sub("", title)) for title in titles)
    thread = letters(post.first("headline", "name") or "") if post is not None else ""
    repeated: list[str] = []
    for one, title in zip(said, titles, strict=True):
        bare, message = letters(_ANSWERS.sub("", title)), one.message
        if not bare or bare == letters(message.author or "") or letters(message.text).startswith(bare):
            continue
        common = len(said) > 2 and often[bare] > len(said) / 2
        if bare == thread or common or len(title) > 200 or _SAYS_NOTHING.fullmatch(title) or find_when(title) is not None:
            repeated.append(title)
            continue
        shift = len(title) + 2
        parts = [replace(part, start=part.start + shift, end=part.end + shift) for part in message.parts]
        message.parts = (Part(0, len(title), "heading"), *parts)
        message.text = f"{title}\n\n{message.text}"
    if repeated:
        found.left_out.append(
            LeftOut("titles of comments that say nothing of their own", f"{len(repeated)}: {shortened(repeated[0], 80)}")
        )
