"""Rules on the hits of a block: what fires, where it is cancelled, and how far the suggestion spreads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ethnography.autocode.automaton import Hits, TermIndex
from ethnography.autocode.block import Block, Places
from ethnography.autocode.near import Message, forbids, windows
from ethnography.autocode.regexes import Regex
from ethnography.codebook import Near, Rule
from ethnography.codebook.rules import LEFT_OUT_PARTS
from ethnography.corpus import Part
from ethnography.text import Span

_WIDE = 1 << 32  # comment * _WIDE + code point: places of all comments on one line


class Spans(NamedTuple):
    """Spans in comments of a block, sorted by comment, start, end; 1-d arrays of equal length."""

    comments: Places
    starts: Places
    ends: Places


class Lines(NamedTuple):
    """What fired, one line a word: comment of the block, rule number, span suggested, span of the word; 1-d arrays."""

    comments: Places
    rules: Places
    starts: Places
    ends: Places
    word_starts: Places
    word_ends: Places


def joined_lines(tables: Iterable[Lines]) -> Lines:
    """The lines of several tables (at least one) as one."""
    return Lines(*(np.concatenate(columns) for columns in zip(*tables, strict=True)))


class Rules:
    """The rules of a codebook, made ready once: all their terms in one automaton, plain rules told from the others.

    A rule is plain if it has terms and nothing else (and searches the ordinary parts); all plain rules fire in one go.
    """

    def __init__(self, rules: Sequence[Rule], parts: Collection[str] = ()) -> None:
        self.rules = tuple(rules)
        self.left_out = [tuple(kind for kind in LEFT_OUT_PARTS if kind not in {*rule.parts, *parts}) for rule in rules]
        self.index = TermIndex(term for rule in rules for term in terms_of(rule))
        self.regexes = {number: [Regex(pattern, rule.id) for pattern in rule.regex] for number, rule in enumerate(rules)}
        self._terms = [self.index.numbers(rule.terms) for rule in rules]
        self._plain = [rule.spread == "match" and not (rule.regex or rule.near or rule.cancel or rule.unless) for rule in rules]
        pairs = np.array([(t, r) for r, plain in enumerate(self._plain) if plain for t in self._terms[r]], np.int64).reshape(-1, 2)
        pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
        self._rules_of = pairs[:, 1]
        self._first = np.searchsorted(pairs[:, 0], np.arange(len(self.index.terms) + 1))

    def fire(self, block: Block, parts: Sequence[Sequence[Part]], ids: Any) -> Lines:
        """What fires in the block. `parts`: those of each comment of the block; `ids`: of the comments of the whole."""
        scene = _Scene(block, self.index.search(block), parts)
        lines = [self._plain_lines(scene)]
        lines += [self._lines(scene, number, ids) for number, plain in enumerate(self._plain) if not plain]
        return joined_lines(lines)

    def _plain_lines(self, scene: _Scene) -> Lines:
        hits = scene.hits
        counts = (self._first[1:] - self._first[:-1])[hits.terms]
        hit = np.repeat(np.arange(len(counts)), counts)
        rules = self._rules_of[np.arange(len(hit)) - np.repeat(np.cumsum(counts) - counts - self._first[hits.terms], counts)]
        comments, starts, ends = hits.comments[hit], hits.starts[hit], hits.ends[hit]
        kept = np.ones(len(hit), np.bool_)
        for kind in LEFT_OUT_PARTS:
            if scene.has(kind):
                leaves = np.array([kind in kinds for kinds in self.left_out], np.bool_)
                kept &= ~(leaves[rules] & scene.within((kind,), Spans(comments, starts, ends)))
        comments, rules, starts, ends = comments[kept], rules[kept], starts[kept], ends[kept]
        return Lines(comments, rules, starts, ends, starts, ends)

    def _lines(self, scene: _Scene, number: int, ids: Any) -> Lines:
        rule, left_out = self.rules[number], self.left_out[number]

        def searched(terms: Iterable[str]) -> Spans:
            return scene.searched(left_out, scene.spans(self.index.numbers(terms)))

        cancelling = searched(rule.cancel)
        fired = [scene.spans(self._terms[number])]
        fired += [_spans(regex.search(scene.block, scene.plain_text, ids)) for regex in self.regexes[number]]
        matches = _standing(scene.searched(left_out, _united(fired)), cancelling)
        lines = Lines(matches.comments, np.full(len(matches.comments), number), *matches[1:], *matches[1:])
        if rule.near:
            groups = [_standing(searched(group), cancelling) for group in rule.near.groups]
            lines = joined_lines([lines, _near_lines(scene, rule.near, number, groups)])
        if rule.unless and len(lines.comments):
            others = searched([term for group in rule.unless.groups for term in group])
            lines = _not_forbidden(scene, rule.unless, lines, others)
        return lines if rule.spread == "match" else _spread(scene, rule.spread, lines)


def terms_of(rule: Rule) -> Iterator[str]:
    """All terms that a rule has in any place."""
    yield from rule.terms
    yield from rule.cancel
    for near in (rule.near, rule.unless):
        for group in near.groups if near else ():
            yield from group


class _Scene:
    """A block with its hits and parts, and what is asked of its comments more than once."""

    def __init__(self, block: Block, hits: Hits, parts: Sequence[Sequence[Part]]) -> None:
        self.block, self.hits = block, hits
        self._messages: dict[int, Message] = {}
        self._parts: dict[str, dict[int, list[Span]]] = {kind: {} for kind in LEFT_OUT_PARTS}
        for comment, listed in enumerate(parts):
            for part in listed:
                if part.kind in self._parts:
                    self._parts[part.kind].setdefault(comment, []).append((part.start, part.end))

    def message(self, comment: int) -> Message:
        if comment not in self._messages:
            self._messages[comment] = Message(self.block.texts[comment].as_py())
        return self._messages[comment]

    def plain_text(self, comment: int) -> str:
        return self.message(comment).plain

    def spans(self, terms: Places) -> Spans:
        """Where any of these terms (numbers) stands."""
        first = np.searchsorted(self.hits.terms, terms)
        last = np.searchsorted(self.hits.terms, terms, "right")
        return _united([Spans(*(c[a:b] for c in self.hits[1:])) for a, b in zip(first.tolist(), last.tolist(), strict=True)])

    def has(self, kind: str) -> bool:
        return bool(self._parts[kind])

    def within(self, kinds: Iterable[str], spans: Spans) -> npt.NDArray[np.bool_]:
        """Which spans lie within a part of one of these kinds."""
        found = np.zeros(len(spans.comments), np.bool_)
        for kind in kinds:
            with_parts = np.array(list(self._parts[kind]), np.int64)
            for place in np.flatnonzero(np.isin(spans.comments, with_parts)).tolist():
                start, end = spans.starts[place], spans.ends[place]
                found[place] |= any(a <= start and end <= b for a, b in self._parts[kind][int(spans.comments[place])])
        return found

    def searched(self, left_out: Iterable[str], spans: Spans) -> Spans:
        kinds = [kind for kind in left_out if self.has(kind)]
        return Spans(*(column[~self.within(kinds, spans)] for column in spans)) if kinds and len(spans.comments) else spans


def _spans(found: list[tuple[int, Span]]) -> Spans:
    table = np.array([(comment, *span) for comment, span in found], np.int64).reshape(-1, 3)
    return Spans(*table.T)


def _united(tables: list[Spans]) -> Spans:
    if len(tables) == 1:
        return tables[0]
    if not tables:
        return _spans([])
    spans = Spans(*(np.concatenate(columns) for columns in zip(*tables, strict=True)))
    order = np.lexsort(spans[::-1])
    return Spans(*(column[order] for column in spans))


def _standing(spans: Spans, cancelling: Spans) -> Spans:
    """The spans that share no code point with a cancelling one."""
    if not len(cancelling.comments) or not len(spans.comments):
        return spans
    farthest = np.maximum.accumulate(cancelling.comments * _WIDE + cancelling.ends)
    before = np.searchsorted(cancelling.comments * _WIDE + cancelling.starts, spans.comments * _WIDE + spans.ends)
    reached = np.where(before > 0, farthest[before - 1], -1)
    kept = reached <= spans.comments * _WIDE + spans.starts
    return Spans(*(column[kept] for column in spans))


def _by_comment(spans: Spans, comments: Places) -> dict[int, list[Span]]:
    """The spans of these comments (sorted), each as a list."""
    first = np.searchsorted(spans.comments, comments).tolist()
    last = np.searchsorted(spans.comments, comments, "right").tolist()
    starts, ends = spans.starts.tolist(), spans.ends.tolist()
    return {
        comment: list(zip(starts[a:b], ends[a:b], strict=True))
        for comment, a, b in zip(comments.tolist(), first, last, strict=True)
    }


def _near_lines(scene: _Scene, near: Near, number: int, groups: list[Spans]) -> Lines:
    comments = np.unique(groups[0].comments)
    for group in groups[1:]:
        comments = np.intersect1d(comments, group.comments)
    found = [_by_comment(group, comments) for group in groups]
    lines = []
    for comment in comments.tolist():
        here = [group[comment] for group in found]
        words = sorted({span for group in here for span in group})
        for start, end in windows(scene.message(comment), near, here):
            lines += [(comment, number, start, end, a, b) for a, b in words if start <= a and b <= end]
    return Lines(*np.array(lines, np.int64).reshape(-1, 6).T)


def _not_forbidden(scene: _Scene, unless: Near, lines: Lines, others: Spans) -> Lines:
    doubtful = np.flatnonzero(np.isin(lines.comments, others.comments))
    elsewhere = _by_comment(others, np.unique(lines.comments[doubtful]))
    kept = np.ones(len(lines.comments), np.bool_)
    for line in doubtful.tolist():
        comment, fired = int(lines.comments[line]), (int(lines.starts[line]), int(lines.ends[line]))
        kept[line] = not forbids(scene.message(comment), unless, fired, elsewhere[comment])
    return Lines(*(column[kept] for column in lines))


def _spread(scene: _Scene, unit: str, lines: Lines) -> Lines:
    starts, ends = lines.starts.copy(), lines.ends.copy()
    for line, comment in enumerate(lines.comments.tolist()):
        starts[line], ends[line] = scene.message(comment).around(unit, (int(starts[line]), int(ends[line])))
    return lines._replace(starts=starts, ends=ends)
