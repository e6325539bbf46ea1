from __future__ import annotations

import multiprocessing
import re
import shutil
import stat
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from ethnography.codebook import Code, add_code, read_codebook, writing
from ethnography.errors import BadFile, StudyProblem, UnknownId, UnreadableSource
from tests.conftest import BOOK, ROOT


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "book.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def added_lines(old: bytes, new: bytes) -> bytes:
    """The one run of whole lines that was put in; fails where anything else differs."""
    for at in [0, *(match.end() for match in re.finditer(b"\n", old)), len(old)]:
        if new.startswith(old[:at]) and new.endswith(old[at:]):
            return new[at : at + len(new) - len(old)]
    raise AssertionError("not only lines were added")


def test_the_codebook_on_health_professionals_gets_only_new_lines(tmp_path: Path) -> None:
    path = Path(shutil.copy(ROOT / "codebooks" / "nhs-online.yaml", tmp_path))
    old, before = path.read_bytes(), read_codebook(path)
    book = add_code(path, name="Night shift", parent="identity", definition="Being awake: at work\nor after it.", color="#0072B2")
    assert added_lines(old, path.read_bytes()).decode() == (
        "\n- id: night_shift\n  name: Night shift\n  parent: identity\n  status: proposed\n"
        '  definition: |-\n    Being awake: at work\n    or after it.\n  color: "#0072B2"\n'
    )
    assert book == read_codebook(path)
    assert book.codes[:-1] == before.codes
    assert book.children("identity")[-1] == "night_shift"


ITEM = "- id: new\n  name: New\n  status: proposed\n"
LAYOUTS = {  # ¶ is where the item should stand
    "plain": "version: 1\ncodes:\n- id: a\n¶",
    "white space at the end": "version: 1\ncodes:\n- id: a\n¶  ",
    "comments at the end": "version: 1\ncodes:\n- id: a # one\n¶\n# the end\n",
    "comments under the last item": "version: 1\ncodes:\n- id: a\n\n  # not yet: color\n¶# the end",
    "codes not last": "codes:\n- id: a\n¶\n# which\n\nversion: 1\n",
    "codes not last, nothing between": "codes:\n- id: a\n¶version: 1\n",
    "a text that strips its blank lines": "codes:\n- id: a\n  use: |-\n    # one\n     two  \n¶\n\nversion: 1\n",
    "a text that keeps its blank lines": "codes:\n- id: a\n  use: |+\n    one\n\n\n¶version: 1\n",
    "a text that keeps one blank line": "codes:\n- id: a\n  use: >+\n    one\n\n¶# which\nversion: 1\n",
    "a folded text at the end": "version: 1\ncodes:\n- id: a\n  use: >\n    one\n    two\n¶\n",
    "a quoted text over lines": 'codes:\n- id: a\n  use: "one\n\n    # two" # three\n¶version: 1\n',
    "a plain text over lines": "codes:\n- id: a\n  use: one\n    two\n\n    three # four\n¶\nversion: 1\n",
    "a list in brackets over lines": "codes:\n- id: a\n  examples: [one,\n    two\n    ] # three\n¶version: 1\n",
    "an empty value": "codes:\n- id: a\n  use:\n¶# which\nversion: 1\n",
    "an alias": "codes:\n- id: a\n  examples: &e [x]\n- id: b\n  typical: *e\n¶version: 1\n",
    "an item in braces": "version: 1\ncodes:\n- id: a\n- {id: b,\n   name: B}\n¶\n",
    "children": "codes:\n- id: a\n  codes:\n    - id: b\n      rules:\n      - terms: [x]\n        not:\n        - y\n¶version: 1",
    "an end mark": "---\nversion: 1\ncodes:\n- id: a\n¶...\n",
    "a key in quotes, anchors": "version: 1\n\"codes\": &c\n- &a\n  id: a\n  name: 'A'\n¶",
    "a dash on a line of its own": "version: 1\ncodes:\n-\n  id: a\n¶",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_lines_are_added_in_their_place_and_nothing_else_changes(tmp_path: Path, layout: str, mark: str, newline: str) -> None:
    text = (mark + LAYOUTS[layout]).replace("\n", newline)
    path = write(tmp_path, text.replace("¶", ""))
    old = read_codebook(path)
    book = add_code(path, id="new", name="New")
    assert path.read_bytes().decode() == text.replace("¶", ITEM.replace("\n", newline))
    assert book.codes == (*old.codes, Code("new", "New", status="proposed"))
    assert book == read_codebook(path)


def test_a_last_line_without_its_break_gets_one(tmp_path: Path) -> None:
    for newline in ("\n", "\r\n"):
        path = write(tmp_path, f"version: 1{newline}codes:{newline}- id: a")
        add_code(path, id="new", name="New")
        assert path.read_bytes().decode() == f"version: 1\ncodes:\n- id: a\n{ITEM}".replace("\n", newline)


def test_items_that_stand_apart_go_on_standing_apart(tmp_path: Path) -> None:
    path = write(tmp_path, "version: 1\ncodes:\n\n- id: a\n\n# b\n- id: b\n")
    old = path.read_text()
    add_code(path, id="new", name="New")
    assert path.read_text() == f"{old}\n{ITEM}"


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("version: 1\ncodes:\n  - id: a\n", "  - id: new\n    name: New\n    status: proposed\n"),
        ("version: 1\ncodes:\n -   id: a\n     name: A\n", " -   id: new\n     name: New\n     status: proposed\n"),
        ("  version: 1\n  codes:\n  - id: a\n", "  - id: new\n    name: New\n    status: proposed\n"),
    ],
)
def test_the_new_item_is_indented_as_its_neighbours(tmp_path: Path, text: str, item: str) -> None:
    path = write(tmp_path, text)
    add_code(path, id="new", name="New")
    assert path.read_text() == text + item


