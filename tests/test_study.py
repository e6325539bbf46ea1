from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.errors import BadFile, QuoteNotFound, StudyProblem, UnknownId
from ethnography.journal import Journal
from ethnography.study import Study, new_study


def ids(study: Study) -> list[str]:
    return list(study.corpus.comments.index)


def test_a_coding_is_on_disk_and_comes_back(study: Study) -> None:
    comment = ids(study)[3]
    coding = study.code(comment, "don't trust", "trust")
    assert coding.quote == "don’t trust"
    again = Study.open(study.folder.root)
    assert [c.id for c in again.codings] == [coding.id]
    assert again.frame()["depth"].tolist() == [3]
    assert study.code(comment, (coding.segment.start, coding.segment.end), "trust").id == coding.id
    assert len(study.codings) == 1


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("people", "only groups others.*trust, anonymity"),
        ("old", "is retired"),
        ("gone", "Use 'trust'"),
        ("fear", "No code 'fear'"),
    ],
)
def test_codes_that_cannot_be_applied(study: Study, code: str, message: str) -> None:
    with pytest.raises((StudyProblem, UnknownId), match=message):
        study.code(ids(study)[3], "don't trust", code)


def test_what_is_asked_wrongly_writes_nothing(study: Study) -> None:
    with pytest.raises(QuoteNotFound):
        study.code(ids(study)[1], "not there", "trust")
    with pytest.raises(UnknownId):
        study.code("nowhere", "x", "trust")
    with pytest.raises(UnknownId):
        study.remove("nothing")
    with pytest.raises(UnknownId):
        study.write_memo("x", about="comment", subject="nowhere")
    with pytest.raises(StudyProblem, match="empty"):
        study.write_memo("  ")
    assert not list(study.folder.journals.glob("*.jsonl"))


def test_removing_is_for_the_coder_who_coded(study: Study) -> None:
    coding = study.code(ids(study)[3], "don't trust", "trust")
    with pytest.raises(StudyProblem, match="ada's, not ben's"):
        study.remove(coding.id, coder="ben")
    study.remove(coding.id)
    assert len(study.codings) == 0
    assert len(Journal(study.folder.journals, "ada").read()[0]) == 2
    assert study.code(ids(study)[3], "don't trust", "trust").id != coding.id


def test_memos_on_everything(study: Study) -> None:
    coding = study.code(ids(study)[3], "don't trust", "trust")
    for about, subject in (
        ("coding", coding.id),
        ("comment", ids(study)[1]),
        ("thread", study.corpus.thread_ids[0]),
        ("code", "trust"),
    ):
        study.write_memo(f"on the {about}", about=about, subject=subject)
    memo = study.write_memo("on it all", coder="ben")
    assert (memo.about, memo.subject, memo.coder) == ("study", "", "ben")
    assert [m.about for m in Study.open(study.folder.root).memos] == ["coding", "comment", "thread", "code", "study"]
    study.remove(memo.id, coder="ben")
    assert len(study.memos) == 4


def test_seen_is_not_coded(study: Study) -> None:
    first, second = ids(study)[1:3]
    assert study.mark_seen([first, second, first]) == 2
    assert study.mark_seen(first) == 0
    assert study.state.seen == {("ada", first), ("ada", second)}


def test_suggestions_are_accepted_or_rejected_and_stay_so(study: Study) -> None:
    found = study.suggestions()
    assert set(found["code"]) == {"trust", "anonymity"}
    n = len(found)
    (coding,) = study.accept(found.iloc[:1])
    assert (coding.origin, coding.rule) == ("suggestion", found.iloc[0]["rule"])
    assert study.accept(found.iloc[:1]) == []
    assert study.reject(found.iloc[1:2]) == 1
    assert study.reject(found.iloc[1:2]) == 0
    again = Study.open(study.folder.root)
    assert len(again.suggestions()) == n - 2
    assert sorted(again.suggestions(status=None)["status"].value_counts().items()) == [
        ("coded", 1),
        ("pending", n - 2),
        ("rejected", 1),
    ]
    assert len(again.suggestions(coder="ben")) == n
    assert set(again.suggestions(code="people", status=None)["code"]) == {"trust", "anonymity"}


