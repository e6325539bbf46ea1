"""Which quotes, with what context, attributed how: codings become quotations that can stand in a chapter.

A quote is the words that a coder coded, with the rest of their sentence, who says them, and what they answer. Its id is
the coding's id, which never changes; two coders who coded the same words alike give one quote that names both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, Any

from ethnography.codebook import Codebook
from ethnography.corpus import Comment, Corpus, Participant
from ethnography.errors import UnknownId
from ethnography.text import count_words, paragraphs, sentences, span_around

if TYPE_CHECKING:
    import pandas as pd

CONTEXTS = ("words", "sentence", "paragraph", "comment", "parent", "thread")
COLUMNS = (
    *("quote_id", "code", "coder", "comment", "quote", "before", "after", "parent", "parent_by", "thread", "thread_title"),
    *("attribution", "pseudonym", "role", "depth", "words", "start", "end", "coding_ids", "above"),
)
NOT_STATED = "a participant (author not stated)"
TextMask = Callable[[str], str]


def select_quotes(
    codings: pd.DataFrame,
    corpus: Corpus,
    *,
    code: str | None = None,
    codes: Iterable[str] | None = None,
    codebook: Codebook | None = None,
    context: str = "sentence",
    author: str | None = None,
    role: str | None = None,
    coder: str | None = None,
    min_words: int | None = None,
    max_words: int | None = None,
    per_author: int | None = None,
    n: int | None = None,
    seed: int = 0,
    mask: TextMask = str,
) -> pd.DataFrame:
    """The quotes asked for, one row each, in corpus order (page order, then place in the text, then code).

    `codings` is a frame as :meth:`Codings.to_frame` makes it. `code` and `codes` narrow by code; with a `codebook` each
    takes the codes under it along, and one that does not exist is an error. `author` is the id, pseudonym or voice of the
    person *speaking*: words of somebody else quoted in their comment are not theirs; `role` likewise. `min_words` and
    `max_words` count the quoted words. `per_author`: at most so many quotes a speaker. `n`: at most so many in all, chosen
    so that every speaker, then every thread, comes once before any comes twice; `seed` only breaks ties. A comment with no
    stated author counts as a speaker of its own, for nobody knows whether two of them are one person.

    `context` says what stands in ``before`` and ``after``: nothing (``words``), the rest of the sentences, the paragraph or
    the whole ``comment``. ``parent`` is ``sentence`` with the comment answered; ``thread`` adds in ``above`` what stands over
    that one, from the post down. `mask` is applied to every text shown and puts pseudonyms in the place of names.

    Columns: ``quote_id`` (the coding's id; the earliest where coders agree), ``code``, ``coder`` ("ada, ben"), ``comment``,
    ``quote, before, after``, ``parent, parent_by`` (NA unless asked for, and for a post), ``thread, thread_title``,
    ``attribution``, ``pseudonym`` and ``role`` of who speaks (NA if not stated), ``depth, words, start, end``,
    ``coding_ids`` (all of them), ``above``. No quote that fits gives an empty frame. Where the stored words are not those
    of the text (see ``check_quotes``), the stored words are shown, without context.

    Raises ``UnknownId`` for a code (with a codebook), an author, a role or a context that does not exist.

    >>> from ethnography.coding import Coding, Codings, Segment
    >>> post = Comment("p", "t", None, "Who reads this?", "post", "Ash")
    >>> corpus = Corpus.build([post, Comment("c", "t", "p", "I do. Daily!", author="Rowan")])
    >>> codings = Codings([Coding("q1", "habit", Segment("c", 6, 11), "Daily", "ada", "2026-01-01")]).to_frame(corpus)
    >>> select_quotes(codings, corpus)[["quote", "after", "attribution"]].values.tolist()
    [['Daily', '!', 'Rowan, answering Ash’s post']]
    """
    import pandas as pd

    if context not in CONTEXTS:
        raise UnknownId("context", context, CONTEXTS, "select_quotes")
    wanted = _wanted_codes(code, codes, codebook)
    speakers = _Speakers(corpus)
    speakers.check(author, role, codings)
    chosen = codings if wanted is None else codings[codings["code"].isin(wanted)]
    if coder is not None:
        chosen = chosen[chosen["coder"] == coder]
    quotes = [quote for quote in _without_doubles(chosen) if speakers.fits(quote, author, role)]
    for quote in quotes:
        quote["words"] = count_words(quote["quote"])
    quotes = [q for q in quotes if (min_words or 0) <= q["words"] and (max_words is None or q["words"] <= max_words)]
    if per_author is not None or (n is not None and n < len(quotes)):
        quotes = _spread(quotes, len(quotes) if n is None else n, per_author, seed, speakers)
    shown = _Shown(corpus, context, mask, speakers)
    return pd.DataFrame([shown.row(quote) for quote in quotes], columns=list(COLUMNS))


def _wanted_codes(code: str | None, codes: Iterable[str] | None, codebook: Codebook | None) -> set[str] | None:
    """The codes asked for, with those under them where a codebook says which; None takes every code."""
    if code is None and codes is None:
        return None
    asked = [*([code] if code is not None else []), *([codes] if isinstance(codes, str) else codes or [])]
    return set(asked) if codebook is None else {below for id in asked for below in codebook.descendants(id)}


def _none(value: Any) -> Any:
    return None if value is None or type(value).__name__ == "NAType" or value != value else value


def _without_doubles(codings: pd.DataFrame) -> list[dict[str, Any]]:
    """One record for the same words under the same code, with the coders who put it there; order as given."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    firsts: dict[tuple[Any, ...], list[tuple[str, str, str]]] = {}
    columns = ("code", "coder", "comment", "start", "end", "quote", "voice", "thread", "author", "pseudonym", "role", "depth")
    names = (*columns, "reply_to", "kind", "at")
    for id, *values in codings[list(names)].itertuples(name=None):
        record = {name: _none(value) for name, value in zip(names, values, strict=True)}
        place = (record["comment"], record["start"], record["end"], record["code"], record["quote"])
        found.setdefault(place, record)
        firsts.setdefault(place, []).append((record["at"] or "", str(id), record["coder"]))
    for place, record in found.items():
        ids = [id for _, id, _ in sorted(firsts[place])]
        record |= {"quote_id": ids[0], "coding_ids": ", ".join(ids)}
        record["coder"] = ", ".join(sorted({coder for *_, coder in firsts[place]}))
    return list(found.values())


class _Speakers:
    """Who speaks in a quote: the voice where there is one (a participant's id, or a name), otherwise the comment's author."""

    def __init__(self, corpus: Corpus) -> None:
        table = corpus.participants
        self.people: dict[str, Participant] = {id: corpus.participant(id) for id in table.index}
        self.roles = {person.role for person in self.people.values() if person.role}

    def check(self, author: str | None, role: str | None, codings: pd.DataFrame) -> None:
        """Raises ``UnknownId`` for an author or role that nobody has."""
        names = {person.pseudonym for person in self.people.values()} | {str(voice) for voice in codings["voice"].dropna()}
        if author is not None and author not in self.people and author not in names:
            raise UnknownId("author", author, names, "this corpus")
        if role is not None and role not in self.roles:
            raise UnknownId("role", role, self.roles, "this corpus")

    def person(self, quote: dict[str, Any]) -> Participant | None:
        """The participant who speaks; None for a voice from outside and where no author is stated."""
        return self.people.get(quote["voice"] or quote["author"] or "")

    def key(self, quote: dict[str, Any]) -> Hashable:
        """What is the same for two quotes by one speaker."""
        return quote["voice"] or quote["author"] or ("not stated", quote["comment"])

    def fits(self, quote: dict[str, Any], author: str | None, role: str | None) -> bool:
        """Whether the speaker is the author and has the role asked for."""
        person = self.person(quote)
        if role is not None and (person is None or person.role != role):
            return False
        names = {quote["voice"] or quote["author"], person.pseudonym if person else None}
        return author is None or author in names

    def name(self, id: str | None, mask: TextMask) -> str | None:
        """How somebody is named in what is shown: the pseudonym of a participant, another name masked."""
        if id is None:
            return None
        return self.people[id].pseudonym if id in self.people else mask(id)


def _spread(quotes: list[dict[str, Any]], n: int, per_author: int | None, seed: int, speakers: _Speakers) -> list[dict[str, Any]]:
    """At most `n` quotes, in their order: always from the speaker, then the thread, from whom fewest were taken so far."""
    piles: dict[tuple[Hashable, str], list[tuple[str, int]]] = {}
    for place, quote in enumerate(quotes):
        lot = hashlib.sha256(f"{seed}:{quote['quote_id']}".encode()).hexdigest()
        piles.setdefault((speakers.key(quote), quote["thread"]), []).append((lot, place))
    for pile in piles.values():
        pile.sort(reverse=True)
    by_speaker: dict[Hashable, int] = {}
    by_thread: dict[str, int] = {}
    by_pile: dict[tuple[Hashable, str], int] = {}
    taken: list[int] = []
    while len(taken) < n:
        open_piles = [key for key in piles if per_author is None or by_speaker.get(key[0], 0) < per_author]
        if not open_piles:
            break
        turns = {k: (by_speaker.get(k[0], 0), by_pile.get(k, 0), by_thread.get(k[1], 0), piles[k][-1]) for k in open_piles}
        key = min(turns, key=turns.__getitem__)
        speaker, thread = key
        taken.append(piles[key].pop()[1])
        by_speaker[speaker] = by_speaker.get(speaker, 0) + 1
        by_thread[thread] = by_thread.get(thread, 0) + 1
        by_pile[key] = by_pile.get(key, 0) + 1
        if not piles[key]:
            del piles[key]
    return [quotes[place] for place in sorted(taken)]


class _Shown:
    """Rows as they are shown: context cut from the text, everything masked, the speaker named."""

    def __init__(self, corpus: Corpus, context: str, mask: TextMask, speakers: _Speakers) -> None:
        self.corpus, self.context, self.mask, self.speakers = corpus, context, mask, speakers
        self.titles: dict[str, str | None] = {}
        self.answered: dict[str, str] = {}
        for id, title in corpus.threads["title"].items():
            self.titles[str(id)] = mask(title) if _none(title) is not None else None

    def row(self, quote: dict[str, Any]) -> dict[str, Any]:
        """One row of the result."""
        import pandas as pd

        comment = self.corpus.comment(quote["comment"])
        start, end = quote["start"], quote["end"]
        before, words, after = self.pieces(comment, start, end, quote["quote"])
        answered = self.corpus.comment(quote["reply_to"]) if quote["reply_to"] else None
        with_parent = answered is not None and self.context in ("parent", "thread")
        person = self.speakers.person(quote)
        values = {
            **{name: quote[name] for name in ("quote_id", "code", "coder", "comment", "thread", "depth", "words", "coding_ids")},
            **{"quote": words, "before": before, "after": after, "start": start, "end": end},
            "thread_title": self.titles.get(quote["thread"]) or quote["thread"],
            "attribution": self.attribution(quote, comment, answered),
            "pseudonym": self.speakers.name(quote["voice"] or quote["author"], self.mask),
            "role": person.role if person else None,
            "parent": self.whole(answered) if answered and with_parent else None,
            "parent_by": (self.speakers.name(answered.author, self.mask) or NOT_STATED) if answered and with_parent else None,
            "above": self.above(answered) if answered and self.context == "thread" else None,
        }
        return {name: pd.NA if value is None else value for name, value in values.items()}

    def whole(self, comment: Comment) -> str:
        """The whole text of a comment, masked once however many answers quote it."""
        if comment.id not in self.answered:
            self.answered[comment.id] = self.mask(comment.text)
        return self.answered[comment.id]

    def pieces(self, comment: Comment, start: int, end: int, quote: str) -> tuple[str, str, str]:
        """What stands before the words, the words, and what stands after them, each masked in the light of the whole."""
        text = comment.text
        if text[start:end] != quote or self.context == "words":
            return "", self.mask(quote), ""
        whole = [(0, len(text))]
        spans = whole if self.context == "comment" else paragraphs(text) if self.context == "paragraph" else sentences(text)
        first, last = span_around(spans, start, end)
        first, last = min(first, start), max(last, end)
        before, after = text[first:start], text[end:last]
        masked = [self.mask(before), self.mask(before + quote), self.mask(before + quote + after)]
        if masked[1].startswith(masked[0]) and masked[2].startswith(masked[1]):
            return masked[0], masked[1][len(masked[0]) :], masked[2][len(masked[1]) :]
        return masked[0], self.mask(quote), self.mask(after)  # a name lies across an edge of the words

    def attribution(self, quote: dict[str, Any], comment: Comment, answered: Comment | None) -> str:
        """Who says it, as a phrase: ``Rowan (nurse), answering Ash``."""
        where = "post" if comment.kind == "post" else "comment"
        author = self.speakers.name(comment.author, self.mask)
        person = self.speakers.person(quote)
        role = f" ({person.role})" if person and person.role else ""
        if quote["voice"]:
            inside = [p for p in comment.parts if p.voice == quote["voice"] and p.start <= quote["start"] and quote["end"] <= p.end]
            how = "quoted" if any(part.kind == "quotation" for part in inside) else "speaking"
            whose = f"{author}’s {where}" if author else f"a {where} (author not stated)"
            return f"{self.speakers.name(quote['voice'], self.mask)}{role}, {how} in {whose}"
        who = f"{author}{role}" if author else NOT_STATED
        if comment.kind == "post":
            return f"{who}, in the post"
        if answered is None:
            return who
        if answered.author is not None and answered.author == comment.author:
            return f"{who}, answering their own {'post' if answered.kind == 'post' else 'comment'}"
        to = self.speakers.name(answered.author, self.mask)
        if answered.kind == "post":
            return f"{who}, answering {to}’s post" if to else f"{who}, answering the post"
        return f"{who}, answering {to or NOT_STATED}"

    def above(self, answered: Comment) -> str | None:
        """What stands over the comment answered, from the post down: ``Name: text``, with blank lines between."""
        chain = self.corpus.path(answered.id)[:-1]
        said = [f"{self.speakers.name(one.author, self.mask) or NOT_STATED}: {self.whole(one)}" for one in chain]
        return "\n\n".join(said) or None
