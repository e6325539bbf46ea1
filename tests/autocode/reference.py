"""The contract of ``ethnography.autocode`` a second time: slow and plain, one pattern and one comment at a time, stdlib ``re``.

How to run it (the current directory is the checkout)::

    from ethnography.codebook import read_codebook
    from tests.autocode.reference import suggest_slow
    suggest_slow(comments, read_codebook("codebooks/nhs-online.yaml"))

``suggest_slow(comments: Iterable[Comment], codebook) -> list[dict]``; keys ``comment, code, start, end, quote, rule, words``;
a ``Corpus`` will do for `comments`. What the rules mean is told in the docstring of ``ethnography.autocode``; this file shares
no code with that package, only the units of ``ethnography.text``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import product

from ethnography.codebook import Codebook, Near, Rule
from ethnography.corpus import Comment
from ethnography.text import clean, paragraphs, plain, sentences, span_around

Span = tuple[int, int]

UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3040, 0x312F), (0x31F0, 0x31FF),
    (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x1B000, 0x1B16F), (0x20000, 0x3FFFF),
)  # fmt: skip
UNSEEN = {0x00AD, 0x034F, 0x061C, 0x200C, 0x200D, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2060, 0x2065),
          *range(0x2066, 0x206A), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}  # fmt: skip
GAP = r"(?: +\n? *|\n *|-)"


@cache
def folded(character: str) -> str:
    """One sign in its plain, caseless form; '' for a sign that is not seen."""
    if ord(character) in UNSEEN:
        return ""
    character = plain(character)
    if character == "\u200b" or (character.isspace() and character != "\n"):
        return " "
    if character in ("İ", "ı"):
        return "i"
    if len(character.casefold()) == 1:
        return character.casefold()
    return {"ẞ": "ß", "ﬅ": "ﬆ", "\u1fd3": "\u0390", "\u1fe3": "\u03b0"}.get(
        character, character.lower() if len(character.lower()) == 1 else character
    )


def fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its signs its place in `text`."""
    pairs = [(folded(character), place) for place, character in enumerate(text)]
    return "".join(sign for sign, _ in pairs), [place for sign, place in pairs if sign]


def unspaced(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in UNSPACED)


def is_word(sign: str) -> bool:
    return unicodedata.category(sign) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "Mn", "Mc")


def joins_next(sign: str) -> bool:
    """Whether a word that begins right after this sign would only be the rest of a longer one."""
    return is_word(sign) and not unspaced(sign)


def joins_previous(sign: str) -> bool:
    """Whether a word that ends right before this sign would only be the beginning of a longer one."""
    return is_word(sign) and (not unspaced(sign) or unicodedata.category(sign)[0] == "M")


def any_of(signs: Iterable[str]) -> str:
    inside = "".join(re.escape(sign) for sign in sorted(signs))
    return f"[{inside}]" if inside else r"[^\s\S]"


class Reader:
    """Finds terms in texts made of a given alphabet."""

    def __init__(self, alphabet: Iterable[str]) -> None:
        signs = {folded(sign) for sign in alphabet} - {""}
        self.next = any_of(sign for sign in signs if joins_next(sign))
        self.previous = any_of(sign for sign in signs if joins_previous(sign))
        self.patterns: dict[str, re.Pattern[str]] = {}

    def pattern(self, term: str) -> re.Pattern[str]:
        if term not in self.patterns:
            words = []
            for word in fold(clean(term))[0].split():
                before = f"{self.next}*" if word.startswith("*") else ""
                after = f"{self.previous}*" if word.endswith("*") else ""
                words.append(before + re.escape(word.strip("*")) + after)
            self.patterns[term] = re.compile(f"(?<!{self.next})(?=({GAP.join(words)})(?!{self.previous}))")
        return self.patterns[term]

    def spans(self, text: str, terms: Iterable[str]) -> list[Span]:
        string, places = fold(text)
        found = (match.span(1) for term in terms for match in self.pattern(term).finditer(string))
        return sorted({(places[start], places[end - 1] + 1) for start, end in found})


def word_shape(sign: str) -> str:
    """a: part of a word; 漢: a word by itself; soft hyphen: not seen, or a mark of such a word; space: anything else."""
    if ord(sign) in UNSEEN or (unspaced(sign) and joins_previous(sign)):
        return "\xad"
    sign = plain(sign)
    if is_word(sign):
        return "漢" if unspaced(sign) else "a"
    return sign if sign in "'-" else " "


def words_of(text: str) -> list[Span]:
    """What counts as a word between two terms: letters, digits and marks, joined by ' or -; each sign of an unspaced script."""
    shape = "".join(map(word_shape, text))
    return [match.span() for match in re.finditer(r"漢\xad*|a+(?:(?:\xad+['-]?\xad*|['-]\xad*)a+)*", shape)]


def words_between(words: list[Span], left: Span, right: Span) -> int:
    """How many words stand wholly between two spans; 0 where they overlap."""
    left, right = sorted((left, right))
    return sum(1 for start, end in words if start >= left[1] and end <= right[0])


def units(text: str, unit: str) -> list[Span]:
    return {"sentence": sentences, "paragraph": paragraphs}[unit](text) if unit != "comment" else [(0, len(text))]


