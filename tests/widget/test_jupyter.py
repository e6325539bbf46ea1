"""The coding widget in a real JupyterLab and a real Notebook 7: what is coded is on disk, and nothing else happens.

About 5 s a test. Times are printed (``pytest -s``), and asserted only where a minute would be wrong.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from ethnography.study import Study, new_study
from tests.conftest import BOOK
from tests.widget.jupyter import Notebook, Server, notebook_of, opened, served, soon, until

pytestmark = pytest.mark.browser

PAGE = """\
Who counts the keys?

Who counts the keys?

We 🙂🙂 hang the marmalade keys on a hook, and “everybody” counts them. I don’t trust the hook. Nobody asked the lighthouse \
keeper. The tambourine was missing on Tuesday. Whoever took it stays anonymous. A second hook was bought. It bends.

The list is kept by hand. An invented page.


  1. A 👩‍👩‍👧 family of keys! The porcupine said “never trust a hook” and went home. I stayed until the rain stopped.

    • Café owners count their spoons 🥄 every night. So should we.

      • “Should”? I don’t trust spoons either. My umbrella agrees.

  2. The rhubarb was not amused.


Submit a Comment

Your email address will not be published. Required fields are marked *"""
DISTINCTIVE = ("marmalade", "lighthouse", "tambourine", "porcupine", "spoons", "umbrella", "rhubarb")

OPEN = """\
from ethnography import Study
from ethnography.widget import CodingWidget
study = Study.open("study")
widget = CodingWidget(study, coder="ada")
widget"""

# Watches one screen: when Enter was pressed, and each change of what it says about saving. Whatever it shows as saved is
# compared with the journal file, read through the server (not the kernel) before the page goes on.
_WATCH = """(root, journal) => {
  const state = root.querySelector(".save-state");
  const now = () => performance.timeOrigin + performance.now();
  const probe = { enter: 0, said: [], untrue: [] };
  const read = () => {
    const request = new XMLHttpRequest();
    request.open("GET", `${journal}?${Math.random()}`, false);
    request.send();
    return request.status === 200 ? request.responseText : "";
  };
  root.addEventListener("keydown", event => { if (event.key === "Enter") probe.enter = now(); }, true);
  new MutationObserver(() => {
    const said = state.className.split(" ")[1];
    if (said !== probe.said.at(-1)?.state) probe.said.push({ at: now(), state: said });
    if (said !== "saved" || !journal) return;
    const file = read();
    const shown = [...root.querySelectorAll(".chip.mine")].map(chip => chip.dataset.key);
    probe.untrue.push(...shown.filter(id => !file.includes(`"${id}"`)));
  }).observe(state, { attributes: true, attributeFilter: ["class"] });
  root.probe = probe;
}"""

# Where words of a comment stand on the page: the two ends of a drag over them.
_ENDS = """(body, words) => {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const from = nodes.map(node => node.data).join("").indexOf(words);
  const range = document.createRange();
  let passed = 0;
  for (const node of nodes) {
    const inside = at => at - passed >= 0 && at - passed <= node.length;
    if (inside(from)) range.setStart(node, from - passed);
    if (inside(from + words.length)) { range.setEnd(node, from + words.length - passed); break; }
    passed += node.length;
  }
  const rects = range.getClientRects();
  const [a, b] = [rects[0], rects[rects.length - 1]];
  return [a.left + 1, a.top + a.height / 2, b.right - 1, b.top + b.height / 2];
}"""


@dataclass
class Screen:
    """One coding screen on the page."""

    page: Any
    root: Any
    journal: str = ""  # its address, where every “saved” is to be compared with it

    def ready(self) -> Screen:
        self.root.locator("article.comment").first.wait_for(timeout=20_000)
        self.root.locator(".save-state.saved").wait_for(timeout=20_000, state="attached")
        self.root.evaluate(_WATCH, self.journal)
        return self

    def article(self, comment: str) -> Any:
        return self.root.locator(f"article[data-comment='{comment}']")

    def go(self, comment: str) -> None:
        """Put the focus on a comment."""
        self.article(comment).focus()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def drag(self, comment: str, words: str) -> None:
        """Select words as a mouse does."""
        body = self.article(comment).locator(".body")
        body.scroll_into_view_if_needed()
        ends: list[list[float]] = []

        def settled() -> bool:
            ends.append(body.evaluate(_ENDS, words))
            return len(ends) > 1 and ends[-1] == ends[-2]

        until(settled, "the page to stand still", page=self.page)
        left, top, right, bottom = ends[-1]
        self.page.mouse.move(left, top)
        self.page.mouse.down()
        self.page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=4)
        self.page.mouse.move(right, bottom, steps=4)
        self.page.mouse.up()
        self.root.locator(".pick-bar").wait_for(timeout=5000)

    def code(self, letters: str) -> None:
        """Open the list of codes, type, and take the first."""
        self.press("c")
        self.root.locator("input.query").wait_for(timeout=5000)
        self.page.keyboard.type(letters)
        self.press("Enter")

    def code_sentences(self, comment: str, *letters: str) -> None:
        """Code the comment's sentences from the first on, by keys alone."""
        self.go(comment)
        self.press("Escape")
        for some in letters:
            self.press("ArrowRight")
            self.code(some)

    def saved(self, seconds: float = 10) -> None:
        self.root.locator(".save-state.saved").wait_for(timeout=seconds * 1000)

    def state(self) -> str:
        return str(self.root.locator(".save-state").get_attribute("class")).split()[-1]

    def said(self) -> list[dict[str, Any]]:
        return self.root.evaluate("root => root.probe.said")  # type: ignore[no-any-return]

    def took(self) -> float:
        """Milliseconds from the last Enter to the last “saved”."""
        return float(self.root.evaluate("root => root.probe.said.at(-1).at - root.probe.enter"))

    def chips(self, comment: str, kind: str = ".mine") -> list[str]:
        """Names of the codes on a comment."""
        return self.article(comment).locator(f".chip{kind} > bdi").all_text_contents()  # type: ignore[no-any-return]

    def shows(self, comment: str, *names: str, seconds: float = 10) -> None:
        wanted = sorted(names)
        until(lambda: sorted(self.chips(comment)) == wanted, f"{wanted} on {comment}", seconds=seconds, page=self.page)

    def banner(self) -> Any:
        return self.root.locator(".banner")


