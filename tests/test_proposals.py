from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest

from ethnography.corpus import Comment, Corpus, Part
from ethnography.errors import StudyProblem, UnknownId
from ethnography.journal import Decision, Journal, new_event
from ethnography.proposals import agree, apply_decisions, build_corpus, propose
from ethnography.proposals.naming import People, find_address, find_sign_off
from ethnography.proposals.quoting import find_quotations
from ethnography.pseudonyms import Key
from ethnography.study import Study, new_study

KEY = Key({"Emma": "P01", "Al": "P02", "Dee Marsh": "P03", "Zoë": "P04", "Mara Quill": "P05", "Mara Stone": "P06", "Bo": None})


def known(name: str) -> bool:
    return name in People(KEY)


# names in a text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hi Al, you are right.", "Al"),
        ("hi al, you are right", "al"),
        ("Hi Al.", "Al"),
        ("Hello Wren\nwhat a page", "Wren"),
        ("Dear Dr Wren, I read it.", "Wren"),
        ("Thank you Mike, I read it.", "Mike"),
        ("thank you for your comment Mike – I had not thought of it", "Mike"),
        ("Thanks for your lovely reply Wren. More on that", "Wren"),
        ("You’re welcome Wren. See you", "Wren"),
        ("@Emma I agree", "Emma"),
        ("@wren_2, so do I", "wren_2"),
        ("Emma, I agree", "Emma"),
        ("Dee, I agree", "Dee"),
        ("Dee Marsh, I agree", "Dee Marsh"),
        ("Emma – that was it", "Emma"),
        ("🙂 Hi Zoë! 🙂", "Zoë"),
        ("Hi Łucja, yes", "Łucja"),
        ("Hi 小林, yes", "小林"),
        ("Hi O’Hara, yes", "O’Hara"),
        ("Hi Anne-Marie, yes", "Anne-Marie"),
        # none
        ("Hi all, and thanks", None),
        ("Hi All, and thanks", None),
        ("Hello everyone!", None),
        ("Hi there, Emma was here", None),
        ("Dear Folks, and thanks", None),
        ("Dear Team, and thanks", None),
        ("Hello!\nI read it", None),
        ("Hello, I’d love to", None),
        ("Thank you, I found this good", None),
        ("Thanks, great post", None),
        ("Thanks Great!", None),
        ("Thank goodness, it is over", None),
        ("However, I agree", None),
        ("Wren, I agree", None),
        ("Twitter, I think, is over", None),
        ("et al, they say", None),
        ("Hi et al, they say", None),
        ("Emma et al, they say", None),
        ("Emma et al. (2012) say", None),
        ("Hi Emma and Al, yes", None),
        ("Emma, Al, I agree with both", None),
        ("Hi Emma, Al and all the rest", None),
        ("Hi Emma’s dog, yes", None),
        ("Thanks NHS. Well done", None),
        ("“Emma, I agree” is what they say", None),
        ("I agree, Emma, with all", None),
        ("", None),
    ],
)
def test_who_is_addressed(text: str, name: str | None) -> None:
    named = find_address(text, known)
    assert (named and named.name) == name
    assert named is None or text[named.start : named.end] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("So I left.\nRegards, Wren", "Wren"),
        ("So I left. Regards Wren 🙂", "Wren"),
        ("So I left 🙂\nRegards Wren", "Wren"),
        ("So I left.\n\nKind regards,\n\nWren Hollow", "Wren Hollow"),
        ("So I left. Best wishes Wren", "Wren"),
        ("So I left.\n\nBest, Wren x", "Wren"),
        ("So I left.\nThanks\nWren", "Wren"),
        ("So I left.\nMany thanks,\nDr Wren :-)", "Wren"),
        ("So I left.\n– Zoë", "Zoë"),
        ("So I left. — Wren", "Wren"),
        ("So I left. Yours sincerely, Łucja!", "Łucja"),
        ("So I left! Emma 🙂", "Emma"),
        ("So I left.\n\nemma", "emma"),
        ("Regards, Wren", "Wren"),
        # none
        ("So I left! Wren", None),
        ("So I left.\nRegards, all", None),
        ("So I left.\nBest Regards,", None),
        ("So I left.\nBest wishes for Easter", None),
        ("So I left.\nRegards, The Team", None),
        ("So I left. Thanks, Emma", None),
        ("Best wishes Emma", None),
        ("I send my best wishes Emma", None),
        ("“Be kind.”\n– Wren", None),
        ("I blame one person – Wren", None),
        ("as they say in Emma", None),
        ("So said Emma et al.", None),
        ("Best Western", None),
        ("Regards Emma, and then some more words", None),
        ("Hi Emma", None),
        ("", None),
    ],
)
def test_who_signs(text: str, name: str | None) -> None:
    named = find_sign_off(text, known)
    assert (named and named.name) == name
    assert named is None or text[named.start : named.end] == name


