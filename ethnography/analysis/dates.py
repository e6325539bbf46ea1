"""The dates that comments state, as far as they state them, and an axis for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ethnography.corpus import Corpus

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

PRECISION = {"year": 4, "month": 7, "day": 10}  # characters of an ISO 8601 date


def dates_of(corpus: Corpus, per: str = "day") -> pd.Series[Any]:
    """The date of each comment (in UTC), index: comment ids; NaT where it is not stated, or not as exactly.

    `per`: ``year``, ``month`` or ``day``: "2017-03" has a month and no day.

    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "Hi", "post", date="2017-03")])
    >>> dates_of(corpus).isna().item(), dates_of(corpus, "month").dt.year.item()
    (True, 2017)
    """
    import pandas as pd

    texts = corpus.comments["date"]
    texts = texts.where(texts.str.len() >= PRECISION[per])
    return pd.Series(pd.to_datetime(texts.array, utc=True, errors="coerce", format="ISO8601"), index=texts.index)


def label_dates(ax: Axes, label: str) -> None:
    """Make the x axis one of dates, with few short ticks."""
    from matplotlib import dates

    module: Any = dates  # its classes have no types
    locator = module.AutoDateLocator(minticks=2, maxticks=7)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(module.ConciseDateFormatter(locator))
    ax.set_xlabel(label, loc="left")
