from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.coding import FRAME_COLUMNS, Coding, Codings, Segment, check_quotes, find_segment
from ethnography.corpus import Comment, Corpus
from ethnography.errors import BadSpan, QuoteNotFound


def coding(corpus: Corpus, comment: str, words: str, code: str = "trust", coder: str = "ada", id: str | None = None) -> Coding:
    segment = find_segment(corpus.comment(comment), words)
    return Coding(
        id or f"{coder}-{comment}-{code}", code, segment, corpus.comment(comment).text[segment.start : segment.end], coder, "2024"
    )


def test_words_are_found_whatever_their_quotes_look_like(corpus: Corpus) -> None:
    segment = find_segment(corpus.comment("t:1"), "I don't trust it")
    assert segment == Segment("t:1", 0, 16)
    assert find_segment(corpus.comment("t:1"), (17, 18)) == Segment("t:1", 17, 18)
    assert find_segment(Comment("c", "t", None, "Ask Zoë\nnow"), "Zoe\u0308\r\nnow") == Segment("c", 4, 11)


@pytest.mark.parametrize(("words", "message"), [("nowhere", "does not stand"), ("", "does not stand"), ("t", "stands 5 times")])
def test_words_that_are_not_there_once_are_refused(corpus: Corpus, words: str, message: str) -> None:
    with pytest.raises(QuoteNotFound, match=message):
        find_segment(corpus.comment("t:1"), words)


@pytest.mark.parametrize("span", [(0, 0), (-1, 3), (5, 2), (0, 999)])
def test_spans_outside_the_text_are_refused(corpus: Corpus, span: tuple[int, int]) -> None:
    with pytest.raises(BadSpan, match="25 code points"):
        find_segment(corpus.comment("t:1"), span)


def test_overlapping_occurrences_are_counted() -> None:
    with pytest.raises(QuoteNotFound, match="stands 2 times"):
        find_segment(Comment("c", "t", None, "aaa"), "aa")


spans = st.tuples(st.integers(0, 20), st.integers(1, 10)).map(lambda pair: Segment("c", pair[0], pair[0] + pair[1]))


@given(spans, spans)
def test_overlap_is_what_sets_of_code_points_say(one: Segment, other: Segment) -> None:
    a, b = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert one.overlap(other) == other.overlap(one) == len(a & b)
    assert one.contains(other) == (b <= a)
    assert not one.overlaps(replace(other, comment="d"))


def test_the_frame_knows_author_depth_voice_and_whom_it_answers(corpus: Corpus) -> None:
    frame = Codings([coding(corpus, "t:2", "never trust"), coding(corpus, "t:1", "trust")]).to_frame(corpus)
    assert tuple(frame.columns) == FRAME_COLUMNS
    assert frame["comment"].tolist() == ["t:1", "t:2"]
    first, second = frame.to_dict("records")
    assert (second["voice"], second["author"], second["depth"], second["answered"]) == ("Cy", "Ann", 2, "Bo")
    assert first["voice"] != first["voice"]
    assert first["thread"] == "t"


def test_an_empty_frame_has_its_columns(corpus: Corpus) -> None:
    assert tuple(Codings().to_frame(corpus).columns) == FRAME_COLUMNS


def test_where_and_overlapping(corpus: Corpus) -> None:
    codings = Codings([coding(corpus, "t:2", "never trust"), coding(corpus, "t:2", "trust them", "fear", "ben")])
    assert len(codings.where(coder="ben")) == len(codings.where(code="trust")) == 1
    assert len(codings.where(comment="t:2")) == 2
    assert len(codings.overlapping(Segment("t:2", 15, 20))) == 2
    assert len(codings.overlapping(Segment("t:2", 0, 3))) == 0


def test_every_quote_is_checked_and_mismatches_say_their_repair(corpus: Corpus) -> None:
    good = coding(corpus, "t:2", "never trust")
    moved = replace(good, id="moved", segment=Segment("t:2", 0, 11))
    changed = replace(good, id="changed", quote="not in it")
    lost = replace(good, id="lost", segment=Segment("elsewhere", 0, 11))
    wrong = check_quotes([good, moved, changed, lost], corpus)
    assert [item.coding.id for item in wrong] == ["moved", "changed", "lost"]
    assert wrong[0].repair == good.segment
    assert "9:20" in str(wrong[0])
    assert wrong[1].repair is None
    assert "not in the corpus" in str(wrong[2])
    assert len(Codings([lost]).to_frame(corpus)) == 0