def test_names_are_turned_into_participants_where_they_are_clear() -> None:
    people = People(KEY, leave_out={"P04"})
    assert people.fits("EMMA") == ("P01",)
    assert people.fits("marsh") == people.fits("Dee") == ("P03",)
    assert people.fits("Mara") == ("P05", "P06")
    assert people.fits("Bo") == people.fits("Zoë") == people.fits("") == ()


# authors


def corpus_of(*comments: tuple[str, str | None, str, str | None]) -> Corpus:
    """A thread of a post ``p`` by P09 and comments (id, reply_to, text, author)."""
    post = Comment("p", "t", None, "A post about kettles.", "post", "P09")
    return Corpus.build([post, *(Comment(id, "t", above, text, author=author) for id, above, text, author in comments)])


def found(corpus: Corpus, key: Key = KEY) -> list[tuple[str, str, str, str, str]]:
    """What is proposed, without evidence; the span must hold the name, and the evidence must not."""
    table = propose(corpus, key)
    for row in table.to_dict("records"):
        words = corpus.comment(row["where"]).text[row["start"] : row["end"]]
        assert words
        assert row["about"] == "reply_to" or words == row["name"]
        assert not row["name"] or row["name"] not in row["evidence"]
    return [tuple(row) for row in table[["comment", "about", "value", "name", "confidence"]].values.tolist()]


def test_a_signature_is_strong_and_a_reply_fair() -> None:
    corpus = corpus_of(
        ("a", "p", "So I left 🙂\nRegards Emma", None),
        ("b", "p", "i left too", None),
        ("c", "b", "Hi Wren, why?", None),
        ("d", "b", "Thanks Wren.", "P01"),
    )
    assert found(corpus) == [("a", "author", "P01", "Emma", "strong"), ("b", "author", "", "Wren", "fair")]
    table = propose(corpus, KEY)
    assert table["where"].tolist() == ["a", "c"]
    assert table["evidence"].tolist()[1] == "2 direct replies open by addressing this name."
    assert table.index.equals(propose(corpus, KEY).index)
    assert table.index.is_unique


def test_who_states_an_author_is_not_asked() -> None:
    corpus = corpus_of(("a", "p", "So I left.\nRegards Emma", "P02"), ("b", "a", "Hi Emma, why?", None))
    assert found(corpus) == []


def test_replies_that_disagree_are_weak() -> None:
    corpus = corpus_of(("a", "p", "i left", None), ("b", "a", "Hi Emma, why?", None), ("c", "a", "Hi Al, why?", None))
    assert found(corpus) == [("a", "author", "P01", "Emma", "weak"), ("a", "author", "P02", "Al", "weak")]


def test_a_name_that_fits_two_is_weak_for_both() -> None:
    corpus = corpus_of(("a", "p", "I left.\nRegards, Mara", None))
    assert found(corpus) == [("a", "author", "P05", "Mara", "weak"), ("a", "author", "P06", "Mara", "weak")]


