"""Which words do people use, and how many people use them?

:func:`tokenize` says what a word is here, :func:`count_words_in` makes the table, :func:`plot_words` the figure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ethnography import style
from ethnography.corpus import Comment, Corpus
from ethnography.errors import TooLittle
from ethnography.text import plain
from ethnography.units import describe_comments, group_comments, number_of, unit_of_comments

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# Function words with the forms of be, have, do and the modals, written for this project. Negations are not among them:
# "not" and "never" change what the other words mean.
_STOP = """
    a an the this that these those
    and or but nor so if because as than then though although while whereas unless until since whether
    of in on at by to for from with within about into onto over under above below between among through
    during before after against along around across behind beyond near off out up down per via upon
    i me my mine myself you your yours yourself yourselves we us our ours ourselves
    he him his himself she her hers herself it its itself they them their theirs themselves
    one one's who whom whose which what where when why how there here
    that's there's what's who's here's it's he's she's i'm you're we're they're i've you've we've they've
    i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll it'll we'll they'll that'll
    is are was were be been being am have has had having do does did doing done
    can could may might must shall should will would ought
    also too very just even only more most much many some any each every both either other another such same own
    all few less least lot lots rather quite else again still yet ever already now etc
"""
ENGLISH_STOP: frozenset[str] = frozenset(_STOP.split())
_DASH = re.compile("[\u2014\u2015]|--+")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\ufe0e\ufe0f"))  # soft hyphens and the selectors of an emoji's colour


def tokenize(text: str, *, lower: bool = True) -> list[str]:
    """The words and signs of a text, in order, as NLTK's ``TweetTokenizer`` cuts them; punctuation marks are among them.

    Emoji, emoticons, #hashtags, @handles and addresses stay whole, and so do don't and well-being. Curly quotes and odd
    spaces count as plain ones (``text.plain``), a long dash always parts words, a soft hyphen never does. With `lower`
    everything but emoticons and addresses is in lower case. Needs no NLTK download.

    >>> tokenize("Don\u2019t ask @ada\u2014she\u2019s OFF :-) #NHS")
    ["don't", 'ask', '@ada', '-', "she's", 'off', ':-)', '#nhs']
    """
    tokens = _tokenizer(lower).tokenize(plain(_DASH.sub(" \u2014 ", text.translate(_UNSEEN))))
    return [token for token in tokens if token.strip()]  # NLTK keeps control characters


@cache
def _tokenizer(lower: bool) -> Any:
    from nltk.tokenize.casual import TweetTokenizer

    return TweetTokenizer(preserve_case=not lower, match_phone_numbers=False)


def count_words_in(
    corpus: Corpus, *, by: str | None = None, stop: Collection[str] = ENGLISH_STOP, min_count: int = 1
) -> pd.DataFrame:
    """How often each word is used: one row a word, the most frequent first (equals in alphabetical order).

    Columns ``word, n, comments, authors``: uses, comments and posts it stands in, participants who use it themselves. Words
    in another's voice count for the comment, not for its author; authors not stated count as nobody. With `by` (a group of
    ``units.group_comments``) a column with that name comes first, groups in their order, and `min_count` holds within each.

    Left out: pingbacks, references (parts of kind ``reference``), punctuation, the words in `stop` (compared in lower case
    with straight apostrophes; pass ``()`` to keep all) and words with fewer than `min_count` uses. ``attrs``: ``note``;
    ``by``; ``words``, how many words each group (``""`` without `by`) has before stop and rare words are taken out.
    Takes some ten seconds for a million words.

    >>> corpus = Corpus.build([Comment("p", "t", None, "No masks, no nurses", "post", "Ann")])
    >>> count_words_in(corpus)[["word", "n", "authors"]].values.tolist()
    [['no', 2, 1], ['masks', 1, 1], ['nurses', 1, 1]]
    """
    import pandas as pd

    here = unit_of_comments(corpus)
    groups = None if by is None else group_comments(corpus, by)
    levels = [""] if groups is None else groups.cat.categories.tolist()
    tallies = {level: _Tally() for level in levels}
    for id in here:
        tallies["" if groups is None else groups[id]].add(corpus.comment(id))
    stopped = {plain(word).lower() for word in stop}
    rows = [
        (level, word, n, tally.comments[word], len(tally.authors.get(word, ())))
        for level, tally in tallies.items()
        for word, n in sorted(tally.uses.items(), key=lambda item: (-item[1], item[0]))
        if n >= min_count and word not in stopped
    ]
    column = "" if by is None else f"{by} of participant" if by in ("word", "n", "comments", "authors") else by
    table = pd.DataFrame(rows, columns=[column, "word", "n", "comments", "authors"]).astype({"word": "str"})
    totals = {level: tally.uses.total() for level, tally in tallies.items()}
    said = [
        f"Uses of each word among {number_of(sum(totals.values()), 'word')}",
        describe_comments(corpus.comments.loc[here.index, "kind"]),
    ]
    said += [f"{number_of(len(stopped), 'stop word')} left out"] if stopped else []
    if min_count > 1:
        said.append(f"words with fewer than {min_count} uses left out")
    said.append("references and pingbacks left out")
    if by is None:
        table = table.drop(columns="")
    table.attrs.update(
        {"by": None if by is None else column, "words": totals, "min_count": min_count, "note": "; ".join(said) + "."}
    )
    return table


class _Tally:
    """The counts of one group of comments."""

    def __init__(self) -> None:
        self.uses: Counter[str] = Counter()
        self.comments: Counter[str] = Counter()
        self.authors: dict[str, set[str]] = {}

    def add(self, comment: Comment) -> None:
        seen: set[str] = set()
        for start, end, own in stretches(comment):
            words = words_of(comment.text[start:end])
            self.uses.update(words)
            seen.update(words)
            if own and comment.author is not None:
                for word in words:
                    self.authors.setdefault(word, set()).add(comment.author)
        self.comments.update(seen)


def stretches(comment: Comment) -> list[tuple[int, int, bool]]:
    """The stretches of a comment's text that are no reference: start, end, and whether they are its author's own words.

    Half-open, in code points, in order. Of parts inside each other the inner one decides.

    >>> stretches(Comment("c", "t", None, "I agree."))
    [(0, 8, True)]
    """
    kind = [True] * len(comment.text)
    own = [True] * len(comment.text)
    for part in sorted(comment.parts, key=lambda part: part.start - part.end):
        kind[part.start : part.end] = [part.kind != "reference"] * (part.end - part.start)
        own[part.start : part.end] = [part.voice is None] * (part.end - part.start)
    cuts = [0, *(at for at in range(1, len(kind)) if (kind[at], own[at]) != (kind[at - 1], own[at - 1])), len(kind)]
    return [(a, b, own[a]) for a, b in pairwise(cuts) if a < b and kind[a]]


def words_of(text: str) -> list[str]:
    """The words, numbers and emoji of a text, in lower case, in order: its tokens without punctuation marks.

    >>> words_of("No masks, no nurses!")
    ['no', 'masks', 'no', 'nurses']
    """
    return [token for token in tokenize(text) if _is_word(token)]


@cache
def _is_word(token: str) -> bool:
    """Whether a token is a word, a number, an emoji or an emoticon, and not a punctuation mark."""
    from nltk.tokenize.casual import EMOTICON_RE

    return any(unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) == "So" for sign in token) or bool(
        len(token) > 1 and EMOTICON_RE.fullmatch(token)
    )


def plot_words(table: pd.DataFrame, *, ax: Axes | None = None, top: int = 25) -> Axes:
    """Bars of the `top` most frequent words of a table of :func:`count_words_in`, with the numbers of uses at their ends.

    A table made with `by` gets a column of bars for each group: bars show uses per 1,000 words of the group, on one scale,
    numbers the uses; a word that `min_count` left out of a group has ``–`` there. A new figure has the note as its caption;
    for axes that are passed it is in ``table.attrs["note"]``. Raises ``TooLittle`` for a table without words.
    """
    if not len(table):
        raise TooLittle("A figure of the words", "the table has no words", "Lower min_count or pass fewer stop words")
    by = table.attrs.get("by")
    words = table.groupby("word")["n"].sum().sort_values(ascending=False, kind="stable").head(top)
    labels = [style.wrap_label(str(word), 28) for word in words.index]
    columns = _columns_of(table, words, by) if by else []
    width = max(style.WIDTH * 0.75, 1.8 + 0.95 * len(columns))
    height = style.row_places(labels)[-1] + (style.columns_height(columns) if by else 0.75)
    target = style.new_axes(width, height) if ax is None else ax
    even = [False] * len(labels)
    with style.figure_style():
        places = style.label_rows(target, labels, [0] * len(labels), even)
        if by:
            style.draw_columns(target, places, columns, even)
            longest = 1000 * max(max(rates) for _, rates, _ in columns)
            target.set_xlabel(f"Bars: uses per 1,000 words (longest: {longest:.3g}).\nNumbers: uses.", loc="left")
        else:
            style.draw_bars(target, places, words.tolist(), [f"{n:,}" for n in words], even)
            target.set_xlabel("Uses", loc="left")
        if ax is None:
            style.caption(target, table.attrs.get("note", ""))
    return target


def _columns_of(table: pd.DataFrame, words: pd.Series[Any], by: str) -> list[style.Column]:
    missing = "–" if table.attrs["min_count"] > 1 else "0"
    columns = []
    for group, total in table.attrs["words"].items():
        uses = table[table[by] == group].set_index("word")["n"].reindex(words.index)
        head = style.column_head(f"depth {group}" if by == "depth" else str(group), number_of(total, "word"))
        rates = (uses.fillna(0) / max(total, 1)).tolist()
        columns.append((head, rates, [missing if n != n else f"{int(n):,}" for n in uses]))
    return columns
