"""From the corpus to the frame of suggestions: block by block, rules fire, and what they mark is put together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ethnography.autocode.block import Block, Places, blocks_of
from ethnography.autocode.firing import Lines, Rules, terms_of
from ethnography.codebook import Rule
from ethnography.codebook.rules import LEFT_OUT_PARTS, regex_mistake, term_mistake
from ethnography.corpus import Corpus
from ethnography.errors import BadFile, Mistake

TEXTS = ("comment", "code", "quote", "rule", "words")
COLUMNS = ("comment", "code", "start", "end", "quote", "rule", "words", "fired_start", "fired_end")

_WIDE = 1 << 32  # group * _WIDE + code point: the spans of all groups on one line


def suggestions(
    corpus: Corpus, rules: Sequence[Rule], source: str, parts: Collection[str], pingbacks: bool, block_bytes: int
) -> pd.DataFrame:
    """What the rules find in the corpus; see ``autocode.code_corpus``."""
    ready = _ready(tuple(rules), frozenset(parts), source)
    frame = corpus.texts if pingbacks else corpus.texts[corpus.texts["kind"].ne("pingback")]
    ids, texts = _arrow(frame["id"]), _arrow(frame["text"])
    listed = list(frame["parts"])
    tables = []
    for block in blocks_of(texts, block_bytes) if rules else ():
        lines = ready.fire(block, listed[block.offset : block.offset + len(block)], ids)
        if len(lines.comments):
            tables.append(_suggested(block, lines, rules, ids))
    return _framed(tables)


@lru_cache(8)
def _ready(rules: tuple[Rule, ...], parts: frozenset[str], source: str) -> Rules:
    """The rules made ready to run; kept, because a coder asks again and again with the same ones."""
    mistakes = [
        Mistake(rule.line, f"rule {rule.id}: {said}")
        for rule in rules
        for said in [*map(term_mistake, terms_of(rule)), *map(regex_mistake, rule.regex)]
        if said
    ]
    if mistakes:
        raise BadFile(source, mistakes, "codebook")
    return Rules(rules, parts)


def find_places(corpus: Corpus, query: str) -> pd.DataFrame:
    """Where the terms of a query stand; see ``autocode.find``."""
    terms = tuple(term for term in map(str.strip, query.split(",")) if term)
    mistakes = [Mistake(None, said) for said in map(term_mistake, terms) if said]
    if not terms:
        mistakes = [Mistake(None, "it has no term; write words, stems with * or phrases, separated by commas")]
    if mistakes:
        raise BadFile(repr(query), mistakes, "query")
    rule = Rule("query", "query", terms)
    return suggestions(corpus, [rule], query, LEFT_OUT_PARTS, True, 2_000_000)[["comment", "start", "end", "quote"]]


def _arrow(column: pd.Series[str]) -> Any:
    """The column as one ``pa.LargeStringArray``, without a copy where it is one already."""
    array = pa.array(column, pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _suggested(block: Block, lines: Lines, rules: Sequence[Rule], ids: Any) -> Any:
    """The suggestions of one block as a ``pa.Table``: lines of one code whose spans overlap become one row."""
    codes = sorted({rule.code for rule in rules})
    rank = {code: place for place, code in enumerate(codes)}
    code = np.array([rank[rule.code] for rule in rules])[lines.rules]
    order = np.lexsort((lines.ends, lines.starts, code, lines.comments))
    lines, code = Lines(*(column[order] for column in lines)), code[order]
    group = np.cumsum(np.r_[False, (lines.comments[1:] != lines.comments[:-1]) | (code[1:] != code[:-1])])
    first = np.flatnonzero(_opens(group, lines.starts, lines.ends))
    comment, code, start = lines.comments[first], code[first], lines.starts[first]
    end = np.maximum.reduceat(lines.ends, first)
    fired = np.minimum.reduceat(lines.word_starts, first), np.maximum.reduceat(lines.word_ends, first)
    row = np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(order)]))
    table = pa.table({
        "comment": ids.take(pa.array(comment + block.offset)),
        "code": pa.array(codes).take(pa.array(code)),
        "start": start,
        "end": end,
        "quote": block.slices(comment, start, end),
        "rule": _rule_names(row, lines.rules, rules),
        "words": _fired_words(block, row, lines),
        "fired_start": fired[0],
        "fired_end": fired[1],
    })  # fmt: skip
    return table.take(pa.array(np.lexsort((code, end, start, comment))))


def _opens(group: Places, starts: Places, ends: Places) -> Any:
    """Which of the spans (sorted by group, start) overlap none before them in their group."""
    reached = np.maximum.accumulate(group * _WIDE + ends)
    return np.r_[True, (group * _WIDE + starts)[1:] >= reached[:-1]]


def _rule_names(row: Places, numbers: Places, rules: Sequence[Rule]) -> Any:
    """For each row the ids of its rules, in the order of the codebook, joined by ``"; "``."""
    names = [rule.id for rule in rules]
    first_of = {name: number for number, name in reversed(list(enumerate(names)))}
    first = np.array([first_of[name] for name in names])
    pairs = np.sort(row * len(rules) + first[numbers])
    pairs = pairs[np.r_[True, pairs[1:] != pairs[:-1]]]
    return _joined(pa.array(names).take(pa.array(pairs % len(rules))), pairs // len(rules), "; ")


def _fired_words(block: Block, row: Places, lines: Lines) -> Any:
    """For each row the words that fired, those within another left out, joined by ``" … "``."""
    order = np.lexsort((-lines.word_ends, lines.word_starts, row))
    row, starts, ends = row[order], lines.word_starts[order], lines.word_ends[order]
    reached = np.maximum.accumulate(row * _WIDE + ends)
    kept = np.r_[True, (row * _WIDE + ends)[1:] > reached[:-1]]
    return _joined(block.slices(lines.comments[order][kept], starts[kept], ends[kept]), row[kept], " … ")


def _joined(texts: Any, row: Places, by: str) -> Any:
    """The texts of each row (0, 1, …; sorted, none missing) as one."""
    offsets = np.searchsorted(row, np.arange(row[-1] + 2)).astype(np.int32)
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), texts), by)


def _framed(tables: list[Any]) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for name in COLUMNS:
        chunks = [table[name] for table in tables]
        if name in TEXTS:
            texts = [chunk.cast(pa.large_string()) for array in chunks for chunk in array.chunks]
            columns[name] = pd.array(pa.chunked_array(texts, pa.large_string()).combine_chunks(), dtype="str")
        else:
            columns[name] = np.concatenate([np.empty(0, np.int64), *(array.to_numpy() for array in chunks)])
    return pd.DataFrame(columns)