def test_nobody_addresses_themselves() -> None:
    corpus = corpus_of(
        ("a", "p", "i left", None),
        ("b", "a", "Hi Emma, why?", "P01"),
        ("c", "a", "Thanks Wren. It was me.\nRegards, Wren", None),
    )
    assert [row for row in found(corpus) if row[0] == "a"] == []


def test_a_reply_to_the_fellow_in_the_talk_names_not_the_author() -> None:
    corpus = corpus_of(
        ("a", "p", "I left.", "P01"),
        ("b", "a", "why?", None),
        ("c", "b", "Hi Emma, I ask the same.", None),
        ("d", "p", "Hi Emma, so did I. Best wishes Emma", None),
        ("e", "a", "All is well. Best wishes Emma", None),
        ("f", "d", "Emma, who are you?", None),
    )
    assert [row for row in found(corpus) if row[1] == "author"] == []


def test_words_in_another_voice_name_nobody() -> None:
    text = "They wrote it. Regards, Emma"
    post = Comment("p", "t", None, "A post", "post", "P09")
    for part in (Part(15, 28, "quotation"), Part(15, 28, "paragraph", "P02")):
        assert found(Corpus.build([post, Comment("a", "t", "p", text, parts=(part,))])) == []
    assert len(found(Corpus.build([post, Comment("a", "t", "p", text, parts=(Part(15, 28),))]))) == 1


def test_a_bare_name_counts_where_it_is_used() -> None:
    corpus = corpus_of(("a", "p", "I left! Wren", None), ("b", "a", "Hi Wren, why?", "P01"), ("c", "p", "I left! Typical", None))
    assert found(corpus) == [("a", "author", "", "Wren", "fair")]


def test_the_posts_author_is_named_by_those_who_greet_but_not_by_thanks_for_a_reply() -> None:
    post = Comment("p", "t", None, "A post", "post")
    greeting = Comment("a", "t", "p", "Hey Emma, a good one.", author="P02")
    thanks = Comment("b", "t", "p", "Thanks for your lovely reply Al. I see", author="P03")
    orphan = Comment("c", "t", "gone", "Hi Zoë, I see.")
    corpus = Corpus.build([post, greeting, thanks, orphan])
    assert [row for row in found(corpus) if row[1] == "author"] == [("p", "author", "P01", "Emma", "fair")]


def test_pages_that_link_are_nobodys_name() -> None:
    pingback = Comment("a", "t", "p", "So I left. Regards, Emma", "pingback")
    assert found(Corpus.build([Comment("p", "t", None, "A post", "post", "P09"), pingback])) == []


# reply links


