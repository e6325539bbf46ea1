"""How fast the coding screen is: from opening to scrolling, in headless Chromium joined to a real desk as the tests do it.

``python benchmarks/screen.py [comments codings] [--pages 3] [--lab]`` (500 5000 and then 2000 20000 if left out). The study is
invented: a post of 4,000 characters, comments of 40–90 words with emoji, answers down to level 9, codings that overlap. Every
figure is the median over fresh pages; where a page has many (keys, frames), p50, p95 and max are taken in each page first.
*Painted* is the second animation frame after the page has changed, so up to one frame (17 ms) late. *Work* is processor time of
the page's main thread: on a loaded machine compare that, or run with ``nice -n -12``. The limits are taken in the same run:
``fsync`` of one line in the same folder, a plain page of the same text, an animation frame with nothing to do. ``--lab`` codes
in a real JupyterLab too, and says how long it takes from Enter to “saved”.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autocode import invented_language

from ethnography.corpus import Comment, Participant
from ethnography.desk import Desk
from ethnography.desk.page import STATIC
from ethnography.journal import Event, new_event
from ethnography.study import Study, new_study
from ethnography.text import sentences
from tests.browser import chromium, page_of
from tests.desk.screen import Screen, screen_of
from tests.widget.jupyter import opened, served

SIZES = [(500, 5000), (2000, 20_000)]
TARGETED = (500, 5000)  # the size for which the targets are
TARGETS = {"first paint": 250, "key: painted p95": 50, "scrolling: frame p95": 20, "lab: from Enter to saved p95": 100}
DEEPEST = 9
KEYS = 40  # codings by key, a third each by repeat, digit and palette
STEP = 400  # px of scrolling a frame
EMOJI = ["🙂", "👩‍⚕️", "😅", "❤️", "🤷🏽"]

Figures = dict[str, float]

# In each page before anything else. `bench.first`: what happened when the thread arrived; `bench.after`: ms from a key's own
# time (or from now) until what `target` holds has changed and is painted, and until the screen then says “saved”.
_BENCH = """(() => {
  const twice = done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
  const bench = window.bench = { painted: () => new Promise(twice), first: null };
  let fromDesk, show;
  Object.defineProperty(window, "fromDesk", { set: f => { fromDesk = f; }, get: () => answers => {
    if (bench.first || !answers.some(one => one.includes('"type": "thread"'))) return fromDesk(answers);
    const begun = performance.now();
    fromDesk(answers);
    bench.first = { script: performance.now() - begun, render: bench.render };
    const rows = document.getElementsByClassName("comment");
    const look = () => {
      if (rows.length < WANTED) return requestAnimationFrame(look);
      bench.first.whole = performance.now() - begun;
    };
    bench.painted().then(at => {
      Object.assign(bench.first, { painted: at - begun, marks: document.querySelectorAll("mark").length });
      look();
    });
  } });
  Object.defineProperty(window, "show", { get: () => show, set: f => { show = () => {
    const begun = performance.now();
    const hide = f();
    bench.render = performance.now() - begun;
    return hide;
  }; } });
  bench.after = (target, { key, saved } = {}) => {
    const found = {};
    let begun = key ? null : performance.now();
    const pressed = event => {
      if (event.key !== key) return;
      removeEventListener("keydown", pressed, true);
      begun = event.timeStamp;
    };
    if (key) addEventListener("keydown", pressed, true);
    const changed = (node, options, test = () => true) => new Promise(done => {
      const watch = new MutationObserver(() => {
        if (begun === null || !test()) return;
        watch.disconnect();
        done();
      });
      watch.observe(node, options);
    });
    const waits = [changed(document.querySelector(target), { childList: true, attributes: true })
      .then(bench.painted).then(at => { found.painted = at - begun; })];
    const state = document.querySelector(".save-state");
    const says = word => state.classList.contains(word);
    if (saved) waits.push(changed(state, { attributes: true }, () => says("saving"))
      .then(() => says("saved") || changed(state, { attributes: true }, () => says("saved")))
      .then(() => { found.saved = performance.now() - begun; }));
    bench.taken = Promise.all(waits).then(() => found);
  };
  bench.frames = scroller => {
    const seen = [];
    let on = true;
    const step = at => { seen.push([at, scroller?.scrollTop ?? seen.length]); if (on) requestAnimationFrame(step); };
    requestAnimationFrame(step);
    return () => {
      on = false;
      return seen.slice(1).flatMap(([at, top], i) => (top === seen[i][1] ? [] : [at - seen[i][0]]));
    };
  };
})();"""


# the study


def sentence(rng: random.Random, words: Sequence[str], weights: Sequence[float]) -> str:
    said = " ".join(rng.choices(words, weights, k=rng.randint(6, 18))).capitalize()
    return said + rng.choice([".", ".", ".", "?", "!"]) + (f" {rng.choice(EMOJI)}" if rng.random() < 0.08 else "")


def comments_of(rng: random.Random, count: int) -> list[Comment]:
    """The post and its answers in page order: each before its answers."""
    words, weights = invented_language(rng)
    post = ""
    while len(post) < 4000:
        post += sentence(rng, words, weights) + rng.choice([" ", " ", " ", "\n\n"])
    made = {"t:post": Comment("t:post", "t", None, post.strip(), "post", "p0", title="An invented thread", date="2012-01-02")}
    level, answers, order = {"t:post": 0}, {"t:post": []}, []
    for n in range(1, count):
        latest = list(level)[-12:]
        above = rng.choice(latest if rng.random() < 0.7 else list(level))
        if level[above] >= DEEPEST or rng.random() < 0.2:
            above = "t:post"
        id, text, size = f"t:{n}", "", rng.randint(40, 90)
        while len(text.split()) < size:
            text += sentence(rng, words, weights) + rng.choice([" ", " ", " ", " ", "\n\n"])
        made[id] = Comment(id, "t", above, text.strip(), author=f"p{rng.randrange(120)}", date="2012-01-03", date_text="3 Jan")
        level[id] = level[above] + 1
        answers[id] = []
        answers[above].append(id)
    waiting = ["t:post"]
    while waiting:
        order.append(made[id := waiting.pop()])
        waiting += reversed(answers[id])
    return order


def codebook_text() -> str:
    """60 codes in ten groups, and nine (“Xylem …”) that only the benchmark applies."""
    lines = ["name: invented", "version: '1'", "codes:"]
    groups = {f"group{g}": [(f"code{g}{n}", f"Code {g}.{n}") for n in range(6)] for g in range(10)}
    groups["xylem"] = [(f"x{n}", f"Xylem {n}") for n in range(1, 10)]
    for group, codes in groups.items():
        lines += [f"  - id: {group}", "    codable: false", "    codes:"]
        for id, name in codes:
            lines += [f"      - id: {id}", f"        name: {name}", "        definition: What an invented code says it is about."]
    return "\n".join(lines) + "\n"


def events_of(rng: random.Random, comments: Sequence[Comment], count: int) -> list[Event]:
    """Codings on sentences, on two together and on a few words inside one; the post has one in 80 of them."""
    spans = [sentences(comment.text) for comment in comments]
    taken: set[tuple[str, int, int, str]] = set()
    events = [new_event("pinned", "ada", key=str(n), code=f"x{n}") for n in range(1, 10)]
    while len(taken) < count:
        number = 0 if rng.random() < 1 / 80 else rng.randrange(1, len(comments))
        comment, kind = comments[number], rng.random()
        at = rng.randrange(len(spans[number]))
        start, end = spans[number][at]
        if kind < 0.3:
            end = spans[number][min(at + 1, len(spans[number]) - 1)][1]
        elif kind < 0.5:
            gaps = [place for place in range(start, end) if comment.text[place] == " "]
            if len(gaps) > 4:
                start, end = gaps[1] + 1, gaps[rng.randrange(2, len(gaps))]
        code = f"code{rng.randrange(10)}{rng.randrange(6)}"
        if (spot := (comment.id, start, end, code)) in taken:
            continue
        taken.add(spot)
        quote = comment.text[start:end]
        events.append(new_event("coded", "ada", comment=comment.id, start=start, end=end, quote=quote, code=code, origin="manual"))
    return events


def make_study(place: Path, comments: int, codings: int) -> Study:
    rng = random.Random(1)
    book = place.parent / "invented.yaml"
    book.write_text(codebook_text(), "utf-8")
    study = new_study(place, name="Invented", coder="ada", codebook=book)
    made = comments_of(rng, comments)
    study.folder.write_participants(Participant(f"p{n}", f"Person {n}") for n in range(120))
    study.folder.write_comments(made)
    study.journals.append(events_of(rng, made, codings))
    return Study.open(place)


# what is measured in a page


class TimedDesk(Desk):
    """A desk that keeps how long each kind of message took, in ms, and what an fsync cost right after each action."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.took: dict[str, list[float]] = {"fsync": []}
        self.size = 0

    def handle(self, message: Mapping[str, Any]) -> list[dict[str, Any]]:
        begun = time.perf_counter()
        answers = super().handle(message)
        self.took.setdefault(str(message["type"]), []).append((time.perf_counter() - begun) * 1e3)
        if message["type"] == "do":
            self.took["fsync"].append(fsync_alone(self.study.folder.journals / "fsync.bench"))
        if message["type"] == "hello":
            self.size = sum(len(json.dumps(answer)) for answer in answers)
        return answers


