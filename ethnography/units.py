"""Units of analysis: what is counted or compared, and which unit carries which code.

A unit is a comment (posts among them, pingbacks not), an author or a thread. :func:`presence` says which unit carries which
code; :func:`counted_codings`, :func:`unit_of_comments` and :func:`group_comments` are the three facts it is made of, for
tables that need more than yes and no. Nothing else in the package decides what a unit is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ethnography.codebook.nouns import Codebook
from ethnography.coding import Coding
from ethnography.corpus import Corpus
from ethnography.errors import UnknownId

if TYPE_CHECKING:
    import pandas as pd

UNITS = ("comment", "author", "thread")
NOT_STATED = "not stated"
POST_AUTHOR_LEVELS = ("post author", "others", NOT_STATED)


def presence(
    codings: pd.DataFrame,
    corpus: Corpus,
    codebook: Codebook,
    *,
    unit: str = "comment",
    include_children: bool = True,
    posts: bool = True,
) -> pd.DataFrame:
    """Units × codes: True where the unit carries the code, whoever of the coders applied it, once or often.

    `codings`: a frame with ``coding.FRAME_COLUMNS``, as from ``Codings.to_frame``; suggestions in that form will do.
    `unit`: ``comment``, ``author`` (participants who wrote something counted) or ``thread``.
    `include_children`: a code also counts for the codes above it. `posts`: whether opening posts count.

    Index: unit ids in corpus order, named after the unit; columns: all codes of the codebook in tree order. A row or column
    without True is a unit or code with no coding, not a gap. ``attrs`` say what was counted, among them ``note`` (one
    sentence), ``without_author`` (comments that belong to no author unit) and ``left_out``.

    Words in another's voice (an answer in an interview, an expert quoted) count for the comment and its thread, not for the
    author. Raises ``UnknownId`` for an unknown unit.

    >>> from ethnography.coding import Coding, Codings, Segment
    >>> from ethnography.codebook import Code
    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "Hello all", "post", "Ann"), Comment("c", "t", "p", "Thanks", author="Bob")])
    >>> book = Codebook("b", "1", (Code("tone", "Tone"), Code("thanks", "Thanks", parent="tone")))
    >>> made = Codings([Coding("1", "thanks", Segment("c", 0, 6), "Thanks", "ada", "2024-01-01T00:00:00Z")])
    >>> presence(made.to_frame(corpus), corpus, book).loc["c"].to_dict()
    {'tone': True, 'thanks': True}
    """
    import numpy as np
    import pandas as pd

    units = unit_of_comments(corpus, unit, posts=posts)
    rows = counted_codings(codings, corpus, codebook, include_children=include_children, posts=posts)
    attrs = describe_count(rows, corpus, codebook, unit)
    if unit == "author":
        rows = rows[rows["own"]]
    index = pd.Index(units.dropna().unique(), name=unit)
    columns = pd.Index([code.id for _, code in codebook.walk()], name="code", dtype="str")
    carried = np.zeros((len(index), len(columns)), dtype=bool)
    at, which = index.get_indexer(pd.Index(units.reindex(rows["comment"]).array)), columns.get_indexer(pd.Index(rows["code"].array))
    carried[at[at >= 0], which[at >= 0]] = True
    table = pd.DataFrame(carried, index=index, columns=columns)
    table.attrs.update(attrs)
    return table


def counted_codings(
    codings: pd.DataFrame, corpus: Corpus, codebook: Codebook, *, include_children: bool = True, posts: bool = True
) -> pd.DataFrame:
    """One row for each code that a coding counts for: its own and, with `include_children`, every code above that.

    Columns ``coding, code, comment, coder, own`` in the order of `codings`; ``own`` is False where the words are not the
    comment author's. Left out, and counted in ``attrs["left_out"]``: codings of codes that the codebook does not have, of
    pingbacks, of comments that are not in the corpus, and of posts without `posts`.
    """
    import pandas as pd

    frame = pd.DataFrame({
        "coding": codings.index.astype("str"),
        "code": codings["code"].astype("str").array,
        "comment": codings["comment"].astype("str").array,
        "coder": codings["coder"].astype("str").array,
        "own": codings["voice"].isna().to_numpy(dtype=bool),
    })  # fmt: skip
    kinds = corpus.comments["kind"].reindex(frame["comment"]).array
    known, kind = frame["code"].isin([code.id for code in codebook]), pd.Series(kinds, index=frame.index, dtype="str")
    counted = known & (kind.eq("comment") | (kind.eq("post") & posts))
    frame["counts_for"] = frame["code"].map({code.id: _upwards(codebook, code.id, include_children) for code in codebook})
    rows = frame[counted].explode("counts_for", ignore_index=True)
    rows["code"] = rows.pop("counts_for").astype("str")
    rows.attrs.update({
        "include_children": include_children,
        "posts": posts,
        "left_out": {
            "codes not in the codebook": frame["code"][~known].value_counts(sort=False).to_dict(),
            "pingbacks": int((known & kind.eq("pingback")).sum()),
            "posts": 0 if posts else int((known & kind.eq("post")).sum()),
            "comments not in the corpus": int((known & kind.isna()).sum()),
        },
        "other_voices": int((counted & ~frame["own"]).sum()),
        "coders": sorted(frame["coder"][counted].dropna().unique()),
    })  # fmt: skip
    return rows


def _upwards(codebook: Codebook, code: str, include_children: bool) -> list[str]:
    chain = [code]
    while include_children and (parent := codebook.code(chain[-1]).parent) is not None:
        chain.append(parent)
    return chain


def unit_of_comments(corpus: Corpus, unit: str = "comment", *, posts: bool = True) -> pd.Series[str]:
    """The unit that each comment belongs to; index: comment ids in corpus order, without pingbacks.

    NA where the unit is the author and none is stated. Raises ``UnknownId`` for an unknown unit.

    >>> from ethnography.corpus import Comment
    >>> unit_of_comments(Corpus.build([Comment("p", "t", None, "Hi", "post", "Ann")]), "author").to_dict()
    {'p': 'Ann'}
    """
    if unit not in UNITS:
        raise UnknownId("unit", unit, UNITS, "the list of units")
    comments = corpus.comments[["thread", "author", "kind"]]
    comments = comments[comments["kind"].ne("pingback") & (comments["kind"].ne("post") | posts)]
    return comments.index.to_series().astype("str") if unit == "comment" else comments[unit]


def group_comments(corpus: Corpus, by: str, *, posts: bool = True) -> pd.Series[Any]:
    """The group of each comment, as an ordered categorical whose categories are the groups, in the order to show them.

    `by`: ``depth``; ``thread``; ``post_author`` (post author, others, not stated); ``role``, ``pseudonym`` or any other
    attribute of the participants (in alphabetical order). ``not stated``, last, holds the comments whose author, or whose
    author's attribute, is not known; only groups that hold a comment are categories. Raises ``UnknownId``.
    """
    import pandas as pd

    here = unit_of_comments(corpus, posts=posts).index
    comments, people = corpus.comments.loc[here], corpus.participants.drop(columns=["comments", "posts", "threads"])
    if by == "depth":
        values, levels = comments["depth"], sorted(comments["depth"].unique().tolist())
    elif by == "thread":
        values, levels = comments["thread"], comments["thread"].unique().tolist()
    elif by == "post_author":
        values = comments["is_post_author"].map({True: POST_AUTHOR_LEVELS[0], False: POST_AUTHOR_LEVELS[1]})
        values = values.astype("str").fillna(NOT_STATED)
        levels = [level for level in POST_AUTHOR_LEVELS if level in set(values)]
    elif by in people.columns:
        values = comments["author"].map(people[by]).astype("str").fillna(NOT_STATED)
        levels = sorted(set(values), key=lambda level: (level == NOT_STATED, level.casefold(), level))
    else:
        raise UnknownId("grouping", by, ["depth", "thread", "post_author", *people.columns], "this corpus")
    return pd.Series(pd.Categorical(values, categories=levels, ordered=True), index=here, name=by)


def describe_count(rows: pd.DataFrame, corpus: Corpus, codebook: Codebook, unit: str) -> dict[str, Any]:
    """What a table made from ``counted_codings`` has counted: its ``attrs``, with ``note``, the same in one sentence."""
    comments = corpus.comments.loc[unit_of_comments(corpus, posts=rows.attrs["posts"]).index]
    without_author = int(comments["author"].isna().sum())
    left_out, coders, voices = rows.attrs["left_out"], rows.attrs["coders"], rows.attrs["other_voices"]
    said = [{"comment": "Comments carrying the code at least once", "author": "Authors with the code in at least one comment",
             "thread": "Threads with the code in at least one comment"}[unit]]  # fmt: skip
    if any(code.parent for code in codebook):
        said.append(f"a parent code {'includes' if rows.attrs['include_children'] else 'counts without'} its children")
    said.append(describe_comments(comments["kind"]))
    if unit == "author" and without_author:
        said.append(f"{number_of(without_author, 'of them has', 'of them have')} no stated author and no place here")
    if voices:
        said.append(f"{number_of(voices, 'coding')} of words in another’s voice not counted for the author")
    said += _say_left_out(left_out)
    said.append(f"codings by {', '.join(coders)}" if coders else "no codings")
    return {
        **{"unit": unit, "include_children": rows.attrs["include_children"], "posts": rows.attrs["posts"]},
        **{"coders": coders, "without_author": without_author, "other_voices": voices, "left_out": left_out},
        "note": "; ".join(said) + ".",
    }


def describe_comments(kinds: pd.Series[str]) -> str:
    """How many comments and posts these kinds are, for a note: ``93 comments and 5 posts``."""
    comments, posts = int(kinds.eq("comment").sum()), int(kinds.eq("post").sum())
    return number_of(comments, "comment") + (f" and {number_of(posts, 'post')}" if posts else ", no posts")


def number_of(count: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: ``1 post``, ``1,200 posts``."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def _say_left_out(left_out: dict[str, Any]) -> Iterable[str]:
    unknown = left_out["codes not in the codebook"]
    if unknown:
        yield f"{number_of(sum(unknown.values()), 'coding')} left out whose code is not in the codebook ({', '.join(unknown)})"
    for what, where in (("pingbacks", "of pingbacks"), ("comments not in the corpus", "of comments that are not in the corpus")):
        if left_out[what]:
            yield f"{number_of(left_out[what], 'coding')} {where} left out"


def disagreements(codings: Iterable[Coding], seen: Iterable[tuple[str, str]], corpus: Corpus) -> pd.DataFrame:
    """Comment × code where, of the coders who have seen the comment, some applied the code and others did not.

    `seen`: pairs of coder and comment, as ``State.seen``. One row a difference, in corpus order: ``comment, code, coded_by,
    not_by`` (tuples of coders, in alphabetical order). Comments that fewer than two coders have seen give no row: there is
    nobody to differ from. No difference: no rows.

    >>> from ethnography.coding import Coding, Segment
    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("c", "t", None, "Thanks", "post")])
    >>> made = [Coding("1", "thanks", Segment("c", 0, 6), "Thanks", "ada", "2024-01-01T00:00:00Z")]
    >>> disagreements(made, {("ada", "c"), ("ben", "c")}, corpus).values.tolist()
    [['c', 'thanks', ('ada',), ('ben',)]]
    """
    import pandas as pd

    readers: dict[str, set[str]] = {}
    for coder, comment in seen:
        readers.setdefault(comment, set()).add(coder)
    by: dict[tuple[str, str], set[str]] = {}
    for coding in codings:
        by.setdefault((coding.segment.comment, coding.code), set()).add(coding.coder)
    place = {id: number for number, id in enumerate(corpus.comments.index)}
    rows = [
        (comment, code, tuple(sorted(coded)), tuple(sorted(readers[comment] - coded)))
        for (comment, code), coded in by.items()
        if comment in place and readers.get(comment, set()) - coded
    ]
    rows.sort(key=lambda row: (place[row[0]], row[1]))
    return pd.DataFrame(rows, columns=["comment", "code", "coded_by", "not_by"])