def test_the_only_earlier_comment_of_whom_is_addressed_is_strong() -> None:
    corpus = corpus_of(("a", "p", "I left.", "P01"), ("b", "p", "I stayed.", "P02"), ("c", "p", "Hi Emma, why?", "P03"))
    assert found(corpus) == [("c", "reply_to", "a", "", "strong")]


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        # several earlier ones: the latest, weak; one that answers the writer's own, fair; the one that is quoted, strong
        ([("a", "p", "I left.", "P01"), ("b", "p", "Twice.", "P01"), ("c", "p", "Hi Emma, why?", "P03")], ("b", "weak")),
        (
            [
                ("x", "p", "And?", "P03"),
                ("a", "x", "I left.", "P01"),
                ("b", "p", "Twice.", "P01"),
                ("c", "p", "Emma, why?", "P03"),
            ],
            ("a", "fair"),
        ),
        (
            [
                ("a", "p", "I left the kettle on the larder shelf.", "P01"),
                ("b", "p", "Twice.", "P01"),
                ("c", "p", "Emma, “left the kettle on the larder”, why?", "P03"),
            ],
            ("a", "strong"),
        ),
        # by a quotation alone, of eight words; seven are too few, and words of two comments are nobody's
        (
            [
                ("a", "p", "I left the kettle on the larder shelf.", None),
                ("c", "p", "“I left the kettle on the larder shelf”: why?", None),
            ],
            ("a", "fair"),
        ),
        ([("a", "p", "I left the kettle on the shelf.", None), ("c", "p", "“I left the kettle on the shelf”: why?", None)], None),
        (
            [
                ("a", "p", "I left the kettle on the larder shelf.", None),
                ("b", "p", "Yes, I left the kettle on the larder shelf.", "P01"),
                ("c", "p", "“I left the kettle on the larder shelf”: why?", None),
            ],
            ("c", None),
        ),
        # the post's author is addressed under the post, unless for a reply
        ([("a", "p", "I see.", "P09"), ("c", "p", "Hi Wynn, why?", "P03")], None),
        ([("a", "p", "I see.", "P09"), ("c", "p", "Thanks for your reply Wynn. Why?", "P03")], ("a", "weak")),
        # nobody is answered who has not yet written, or by themselves, or from where the file states a deeper place
        ([("c", "p", "Hi Emma, why?", "P03"), ("a", "p", "I left.", "P01")], None),
        ([("a", "p", "I left.", "P03"), ("c", "p", "Hi Dee, why?", "P03")], None),
        ([("a", "p", "I left.", "P01"), ("b", "p", "Why?", "P02"), ("c", "b", "Hi Emma, why?", "P03")], None),
    ],
)
def test_links(comments: list[tuple[str, str | None, str, str | None]], expected: tuple[str, str | None] | None) -> None:
    key = Key({**KEY.names, "Wynn": "P09"})
    links = {row[0]: (row[2], row[4]) for row in found(corpus_of(*comments), key) if row[1] == "reply_to"}
    if expected == ("c", None):
        assert "c" not in links
    else:
        assert links == ({} if expected is None else {"c": expected})


def test_a_link_never_makes_a_circle() -> None:
    comments = [("a", "b", "I left.", "P01"), ("b", "p", "Hi Emma, why?", "P03")]
    assert corpus_of(*comments).findings == ()
    assert found(corpus_of(*comments)) == []


def test_dates_say_what_is_earlier() -> None:
    post = Comment("p", "t", None, "A post", "post", "P09")
    newer = Comment("a", "t", "p", "I left.", author="P01", date="2012-01-05")
    older = Comment("b", "t", "p", "Hi Emma, why?", author="P03", date="2012-01-04T10:00")
    assert found(Corpus.build([post, newer, older])) == []


def test_quotations_of_texts_posted_twice_are_none() -> None:
    text = "one two three four five six seven eight nine ten"
    assert find_quotations([text, text]) == {}
    assert find_quotations([]) == find_quotations(["", "a"]) == {}
    (quotation,) = find_quotations([text, f"So: “{text.upper()}”, hm"])[1].values()
    assert (quotation.of, quotation.words, quotation.start, quotation.end) == (0, 10, 5, 5 + len(text))


def test_ten_thousand_comments_take_seconds_at_most() -> None:
    post = Comment("p", "t", None, "A post", "post")
    many = [Comment(f"c{n}", "t", "p", "Hi Emma, " + "x" * 200 + " spam" * 40 + "!" * 99, author="P01") for n in range(10_000)]
    corpus = Corpus.build([post, *many])
    start = time.process_time()
    propose(corpus, KEY)
    assert time.process_time() - start < 10


# decisions