def fsync_alone(path: Path) -> float:
    """ms for appending one line of a coding's size, flushed to the disk."""
    begun = time.perf_counter()
    with path.open("ab", buffering=0) as file:
        file.write(b"x" * 300 + b"\n")
        os.fsync(file.fileno())
    return (time.perf_counter() - begun) * 1e3


class Watched:
    """A browser whose pages have `bench` in them from the start."""

    def __init__(self, browser: Any, comments: int) -> None:
        self.browser, self.script = browser, _BENCH.replace("WANTED", str(comments))

    def new_context(self, **context: Any) -> Any:
        room = self.browser.new_context(**context)
        room.add_init_script(self.script)
        return room


def spread(name: str, values: Sequence[float]) -> Figures:
    ordered = sorted(values)
    return {
        f"{name} p50": statistics.median(ordered),
        f"{name} p95": ordered[math.ceil(len(ordered) * 0.95) - 1],
        f"{name} max": ordered[-1],
    }


class Meter:
    """What Chromium says of a page's main thread: processor time since it began (whatever else the machine does), and heap."""

    def __init__(self, page: Any) -> None:
        self.line = page.context.new_cdp_session(page)
        self.line.send("Performance.enable", {"timeDomain": "threadTicks"})

    def __call__(self, name: str) -> float:
        return float(next(one["value"] for one in self.line.send("Performance.getMetrics")["metrics"] if one["name"] == name))

    def busy(self) -> float:
        """ms of processor time so far."""
        return self("TaskDuration") * 1e3


