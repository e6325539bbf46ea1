"""What is drawn, and that drawing beforehand changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from ethnography.resampling import design_effect, draw_clusters, interval_of, level_to_draw, number_clusters


def test_who_is_not_stated_is_somebody_each() -> None:
    assert number_clusters(["a", None, "a", float("nan"), "b"]).tolist() == [0, 1, 0, 2, 3]
    assert number_clusters([]).tolist() == []


def test_the_level_that_differs_more_is_drawn_if_both_have_ten() -> None:
    thread, author = np.repeat(np.arange(12), 10), np.tile(np.arange(10), 12)
    levels = {"thread": thread, "author": author}
    hits = (author < 2).astype(float)
    effects = {by: design_effect(np.bincount(of, weights=hits), np.bincount(of)) for by, of in levels.items()}
    assert effects["author"] > 1 > effects["thread"]
    assert level_to_draw(hits, levels) == "author"
    assert level_to_draw(thread < 2, levels) == "thread"
    assert level_to_draw(author < 2, {"thread": thread, "author": author % 9}) == "thread"  # nine authors are too few
    assert level_to_draw(np.zeros(120), levels) == level_to_draw(np.ones(120), levels) == "thread"
    assert level_to_draw([], {"thread": number_clusters([]), "author": number_clusters([])}) == "thread"


@pytest.mark.parametrize("clusters", [12, 30])
def test_draws_can_be_shared(clusters: int) -> None:
    sums = np.column_stack([np.arange(clusters) % 4, np.full(clusters, 5.0)])
    share = lambda s: s[:, 0] / s[:, 1]  # noqa: E731
    alone = interval_of(sums, share, seed=4, resamples=200)
    assert alone == interval_of(sums, share, seed=4, resamples=200, drawn=draw_clusters(clusters, 200, 4))
