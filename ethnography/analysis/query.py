"""Where does a query stand? Terms, or a whole rule of the rule language, asked of a corpus without a codebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ethnography.codebook import Code, Codebook, Rule, parse_codebook
from ethnography.codebook.rules import LEFT_OUT_PARTS
from ethnography.corpus import Corpus
from ethnography.errors import BadFile, Mistake

if TYPE_CHECKING:
    import pandas as pd

Query = str | Mapping[str, Any] | Rule


def find_places(corpus: Corpus, query: Query) -> pd.DataFrame:
    """The places where a query stands: ``comment, start, end, quote``, in corpus order; pingbacks are left out.

    `query`: terms separated by commas (``"trust*, real name"``); or a rule as in a codebook, as a mapping
    (``{"near": {"all": [["real"], ["name*"]], "within": "4 words"}, "not": ["real life"]}``), as a text in braces
    (``"{terms: [trust*], not: [nhs trust*]}"``), or as a ``Rule`` of a codebook. What the words mean, ``ethnography.autocode``
    says; references and headings are searched too. Places that share a code point are one. Nothing found: no rows. Raises
    ``BadFile`` for an empty or malformed query, ``SlowRegex``.

    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("c", "t", None, "I trust them, not the NHS trust.", "post")])
    >>> find_places(corpus, {"terms": ["trust"], "not": ["nhs trust"]}).values.tolist()
    [['c', 2, 7, 'trust']]
    """
    from ethnography.autocode import code_corpus, find

    if isinstance(query, str) and not query.lstrip().startswith("{"):
        found = find(corpus, query)
        return found[corpus.comments["kind"].reindex(found["comment"]).ne("pingback").array].reset_index(drop=True)
    rules = (query,) if isinstance(query, Rule) else _rules(query)
    book = Codebook("query", "1", (Code("query", "Query", rules=rules),), source=described(query))
    return code_corpus(corpus, book, parts=LEFT_OUT_PARTS)[["comment", "start", "end", "quote"]]


def described(query: Query) -> str:
    """The query in a few words, for a note or an error.

    >>> described({"terms": ["trust*"], "not": ["nhs trust"]})
    'terms: trust*; not: nhs trust'
    """
    if isinstance(query, str):
        return query
    if isinstance(query, Rule):
        return f"rule {query.id}"
    return "; ".join(f"{key}: {_plain(value)}" for key, value in query.items())


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(f"({_plain(inner)})" if isinstance(inner, list | tuple) else str(inner) for inner in value)
    return str(value)


def _rules(query: str | Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rule that the query says, read as codebooks are, so that a mistake is told in the same words."""
    said = query if isinstance(query, str) else json.dumps(query, ensure_ascii=False, default=list)
    try:
        book = parse_codebook(f"version: '1'\ncodes: [{{id: query, rules: [\n{said}\n]}}]\n")
    except BadFile as error:
        raise BadFile(repr(described(query)), [Mistake(None, one.message) for one in error.mistakes], "query") from None
    return book.rules