def decided(comment: str, about: str, value: str, coder: str = "ada", accepted: bool = True) -> Decision:
    return Decision(f"{coder}{comment}{about}{value}", coder, comment, about, value, accepted, "2026-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (decided("gone", "author", "P01"), "not in the corpus"),
        (decided("b", "author", "P77"), "no participant 'P77'"),
        (decided("a", "author", "P02"), "the source states another, P01"),
        (decided("b", "reply_to", "gone"), "no comment 'gone'"),
        (decided("b", "reply_to", "b"), "in a circle"),
        (decided("a", "reply_to", "c"), "in a circle"),
        (decided("c", "reply_to", "b"), "states that it answers a"),
        (decided("p", "reply_to", "a"), "a post answers nothing"),
    ],
)
def test_what_cannot_be_is_passed_over_with_a_finding(decision: Decision, message: str) -> None:
    comments = list(corpus_of(("a", "p", "x", "P01"), ("b", "p", "x", None), ("c", "a", "x", None)))
    after, findings = apply_decisions(comments, [decision], ["P01", "P02"])
    assert after == comments
    (finding,) = findings
    assert message in finding.message


def test_two_links_that_make_a_circle_together() -> None:
    comments = list(corpus_of(("a", "p", "x", None), ("b", "p", "x", None)))
    after, findings = apply_decisions(comments, [decided("a", "reply_to", "b"), decided("b", "reply_to", "a")], [])
    assert [(c.id, c.reply_to, c.reply_evidence) for c in after[1:]] == [("a", "b", "inferred"), ("b", "p", None)]
    assert len(findings) == 1


def test_coders_must_not_differ() -> None:
    one, same = decided("b", "author", "P01"), decided("b", "author", "P01", "ben")
    other, declined = decided("b", "author", "P02", "ben"), decided("b", "author", "P01", "ben", accepted=False)
    elsewhere = decided("b", "author", "P02", "ben", accepted=False)
    assert agree([one, same]).values == agree([one, elsewhere]).values == {("b", "author"): "P01"}
    for against in (other, declined):
        assert agree([one, against]).values == {}
        assert agree([one, against]).split == {("b", "author"): ("ada", "ben")}
    assert agree([declined, elsewhere]) == agree([])
    corpus = build_corpus(list(corpus_of(("b", "p", "x", None))), (), agree([one, other]))
    assert [finding.kind for finding in corpus.findings] == ["disagreement"]


# in a study

CAPTURE = """\
{"id": "p", "kind": "post", "text": "A post about kettles, invented.", "author": "Wynn"}
{"id": "a", "reply_to": "p", "text": "I left the kettle on.\\n\\nRegards, Wren", "author": null}
{"id": "b", "reply_to": "a", "text": "Thanks Wren. I do so too.", "author": "Emma"}
{"id": "c", "reply_to": "p", "text": "nobody reads this", "author": null}
{"id": "d", "reply_to": "c", "text": "Hi Wren, I do.", "author": null}
{"id": "e", "reply_to": "p", "text": "Thanks for your reply Emma. And then?", "author": "Al"}
"""


@pytest.fixture
def made(tmp_path: Path, book: Path) -> Study:
    """A study of one thread with unsigned comments."""
    file = tmp_path / "kettles.jsonl"
    file.write_text(CAPTURE, "utf-8")
    study = new_study(tmp_path / "kettles", name="Kettles", coder="ada", codebook=book)
    study.import_file(file)
    return study


def end(id: str) -> str:
    """What an imported id ends in: the id in the file."""
    return id.rsplit(":", 1)[-1]


def rows(study: Study, **which: str) -> pd.DataFrame:
    table = study.proposals(status=None, coder="ada")
    for column, value in which.items():
        table = table.loc[(table[column].map(end) if column == "comment" else table[column]) == value]
    return table


def author_of(study: Study, comment: str) -> object:
    return next(c.author for c in study.corpus if end(c.id) == comment)


def test_proposals_change_nothing_until_accepted(made: Study) -> None:
    before = made.folder.comments_file.read_bytes()
    assert [(end(r.comment), r.about, r.name, r.confidence) for r in made.proposals().itertuples()] == [
        ("a", "author", "Wren", "strong"),
        ("c", "author", "Wren", "fair"),
        ("e", "reply_to", "", "strong"),
    ]
    assert made.folder.comments_file.read_bytes() == before
    assert author_of(made, "a") is None


