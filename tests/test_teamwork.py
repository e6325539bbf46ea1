"""Samples that all coders code blind, and decisions where they differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.desk import Desk
from ethnography.errors import StudyProblem, TooLittle, UnknownId
from ethnography.study import Study
from ethnography.teamwork import CONSENSUS, works_blind


@pytest.fixture
def pair(study: Study) -> Study:
    text = study.folder.settings_file.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("coders")]
    study.folder.settings_file.write_text("\n".join(['coders = ["ada", "ben"]', *lines]) + "\n", "utf-8")
    return Study.open(study.folder.root)


def comments(study: Study) -> list[str]:
    return list(study.corpus.comments.index)


def blind(study: Study, coder: str) -> bool:
    return works_blind(study.settings.is_blind, study.settings.coders, study.state, coder)


def test_blind_until_all_have_finished_the_sample(pair: Study) -> None:
    assert blind(pair, "ada")
    drawn = pair.sample_for_agreement(1, coder="ada")
    assert drawn == pair.corpus.thread_ids[:1]
    with pytest.raises(StudyProblem, match="ada has not seen"):
        pair.finish_sample(coder="ada")
    for coder in ("ada", "ben"):
        pair.mark_seen(comments(pair), coder=coder)
    assert pair.finish_sample(coder="ada").finished == ("ada",)
    assert blind(pair, "ada")
    assert Desk(pair, "ada").blind
    pair.finish_sample(coder="ben")
    assert not blind(pair, "ada")
    assert not Desk(Study.open(pair.folder.root), "ben").blind
    pair.sample_for_agreement(1, coder="ben", seed=2)
    assert blind(pair, "ada")
    assert not blind(pair, CONSENSUS)


def test_samples_are_whole_threads_and_the_seed_decides(pair: Study, tmp_path: Path) -> None:
    rows = [f'{{"id": "t{n}:post", "thread": "t{n}", "kind": "post", "author": "Vera", "text": "Post {n}"}}\n' for n in range(8)]
    (tmp_path / "many.jsonl").write_text("".join(rows), "utf-8")
    pair.import_file(tmp_path / "many.jsonl")
    first, again, other = (pair.sample_for_agreement(3, seed=seed, coder="ada") for seed in (1, 1, 2))
    assert first == again != other
    assert [one.seed for one in pair.state.samples] == [1, 1, 2]
    with pytest.raises(TooLittle, match="99 threads are asked for"):
        pair.sample_for_agreement(99, coder="ada")
    with pytest.raises(UnknownId, match="comment"):
        pair.sample_for_agreement(3, by="comment", coder="ada")


def test_decisions_are_codings_of_the_consensus_coder_with_their_reason(pair: Study) -> None:
    comment = comments(pair)[1]
    for coder in ("ada", "ben"):
        pair.mark_seen(comments(pair), coder=coder)
    made = pair.code(comment, (0, 4), "trust", coder="ada")
    (row,) = pair.disagreements().to_dict("records")
    assert (row["code"], row["coded_by"], row["decision"]) == ("trust", ("ada",), "")
    pair.decide(comment, "trust", "ada", "The words say it.")
    (kept,) = pair.codings.where(coder=CONSENSUS)
    assert (kept.segment, kept.quote) == (made.segment, made.quote)
    assert pair.disagreements()["decision"].tolist() == ["coded"]
    assert pair.memos[-1].text == "trust: as ada. The words say it."
    pair.decide(comment, "trust", "neither", "On second thought.")
    assert not len(pair.codings.where(coder=CONSENSUS))
    assert pair.disagreements()["decision"].tolist() == ["not coded"]
    pair.decide(comment, "trust", "codebook", "Say whether doubts count.")
    assert pair.memos[-1].about == "code"
    with pytest.raises(StudyProblem, match="needs its reason"):
        pair.decide(comment, "trust", "both", " ")
    with pytest.raises(UnknownId, match="ada"):
        pair.decide(comment, "trust", "bea", "Because.")
    with pytest.raises(StudyProblem, match="nobody has the code"):
        pair.decide(comment, "anonymity", "both", "Because.")


def test_a_study_s_agreement_leaves_the_consensus_coder_out(pair: Study) -> None:
    for coder in ("ada", "ben", CONSENSUS):
        pair.mark_seen(comments(pair), coder=coder)
    pair.code(comments(pair)[1], (0, 4), "trust", coder="ada")
    table = pair.agreement("cohen_kappa")
    assert table.attrs["coders"] == ("ada", "ben")
    assert table.loc["trust", "percent"] == 1 - 1 / len(comments(pair))


def test_the_table_of_decisions_can_be_read_by_others(pair: Study) -> None:
    first, second = comments(pair)[1:3]
    for coder in ("ada", "ben", CONSENSUS):
        pair.mark_seen(comments(pair), coder=coder)
    text = str(pair.corpus.comments["text"][first])
    assert "Ann Otter" in text
    at = text.index("Ann Otter")
    made = pair.code(first, (0, at + 9), "trust", coder="ada")
    pair.code(first, (0, 1), "anonymity", coder="ben")
    pair.code(second, (0, 4), "trust", coder="ben")
    pair.protect("Ann Otter")
    pair.write_memo("Is it Ann Otter\nwho trusts?", about="coding", subject=made.id, coder="ada")
    pair.write_memo("A joke, I think.", about="comment", subject=first, coder="ben")
    pair.write_memo("Too wide.", about="code", subject="trust", coder="ben")
    assert list(pair.decisions_table().columns) == [
        *pair.disagreements().columns, "decided_as", "why", "words ada", "memo ada", "words ben", "memo ben", "text",
    ]  # fmt: skip
    rows = pair.decisions_table().set_index(["comment", "code"])
    row = rows.loc[(first, "trust")]
    assert row["words ada"] == " ".join(pair.mask(text[: at + 9]).split())
    assert not rows.astype(str).apply(lambda column: column.str.contains("Otter|\n")).any(axis=None)
    assert row["memo ada"].endswith("who trusts?")
    assert (row["words ben"], row["memo ben"]) == ("", "A joke, I think. / Too wide.")
    assert rows.loc[(first, "anonymity"), "words ben"] == text[0]
    assert (row["decision"], row["decided_as"], row["why"]) == ("", "", "")


def test_the_table_of_decisions_says_how_and_why(pair: Study) -> None:
    comment = comments(pair)[1]
    for coder in ("ada", "ben", "cy", CONSENSUS):
        pair.mark_seen(comments(pair), coder=coder)
    for coder in ("ada", "ben"):
        pair.code(comment, (0, 4), "trust", coder=coder)

    def decided() -> tuple[str, str, str]:
        (row,) = pair.decisions_table().to_dict("records")
        return row["decision"], row["decided_as"], row["why"]

    pair.decide(comment, "trust", "codebook", "Say whether doubts count.")
    assert decided() == ("", "codebook", "Say whether doubts count.")
    pair.decide(comment, "trust", "both", "Mr. X says it. So there.")
    assert decided() == ("coded", "ada and ben", "Mr. X says it. So there.")
    pair.decide(comment, "trust", "ben", "Shorter.")
    assert decided() == ("coded", "ben", "Shorter.")
    pair.decide(comment, "trust", "neither", "On second thought.")
    assert decided() == ("not coded", "not coded", "On second thought.")


def test_nobody_differs_gives_the_same_columns(pair: Study) -> None:
    table = pair.decisions_table()
    assert len(table) == 0
    assert list(table.columns)[-3:] == ["decided_as", "why", "text"]


def test_what_goes_to_the_codebook_is_open_again(pair: Study) -> None:
    comment = comments(pair)[1]
    for coder in ("ada", "ben"):
        pair.mark_seen(comments(pair), coder=coder)
    pair.code(comment, (0, 4), "trust", coder="ada")
    for before in ("ada", "neither"):
        pair.decide(comment, "trust", before, "So it seems.")
        pair.decide(comment, "trust", "codebook", "Say whether doubts count.")
        assert not len(pair.codings.where(coder=CONSENSUS))
        assert pair.disagreements()["decision"].tolist() == [""]
        assert pair.decisions_table()["decided_as"].tolist() == ["codebook"]