@dataclass
class Place:
    """A folder of the server with a study in it. `ids`: its comments in reading order, the post first."""

    server: Server
    browser: Any
    name: str
    study: Study
    ids: list[str]

    @contextmanager
    def opened(self, *cells: str, but: str | None = None) -> Iterator[Notebook]:
        """A notebook in this place; afterwards nothing may have left the machine, and our module may not have complained.

        `but`: a part of complaints that are known of.
        """
        with opened(self.browser, self.server, self.name, cells or (OPEN, "")) as notebook:
            yield notebook
        assert [one for one in notebook.complaints if but is None or but not in one] == []

    def screen(self, notebook: Notebook, number: int = 0, *, strict: bool = False) -> Screen:
        """A screen of the page; a `strict` one looks into the journal file whenever it says “saved”."""
        journal = f"/files/{self.journal().relative_to(self.server.root).as_posix()}" if strict else ""
        return Screen(notebook.page, notebook.page.locator("section.ethnography").nth(number), journal).ready()

    def text(self, comment: str) -> str:
        return self.study.corpus.comment(comment).text

    def journal(self) -> Path:
        return self.study.folder.journals / "ada.jsonl"

    def lines(self) -> list[dict[str, Any]]:
        path = self.journal()
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def coded(self) -> list[tuple[str, str]]:
        """Quote and code of every coding in the journal file, as they were written; each must be what stands in its text."""
        found = [line for line in self.lines() if line["event"] == "coded"]
        for one in found:
            assert self.text(one["comment"])[one["start"] : one["end"]] == one["quote"]
        assert len({one["id"] for one in found}) == len(found)
        return [(one["quote"], one["code"]) for one in found]