def test_accepted_seen_by_another_study_and_taken_back(made: Study) -> None:
    before = made.folder.comments_file.read_bytes()
    other = Study.open(made.folder.root)
    plain_corpus = other.corpus
    assert other.corpus is plain_corpus
    (decision,) = made.accept_proposals(rows(made, comment="a"))
    id = decision.value
    assert made.folder.key().names["Wren"] == id
    assert made.folder.participants()[id].pseudonym == id
    assert author_of(made, "a") == author_of(other, "a") == id
    assert author_of(made, "c") is None
    assert set(other.proposals(coder="ada", status="accepted")["value"]) == {id}
    assert rows(other, comment="c")["value"].tolist() == [id]  # the same name is the same person
    (link,) = made.accept_proposals(rows(made, comment="e"))
    answered = made.corpus.comment(link.comment)
    assert (end(answered.reply_to or ""), answered.reply_evidence) == ("b", "inferred")
    assert int(other.corpus.comments["depth"][link.comment]) == 3
    assert set(rows(made, about="reply_to")["status"]) == {"accepted"}
    assert made.folder.comments_file.read_bytes() == before
    assert not any("Wren" in line for line in (made.folder.journals / "ada.jsonl").read_text("utf-8").splitlines())

    made.remove(decision.id)
    made.remove(link.id)
    assert author_of(made, "a") is None
    assert author_of(other, "a") is None
    assert end(other.corpus.comment(link.comment).reply_to or "") == "p"
    assert set(made.proposals()["status"]) == {"pending"}
    with pytest.raises(UnknownId):
        made.remove(decision.id)


def test_one_name_makes_one_participant(made: Study) -> None:
    both = rows(made, about="author")
    first, second = made.accept_proposals(both)
    assert first.value == second.value
    n = len(made.folder.participants())
    assert made.accept_proposals(both) == []  # rows of before, whose name had nobody
    assert len(made.folder.participants()) == n
    assert made.folder.key().names["Wren"] == first.value


def test_a_protected_name_becomes_a_participants(made: Study) -> None:
    made.protect("Wren")
    (decision,) = made.accept_proposals(rows(made, comment="a"))
    assert made.folder.key().names["Wren"] == decision.value == author_of(made, "a")


def test_deciding_twice_and_otherwise(made: Study) -> None:
    journal = Journal(made.folder.journals, "ada")
    link = rows(made, comment="e")
    assert len(made.accept_proposals(link)) == 1
    assert made.accept_proposals(link) == []
    assert len(journal.read()[0]) == 1
    assert len(made.decline_proposals(link)) == 1
    assert made.decline_proposals(link) == []
    assert [event["event"] for event in journal.read()[0]] == ["decided", "removed", "decided"]
    assert rows(made, comment="e")["status"].tolist() == ["declined"]
    assert link.index[0] not in made.proposals().index
    made.accept_proposals(link)
    assert [(d.about, d.accepted) for d in made.state.decisions] == [("reply_to", True)]


def test_declining_a_name_that_nobody_has(made: Study) -> None:
    made.decline_proposals(rows(made, comment="a"))
    assert rows(made, comment="a")["status"].tolist() == ["declined"]
    assert "Wren" not in made.folder.key().names
    assert author_of(made, "a") is None


def test_accepting_one_author_declines_the_others(made: Study) -> None:
    (decision,) = made.accept_proposals(rows(made, comment="a"))
    mistaken = rows(made, comment="a").assign(value=made.folder.key().names["Emma"])
    made.accept_proposals(mistaken)
    assert author_of(made, "a") == made.folder.key().names["Emma"]
    assert [d.value for d in made.state.decisions] == [made.folder.key().names["Emma"]]
    assert rows(made, comment="a")[["value", "status"]].values.tolist() == [[decision.value, "declined"]]