def test_two_open_studies_see_each_others_codings(study: Study) -> None:
    other = Study.open(study.folder.root)
    assert len(other.codings) == 0
    study.code(ids(study)[3], "don't trust", "trust")
    assert len(other.codings) == 1


def test_who_codes_must_be_clear(study: Study) -> None:
    toml = study.folder.settings_file
    toml.write_text(toml.read_text("utf-8").replace('["ada"]', '["ada", "ben"]'), "utf-8")
    with pytest.raises(StudyProblem, match=r"names 2 coders, ada and ben\. Say which one you are"):
        Study.open(study.folder.root).mark_seen(ids(study)[:1])


def test_problems_are_listed_with_their_repair(study: Study) -> None:
    coding = study.code(ids(study)[3], "don't trust", "trust")
    path = study.folder.journals / "ada.jsonl"
    path.write_text(path.read_text("utf-8").replace(f'"start":{coding.segment.start}', '"start":0') + '{"torn', "utf-8")
    found = " ".join(Study.open(study.folder.root).problems())
    assert "torn last line" in found
    assert f"{coding.segment.start}:{coding.segment.end}" in found
    assert "Names in greetings" not in found


def test_codings_with_a_code_that_left_the_codebook_are_reported(study: Study) -> None:
    study.code(ids(study)[3], "don't trust", "trust")
    book = study.folder.root / study.settings.codebook
    book.write_text(
        book.read_text("utf-8").replace("id: trust", "id: belief").replace("merged_into: trust", "merged_into: belief"), "utf-8"
    )
    assert "codings with 'trust', which is not in the codebook" in " ".join(Study.open(study.folder.root).problems())


def test_settings_with_mistakes(study: Study) -> None:
    toml = study.folder.settings_file
    toml.write_text('name = 3\napproach = "intuitive"\ncolour = "red"\n', "utf-8")
    with pytest.raises(BadFile) as caught:
        Study.open(study.folder.root)
    for piece in ("unknown key 'colour'", "name is a str", "approach is one of codebook, reflexive", "codebook is missing"):
        assert piece in str(caught.value)
    toml.write_text("name = ", "utf-8")
    with pytest.raises(BadFile, match="1 mistake"):
        Study.open(study.folder.root)


def test_a_study_is_found_from_inside_and_never_made_twice(study: Study, tmp_path: Path) -> None:
    assert Study.open(study.folder.sources).folder.root == study.folder.root
    with pytest.raises(StudyProblem, match="is a study here already"):
        new_study(study.folder.root)
    with pytest.raises(StudyProblem, match=r"no study\.toml"):
        Study.open(tmp_path / "elsewhere")


def test_a_new_study_keeps_names_out_of_git(tmp_path: Path) -> None:
    made = new_study(tmp_path / "Zoë’s “study”")
    assert made.settings.name == "Zoë’s “study”"
    assert "private/" in (made.folder.root / ".gitignore").read_text()
    assert len(made.codebook) > 20
    assert len(made.corpus) == len(made.codings) == 0
    assert made.problems() == []
    with pytest.raises(StudyProblem, match="it is a file"):
        new_study(made.folder.settings_file)


def test_results_of_a_study(study: Study) -> None:
    for comment, words, code in ((3, "don't trust", "trust"), (1, "anonymous", "anonymity"), (2, "anonymous", "anonymity")):
        study.code(ids(study)[comment], words, code)
    table = study.frequency()
    assert table.loc[["people", "trust", "anonymity"], "comments"].tolist() == [3, 1, 2]
    assert study.frequency(of="suggestions").loc["trust", "n"] >= 1
    assert study.frequency(unit="thread").loc["people", "n"] == 1
    assert study.pairs().loc["trust", "trust"] == 1
    assert study.quotes("people", context="parent")["quote"].tolist() == ["anonymous", "anonymous", "don’t trust"]
    assert len(study.keyword_in_context("anonym*")) == 2
    assert len(study.keyword_in_context("trust", code="trust")) == 1
    path = study.report(made_at="2024-05-01T12:00:00Z")
    assert path.read_text("utf-8").count("don’t trust")
    assert path.read_bytes() == study.report(made_at="2024-05-01T12:00:00Z").read_bytes()