def unit_at(spans: list[Span], place: int) -> int:
    return max([number for number, (start, _) in enumerate(spans) if start <= place], default=0)


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def near_windows(text: str, near: Near, groups: list[list[Span]]) -> list[Span]:
    """The smallest stretches with a term of every group, no two of them overlapping, near enough to each other."""
    words, spans = words_of(text), units(text, near.unit or "comment")
    found = set()
    for chosen in product(*groups):
        ordered = sorted(chosen)
        if any(overlap(one, other) for place, one in enumerate(ordered) for other in ordered[:place]):
            continue
        if near.words is not None and words_between(words, ordered[0], ordered[-1]) > near.words:
            continue
        if near.unit is not None and len({unit_at(spans, start) for start, _ in ordered}) > 1:
            continue
        found.add((ordered[0][0], ordered[-1][1]))
    return [
        (start, end)
        for start, end in sorted(found)
        if not any(start <= a and b <= end and (a, b) != (start, end) for a, b in found)
    ]


def forbidden(text: str, near: Near, fired: Span, others: list[Span]) -> bool:
    """Whether one of the `unless` terms stands close to the fired span."""
    if near.words is not None:
        words = words_of(text)
        return any(overlap(fired, other) or words_between(words, fired, other) <= near.words for other in others)
    start, end = span_around(units(text, near.unit or "comment"), *fired)
    return any(start <= other[0] < end for other in others)


def fired_by(rule: Rule, comment: Comment, reader: Reader, parts: Collection[str]) -> Iterator[tuple[Span, list[Span]]]:
    """Each match of a rule before spreading: its span and the words that fired."""
    text = comment.text
    left_out = [
        (p.start, p.end) for p in comment.parts if p.kind in {"reference", "heading"} and p.kind not in {*rule.parts, *parts}
    ]

    def searched(spans: Iterable[Span]) -> list[Span]:
        return [span for span in spans if not any(a <= span[0] and span[1] <= b for a, b in left_out)]

    cancelling = searched(reader.spans(text, rule.cancel))

    def standing(spans: Iterable[Span]) -> list[Span]:
        return [span for span in searched(spans) if not any(overlap(span, other) for other in cancelling)]

    plainly = ["".join(sign if plain(sign) == sign else re.escape(plain(sign)) for sign in pattern) for pattern in rule.regex]
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in plainly]
    found = [match.span() for pattern in patterns for match in pattern.finditer(plain(text)) if match.group()]
    matches = [(span, [span]) for span in standing([*reader.spans(text, rule.terms), *found])]
    if rule.near:
        groups = [standing(reader.spans(text, group)) for group in rule.near.groups]
        for start, end in near_windows(text, rule.near, groups):
            inside = [span for group in groups for span in group if start <= span[0] and span[1] <= end]
            matches.append(((start, end), inside))
    others = searched(reader.spans(text, [term for group in rule.unless.groups for term in group])) if rule.unless else []
    for span, words in matches:
        if not (rule.unless and forbidden(text, rule.unless, span, others)):
            yield span, words


def suggest_slow(
    comments: Iterable[Comment], codebook: Codebook, *, parts: Collection[str] = (), pingbacks: bool = False
) -> list[dict[str, object]]:
    """The suggestions, in corpus order, then by start, end, code: dicts with comment, code, start, end, quote, rule, words."""
    comments = list(comments)
    rules = codebook.rules
    reader = Reader({sign for comment in comments for sign in comment.text})
    rows: list[dict[str, object]] = []
    for comment in comments:
        if comment.kind == "pingback" and not pingbacks:
            continue
        here: list[dict[str, object]] = []
        for code in sorted({rule.code for rule in rules}):
            matches = []  # (span, rule number, words)
            for number, rule in enumerate(rules):
                if rule.code == code:
                    for span, words in fired_by(rule, comment, reader, parts):
                        if rule.spread != "match":
                            span = span_around(units(comment.text, rule.spread), *span)
                        matches.append((span, number, words))
            here += [row(comment, code, group, rules) for group in merged(matches)]
        rows += sorted(here, key=lambda row: (row["start"], row["end"], row["code"]))
    return rows


def merged(matches: list[tuple[Span, int, list[Span]]]) -> list[list[tuple[Span, int, list[Span]]]]:
    """Matches of one code, put together where their spans share a code point."""
    groups: list[list[tuple[Span, int, list[Span]]]] = []
    for match in sorted(matches, key=lambda match: match[0]):
        if groups and match[0][0] < max(span[1] for span, _, _ in groups[-1]):
            groups[-1].append(match)
        else:
            groups.append([match])
    return groups


def row(comment: Comment, code: str, group: list[tuple[Span, int, list[Span]]], rules: tuple[Rule, ...]) -> dict[str, object]:
    start, end = min(span[0] for span, _, _ in group), max(span[1] for span, _, _ in group)
    fired = {word for _, _, words in group for word in words}
    shown = [w for w in fired if not any(o[0] <= w[0] and w[1] <= o[1] and o != w for o in fired)]
    names = dict.fromkeys(rules[number].id for number in sorted({number for _, number, _ in group}))
    return {
        "comment": comment.id, "code": code, "start": start, "end": end, "quote": comment.text[start:end],
        "rule": "; ".join(names), "words": " … ".join(comment.text[a:b] for a, b in sorted(shown)),
    }  # fmt: skip
