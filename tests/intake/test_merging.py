from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ethnography.corpus import Comment
from ethnography.intake.merging import Merged, look_alikes, merge

POST = Comment("t:post", "t", None, "A post", "post", "P01")


def said(id: str, text: str = "Yes.", author: str = "P02", date: str | None = None, gone: str | None = None) -> Comment:
    return Comment(f"t:{id}", "t", "t:post", text, author=author, date=date, gone=gone)


def merged(
    stored: list[Comment], read: list[Comment], whole: bool = True, date: str = "2012-06-01", later: dict[str, str] | None = None
) -> Merged:
    return merge(stored, read, whole=["t"] if whole else [], date=date, later=later or {})


def test_new_comments_stand_where_the_page_has_them() -> None:
    result = merged([POST, said("a"), said("c")], [POST, said("a"), said("b"), said("c"), said("d")])
    assert [c.id for c in result.comments] == ["t:post", "t:a", "t:b", "t:c", "t:d"]
    assert result.added == ("t:b", "t:d")
    assert not result.gone


def test_what_has_vanished_is_marked_and_kept() -> None:
    result = merged([POST, said("a"), said("b")], [POST, said("b")])
    assert result.gone == ("t:a",)
    assert [(c.id, c.gone) for c in result.comments] == [("t:post", None), ("t:a", "2012-06-01"), ("t:b", None)]
    assert not merged([POST, said("a"), said("b")], [POST, said("b")], whole=False).gone
    other = Comment("u:x", "u", None, "Elsewhere")
    assert not merged([other], [POST]).gone


def test_the_date_on_which_something_was_first_missing_stays_and_what_is_back_is_back() -> None:
    gone = [POST, said("a", gone="2012-05-01")]
    assert merged(gone, [POST]).comments[1].gone == "2012-05-01"
    again = merged(gone, [POST, said("a")])
    assert (again.back, again.comments[1].gone) == (("t:a",), None)


def test_an_older_capture_taken_in_later() -> None:
    result = merged([POST, said("b")], [POST, said("a")], date="2012-01-01", later={"t": "2012-06-01"})
    assert not result.gone  # "b" was not there yet
    assert [(c.id, c.gone) for c in result.comments] == [("t:post", None), ("t:a", "2012-06-01"), ("t:b", None)]


def test_an_edited_comment_keeps_its_text() -> None:
    result = merged([POST, said("a", "I trust it")], [POST, said("a", "I doubt it")])
    assert result.edited == ("t:a",)
    assert result.comments[1].text == "I trust it"


def test_an_edited_comment_whose_id_is_a_digest_of_its_text_is_known_by_author_and_minute() -> None:
    before = [POST, said("11aa", "I trust it", date="2012-03-05T10:15"), said("22bb", date="2012-03-05T10:16")]
    after = [POST, said("33cc", "I doubt it", date="2012-03-05T10:15"), said("22bb", date="2012-03-05T10:16")]
    answer = replace(said("44dd", "Why?", "P03"), reply_to="t:33cc")
    result = merged(before, [*after, answer])
    assert (result.edited, result.gone, result.added) == (("t:11aa",), (), ("t:44dd",))
    assert result.comments[-1].reply_to == "t:11aa"
    by_another = [POST, said("33cc", "I doubt it", "P09", date="2012-03-05T10:15")]
    assert merged(before[:2], by_another).added == ("t:33cc",)
    only_a_day = (
        [replace(c, date=c.date and c.date[:10]) for c in before[:2]],
        [replace(c, date=c.date and c.date[:10]) for c in after[:2]],
    )
    assert merged(*only_a_day).edited == ()


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True), st.booleans())
def test_nothing_is_lost_and_nothing_twice(before: list[str], after: list[str], whole: bool) -> None:
    stored, read = [POST, *map(said, before)], [POST, *map(said, after)]
    result = merged(stored, read, whole=whole)
    ids = [c.id for c in result.comments]
    assert len(ids) == len(set(ids))
    assert set(ids) == {c.id for c in (*stored, *read)}
    assert [id for id in ids if id in {c.id for c in stored}] == [c.id for c in stored]
    again = merge(result.comments, read, whole=["t"] if whole else [], date="2012-07-01", later={})
    assert again.comments == result.comments


def test_of_two_comments_with_one_id_the_first_comes_in() -> None:
    result = merged([POST], [POST, said("a", "One"), said("b"), said("a", "Two")])
    assert [(c.id, c.text) for c in result.comments[1:]] == [("t:a", "One"), ("t:b", "Yes.")]


def test_the_same_page_in_another_form_is_noticed() -> None:
    texts = [f"I read the rota for the {n}th time this week." for n in range(4)]
    stored = [said(str(n), text) for n, text in enumerate(texts)]
    other = [Comment(f"u:{n}", "u", None, text) for n, text in enumerate(texts)]
    assert look_alikes(stored, other) == {"u": "t"}
    assert look_alikes(stored, other[:2]) == {}
    assert look_alikes(stored, stored) == {}