@pytest.fixture(scope="module", params=["lab", "notebook"])
def server(request: pytest.FixtureRequest, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(request.param, tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture
def place(request: pytest.FixtureRequest, server: Server, browser: Any, tmp_path: Path) -> Place:
    for name, text in (("small.yaml", BOOK), ("keys.txt", PAGE)):
        (tmp_path / name).write_text(text, "utf-8")
    name = "".join(letter if letter.isalnum() else "-" for letter in request.node.name).strip("-")
    study = new_study(server.root / name / "study", name="Keys", coder="ada", codebook=tmp_path / "small.yaml")
    study.import_file(tmp_path / "keys.txt")
    return Place(server, browser, name, study, list(study.corpus.comments.index))


Told = Callable[[str, float], None]


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Told:
    """Print a time, with the front end's name."""
    return lambda what, ms: print(f"\n    {request.node.name}: {what} {ms:.0f} ms")


def test_words_selected_with_the_mouse_are_coded(place: Place, told: Told) -> None:
    with place.opened() as notebook:
        notebook.run(0)
        screen = place.screen(notebook)
        post, first = place.ids[0], place.ids[1]
        screen.drag(post, "trust the hook")
        screen.code("tru")
        screen.saved()
        told("from Enter to saved", screen.took())
        assert screen.took() < 2000
        screen.drag(first, "porcupine said “never")
        screen.code("ano")
        screen.saved()
        told("from Enter to saved", screen.took())

        assert place.coded() == [("trust the hook", "trust"), ("porcupine said “never", "anonymity")]
        start = place.text(post).index("trust the hook")
        assert [(line["start"], line["end"]) for line in place.lines()[:1]] == [(start, start + len("trust the hook"))]
        assert "🙂🙂" in place.text(post)[:start]
        screen.shows(post, "Trust")
        screen.shows(first, "Anonymity")
        seen = notebook.run_code(1, "for coding in study.codings: print(coding.coder, coding.code, coding.quote)")
        assert seen.splitlines() == ["ada trust trust the hook", "ada anonymity porcupine said “never"]


# Each is a shortcut of the notebook: insert, paste, cut, delete, merge, change the kind, run, interrupt and restart the kernel.
JUPYTERS = (
    "a b x y m r v z o l f h s p d,d j k i,i 0,0 1 2 3 Shift+M Shift+A Shift+B Shift+V Shift+L Shift+J Shift+K Shift+Space Space "
    "Enter Shift+Enter Control+Enter Alt+Enter Escape ArrowUp ArrowDown Delete Backspace Control+Shift+Minus Control+a Control+b"
)


def test_coding_by_keyboard_alone_leaves_the_notebook_alone(place: Place, told: Told) -> None:
    with place.opened(OPEN, "left = 'alone'", "") as notebook:
        notebook.run(0)
        kernel = notebook.session()["kernel"]
        screen = place.screen(notebook)
        before = notebook.contents()
        assert len(before) == 3
        screen.code_sentences(place.ids[2], "an")
        screen.saved()
        told("from Enter to saved", screen.took())
        assert place.coded() == [("Café owners count their spoons 🥄 every night.", "anonymity")]

        # what is typed into the list of codes, a memo or the search goes there, and nowhere else
        screen.press("ArrowRight", "c")
        query = screen.root.locator("input.query")
        query.wait_for()
        screen.page.keyboard.type("abmxyddjk00ii")
        assert query.input_value() == "abmxyddjk00ii"
        screen.press("Escape", "Escape", "m")
        memo = screen.root.locator("textarea")
        memo.wait_for()
        screen.page.keyboard.type("abmxydd jk")
        assert memo.input_value() == "abmxydd jk"
        screen.press("Escape")
        screen.go(place.ids[2])
        screen.press("/")
        screen.page.keyboard.type("xyzdd")
        assert screen.root.locator("input.search").input_value() == "xyzdd"
        screen.press("Escape")
        assert notebook.contents() == before

        for keys in JUPYTERS.split():
            screen.go(place.ids[2])  # keys that write memos take the focus away
            screen.press(*keys.split(","))
            assert notebook.contents() == before, f"{keys} changed the notebook"
            assert not notebook.page.locator(".jp-Dialog, .jp-CommandPalette-overlay").count(), f"{keys} opened something"
        assert notebook.prompt(1) in ("[ ]:", "[]:", "")
        assert notebook.session()["kernel"]["id"] == kernel["id"]
        assert place.text(place.ids[2]) == screen.article(place.ids[2]).locator(".body").text_content()


def test_saving_the_notebook_from_the_screen_breaks_nothing(place: Place) -> None:
    with place.opened() as notebook:
        notebook.run(0)
        screen = place.screen(notebook)
        screen.go(place.ids[1])
        screen.press("Control+s")
        screen.root.locator(".live", has_text="All codings are saved.").wait_for(state="attached", timeout=5000)
        screen.code_sentences(place.ids[1], "tru")
        screen.saved()
        assert [code for _, code in place.coded()] == ["trust"]
        assert "porcupine" not in notebook.save()


BUSY = """\
import pathlib, time
while not pathlib.Path("go").exists(): time.sleep(0.02)
print(time.time())"""


def code_while_busy(place: Place, told: Told, *, deferred: bool) -> None:
    with place.opened(OPEN, BUSY) as notebook:
        notebook.run(0)
        screen = place.screen(notebook, strict=True)
        notebook.start(1)
        post = place.ids[0]
        screen.code_sentences(post, "tru", "ano", "tru")
        screen.press("ArrowRight", ".", ".")
        screen.code("tru")  # the same code on the same words
        screen.shows(post, "Trust", "Anonymity", "Trust", "Trust")
        if deferred:
            screen.root.locator(".save-state.unsaved").wait_for(timeout=8000)
            assert "4 actions are NOT SAVED" in screen.banner().inner_text()
            assert "busy" in screen.banner().inner_text()
            assert place.coded() == []
        else:
            soon(lambda: screen.state() == "saved", 2, page=notebook.page)
        assert notebook.prompt(1).startswith("[*]")
        (notebook.file.parent / "go").touch()
        ended = float(notebook.finish(1)) * 1000
        screen.saved()
        screen.banner().wait_for(state="hidden")
        late = screen.said()[-1]["at"] - ended
        told("saved after the end of the cell by", late)
        assert late < 2000
        assert screen.root.evaluate("root => root.probe.untrue") == [], "the screen said saved before it was"
        assert [code for _, code in place.coded()] == ["trust", "anonymity", "trust", "trust"]
        assert len({quote for quote, _ in place.coded()}) == 4


def test_a_busy_kernel_saves_when_it_can(place: Place, told: Told) -> None:
    """Mostly at once, for messages of widgets have a thread of their own; where Jupyter has not made it yet, after the cell."""
    code_while_busy(place, told, deferred=False)


@pytest.mark.parametrize("server", ["lab"], indirect=True)  # Notebook 7 does not know the setting
def test_without_subshells_a_busy_kernel_saves_when_the_cell_ends(place: Place, told: Told) -> None:
    settings = "@jupyterlab/apputils-extension:kernels-settings"
    place.server.set(settings, commsOverSubshells="disabled")
    try:
        code_while_busy(place, told, deferred=True)
    finally:
        place.server.set(settings)


def test_what_a_restarted_kernel_missed_is_offered_and_saved_once(place: Place, told: Told) -> None:
    with place.opened() as notebook:
        notebook.run(0)
        screen = place.screen(notebook)
        post = place.ids[0]
        screen.code_sentences(post, "tru")
        screen.saved()
        notebook.restart()
        screen.code_sentences(post, "ano")
        screen.root.locator(".save-state.unsaved").wait_for(timeout=7500)
        told("from Enter to NOT SAVED", screen.took())
        assert "1 action is NOT SAVED" in screen.banner().inner_text()
        assert "run the cell" in screen.banner().inner_text().lower()
        assert [code for _, code in place.coded()] == ["trust"]

        notebook.run(0)
        again = place.screen(notebook)
        save_what_was_kept(notebook, again, place)
        again.shows(post, "Trust", "Anonymity")
        assert [code for _, code in place.coded()] == ["trust", "anonymity"]
        notebook.run(0)  # and once more: nothing is left to offer
        place.screen(notebook).shows(post, "Trust", "Anonymity")
        assert not place.screen(notebook).banner().is_visible()
        assert len(place.coded()) == 2


def test_a_kernel_restarted_from_elsewhere_loses_nothing(place: Place) -> None:
    """Jupyter's page then goes on sending to a subshell that is gone (4.6), and nothing is answered until it is loaded anew."""
    with place.opened() as notebook:
        notebook.run(0)
        screen = place.screen(notebook)
        screen.code_sentences(place.ids[0], "tru")
        screen.saved()
        notebook.restart_elsewhere()
        screen.code_sentences(place.ids[1], "ano")
        screen.root.locator(".save-state.unsaved").wait_for(timeout=7500)
        assert len(kept(notebook)) == 1
        notebook.open()
        notebook.run(0)
        again = place.screen(notebook)
        save_what_was_kept(notebook, again, place)
        assert [code for _, code in place.coded()] == ["trust", "anonymity"]


def save_what_was_kept(notebook: Notebook, screen: Screen, place: Place) -> None:
    screen.banner().get_by_role("button", name="Save now").click()
    until(lambda: not kept(notebook), "Python to acknowledge what was kept", page=notebook.page)
    screen.saved()
    screen.banner().wait_for(state="hidden")


def kept(notebook: Notebook) -> list[str]:
    """Ids of the actions that the browser keeps because they were not acknowledged."""
    return notebook.page.evaluate(  # type: ignore[no-any-return]
        """() => Object.keys(localStorage).filter(key => key.startsWith("ethnography:"))
             .flatMap(key => JSON.parse(localStorage.getItem(key))).flatMap(batch => batch.actions).map(action => action.id)"""
    )


def test_nothing_acknowledged_is_lost_when_the_kernel_is_killed(place: Place) -> None:
    with place.opened("import os, pathlib; pathlib.Path('pid').write_text(str(os.getpid()))\n" + OPEN) as notebook:
        notebook.run(0)
        screen = place.screen(notebook)
        post = place.ids[0]
        screen.code_sentences(post, "tru")
        for number in range(5):
            screen.press("ArrowRight", ".")  # the same code again, faster than anybody acknowledges
            if number == 2:
                os.kill(int((notebook.file.parent / "pid").read_text()), signal.SIGKILL)
        shown = lambda kind: {  # noqa: E731
            chip.get_attribute("data-key") for chip in screen.article(post).locator(f".chip.mine{kind}").all()
        }
        assert len(shown("")) == 6
        screen.root.locator(".save-state.unsaved").wait_for(timeout=8000)
        on_disk = {line["id"] for line in place.lines()}
        assert shown(":not(.unsaved)") <= on_disk
        assert shown(".unsaved") <= set(kept(notebook))
        assert on_disk | set(kept(notebook)) == shown("")

        notebook.page.locator(".jp-Dialog button.jp-mod-accept").click()  # Jupyter says that the kernel died
        notebook.page.locator(".jp-Dialog").wait_for(state="detached")
        notebook.connected()
        notebook.run(0)
        save_what_was_kept(notebook, place.screen(notebook), place)
        assert [code for _, code in place.coded()] == ["trust"] * 6


def test_a_page_loaded_anew_shows_what_was_coded(place: Place, told: Told) -> None:
    with place.opened() as notebook:
        notebook.run(0)
        screen = place.screen(notebook)
        screen.code_sentences(place.ids[0], "tru", "ano")
        screen.saved()
        notebook.save()
        notebook.open()
        if not soon(lambda: notebook.page.locator("section.ethnography").count(), 10, page=notebook.page):
            print(f"{place.server.app} does not restore the widget; the cell is run again")
            notebook.run(0)
        again = place.screen(notebook)
        again.shows(place.ids[0], "Trust", "Anonymity")
        again.code_sentences(place.ids[1], "tru")
        again.saved()
        assert [code for _, code in place.coded()] == ["trust", "anonymity", "trust"]


def test_two_views_of_a_widget_are_one(place: Place) -> None:
    with place.opened(OPEN, "widget") as notebook:
        notebook.run(0)
        one = place.screen(notebook, 0)
        one.go(place.ids[2])
        notebook.run(1)
        same = place.screen(notebook, 1)
        here = "root => root.querySelector('.here').dataset.comment"
        assert one.root.evaluate(here) == place.ids[2], "a second view takes the first one away from where its reader was"
        one.code_sentences(place.ids[0], "tru")
        same.shows(place.ids[0], "Trust", seconds=2)
        same.code_sentences(place.ids[0], "tru")
        same.root.locator(".live", has_text="is on these words already").wait_for(state="attached", timeout=5000)
        same.press("z")
        one.shows(place.ids[0], seconds=2)
        same.saved()
        one.saved()
        assert [line["event"] for line in place.lines()] == ["coded", "removed"]


def test_two_widgets_of_a_study_agree(place: Place, told: Told) -> None:
    with place.opened(OPEN, "other = CodingWidget(study, coder='ada'); other") as notebook:
        for cell in range(2):
            notebook.run(cell)
        one, other = (place.screen(notebook, number) for number in range(2))
        post, first = place.ids[0], place.ids[1]
        one.code_sentences(post, "tru")
        one.saved()
        begun = time.monotonic()
        other.shows(post, "Trust", seconds=12)
        told("seen in the other widget after", (time.monotonic() - begun) * 1000)

        # the same words with the same code, in a widget that does not know of it yet
        one.code_sentences(first, "ano")
        other.code_sentences(first, "ano")
        for screen in (one, other):
            screen.saved()
            screen.shows(first, "Anonymity", seconds=12)
        assert [code for _, code in place.coded()] == ["trust", "anonymity"]

        # what one made, the other can take back; the window's focus is when they look
        notebook.page.evaluate("dispatchEvent(new Event('focus'))")
        other.go(post)
        other.press("e", "Delete")
        other.saved()
        one.root.evaluate("() => dispatchEvent(new Event('focus'))")
        one.shows(post, seconds=12)
        assert [line["event"] for line in place.lines()] == ["coded", "coded", "removed"]


def test_a_saved_notebook_holds_none_of_the_texts(place: Place) -> None:
    with place.opened() as notebook:
        notebook.run(0)
        screen = place.screen(notebook)
        screen.code_sentences(place.ids[0], "tru")
        screen.saved()
        saved = notebook.save()
        assert "widget-view+json" in saved
        assert "coding screen of ada" in saved
        assert [word for word in DISTINCTIVE if word in saved.lower()] == []
        assert screen.article(place.ids[0]).locator(".body", has_text="marmalade").count() == 1


def test_an_executed_notebook_holds_none_of_the_texts(tmp_path: Path) -> None:
    """``nbconvert --execute`` stores the state of every widget."""
    for name, text in (("small.yaml", BOOK), ("keys.txt", PAGE)):
        (tmp_path / name).write_text(text, "utf-8")
    study = new_study(tmp_path / "study", name="Keys", coder="ada", codebook=tmp_path / "small.yaml")
    study.import_file(tmp_path / "keys.txt")
    study.code(next(iter(study.corpus.comments.index)), "trust the hook", "trust")
    notebook = nbformat.from_dict(notebook_of([OPEN]))
    NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    (state,) = (one["state"] for one in notebook.metadata.widgets.values())
    assert [one["model_name"] for one in state.values() if one["model_module"] == "anywidget"] == ["AnyModel"]
    executed = json.dumps(notebook, ensure_ascii=False)
    assert "coding screen of ada" in executed
    assert [word for word in (*DISTINCTIVE, "trust the hook") if word in executed.lower()] == []


def test_what_leaves_the_machine_or_breaks_in_our_module_is_noticed(place: Place) -> None:
    """The check that every test above ends with can fail."""
    with place.opened() as notebook:
        notebook.page.evaluate("fetch('http://nowhere.invalid/').catch(() => 0)")
        script = "URL.createObjectURL(new Blob(['setTimeout(() => { throw new Error(\"broken\") })'], {type: 'text/javascript'}))"
        notebook.page.evaluate(f"import({script})")
        notebook.page.evaluate("new WebSocket('ws://nowhere.invalid/')")
        for part in ("request: http://nowhere.invalid/", "request: ws://nowhere.invalid/", "Error: broken"):
            until(lambda part=part: [one for one in notebook.complaints if part in one], part, page=notebook.page)  # type: ignore[misc]
        notebook.complaints.clear()