def test_a_coder_whom_study_toml_does_not_name_is_told(study: Study) -> None:
    comment = study.corpus.comments.index[0]
    study.code(comment, (0, 4), "trust", coder="ada")
    assert not [problem for problem in study.problems() if "not among the coders" in problem]
    study.code(comment, (0, 4), "trust", coder="adda")
    assert [problem for problem in study.problems() if problem.startswith("adda has codings")]


def test_a_report_shows_agreement_where_there_is_something_to_compare(study: Study) -> None:
    title = "How far the coders agree, code by code"
    assert title not in study.report().read_text("utf-8")
    comments = list(study.corpus.comments.index)
    for name in ("ada", "ben"):
        study.mark_seen(comments, coder=name)
    study.code(comments[0], (0, 4), "trust", coder="ada")
    assert title in study.report().read_text("utf-8")
    assert title not in study.report(of="suggestions").read_text("utf-8")


def test_a_report_does_not_print_the_names_it_could_not_mask(study: Study, tmp_path: Path) -> None:
    page = tmp_path / "greeting.csv"
    page.write_text("id,author,text\n1,Bo,Hi Wilhelmina! I trust you slept.\n", "utf-8")
    study.import_file(page)
    assert "Wilhelmina" in " ".join(study.problems())
    study.protect("Bo")
    report = study.report().read_text("utf-8")
    assert "Wilhelmina" not in report
    assert "not masked (1)" in report


def test_hidden_names_do_not_appear_in_quotes_or_report(study: Study) -> None:
    study.protect("Ann Otter")
    study.code(ids(study)[2], "nobody is anonymous here. See https://example.org/rota or mail bo@example.org", "anonymity")
    study.code(ids(study)[1], "I would rather be anonymous, said Ann Otter", "anonymity")
    shown = study.quotes("anonymity", context="parent").to_csv() + study.report().read_text("utf-8")
    for secret in ("Otter", "example.org"):
        assert secret not in shown
    assert "[name]" in shown


@pytest.mark.parametrize("name", ["Ada Lovelace", "../x", "🙂"])
def test_a_name_that_cannot_be_a_coders_is_refused_before_anything_is_made(tmp_path: Path, book: Path, name: str) -> None:
    with pytest.raises(StudyProblem, match="cannot be a coder's name: use letters"):
        new_study(tmp_path / "new", coder=name, codebook=book)
    assert not (tmp_path / "new").exists()


def test_such_a_name_in_the_settings_is_a_mistake(study: Study) -> None:
    toml = study.folder.settings_file
    toml.write_text(toml.read_text("utf-8").replace('["ada"]', '["Ada Lovelace"]'), "utf-8")
    with pytest.raises(BadFile, match="cannot be a coder's name"):
        Study.open(study.folder.root)


def test_a_notebook_shows_the_sentence_alone(study: Study) -> None:
    with pytest.raises(UnknownId) as caught:
        study.code("nowhere", "x", "trust")
    assert caught.value._render_traceback_() == [f"UnknownId: {caught.value}"]


def test_a_participant_s_name_stays_theirs_when_it_is_protected(study: Study, tmp_path: Path) -> None:
    page = tmp_path / "two.csv"
    page.write_text("id,author,text\n1,Wilhelmina,Hello.\n2,Bo,Hello Wilhelmina.\n", "utf-8")
    study.import_file(page)
    names = study.folder.key().names
    study.protect(" Wilhelmina ")
    assert study.folder.key().names == names
    with pytest.raises(StudyProblem, match=f"it is the name of {names['Wilhelmina']}, not of {names['Bo']}"):
        study.protect("Wilhelmina", names["Bo"])
    with pytest.raises(StudyProblem, match="it is empty"):
        study.protect(" ")
    assert study.folder.key().names == names
