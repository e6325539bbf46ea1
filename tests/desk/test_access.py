"""Access: axe-core finds nothing, contrast holds on every ground that a code can paint, and zoom leaves the screen whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ethnography.codebook import code_colors, read_codebook
from ethnography.desk import Desk
from ethnography.desk.page import STATIC
from ethnography.study import Study
from tests.conftest import ROOT
from tests.desk.screen import Screen, screen_of

AXE = Path(STATIC).parent / "js" / "node_modules" / "axe-core" / "axe.min.js"
# The order of headings is the notebook's matter: the screen cannot know what stands above it.
RULES = (
    "{resultTypes: ['violations'], rules: {'heading-order': {enabled: false}}, "
    "runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
)


def violations(screen: Screen) -> list[str]:
    if not AXE.is_file():
        pytest.skip(f"{AXE.name} is not here: make widget installs it (needs node and npm)")
    screen.page.evaluate(AXE.read_text("utf-8"))
    found = screen.page.evaluate(f"axe.run('.ethnography', {RULES})")
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]
    ]  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(browser: Any, talk: Study, dark: bool) -> None:
    talk.code("t:two", "I trust nobody", "trust", coder="ada")
    talk.code("t:two", "nobody at work", "anonymity", coder="ben")
    talk.write_memo("A memo with [a link](<comment:t:two>).", about="comment", subject="t:two", coder="ada")
    body = 'style="background:#111111;color:#eee"' if dark else ""
    with screen_of(browser, Desk(talk, "ada", blind=False), body=body) as screen:
        assert screen.page.locator(".ethnography").get_attribute("data-theme") == ("dark" if dark else "light")
        screen.page.locator('article[data-comment="t:two"] .chip').first.click()
        assert violations(screen) == []
        screen.press("m")
        assert violations(screen) == []
        screen.press("Escape", "s")
        screen.page.keyboard.type("tr")
        assert violations(screen) == []
        screen.page.keyboard.type("xyz")
        screen.press("Enter")
        assert violations(screen) == []
        screen.press("Escape", "?")
        assert violations(screen) == []
        screen.press("Escape")
        for tab in ("Codes", "Memos", "Threads", "Differences"):
            screen.page.locator(".tab", has_text=tab).click()
            assert violations(screen) == [], tab
        screen.page.get_by_role("button", name="Filter by").click()
        assert violations(screen) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("ground", "theme"),
    [
        ("oklch(1 0 0)", "light"),
        ("oklch(0.2 0 0)", "dark"),
        ("color(srgb 0.9 0.9 0.9)", "light"),
        ("#123", "dark"),
        ("rgb(0 0 0 / 10%)", "light"),
    ],
)
def test_the_theme_is_that_of_the_ground_however_it_is_written(browser: Any, talk: Study, ground: str, theme: str) -> None:
    with screen_of(browser, Desk(talk, "ada"), body=f'style="background:{ground}"', color_scheme="light") as screen:
        assert screen.page.locator(".ethnography").get_attribute("data-theme") == theme


@pytest.mark.browser
def test_axe_can_find_something(browser: Any, talk: Study) -> None:
    with screen_of(browser, Desk(talk, "ada")) as screen:
        screen.page.evaluate("document.querySelector('.ethnography').append(document.createElement('button'))")
        assert any(one.startswith("button-name") for one in violations(screen))


@pytest.mark.browser
def test_at_200_per_cent_and_on_a_narrow_column_everything_can_be_reached(browser: Any, talk: Study) -> None:
    with screen_of(browser, Desk(talk, "ada"), viewport={"width": 590, "height": 410}, device_scale_factor=2) as screen:
        wide = screen.page.evaluate(
            "document.querySelector('.ethnography').scrollWidth - document.querySelector('.ethnography').clientWidth"
        )
        assert wide <= 1, "nothing is pushed out at the side"
        screen.page.locator('article[data-comment="t:two"]').focus()
        screen.press("s")
        box, frame = (screen.page.locator(name).bounding_box() for name in (".palette", ".ethnography"))
        for edge, size in (("x", "width"), ("y", "height")):
            assert box[edge] >= frame[edge]
            assert box[edge] + box[size] <= frame[edge] + frame[size] + 1
        screen.press("Enter")
        screen.saved()
        assert screen.page.locator(".side").is_hidden()
        screen.page.get_by_role("button", name="Panel beside").click()
        assert screen.page.locator(".side").is_visible()


@pytest.mark.browser
def test_it_lives_in_a_shadow_root(browser: Any, talk: Study) -> None:
    with screen_of(browser, Desk(talk, "ada")) as screen:
        screen.page.evaluate(
            """async () => {
              window.hide();
              const host = document.createElement('div');
              document.body.append(host);
              const shadow = host.attachShadow({mode: 'open'});
              const el = document.createElement('div');
              const sheet = Object.assign(document.createElement('link'), {rel: 'stylesheet', href: 'widget.css'});
              shadow.append(sheet, el);
              const fresh = await (await import('./widget.js')).default();
              fresh.render({model, el});
            }"""
        )
        comment = screen.page.locator('article[data-comment="t:six"]')
        comment.wait_for()
        comment.locator(".body").dblclick(position={"x": 40, "y": 10})
        screen.page.locator(".pick-bar:visible").wait_for()
        screen.press("c", "t", "r", "Enter")
        screen.saved()
        assert [c.quote for c in talk.codings] == ["last"]
        screen.press("Escape", "e", "Delete")
        screen.saved()
        assert len(talk.codings) == 0


def luminance(color: tuple[float, ...]) -> float:
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def rgb(text: str) -> tuple[float, ...]:
    return tuple(int(text[n : n + 2], 16) / 255 for n in (1, 3, 5))


def mix(one: tuple[float, ...], share: float, other: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(share * a + (1 - share) * b for a, b in zip(one, other, strict=True))


def variables(theme: str) -> dict[str, str]:
    css = (STATIC / "widget.css").read_text("utf-8")
    light, dark = re.findall(r"^\.ethnography(?:\[data-theme=\"dark\"\])? \{(.*?)\}", css, re.MULTILINE | re.DOTALL)[:2]
    found = dict(re.findall(r"--([a-z-]+):\s*([^;]+);", light))
    return found | (dict(re.findall(r"--([a-z-]+):\s*([^;]+);", dark)) if theme == "dark" else {})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_can_be_read_on_every_ground(theme: str) -> None:
    css = variables(theme)
    paper, ink, soft = (rgb(css[name]) for name in ("paper", "ink", "soft"))
    share = float(css["shade"].rstrip("%")) / 100
    colors = code_colors(read_codebook(ROOT / "codebooks" / "nhs-online.yaml"))
    grounds = {"paper": paper, "panel": rgb(css["panel"]), "picked": rgb(css["picked"]), "found": rgb(css["found"])}
    for code, color in colors.items():
        shown = mix(rgb(color), 0.62, (1.0, 1.0, 1.0)) if theme == "dark" else rgb(color)
        grounds[code] = mix(shown, share, paper)
    for name, ground in grounds.items():
        assert contrast(ink, ground) >= 4.5, name
    for name in ("paper", "panel"):
        assert contrast(soft, grounds[name]) >= 4.5, name
        assert contrast(rgb(css["link"]), grounds[name]) >= 4.5, name
    assert contrast(rgb(css["warn"]), rgb(css["warn-ground"])) >= 4.5