def test_an_empty_list_gets_its_first_code(tmp_path: Path) -> None:
    path = write(tmp_path, "codes: [] # none yet\nversion: 1\n")
    add_code(path, id="new", name="New")
    assert path.read_text() == f"codes: # none yet\n{ITEM}version: 1\n"


@pytest.mark.parametrize(
    "text",
    [
        "# mine\nversion: '1'\ncodes: [{id: a, name: 'A'}] # so\n",
        "{version: 1, codes: [{id: a}]}\n",
        "version: '1'\r\ncodes: [{id: a,\r\n  use: here}]\r\n",
        "version: 1\ncodes: [\n]\n",
    ],
)
def test_a_list_in_brackets_is_laid_out_anew(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    old = read_codebook(path)
    book = add_code(path, name="New: one", brief="yes")
    assert book == read_codebook(path)
    assert book.codes == (*old.codes, Code("new_one", "New: one", brief="yes", status="proposed"))
    new = path.read_bytes().decode()
    assert new.count("\r\n") == (new.count("\n") if "\r" in text else 0)
    assert "# mine" in new or "# mine" not in text


hostile = st.sampled_from([
    "yes", "no", "null", "~", "12", "1e3", "0x1F", "1:30", "2012-01-02", "- dash", "? x", "a: b", "a #b", "#c", "'q'", '"q', "*x",
    "&x", "!t", "%d", "@a", "`b", "{a}", "[a]", "a:", "|", ">-", "---", "...", "\\n", "\U0001f642", "é\u0301", "one\ntwo",
    "a\n\n # b\n  c", "a\r\nb", "x\n\ty", "a\n   \nb", "\x00", "\x85x\u2028y", "\ufeff", "\ufffe", "a  b", "<<", "=",
])  # fmt: skip
texts = hostile | st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text("a \n\t:#-'\"|>\\", max_size=12)


@given(name=texts, definition=texts, brief=texts, crlf=st.booleans(), deep=st.booleans())
def test_any_words_come_back_exactly(name: str, definition: str, brief: str, crlf: bool, deep: bool) -> None:
    text = "version: 1\ncodes:\n    - id: a\n# end\n" if deep else "version: 1\ncodes:\n- id: a\n# end\n"
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), text.replace("\n", "\r\n") if crlf else text)
        old = path.read_bytes()
        if not name.strip():
            with pytest.raises(StudyProblem, match="no name"):
                add_code(path, id="b", name=name)
            return
        book = add_code(path, id="b", name=name, definition=definition, brief=brief, parent="a")
        assert book == read_codebook(path)
        code = book.code("b")
        assert (code.name, code.definition, code.brief) == (name.strip(), definition.strip(), brief.strip())
        assert added_lines(old, path.read_bytes())
        assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n") or not crlf


