"""How fast the rules run: MB of text a second on one core, beside stdlib ``re`` doing the same work on the same text.

``python benchmarks/autocode.py [megabytes]`` (20 if left out). The text is invented: comments of about 60 words in a made-up
language with emoji, accents and curly quotes. Codebooks of K codes with one term each: words, stems and phrases, dense on purpose.
``re`` gets a slice of the text, one pattern at a time (combined patterns lose overlapping codes), and both must find the same
spans there. For scale: what memory and ``bytes.translate`` allow.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from ethnography.autocode import code_corpus
from ethnography.autocode.block import blocks_of
from ethnography.autocode.engine import _ready
from ethnography.codebook import Code, Codebook, Rule
from ethnography.corpus import Comment, Corpus
from ethnography.text import plain

SLICE_MB = {20: 2.0, 200: 0.5, 500: 0.3}
REPEATS = 5


def invented_language(rng: random.Random) -> tuple[list[str], list[float]]:
    """Words of a made-up language with their weights, the common ones first."""
    syllables = [a + b for a in ["", *"bdfghklmnprstvw", "th", "st"] for b in ["a", "e", "i", "o", "u", "ea", "er", "in", "on"]]
    words = list(dict.fromkeys("".join(rng.choices(syllables, k=rng.choice([1, 2, 2, 3, 3, 4]))) for _ in range(12_000)))
    words += ["café", "naïve", "Zürich", "fiancée"]
    return words, [1 / (rank + 3) for rank in range(len(words))]


def invented_comments(rng: random.Random, megabytes: float) -> list[str]:
    words, weights = invented_language(rng)
    ends = [". ", ". ", ", ", ", ", "! ", "? ", " – ", " 🙂 ", "\n\n", "’s ", " “", "” "]
    texts, size = [], 0
    while size < megabytes * 1e6:
        pieces = []
        for word in rng.choices(words, weights, k=rng.randint(20, 100)):
            pieces.append(word.capitalize() if rng.random() < 0.1 else word)
            pieces.append(rng.choice(ends) if rng.random() < 0.12 else " ")
        texts.append("".join(pieces).strip())
        size += len(texts[-1].encode())
    return texts


def invented_terms(rng: random.Random, count: int) -> list[str]:
    words, _ = invented_language(random.Random(1))
    terms = []
    for number in range(count):
        word = words[rng.randint(60, 9000)]
        while len(word) < 4:
            word = words[rng.randint(60, 9000)]
        terms.append(
            [word, word[: max(4, len(word) - 2)] + "*", f"{words[rng.randint(0, 80)]} {words[rng.randint(0, 80)]}"][number % 3]
        )
    return terms


def codebook_of(terms: list[str]) -> Codebook:
    return Codebook(
        "bench", "1", tuple(Code(f"k{n}", f"K{n}", rules=(Rule(f"k{n}.1", f"k{n}", (t,)),)) for n, t in enumerate(terms))
    )


def corpus_of(texts: list[str]) -> Corpus:
    return Corpus.build(Comment(f"c{n}", "t", None, text, author="a") for n, text in enumerate(texts))


def spans_by_re(texts: list[str], terms: list[str]) -> set[tuple[int, int, int, int]]:
    """(comment, term, start, end) of every match: the work of the engine for plain terms, without a frame."""
    gap = r"(?:[^\S\n]*\n?[^\S\n]*(?<=\s)|-)"
    patterns = [
        re.compile(r"\b" + gap.join(map(re.escape, t.strip("*").split())) + r"\w*" * t.endswith("*") + r"\b", re.I) for t in terms
    ]
    found = set()
    for comment, text in enumerate(map(plain, texts)):
        for number, pattern in enumerate(patterns):
            found.update((comment, number, *match.span()) for match in pattern.finditer(text))
    return found


def seconds(job: Callable[[], Any], repeats: int = REPEATS) -> float:
    """The median time of a job, in seconds of processor time."""
    times = []
    for _ in range(repeats):
        begun = time.process_time()
        job()
        times.append(time.process_time() - begun)
    return float(np.median(times))


def limits(raw: bytes) -> None:
    size, lower = len(raw) / 1e6, bytes(range(256)).lower()
    array = np.frombuffer(raw, np.uint8)
    print(f"limit: memory scan (numpy max)   {size / seconds(lambda: array.max()):8.0f} MB/s")
    print(f"limit: bytes.translate           {size / seconds(lambda: raw.translate(lower)):8.0f} MB/s")


def main(megabytes: float) -> None:
    texts = invented_comments(random.Random(1), megabytes)
    raw = "\0".join(texts).encode()
    print(f"{len(texts)} comments, {len(raw) / 1e6:.1f} MB, one core, MB of text a second of processor time; median of {REPEATS}")
    limits(raw)
    corpus = corpus_of(texts)
    arrow = pa.array(corpus.comments["text"], pa.large_string())
    print(f"folding alone                    {len(raw) / 1e6 / seconds(lambda: list(blocks_of(arrow, 2_000_000))):8.0f} MB/s")
    for count, slice_mb in SLICE_MB.items():
        terms = invented_terms(random.Random(count), count)
        book = codebook_of(terms)
        rows = len(code_corpus(corpus, book))
        ours = len(raw) / 1e6 / seconds(lambda book=book: code_corpus(corpus, book))
        part = texts[: max(1, int(len(texts) * slice_mb / megabytes))]
        begun = time.process_time()
        by_re = spans_by_re(part, terms)
        theirs = sum(len(text.encode()) for text in part) / 1e6 / (time.process_time() - begun)
        same = by_re == spans_of(code_corpus(corpus_of(part), book))
        print(
            f"K={count:<5} engine {ours:6.0f} MB/s ({rows / len(texts):.1f} suggestions a comment)   re {theirs:6.2f} MB/s   "
            f"{ours / theirs:5.0f} times   same spans in {len(by_re)}: {same}"
        )
        if not same:
            sys.exit("the engine and re do not agree")
    one_thread(texts[:30])


def spans_of(frame: pd.DataFrame) -> set[tuple[int, int, int, int]]:
    numbers = [frame[name].str[1:].astype(int) for name in ("comment", "code")]
    return set(zip(*numbers, frame["start"], frame["end"], strict=True))


def one_thread(texts: list[str]) -> None:
    """A thread of 30 comments, as a coder meets it: codebook compiled, frame made."""
    corpus, terms = corpus_of(texts), invented_terms(random.Random(200), 200)
    book = codebook_of(terms)
    first = seconds(lambda: (_ready.cache_clear(), code_corpus(corpus, book)), 21)
    again = seconds(lambda: code_corpus(corpus, book), 21)
    theirs = seconds(lambda: (re.purge(), spans_by_re(texts, terms)), 3)
    print(
        f"a thread of {len(texts)} comments, 200 terms: engine {first * 1e3:.1f} ms with compiling, {again * 1e3:.1f} ms again; "
        f"re {theirs * 1e3:.1f} ms with compiling"
    )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 20)
