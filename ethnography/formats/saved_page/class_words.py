"""What a class name says an element is: its last word tells, as in ``c-comment__author-name`` or ``MtnCommentText``."""

from __future__ import annotations

import re
from functools import lru_cache

from bs4 import Tag

from ethnography.formats.saved_page.page import attribute

_WORD = re.compile(r"[A-ZÄÖÜ]?[a-zäöüß]+|[A-ZÄÖÜ]+(?![a-zäöüß])")
_LAST = {
    "author": "author authorname name username user nick nickname poster commenter commentator autor nombre usuario auteur pseudo"
    " pseudonym verfasser byline writer profilename displayname",
    "date": "date time timestamp datetime created when published posted age ago datum fecha zeit uhrzeit hora dateline timeago",
    "text": "text txt body content contents message msg inhalt texto texte copy description excerpt",
}
_NEVER = {
    "author": "avatar image img pic picture photo icon badge role rank title blog site file form input field reply count post posts"
    " tag category recent",
    "date": "update updated edited member since register registered joined form input",
    "text": "form input reply quote alt help screen sr hidden muted count counter",
}
_LAST_WORDS = {what: frozenset(words.split()) for what, words in _LAST.items()}
_NO_WORDS = {what: frozenset(words.split()) for what, words in _NEVER.items()}


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a class name, in lower case.

    >>> words_of("c-comment__author-name"), words_of("MtnCommentText"), words_of("comment_2")
    (('c', 'comment', 'author', 'name'), ('mtn', 'comment', 'text'), ('comment',))
    """
    return tuple(word.lower() for word in _WORD.findall(name))


def is_place_of(tag: Tag, what: str) -> bool:
    """Whether a class of an element says that it holds the ``author``, the ``date`` or the ``text`` of something."""
    return any(_says(name, what) for name in attribute(tag, "class").split())


def _says(name: str, what: str) -> bool:
    words = words_of(name)
    return bool(words) and words[-1] in _LAST_WORDS[what] and _NO_WORDS[what].isdisjoint(words)
