"""How long intervals of agreement take: 1,000 resamples of whole threads for 30 codes on 5,000 comments, by two coders.

``python benchmarks/agreement.py [comments codes]`` (5000 30 if left out). The codings are invented: threads of unequal size, codes
of unequal frequency, coders who mostly agree. Beside it the same resampling with the package ``krippendorff`` (of the tests only):
threads are drawn, their comments copied into a table, and its alpha taken. That is measured on fewer resamples and scaled, which is
fair since each resample is as much work as any other; the alphas of these resamples must be the same by either way.
"""

from __future__ import annotations

import sys
import time

import krippendorff
import numpy as np

from ethnography.agreement.by_code import _binary_alpha, _interval
from ethnography.agreement.compared import Compared, compare
from ethnography.codebook import Code, Codebook
from ethnography.coding import Coding, Segment
from ethnography.corpus import Comment, Corpus
from ethnography.resampling import RESAMPLES

CODERS = ("ada", "ben")
THEIRS = 10  # resamples that are measured with the other package, of each of MEASURED codes
MEASURED = 3
SEED = 1


def invented(comments: int, codes: int) -> tuple[Corpus, Codebook, list[Coding], set[tuple[str, str]]]:
    """Threads of 5 to 60 comments; the k-th code is in 1 to 20 of 100 of them, and one decision in 25 differs."""
    rng = np.random.default_rng(SEED)
    made: list[Comment] = []
    while len(made) < comments:
        thread, size = f"t{len(made)}", min(int(rng.integers(5, 60)), comments - len(made))
        post = Comment(f"{thread}:0", thread, None, "An invented post.", "post", "P1")
        made += [
            post,
            *(Comment(f"{thread}:{n}", thread, post.id, "Words of no one.", author=f"P{n % 40}") for n in range(1, size)),
        ]
    book = Codebook("bench", "1", tuple(Code(f"k{n}", f"K{n}") for n in range(codes)))
    true = rng.random((codes, comments)) < np.linspace(0.01, 0.2, codes)[:, None]
    codings = []
    for coder in CODERS:
        said = np.where(rng.random(true.shape) < 0.04 * true.mean(axis=1, keepdims=True) * 5, ~true, true)
        for code, place in zip(*np.nonzero(said), strict=True):
            at = Segment(made[place].id, 0, 5)
            codings.append(Coding(f"{coder}-{code}-{place}", f"k{code}", at, made[place].text[:5], coder, "2024-01-01T00:00:00Z"))
    return Corpus.build(made), book, codings, {(coder, comment.id) for coder in CODERS for comment in made}


def ours(found: Compared, codes: list[str]) -> float:
    """Seconds for the intervals of all codes."""
    begun = time.process_time()
    for code in codes:
        _interval(found, code, None, 0.95, RESAMPLES, SEED)
    return time.process_time() - begun


def theirs(found: Compared, codes: list[str]) -> tuple[float, float]:
    """Seconds for all codes with the other package, scaled from what was measured; the largest difference of the alphas."""
    threads = np.unique(np.array(found.threads), return_inverse=True)[1]
    members = [np.flatnonzero(threads == number) for number in range(threads.max() + 1)]
    drawn = np.random.default_rng(SEED).multinomial(len(members), np.full(len(members), 1 / len(members)), size=THEIRS)
    seconds, apart = 0.0, 0.0
    for code in codes[-MEASURED:]:
        table = found.coded[code].astype(float)
        for times in drawn:
            begun = time.process_time()
            places = np.concatenate([np.tile(members[number], n) for number, n in enumerate(times) if n])
            alpha = krippendorff.alpha(reliability_data=table[:, places], level_of_measurement="nominal")
            seconds += time.process_time() - begun
            here = table[:, places]
            yes = here.sum(axis=0)
            sums = np.array([[(yes == 2).sum() * 2.0, (yes == 1).sum() * 1.0, (yes == 0).sum() * 2.0]])
            apart = max(apart, abs(float(_binary_alpha(sums)[0]) - float(alpha)))
    return seconds * (RESAMPLES / THEIRS) * (len(codes) / MEASURED), apart


def main(comments: int, codes: int) -> None:
    corpus, book, codings, seen = invented(comments, codes)
    found = compare(codings, seen, corpus, book)
    ids = [code.id for code in book]
    mine = min(ours(found, ids) for _ in range(3))
    other, apart = theirs(found, ids)
    size = f"{comments:,} comments in {len(corpus.thread_ids):,} threads, {codes} codes, {len(codings):,} codings"
    print(f"{size}, {RESAMPLES:,} resamples")
    print(f"intervals of all codes               {mine:9.2f} s of processor time (the best of 3)")
    print(f"the same with krippendorff           {other:9.1f} s (scaled from {THEIRS} resamples of {MEASURED} codes)")
    print(f"ratio                                {other / mine:9.0f} times; alphas differ by {apart:.1e} at most")
    if apart > 1e-9:
        sys.exit("the two do not agree")


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (5000, 30)))
