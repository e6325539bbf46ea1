"""Which quotes, with what context, attributed how."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ethnography.codebook import Code, Codebook
from ethnography.coding import FRAME_COLUMNS, Coding, Codings, Segment
from ethnography.corpus import Comment, Corpus, Part, Participant
from ethnography.errors import UnknownId
from ethnography.pseudonyms import Key, Mask
from ethnography.quotes import COLUMNS, NOT_STATED, select_quotes

TEXTS = {
    "t:post": ("P1", None, "Who reads this? “I never sign,” a friend said. I do.\n\nNew paragraph."),
    "t:1": ("P2", "t:post", "I do, Ann. Thanks al! I trust nobody, ever. Bye."),
    "t:2": ("P1", "t:1", "Fair enough."),
    "t:3": (None, "t:1", "No name here."),
    "t:4": ("P2", "t:3", "A second reply by me. And more."),
    "t:5": ("P2", "t:4", "Answering myself now."),
    "u:1": ("P3", None, "A thread without its post."),
}
BOOK = Codebook("b", "1", (Code("top", "Top"), Code("trust", "Trust", "top"), Code("name", "Name", "top"), Code("other", "Other")))


@pytest.fixture
def corpus() -> Corpus:
    quoted = TEXTS["t:post"][2].index("“I never sign,”")
    comments = [
        Comment(
            id, id[0], reply_to, text, "comment" if reply_to or id[0] == "u" else "post", author,
            title="Trust Ann" if id == "t:post" else None,
            parts=(Part(quoted, quoted + 16, "quotation", "Dee Marsh"),) if id == "t:post" else (),
        )
        for id, (author, reply_to, text) in TEXTS.items()
    ]  # fmt: skip
    people = [
        *(Participant("P1", "Ash", {"role": "author"}), Participant("P2", "Rowan", {"role": "nurse"})),
        Participant("P3", "Hazel"),
    ]
    return Corpus.build(comments, people)


def frame(corpus: Corpus, *marks: tuple[str, str, str, str]) -> pd.DataFrame:
    """The frame of codings given as (code, coder, comment, words)."""
    made = []
    for number, (code, coder, comment, words) in enumerate(marks):
        start = corpus.comment(comment).text.index(words)
        made.append(
            Coding(f"q{number}", code, Segment(comment, start, start + len(words)), words, coder, f"2026-01-{number + 1:02}")
        )
    return Codings(made).to_frame(corpus)


def one(corpus: Corpus, comment: str, words: str, **options: Any) -> dict[Any, Any]:
    table = select_quotes(frame(corpus, ("trust", "ada", comment, words)), corpus, **options)
    assert list(table.columns) == list(COLUMNS)
    return dict(table.to_dict("records")[0])


@pytest.mark.parametrize(
    ("comment", "words", "expected"),
    [
        ("t:post", "I do", "Ash (author), in the post"),
        ("t:1", "trust", "Rowan (nurse), answering Ash’s post"),
        ("t:2", "Fair", "Ash (author), answering Rowan"),
        ("t:3", "name", f"{NOT_STATED}, answering Rowan"),
        ("t:4", "second", f"Rowan (nurse), answering {NOT_STATED}"),
        ("t:5", "myself", "Rowan (nurse), answering their own comment"),
        ("t:post", "never sign", "Dee Marsh, quoted in Ash’s post"),
        ("u:1", "thread", "Hazel"),
    ],
)
def test_attribution(corpus: Corpus, comment: str, words: str, expected: str) -> None:
    assert one(corpus, comment, words)["attribution"] == expected


@pytest.mark.parametrize(
    ("context", "before", "after"),
    [
        ("words", "", ""),
        ("sentence", "I ", " nobody, ever."),
        ("paragraph", "I do, Ann. Thanks al! I ", " nobody, ever. Bye."),
        ("comment", "I do, Ann. Thanks al! I ", " nobody, ever. Bye."),
        ("parent", "I ", " nobody, ever."),
    ],
)
def test_context(corpus: Corpus, context: str, before: str, after: str) -> None:
    row = one(corpus, "t:1", "trust", context=context)
    assert (row["before"], row["quote"], row["after"]) == (before, "trust", after)
    assert pd.isna(row["parent"]) == (context != "parent")


def test_paragraph_stops_where_comment_goes_on(corpus: Corpus) -> None:
    assert one(corpus, "t:post", "I do.", context="paragraph")["after"] == ""
    assert one(corpus, "t:post", "I do.", context="comment")["after"] == "\n\nNew paragraph."


def test_parent_and_what_stands_above_it(corpus: Corpus) -> None:
    row = one(corpus, "t:4", "second", context="thread")
    assert (row["parent"], row["parent_by"]) == ("No name here.", NOT_STATED)
    assert row["above"].split("\n\n")[0].startswith("Ash: Who reads this?")
    assert row["above"].split("\n\n")[-1].startswith("Rowan: I do, Ann.")
    post = one(corpus, "t:post", "I do.", context="thread")
    assert pd.isna(post["parent"])
    assert pd.isna(post["above"])


def test_two_coders_make_one_quote_and_two_codes_make_two(corpus: Corpus) -> None:
    codings = frame(
        corpus, ("trust", "ben", "t:1", "trust"), ("trust", "ada", "t:1", "trust"), ("name", "ada", "t:1", "trust"),
        ("trust", "ada", "t:1", "trust nobody"),
    )  # fmt: skip
    table = select_quotes(codings, corpus)
    assert table[["quote_id", "code", "coder", "coding_ids"]].values.tolist() == [
        ["q2", "name", "ada", "q2"], ["q0", "trust", "ada, ben", "q0, q1"], ["q3", "trust", "ada", "q3"],
    ]  # fmt: skip
    assert select_quotes(codings, corpus, coder="ben")["coder"].tolist() == ["ben"]


def test_filters(corpus: Corpus) -> None:
    codings = frame(
        corpus, ("trust", "ada", "t:1", "I trust nobody, ever"), ("name", "ada", "t:3", "name"),
        ("other", "ada", "t:2", "Fair enough"),
        ("trust", "ada", "t:post", "never sign"),
    )  # fmt: skip

    def ids(**options: Any) -> list[str]:
        return sorted(select_quotes(codings, corpus, **options)["quote_id"])

    assert ids(code="trust") == ["q0", "q3"]
    assert ids(code="top") == []
    assert ids(code="top", codebook=BOOK) == ["q0", "q1", "q3"]
    assert ids(codes=["name", "other"]) == ["q1", "q2"]
    assert ids(author="P2") == ids(author="Rowan") == ids(role="nurse") == ["q0"]
    assert ids(author="Ash") == ["q2"], "words quoted in a post are not its author's"
    assert ids(author="Dee Marsh") == ["q3"]
    assert ids(min_words=3) == ["q0"]
    assert ids(max_words=1) == ["q1"]
    assert ids(codes=[]) == []


@pytest.mark.parametrize(
    "wrong", [{"code": "trsut", "codebook": BOOK}, {"author": "Rowen"}, {"role": "nurze"}, {"context": "sentance"}]
)
def test_what_does_not_exist_is_named_with_what_is_near(corpus: Corpus, wrong: dict[str, Any]) -> None:
    with pytest.raises(UnknownId, match="Did you mean"):
        select_quotes(frame(corpus, ("trust", "ada", "t:1", "trust")), corpus, **wrong)


def test_nobody_dominates() -> None:
    comments = [Comment(f"{t}:post", t, None, "Post.", "post", "Z") for t in "ab"]
    comments += [Comment(f"a:{n}", "a", "a:post", f"Loud {n}.", author="Loud") for n in range(20)]
    comments += [Comment(f"b:{n}", "b", "b:post", f"Quiet {n}.", author=f"Q{n}") for n in range(3)]
    comments += [Comment("b:loud", "b", "b:post", "Loud 20.", author="Loud")]
    corpus = Corpus.build(comments)
    codings = frame(corpus, *(("trust", "ada", c.id, c.text) for c in corpus if c.kind == "comment"))
    chosen = select_quotes(codings, corpus, n=5)
    assert chosen["pseudonym"].value_counts().to_dict() == {"Loud": 2, "Q0": 1, "Q1": 1, "Q2": 1}
    assert chosen[chosen["pseudonym"] == "Loud"]["thread"].nunique() == 2, "one author's quotes come from different threads"
    assert select_quotes(codings, corpus, per_author=1)["pseudonym"].tolist() == ["Loud", "Q0", "Q1", "Q2"]
    assert len(select_quotes(codings, corpus, per_author=2, n=4)) == 4
    again = select_quotes(codings.sample(frac=1, random_state=3), corpus, n=5)
    assert set(again["quote_id"]) == set(chosen["quote_id"]), "the order of the codings does not matter"
    seeds = {tuple(sorted(select_quotes(codings, corpus, n=5, seed=seed)["quote_id"])) for seed in range(9)}
    assert len(seeds) > 1
    assert len(select_quotes(codings, corpus, n=0)) == 0


def test_those_without_a_name_are_not_taken_for_one_person() -> None:
    corpus = Corpus.build(
        [Comment("p", "t", None, "Post.", "post"), *(Comment(f"c{n}", "t", "p", f"Words {n}.") for n in range(3))]
    )
    codings = frame(corpus, *(("trust", "ada", f"c{n}", "Words") for n in range(3)))
    assert len(select_quotes(codings, corpus, per_author=1)) == 3


def test_the_mask_reaches_every_text_shown(corpus: Corpus) -> None:
    mask = Mask(Key({"Ann": "P1", "Al": "P2", "Dee Marsh": None}), {"P1": corpus.participant("P1"), "P2": corpus.participant("P2")})
    row = one(corpus, "t:1", "al! I trust", context="parent", mask=mask)
    assert (row["before"], row["quote"]) == ("Thanks ", "[Rowan]! I trust"), "a greeting before the words still counts"
    assert row["thread_title"] == "Trust [Ash]"
    row = one(corpus, "t:1", "nn. Thanks", context="sentence", mask=mask)
    assert "Ann" not in row["before"] + row["quote"] or row["quote"] == "nn. Thanks"
    assert one(corpus, "t:post", "never sign", mask=mask)["attribution"] == "[name], quoted in Ash’s post"


def test_words_that_are_not_the_text_are_shown_without_context(corpus: Corpus) -> None:
    codings = Codings([Coding("q", "trust", Segment("t:1", 2, 7), "wrong", "ada", "2026")]).to_frame(corpus)
    row = select_quotes(codings, corpus).iloc[0]
    assert (row["before"], row["quote"], row["after"]) == ("", "wrong", "")


def test_no_codings_give_no_quotes(corpus: Corpus) -> None:
    empty = Codings().to_frame(corpus)
    assert list(empty.columns) == list(FRAME_COLUMNS)
    assert select_quotes(empty, corpus, n=3).empty
