"""Codebook × corpus → suggestions: what the rules of a codebook find, as exact spans.

:func:`code_corpus` runs every rule over a corpus, :func:`find` looks for single terms, :func:`suggestion_key` names a suggestion
in a journal. The rules' words are told in ``ethnography.codebook.rules``; this is what they mean.

**Terms.** A term is a word, a stem with ``*`` or a phrase. It ignores case as Python's ``re`` does (ß is ẞ but not ss, and the
Kelvin sign is a k) and the shape of quotes, dashes and spaces (``text.plain``): ``don't`` finds "don’t".

- *Whole words.* A term stands where neither neighbour is a letter, a digit or a combining mark. So ``nurse`` is found in
  "nurse’s" (the span covers "nurse"), ``well`` in "well-being", ``can`` in "can't" (cancel it with ``not: [can't]``), ``anon``
  in "_anon_", and beside an emoji; ``caf`` is not found in "café", nor ``covid`` in "covid19". Footnote figures (trust²) are no
  part of a word.
- *A space* is any run of white space without an empty line in it, or one hyphen or dash: ``night shift`` finds "night-shift".
  A hyphen in a term is a hyphen or a dash.
- *A star* at the end or the start of a word is the rest of that word: letters, digits and combining marks, perhaps none.
  ``nurs*`` finds "nurse" in "nurse’s".
- *Scripts without spaces* (Chinese, Japanese, Thai, Lao, Burmese, Khmer): any letter may be a neighbour, and a star adds nothing.
- *Signs that are not seen* (soft hyphen, zero-width joiners, direction marks, variation selectors) are passed over:
  ``survey`` finds "sur\\u00advey". A zero-width space is a space.

**Regex.** Python's ``re`` with IGNORECASE on ``plain(text)``, the pattern made plain too; it sees the whole comment, and word
boundaries are those of ``re``. Empty matches do not count. One pattern and one block of comments may take ``regexes.SECONDS``
of processor time; after that :class:`SlowRegex` is raised (where there are POSIX signals, in the main thread).

**Near.** One term of every group, no two of them overlapping, with at most N words standing between the first and the last, or
all beginning in the same sentence, paragraph (``text.sentences``, ``text.paragraphs``) or comment. The match runs from the first
to the last; of matches one inside the other the smallest counts. A word is a run of letters, digits and marks, joined by
apostrophes or hyphens; in scripts without spaces each letter is one.

**Not.** A match that shares a code point with one of these terms is cancelled. In ``near`` each term is a match of its own: a
cancelled one takes no part. **Unless.** A match is cancelled if one of these terms overlaps it, stands at most N words away, or
begins in the same unit.

**Parts.** What lies within a part of kind reference or heading is left out: not searched for any term of the rule, unless the
rule's ``parts`` (or the argument) names the kind. Comments of kind pingback are left out unless asked for.

**Spread.** The suggestion covers the match, or the sentences, paragraphs or comment around it.

**Suggestions.** No two suggestions of one code overlap: matches of a code that share a code point, from whatever rules, become one
suggestion from the first start to the last end, with all rules (``a.1; a.2``) and all words that fired (``real … name``).
Only rules of active and proposed codes run. A code with ``codable: false`` is suggested if it has rules; whether it may be
applied is judged where codings are made.

The engine folds blocks of comments into bytes (``block``), runs one automaton over them (``automaton``), and lets the rules
speak on the table of hits (``firing``). ``tests/autocode/reference.py`` says the same again, slowly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING

from ethnography.errors import EthnographyError

if TYPE_CHECKING:
    import pandas as pd

    from ethnography.codebook import Codebook
    from ethnography.corpus import Corpus

__all__ = ["SlowRegex", "code_corpus", "find", "suggestion_key"]


class SlowRegex(EthnographyError):
    """A regular expression of a rule that takes too long on some comment."""

    def __init__(self, rule: str, pattern: str, comment: str, seconds: float) -> None:
        self.rule, self.pattern, self.comment, self.seconds = rule, pattern, comment, seconds
        super().__init__(
            f"The regex {pattern!r} of rule {rule} took longer than {seconds:g} seconds; it was in comment {comment}. "
            "Avoid a repeat inside a repeat, such as (a+)+, or say it with terms."
        )


def code_corpus(
    corpus: Corpus,
    codebook: Codebook,
    *,
    parts: Collection[str] = (),
    pingbacks: bool = False,
    block_bytes: int = 2_000_000,
) -> pd.DataFrame:
    """What the codebook's rules suggest for the corpus: one row a suggestion, in corpus order, then by start, end and code.

    Columns: ``comment`` (id); ``code`` (id); ``start, end`` (half-open, code points of the comment's text); ``quote`` (the text
    there); ``rule`` (id; several joined by ``"; "``); ``words`` (what fired, as it stands in the text, joined by ``" … "``);
    ``fired_start, fired_end`` (from the first to the last word that fired). Nothing found: no rows.

    `parts`: kinds of parts (reference, heading) searched by every rule; `pingbacks`: search these too; `block_bytes`: how much
    text is worked on at a time. Raises ``BadFile`` for a malformed term or regex (only in codebooks not read from a file) and
    :class:`SlowRegex`.

    >>> from ethnography.codebook import parse_codebook
    >>> from ethnography.corpus import Comment, Corpus
    >>> corpus = Corpus.build([Comment("c1", "t", None, "I trust him. NHS Trusts, less so.", "post")])
    >>> rules = "[{terms: [trust*], not: [nhs trust*], spread: sentence}]"
    >>> book = parse_codebook(f"{{version: '1', codes: [{{id: trust, rules: {rules}}}]}}")
    >>> code_corpus(corpus, book)[["comment", "code", "start", "end", "quote", "rule", "words"]].values.tolist()
    [['c1', 'trust', 0, 12, 'I trust him.', 'trust.1', 'trust']]
    """
    from ethnography.autocode.engine import suggestions

    return suggestions(corpus, codebook.rules, codebook.source or codebook.name, parts, pingbacks, block_bytes)


def find(corpus: Corpus, query: str) -> pd.DataFrame:
    """The places of some terms, separated by commas: columns ``comment, start, end, quote``, in corpus order.

    The terms are those of the rule language. All comments are searched, pingbacks, references and headings too; places that
    overlap are one. Nothing found: no rows. Raises ``BadFile`` for an empty query or a malformed term.

    >>> from ethnography.corpus import Comment, Corpus
    >>> find(Corpus.build([Comment("c1", "t", None, "Trust? Who’d trust them", "post")]), "trust*, who'd").values.tolist()
    [['c1', 0, 5, 'Trust'], ['c1', 7, 12, 'Who’d'], ['c1', 13, 18, 'trust']]
    """
    from ethnography.autocode.engine import find_places

    return find_places(corpus, query)


def suggestion_key(comment: str, code: str, start: int, end: int) -> str:
    """A short stable name for a suggestion, 16 hexadecimal digits: the same for the same comment, code and span.

    >>> suggestion_key("c1", "trust", 0, 12)
    'd405cb6fa1f41282'
    """
    return hashlib.sha256(f"{comment}\0{code}\0{start}\0{end}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