def test_a_second_coder_who_differs(made: Study) -> None:
    link = rows(made, comment="e")
    made.accept_proposals(link)
    assert "e" in {end(id) for id in made.proposals(coder="ben")["comment"]}
    (against,) = Study.open(made.folder.root).decline_proposals(link, coder="ben")
    assert end(made.corpus.comment(link["comment"].iloc[0]).reply_to or "") == "p"
    (problem,) = [problem for problem in made.problems() if "decided differently" in problem]
    assert "ada and ben" in problem
    with pytest.raises(StudyProblem, match="ben's, not ada's"):
        made.remove(against.id)
    made.remove(against.id, coder="ben")
    assert end(made.corpus.comment(link["comment"].iloc[0]).reply_to or "") == "b"
    assert not [problem for problem in made.problems() if "decided differently" in problem]


def test_the_corpus_is_built_again_only_where_what_holds_changed(made: Study) -> None:
    before = made.corpus
    made.mark_seen(before.comments.index[1])
    assert made.corpus is before
    made.decline_proposals(rows(made, comment="a"))
    assert made.corpus is before
    made.accept_proposals(rows(made, comment="e"))
    assert made.corpus is not before


def test_a_decision_on_what_is_not_here_is_a_problem(made: Study) -> None:
    event = new_event("decided", "ada", comment="gone", about="author", value="P01", accepted=True)
    made.journals.append([event])
    assert [problem for problem in made.problems() if "accepted for gone is passed over" in problem]
    made.remove(event["id"])
    assert not [problem for problem in made.problems() if "gone" in problem]


def test_what_is_accepted_wrongly_writes_nothing(made: Study) -> None:
    one = rows(made, comment="a")
    with pytest.raises(UnknownId):
        made.accept_proposals(one.assign(comment="gone"))
    with pytest.raises(UnknownId):
        made.accept_proposals(one.assign(value="P77"))
    with pytest.raises(UnknownId):
        made.accept_proposals(one.assign(about="date"))
    with pytest.raises(StudyProblem, match="two authors"):
        made.accept_proposals(pd.concat([one, one.assign(value=made.folder.key().names["Emma"])]))
    made.folder.names_file.unlink()
    with pytest.raises(StudyProblem, match="Import the sources again"):
        made.accept_proposals(one.assign(value=""))
    assert not list(made.folder.journals.glob("*.jsonl"))


@pytest.mark.parametrize(
    ("text", "addressed", "signed"),
    [
        ("Hallo Maria, ich sehe das anders.", "Maria", None),
        ("Vielen Dank Jörg, so ist es.", "Jörg", None),
        ("Das war gut. Liebe Grüße Emma", None, "Emma"),
        ("Es stimmt.\nViele Grüße\nEmma", None, "Emma"),
        ("Hola Ana, lo veo así.", "Ana", None),
        ("Estoy de acuerdo. Saludos, Pedro", None, "Pedro"),
        ("Bonjour Claire, je vois.", "Claire", None),
        ("D’accord. Cordialement, Luc", None, "Luc"),
        ("Hallo zusammen, ich bin neu.", None, None),
        ("Liebe Leserinnen, ich bin neu.", None, None),
        ("Liebe ist schön, ich weiß.", None, None),
        ("Hola a todos, soy nueva.", None, None),
    ],
)
def test_names_in_german_spanish_and_french(text: str, addressed: str | None, signed: str | None) -> None:
    def unknown(name: str) -> bool:
        return False

    assert (getattr(find_address(text, unknown), "name", None), getattr(find_sign_off(text, unknown), "name", None)) == (
        addressed,
        signed,
    )


def test_a_text_that_opens_like_an_author_line_proposes_its_author() -> None:
    comments = [Comment("p", "t", None, "A post", "post", "P01"), Comment("c", "t", "p", "Emma says:\nI read the rota.")]
    (row,) = propose(Corpus.build(comments), Key({"Emma": "P02"})).to_dict("records")
    assert (row["comment"], row["value"], row["confidence"]) == ("c", "P02", "strong")