def memory(page: Any, when: str) -> Figures:
    meter = Meter(page)
    meter.line.send("HeapProfiler.collectGarbage")
    elements = page.evaluate("document.getElementById('el').querySelectorAll('*').length")
    return {f"heap {when} (MB)": meter("JSHeapUsedSize") / 1e6, f"elements {when}": elements}


def opening(screen: Screen, desk: TimedDesk) -> Figures:
    screen.page.wait_for_function("bench.first?.whole", timeout=60_000)
    first = screen.page.evaluate("bench.first")
    assert first["marks"], "the first frame shows no coding"
    screen.page.wait_for_timeout(500)
    return {
        **{"desk: first hello": desk.took["hello"][0], "desk: its answers (kB)": desk.size / 1e3},
        **{"render": first["render"], "script": first["script"]},
        **{"first paint": first["render"] + first["painted"], "whole thread built": first["whole"]},
    }


def scrolling(page: Any, name: str, selector: str) -> Figures:
    """From top to bottom by the wheel, `STEP` px in each frame of 60 a second."""
    box = page.locator(selector).bounding_box()
    middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    meter = Meter(page)
    busy = meter.busy()
    page.evaluate(f"void (bench.stop = bench.frames(document.querySelector('{selector}')))")
    begun = time.perf_counter()
    while page.evaluate(f"(s => s.scrollTop + s.clientHeight < s.scrollHeight - 2)(document.querySelector('{selector}'))"):
        gesture = {**middle, "yDistance": -100 * STEP, "speed": 60 * STEP, "gestureSourceType": "mouse", "preventFling": True}
        meter.line.send("Input.synthesizeScrollGesture", gesture)
    seconds = time.perf_counter() - begun
    frames = page.evaluate("bench.stop()")
    far = page.evaluate(f"document.querySelector('{selector}').scrollTop")
    return {
        **spread(f"{name}: frame", frames),
        **{f"{name}: work a frame": (meter.busy() - busy) / len(frames), f"{name}: px a frame": far / len(frames)},
        f"{name}: in all (s)": seconds,
    }


def press(page: Any, key: str, target: str, *, saved: bool = False) -> Figures:
    page.evaluate("([target, options]) => bench.after(target, options)", [target, {"key": key, "saved": saved}])
    page.keyboard.press(key)
    return dict(page.evaluate("bench.taken"))


