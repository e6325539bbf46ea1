"""The note says what the study knows, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ethnography.errors import UnknownId
from ethnography.methods import MethodsNote
from ethnography.study import Study
from tests.test_cli import run


def with_settings(study: Study, **lines: str) -> Study:
    """The study with these lines of study.toml in the place of those it has."""
    file = study.folder.settings_file
    kept = [line for line in file.read_text("utf-8").splitlines() if line.split(" =")[0] not in lines]
    file.write_text("\n".join([*(f"{key} = {value}" for key, value in lines.items()), *kept]) + "\n", "utf-8")
    return Study.open(study.folder.root)


def test_what_was_collected_read_and_coded(bundled: Study) -> None:
    note = bundled.methods_note()
    assert [heading for heading, _ in note.sections] == ["Material", "Reading", "Coding", "Agreement", "Disguise", "Software"]
    for said in (
        "5 threads with 5 posts and 111 comments", "27 participants whose names are stated; 34 texts bear no author’s name",
        "2 links from other sites (pingbacks) stand among the comments", "between 2017-03-19 and 2017-05-22; 68 bear none",
        "a page saved as plain text (3), a saved WordPress page with its comments (2)",
        "4 of the sources state how many comments they have: together 82 comments, and 82 were read there",
    ):  # fmt: skip
        assert said in note.section("Material"), said
    assert "version 0.1.0) on 2024-02-02" in note.section("Reading")
    assert "comment form heading (3)" in note.section("Reading")
    assert f"version {bundled.codebook.version}, digest {bundled.codebook.digest[:16]}) has 35 codes" in note.section("Coding")
    assert "ada made 194 codings (194 by hand and 0 suggestions of the rules accepted) in 79 texts of 99 read" in note.section(
        "Coding"
    )
    assert note.text == "\n\n".join(text for _, text in note.sections) == str(note)


def test_agreement_is_that_of_the_table_without_verbal_labels(bundled: Study) -> None:
    table = bundled.agreement("cohen_kappa", threshold=0.8)
    said = bundled.methods_note("cohen_kappa", threshold=0.8).section("Agreement")
    codes = table.drop("(all codes)")
    assert "74 comments in 3 threads" in said
    assert f"between {codes['alpha'].min():.2f} (Change) and 1.00" in said
    assert f"median of {codes['alpha'].median():.2f}" in said
    assert f"alpha is {table.loc['(all codes)', 'alpha']:.2f}" in said
    assert "Cohen kappa: " in said
    assert f"threshold is 0.8; alpha reaches it for {(codes['alpha'] >= 0.8).sum()} codes" in said
    assert "3 threads, and an interval needs 10" in said
    assert not re.search(r"substantial|moderate|almost perfect|\bgood\b|excellent|\bfair\b", said)


def test_names_and_sites_stay_out(bundled: Study) -> None:
    texts = [bundled.methods_note().text, *(" ".join(bundled.checklist(name)["draft"]) for name in ("COREQ", "SRQR"))]
    for name in bundled.folder.key().names:
        assert not any(re.search(rf"\b{re.escape(name)}\b", text) for text in texts), name
    assert not any(".txt" in text or "http" in text for text in texts)


def test_a_reflexive_study_has_no_coefficient_unless_one_is_named(bundled: Study) -> None:
    study = with_settings(bundled, approach='"reflexive"')
    assert study.methods_note().section("Agreement") == "No coefficient of agreement is given, since the study is reflexive."
    assert study.methods_note("gwet_ac1").section("Agreement").startswith("Disagreement as material: ada and ben were compared")


def test_one_coder_has_nothing_to_agree_with(study: Study) -> None:
    assert study.methods_note().section("Agreement") == ""
    assert "Nobody has coded yet." in study.methods_note().text
    first, second = study.corpus.comments.index[1:3]
    study.code(first, (0, 4), "trust")
    assert study.methods_note().section("Agreement") == ""
    assert "1 coder applied codes to exact words: ada made 1 coding" in study.methods_note().text
    study.code(second, (0, 4), "trust", coder="ben")
    assert study.methods_note().section("Agreement").startswith("No agreement was computed: no comment was seen by two coders")


def test_accepted_and_rejected_suggestions_are_told_apart(study: Study) -> None:
    found = study.suggestions()
    study.accept(found.head(1))
    study.reject(found.tail(1))
    assert "(0 by hand and 1 suggestion" in study.methods_note().text.replace("suggestions", "suggestion")
    assert ", 1 rejected)" in study.methods_note().text


def test_an_empty_study_knows_nothing_and_says_so(study: Study, tmp_path: Path) -> None:
    from ethnography.study import new_study

    note = new_study(tmp_path / "empty", name="Empty", coder="ada").methods_note()
    assert note.section("Material") == "Nothing has been imported yet."
    assert "The coding: there is none yet." in note.missing


def test_what_is_missing_is_listed_until_it_is_known(study: Study) -> None:
    why = "Why these sites were chosen"
    assert any(what.startswith(why) for what in study.methods_note().missing)
    file = study.folder.settings_file
    file.write_text(file.read_text("utf-8") + '\n[[site]]\nhost = "rota.example"\nwhy = "rota.example is public"\n', "utf-8")
    known = Study.open(study.folder.root)
    assert not any(what.startswith(why) for what in known.methods_note().missing)
    draft = known.checklist("SRQR").set_index("number").loc["S8", "draft"]
    assert draft == "1 site, chosen and used for reasons on record: [site] is public."


def test_in_a_notebook_what_is_missing_stands_below() -> None:
    shown = MethodsNote((("Material", "Some."),), ("The question.",))._repr_markdown_()
    assert shown == "Some.\n\n**Missing, and not known to the study:**\n\n- The question."


# checklists


@pytest.mark.parametrize(("name", "items"), [("COREQ", 32), ("SRQR", 21), ("coreq", 32)])
def test_every_item_has_a_state_and_says_something(bundled: Study, name: str, items: int) -> None:
    table = bundled.checklist(name)
    assert len(table) == items == table["number"].nunique()
    assert set(table["state"]) <= {"filled", "not applicable", "missing"}
    assert (table.loc[table["state"] != "missing", "draft"] != "").all()
    assert (table.loc[table["state"] == "missing", "add"] != "").all()
    assert table.attrs["note"].startswith(f"{items} items: ")


def test_items_for_interviews_do_not_apply_to_comments(bundled: Study) -> None:
    table = bundled.checklist("COREQ").set_index("number")
    assert list(table.index[table["state"] == "not applicable"]) == ["1", "11", "13", "15", "17", "18", "19", "20", "21", "23"]
    assert "without being asked" in table.loc["17", "draft"]
    assert table.loc["24", ["state", "draft"]].tolist() == ["filled", "2 coders: ada and ben."]
    assert table.loc[["2", "3", "4", "28"], "state"].eq("missing").all()
    bundled.write_memo("First days in the field.", coder="ada")
    assert bundled.checklist("COREQ").set_index("number").loc["20", "state"] == "filled"


def test_where_interviews_may_be_among_it_nothing_is_ruled_out(study: Study, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(
        "Interviewer: Who reads it?\n\nP1: All of us do.\n\nInterviewer: Why?\n\nP1: Habit.\n", "utf-8"
    )
    study.import_file(tmp_path / "talk.txt", format="transcript")
    table = study.checklist("COREQ").set_index("number")
    assert "not applicable" not in set(table["state"])
    assert "transcript" in table.loc["17", "add"]


def test_ethics_and_limits_stay_open_with_what_is_known(bundled: Study) -> None:
    table = bundled.checklist("SRQR").set_index("number")
    assert table.loc[["S9", "S19"], "state"].tolist() == ["missing", "missing"]
    assert "pseudonyms" in table.loc["S9", "draft"]
    assert "34 texts bear no author’s name" in table.loc["S19", "draft"]
    assert table.loc["S15", "state"] == "filled"
    with pytest.raises(UnknownId, match="COREQ, SRQR"):
        bundled.checklist("STROBE")


# the terminal


def test_the_commands(bundled: Study, tmp_path: Path) -> None:
    here = bundled.folder.root
    done = run("methods", cwd=here)
    assert "5 threads with 5 posts" in done.stdout
    assert "Missing, and not known to the study:" in done.stdout
    done = run("methods", "--checklist", "srqr", "--csv", tmp_path / "srqr.csv", cwd=here)
    assert "21 items: " in done.stdout
    assert (tmp_path / "srqr.csv").read_text("utf-8").startswith("number,domain,item,asks,state,draft,add\nS1,")
    assert run("methods", "--csv", tmp_path / "no.csv", cwd=here).returncode == 2
    done = run("rules", "--coder", "ada", "--csv", tmp_path / "rules.csv", cwd=here)
    assert "anonymity" in done.stdout
    assert (tmp_path / "rules.csv").exists()
    done = run("rules", "--coder", "ada", "--false", "--code", "trust", cwd=here)
    assert "suggested and not coded" in done.stdout
    assert run("rules", "--coder", "zoe", cwd=here).stderr.startswith(
        "Error: The quality of the rules: the coder has read no comment"
    )


def test_what_is_known_of_the_codebook_is_its_description_not_its_file(bundled: Study) -> None:
    draft = bundled.checklist("COREQ").set_index("number").loc["26", "draft"]
    assert draft == f"The codebook says of itself: {bundled.codebook.description.strip()}"
    file = next((bundled.folder.root / "codebooks").glob("*.yaml"))
    text = file.read_text("utf-8")
    assert "\ndescription:" in text
    file.write_text(re.sub(r"\ndescription:.*?(?=\n\S)", "", text, count=1, flags=re.DOTALL), "utf-8")
    bare = Study.open(bundled.folder.root)
    assert bare.codebook.description == ""
    assert any(what.startswith("How the codebook came about") for what in bare.methods_note().missing)
    assert bare.checklist("COREQ").set_index("number").loc["26", "state"] == "missing"


def test_sentences_say_what_they_count(bundled: Study) -> None:
    note = bundled.methods_note()
    assert "The posts and comments that bear a date were written between 2017-03-19 and 2017-05-22; 68 bear none." in note.text
    assert "2 links from other sites (pingbacks) stand among the comments and are not counted here." in note.text
    assert "have none" not in bundled.checklist("COREQ").set_index("number").loc["16", "draft"]
    for program in ("pandas", "numpy", "scipy", "nltk", "matplotlib"):
        assert re.search(rf"\b{program} \d", note.section("Software")), program