@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_an_id_is_made_of_any_name(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = add_code(write(Path(folder), "version: 1\ncodes: []\n"), name=name)
    assert [code.name for code in book] == [name.strip()]
    assert "-" not in book.codes[0].id


def test_an_id_that_reads_as_a_number_stays_one_text(tmp_path: Path) -> None:
    path = write(tmp_path, BOOK)
    assert add_code(path, name="1_000").codes[-1].id == "1_000"
    assert add_code(path, name="Yes!").code("yes").name == "Yes!"
    assert add_code(path, id="yes.2", name="Yes", parent="yes", status="active").code("yes.2").status == "active"


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"name": " \n"}, StudyProblem, "no name"),
        ({"name": "Trust"}, StudyProblem, r"a code 'trust' already \(Trust\). Use that one, or"),
        ({"name": "x", "id": "gone"}, StudyProblem, "a code 'gone' already"),
        ({"name": "x", "id": ""}, StudyProblem, "'' cannot be the id of a code. Use letters"),
        ({"name": "x", "id": "a b"}, StudyProblem, "cannot be the id"),
        ({"name": "x", "id": "a\nb"}, StudyProblem, "cannot be the id"),
        ({"name": "x", "parent": "peple"}, UnknownId, "Did you mean people"),
        ({"name": "x", "parent": ""}, UnknownId, "No code ''"),
        ({"name": "x", "color": "red"}, StudyProblem, "'red' is no colour"),
        ({"name": "x", "status": "merged"}, StudyProblem, "Use one of proposed, active, retired"),
        ({"name": "x", "definition": "\ud83d"}, StudyProblem, "half a character"),
    ],
)
def test_what_cannot_be_a_new_code_is_refused_and_nothing_is_written(
    book: Path, wrong: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        add_code(book, **wrong)  # type: ignore[arg-type]
    assert book.read_text() == BOOK


def test_what_is_no_codebook_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no such codebook"):
        add_code(tmp_path / "none.yaml", name="x")
    assert list(tmp_path.iterdir()) == []
    for bad, error in ((b"\xff", UnreadableSource), (b"version: 1\ncodes:\n- name: a\n", BadFile)):
        path = write(tmp_path, bad)
        with pytest.raises(error):
            add_code(path, name="x")
        assert path.read_bytes() == bad


def test_what_would_say_something_else_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, BOOK)
    monkeypatch.setattr(writing, "_with_lines", lambda text, code: text.replace("brief: hiding", "brief: hidden"))
    monkeypatch.setattr(writing, "_laid_out_anew", lambda text, code: text + "- [")
    with pytest.raises(StudyProblem, match=r"'x' cannot be added without changing something else. Add it by hand"):
        add_code(path, name="x")
    assert path.read_text() == BOOK


def test_a_codebook_that_another_program_holds(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.01)
    with FileLock(book.with_name(f".{book.name}.lock")), pytest.raises(StudyProblem, match="another process has held it"):
        add_code(book, name="x")
    assert book.read_text() == BOOK


def test_links_and_permissions_stay(tmp_path: Path) -> None:
    path = write(tmp_path, BOOK)
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    assert add_code(link, name="Extra").source == "link.yaml"
    assert link.is_symlink()
    assert "extra" in read_codebook(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def _add(place: tuple[Path, int]) -> None:
    add_code(place[0], name=f"Code {place[1]}")


def test_codes_added_at_once_are_all_there(book: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(_add, [(book, n) for n in range(12)], chunksize=1)
    assert {f"code_{n}" for n in range(12)} <= {code.id for code in read_codebook(book)}
    assert book.read_text().startswith(BOOK)