def go(page: Any, comment: str) -> None:
    """To a comment and its next sentence, and wait until the page stands still."""
    page.evaluate(
        """id => { const article = document.querySelector(`[data-comment="${id}"]`);
          article.scrollIntoView({ block: "center" }); article.focus({ preventScroll: true }); return bench.painted(); }""",
        comment,
    )
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(120)


def coding(screen: Screen, comments: Sequence[str]) -> Figures:
    page, painted, saved, work, meter = screen.page, [], [], [], Meter(screen.page)
    go(page, comments[1])
    press(page, "1", f'[data-comment="{comments[1]}"] .body', saved=True)  # so that there is a last code to repeat
    some = [comments[0], *comments[2 :: max(1, (len(comments) - 2) // (KEYS - 1))]][:KEYS]
    for number, comment in enumerate(some):
        go(page, comment)
        key = [".", str(number % 9 + 1), "Enter"][number % 3]
        if key == "Enter":
            page.keyboard.press("c")
            page.keyboard.type(f"xy{number % 9 + 1}")
            page.evaluate("bench.painted()")
        busy = meter.busy()
        took = press(page, key, f'[data-comment="{comment}"] .body', saved=True)
        work.append(meter.busy() - busy)
        painted.append(took["painted"])
        saved.append(took["saved"])
    assert not screen.complaints, screen.complaints
    return {
        **spread("key: painted", painted),
        "key: painted, on the post": painted[0],
        **spread("key: work", work),
        **spread("key: saved", saved),
    }


def choosing(page: Any, comment: str) -> Figures:
    """The palette: opened, and two letters typed, from the key to the painted list."""
    opens, letters = [], []
    for _ in range(8):
        go(page, comment)
        opens.append(press(page, "c", ".options")["painted"])
        letters += [press(page, letter, ".options")["painted"] for letter in "co"]
        page.keyboard.press("Escape")
    return {"palette: opened": statistics.median(opens), **spread("palette: a letter", letters)}


def looks(page: Any) -> Figures:
    """Theme and filter, from the change to the painted frame."""
    timed = "async () => { const begun = performance.now(); %s; return await bench.painted() - begun; }"
    theme = [page.evaluate(timed % f"document.body.style.background = '{ground}'") for ground in ("#111", "#fff") * 2]
    choose = "const s = document.querySelector('select[name=code]'); s.value = '%s'; s.dispatchEvent(new Event('change'))"
    fold, show = [], []
    page.evaluate("document.querySelector('.scroller').scrollTop = 0")
    for code in ("code00", "code35", "group7"):
        fold.append(page.evaluate(timed % (choose % code)))
        page.wait_for_timeout(300)
        show.append(page.evaluate(timed % (choose % "")))
        page.wait_for_timeout(300)
    return {"theme": statistics.median(theme), "filter by a code": statistics.median(fold), "filter off": statistics.median(show)}


def plain(browser: Any, comments: Sequence[Comment]) -> Figures:
    """The limits: an animation frame with nothing to do, and scrolling through the same text as one page of plain paragraphs."""
    style = "height:600px;width:800px;overflow-y:auto;font:17px/1.5 serif;white-space:pre-wrap"
    with page_of(browser, viewport={"width": 1180, "height": 820}) as (page, _):
        page.goto("about:blank")
        page.evaluate(
            """([texts, style]) => { const s = document.createElement("div"); s.id = "plain"; s.style.cssText = style;
              s.append(...texts.map(t => { const p = document.createElement("p"); p.textContent = t; return p; }));
              document.body.append(s); return bench.painted(); }""",
            [[comment.text for comment in comments], style],
        )
        idle = page.evaluate(
            "async () => { const stop = bench.frames(null); await new Promise(done => setTimeout(done, 1000)); return stop(); }"
        )
        return {**spread("idle: frame", idle), **scrolling(page, "plain page: scrolling", "#plain")}


def one_page(browser: Any, pristine: Path, place: Path) -> Figures:
    shutil.copytree(pristine, place)
    study = Study.open(place)
    desk, comments = TimedDesk(study, "ada", None), study.folder.comments()
    watched = Watched(browser, len(comments))
    with screen_of(watched, desk) as screen:
        figures = opening(screen, desk)
        figures |= memory(screen.page, "at first")
        figures |= scrolling(screen.page, "scrolling", ".scroller")
        figures |= memory(screen.page, "after it")
        figures |= coding(screen, [comment.id for comment in comments])
        figures |= choosing(screen.page, comments[3].id)
        figures |= looks(screen.page)
        figures |= {**spread("desk: do to ack", desk.took["do"]), **spread("fsync alone", desk.took["fsync"])}
        desk.handle({"type": "hello"})
        figures |= {"desk: hello again": desk.took["hello"][-1]}
    return figures | plain(watched, comments)


# JupyterLab

_OPEN = """\
import time
from ethnography import Study
from ethnography.widget import CodingWidget
widget = CodingWidget(Study.open("study"), coder="ada")
took, handle = [], widget._desk.handle
def timed(message):
    begun = time.perf_counter()
    answers = handle(message)
    if message["type"] == "do": took.append((time.perf_counter() - begun) * 1e3)
    return answers
widget._desk.handle = timed
widget"""


def lab(browser: Any, pristine: Path, folder: Path, codings: int = 20) -> Figures:
    """From Enter in the palette to “saved”, in a real JupyterLab with a real kernel, and the desk's part of it."""
    with served("lab", folder) as server:
        shutil.copytree(pristine, server.root / "bench" / "study")
        ids = [comment.id for comment in Study.open(server.root / "bench" / "study").folder.comments()]
        with opened(browser, server, "bench", (_OPEN, "")) as notebook:
            page = notebook.page
            page.evaluate(_BENCH.replace("WANTED", "0"))
            notebook.run(0)
            page.locator("article.comment").nth(len(ids) - 1).wait_for(timeout=60_000, state="attached")
            page.locator(".save-state.saved").wait_for(state="attached")
            saved = []
            for number, comment in enumerate(ids[:: len(ids) // codings][:codings]):
                go(page, comment)
                page.keyboard.press("c")
                page.keyboard.type(f"xy{number % 9 + 1}")
                page.wait_for_timeout(120)
                saved.append(press(page, "Enter", f'[data-comment="{comment}"] .body', saved=True)["saved"])
            desk = [float(one) for one in notebook.run_code(1, "print(*took)").split()]
            assert len(desk) == codings, "not every coding reached the desk"
    return {**spread("lab: from Enter to saved", saved), **spread("lab: the desk's part", desk)}


# what is printed

BESIDE = {
    "scrolling: frame p95": "plain page: scrolling: frame p95",
    "desk: do to ack p50": "fsync alone p50",
    "desk: do to ack p95": "fsync alone p95",
}


def medians(runs: Sequence[Figures]) -> Figures:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def show(figures: Figures, targets: Mapping[str, float]) -> None:
    for name, value in figures.items():
        line = f"  {name:<36}{value:10,.1f}"
        if name in targets:
            line += f"   target {targets[name]:g}: {'met' if value < targets[name] else 'MISSED'}"
        if (limit := BESIDE.get(name)) in figures:
            line += f"   {value / figures[limit]:.1f} times the limit"
        print(line)


def load() -> str:
    return " ".join(f"{one:.1f}" for one in os.getloadavg())


def main(sizes: Sequence[tuple[int, int]], pages: int, with_lab: bool) -> None:
    script = hashlib.sha256((STATIC / "widget.js").read_bytes()).hexdigest()[:8]
    print(f"widget.js {script}, {os.cpu_count()} cores; ms where nothing else is said; medians of {pages} fresh pages")
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        for comments, codings in sizes:
            pristine = Path(temporary) / f"{comments}-{codings}" / "study"
            pristine.parent.mkdir()
            study = make_study(pristine, comments, codings)
            size = sum(len(comment.text) for comment in study.folder.comments())
            targets = TARGETS if (comments, codings) == TARGETED else {}
            print(f"\n{comments:,} comments, {codings:,} codings, {size:,} characters; load before {load()}", flush=True)
            runs = [one_page(browser, pristine, pristine.parent / f"page{n}") for n in range(pages)]
            show(medians(runs), targets)
            print(f"  load after {load()}", flush=True)
            if with_lab:
                show(lab(browser, pristine, pristine.parent / "lab"), targets)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How fast the coding screen is.")
    parser.add_argument("size", nargs="*", type=int, metavar="comments codings")
    parser.add_argument("--pages", type=int, default=3)
    parser.add_argument("--lab", action="store_true")
    given = parser.parse_args()
    if len(given.size) not in (0, 2):
        parser.error("give both numbers, comments and codings, or neither")
    main([(given.size[0], given.size[1])] if given.size else SIZES, given.pages, given.lab)
