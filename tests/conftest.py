"""What several tests share: a small study, the bundled one, the place of the real material, and no silent skips in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from ethnography.corpus import Comment, Corpus, Part
from ethnography.study import Study, new_study

# A machine may be busy with other things: how long an example takes says nothing about whether it holds.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

ROOT = Path(__file__).parent.parent

PAGE = """\
Who reads the rota?

Who reads the rota?

We put our names on the rota and then wonder who reads it. I trust my colleagues, mostly. An invented page.

Nobody asked us whether the rota could be public.


  1. I would rather be anonymous, said Ann Otter to herself 🙂

    • Ann, nobody is anonymous here. See https://example.org/rota or mail bo@example.org

      • “Nobody”? I don’t trust that.

  2. My manager was not amused.


Submit a Comment

Your email address will not be published. Required fields are marked *"""

BOOK = """\
# a codebook for tests
name: small
version: '1'
codes:
  - id: people
    codable: false
    codes:
      - id: trust
        brief: believing
        rules:
          - terms: [trust*]
            not: [nhs trust]
      - id: anonymity
        brief: hiding
        rules:
          - terms: [anonym*]
  - id: old
    status: retired
  - id: gone
    status: merged
    merged_into: trust
"""


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With ETHNOGRAPHY_NO_SKIPS set (in CI, where everything is installed) a skipped test is a failed one."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and os.environ.get("ETHNOGRAPHY_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and nothing may be skipped here: {report.longrepr}"


@pytest.fixture(scope="session")
def real_material() -> Path:
    """The folder of real pages with their truth; tests that need it are skipped without it."""
    place = os.environ.get("ETHNOGRAPHY_REAL_MATERIAL")
    if not place:
        pytest.skip("set ETHNOGRAPHY_REAL_MATERIAL to the folder of real pages")
    path = Path(place)
    assert path.is_dir(), f"ETHNOGRAPHY_REAL_MATERIAL={place} is no folder"
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of a process: playwright does not start twice in one."""
    from tests.browser import chromium

    with chromium() as made:
        yield made


@pytest.fixture
def corpus() -> Corpus:
    """One thread of a post and three comments; the second comment quotes somebody else."""
    return Corpus.build([
        Comment("t:post", "t", None, "A post about trust.", "post", "Ann", title="Trust", date="2012-01-02"),
        Comment("t:1", "t", "t:post", "I don\u2019t trust it 🙂 at all", author="Bo", reply_evidence="stated"),
        Comment("t:2", "t", "t:1", "He said: never trust them. I do.", author="Ann", parts=(Part(9, 26, "quotation", "Cy"),)),
        Comment("t:3", "t", "t:post", "Anonymous, always.", author=None),
    ])  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small codebook file."""
    path = tmp_path / "small.yaml"
    path.write_text(BOOK, "utf-8")
    return path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A small saved page as plain text."""
    path = tmp_path / "rota.txt"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.fixture
def study(tmp_path: Path, book: Path, page: Path) -> Study:
    """A study with one imported page, coded by nobody yet."""
    made = new_study(tmp_path / "study", name="Rota", coder="ada", codebook=book)
    made.import_file(page)
    return made


@pytest.fixture
def bundled(tmp_path: Path) -> Study:
    """A copy of the study that comes with the repository, its key restored from the sources as ``make demo`` does."""
    for name in ("study.toml", "corpus", "codebooks"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    copied = Study.open(tmp_path)
    for page in sorted(copied.folder.sources.iterdir()):
        assert copied.import_file(page).status == "already here", f"corpus/ is not what an import of {page.name} gives"
    return copied
