"""One person under two spellings: proposed, merged, and separated again."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.errors import StudyProblem, UnknownId
from ethnography.proposals import Agreed, same_people
from ethnography.study import Study

ROWS = """id,reply_to,author,date,text,thread,kind
1,,Dr. Zoë Marsh,2012-03-04,We asked who reads the rota.,t,post
2,1,Al Quill,2012-03-05,I read it.,t,comment
3,2,al quill,2012-03-06,And I read it twice.,t,comment
4,1,Zoe Marsh,2012-03-06,Thank you both.,t,comment
5,1,Al,2012-03-07,Me again.,t,comment
6,1,Bo,2012-03-07,I never read it.,t,comment
"""


@pytest.fixture
def talk(study: Study, tmp_path: Path) -> Study:
    path = tmp_path / "talk.csv"
    path.write_text(ROWS, "utf-8")
    study.import_file(path)
    return study


def participant(study: Study, name: str) -> str:
    id = study.folder.key().names[name]
    assert id is not None
    return id


def author(study: Study, comment: str) -> object:
    return study.corpus.comments.loc[f"t:{comment}", "author"]


def test_proposals_name_their_evidence_and_merge_nothing(talk: Study) -> None:
    found = talk.people_proposals()
    pairs = {(row["name"], row["same_name"]): row["confidence"] for row in found.to_dict("records")}
    assert pairs[("al quill", "Al Quill")] == "strong"
    assert {("Zoe Marsh", "Dr. Zoë Marsh"), ("Dr. Zoë Marsh", "Zoe Marsh")} & set(pairs)
    assert not any("Bo" in pair for pair in pairs)
    assert all(found["evidence"])
    assert author(talk, "3") == participant(talk, "al quill")


def test_a_merge_shows_everywhere_and_can_be_taken_back(talk: Study) -> None:
    other, kept = participant(talk, "al quill"), participant(talk, "Al Quill")
    before = len(talk.corpus.participants)
    stored = talk.folder.comments_file.read_bytes()
    decision = talk.merge_people(other, kept)
    assert author(talk, "3") == author(talk, "2") == kept
    assert len(talk.corpus.participants) == before - 1
    assert talk.corpus.participants.loc[kept, "comments"] == 2
    zoe, dr = participant(talk, "Zoe Marsh"), participant(talk, "Dr. Zoë Marsh")
    assert talk.mask("Zoe Marsh said so") != talk.mask("Dr. Zoë Marsh said so")
    merged = talk.merge_people(zoe, dr)
    assert talk.mask("Zoe Marsh said so") == talk.mask("Dr. Zoë Marsh said so")
    talk.remove(merged.id)
    assert talk.folder.comments_file.read_bytes() == stored
    assert "same letters" not in " ".join(talk.people_proposals()["evidence"][talk.people_proposals()["participant"] == other])
    assert Study.open(talk.folder.root).corpus.participants.loc[kept, "comments"] == 2
    talk.remove(decision.id)
    assert author(talk, "3") == other
    assert talk.mask("Zoe Marsh said so") != talk.mask("Dr. Zoë Marsh said so")


def test_chains_circles_and_nobody(talk: Study) -> None:
    a, b, c = (participant(talk, name) for name in ("Al", "al quill", "Al Quill"))
    talk.merge_people(a, b)
    talk.merge_people(b, c)
    assert author(talk, "5") == author(talk, "3") == c
    assert talk.separate_people(b) == 2
    assert author(talk, "5") == a
    with pytest.raises(StudyProblem, match="with themselves"):
        talk.merge_people(a, a)
    with pytest.raises(UnknownId):
        talk.merge_people(a, "P99")
    same, findings = same_people(Agreed({("P01", "person"): "P02", ("P02", "person"): "P01"}, {}), ["P01", "P02"])
    assert not same
    assert "circle" in findings[0].message


def test_coders_who_differ_are_told(talk: Study) -> None:
    a, b, c = (participant(talk, name) for name in ("Al", "al quill", "Al Quill"))
    talk.merge_people(a, b, coder="vera")
    talk.merge_people(a, c, coder="bo")
    assert author(talk, "5") == a
    assert any("is the same person as" in finding.message for finding in talk.corpus.findings)
