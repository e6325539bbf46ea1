"""Commands for several coders, as whole processes."""

from __future__ import annotations

import csv

from ethnography.study import Study
from tests.test_cli import run


def test_agreement_by_character(bundled: Study) -> None:
    here = bundled.folder.root
    run("agreement", "--csv", here / "comment.csv", cwd=here)
    by_character = run("agreement", "--unit", "character", "--csv", here / "character.csv", cwd=here)
    assert by_character.returncode == 0, by_character.stderr
    rows = {unit: list(csv.DictReader((here / f"{unit}.csv").open(encoding="utf-8"))) for unit in ("comment", "character")}
    assert int(rows["character"][0]["n"]) > 50 * int(rows["comment"][0]["n"])
    assert rows["character"][0]["u_alpha"] == rows["comment"][0]["u_alpha"]
    assert f"{int(rows['character'][0]['n']):,} characters in" in " ".join(by_character.stdout.split())
    assert "word" in run("agreement", "--unit", "word", cwd=here).stderr


def test_differences_as_a_table_for_a_supervisor(bundled: Study) -> None:
    here = bundled.folder.root
    settings = bundled.folder.settings_file
    settings.write_text(
        "blind = false\n" + "\n".join(line for line in settings.read_text("utf-8").splitlines() if not line.startswith("blind")),
        "utf-8",
    )
    row = bundled.disagreements().iloc[0]
    bundled.decide(row["comment"], row["code"], "neither", "=1+1 is no reason")
    done = run("differences", "--csv", here / "d.csv", cwd=here)
    assert done.returncode == 0, done.stderr
    data = (here / "d.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert len(rows) == len(bundled.disagreements())
    assert rows[0]["coded_by"] == ", ".join(row["coded_by"])
    assert rows[0]["decided_as"] == "not coded"
    assert rows[0]["why"] == "'=1+1 is no reason", "a spreadsheet would run it as a formula"
    coder = row["coded_by"][0]
    assert rows[0][f"words {coder}"]
    assert rows[0]["text"]
    run("differences", "--open", "--csv", here / "open.csv", cwd=here)
    assert len(list(csv.DictReader((here / "open.csv").read_text("utf-8-sig").splitlines()))) == len(rows) - 1


def test_coders_see_differences_when_all_have_finished(bundled: Study) -> None:
    here = bundled.folder.root
    settings = bundled.folder.settings_file
    kept = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("blind")]
    settings.write_text("\n".join([*kept, ""]), "utf-8")
    coders = bundled.settings.coders
    bundled.sample_for_agreement(1, coder=coders[0])
    refused = run("differences", "--coder", coders[0], cwd=here)
    assert refused.returncode == 2
    assert "ethnography finish" in refused.stderr
    for coder in coders:
        bundled.mark_seen(bundled.corpus.comments.index, coder=coder)
        bundled.finish_sample(coder=coder)
    assert "open. Decide" in run("differences", "--coder", coders[0], cwd=here).stdout


def test_why_a_coefficient_is_undefined_is_said_once(bundled: Study) -> None:
    said = run("agreement", cwd=bundled.folder.root).stdout
    reasons = [line.partition(": ")[2] for line in said.splitlines() if line.startswith("– is undefined for")]
    assert len(reasons) == len(set(reasons))


def test_tables_that_cannot_be_written_are_no_bug(bundled: Study) -> None:
    here = bundled.folder.root
    for command in (["agreement"], ["frequency"], ["rules", "--coder", "ada"], ["methods", "--checklist", "COREQ"]):
        done = run(*command, "--csv", here / "study.toml" / "table.csv", cwd=here)
        assert done.returncode == 2, done.stderr
        assert "cannot be written" in done.stderr
        assert run(*command, "--csv", here / "new" / f"{command[0]}.csv", cwd=here).returncode == 0
    made = run("new", here / "study.toml" / "inside", cwd=here)
    assert made.returncode == 2
    assert "cannot be made" in made.stderr
