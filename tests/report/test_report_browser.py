"""The report in a real browser: the filters, the address, the policy, both colour schemes, paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ethnography.report import render_html
from tests.browser import page_of
from tests.report.material import HOSTILE, make_outline

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render_html(make_outline()), "utf-8")
    return path.as_uri()


def shown(page: Any) -> int:
    return int(page.locator("article.quote:visible").count())


def expect_status(page: Any, part: str) -> None:
    """Waits for the status line; ``wait_for_function`` would need the ``eval`` that the policy forbids."""
    page.locator("#status", has_text=part).wait_for(timeout=5000)


def test_filters_narrow_and_say_so(browser: Any, address: str) -> None:
    with page_of(browser) as (page, complaints):
        page.goto(address)
        total = shown(page)
        assert page.locator("#status").text_content() == f"Showing all {total} quotes"
        page.select_option("[name=code]", "trust")
        under_trust = shown(page)
        assert 0 < under_trust < total
        assert page.locator("#status").text_content() == f"Showing {under_trust} of {total} quotes"
        assert page.locator("#code-trust").is_visible()
        assert page.locator("#code-risk").is_hidden()
        page.select_option("[name=author]", "Linden")
        assert 0 < shown(page) < under_trust
        assert {q.get_attribute("data-author") for q in page.locator("article.quote:visible").all()} == {"Linden"}
        page.select_option("[name=role]", "manager")
        assert shown(page) == 0
        assert "No quote fits" in page.locator("#status").text_content()
        page.click("#clear")
        assert shown(page) == total
        assert "#" not in page.url
        page.fill("[name=q]", "can't HAVE my  saturdays")
        expect_status(page, "Showing 1 of")
        assert "q=" in page.url
        assert complaints == []


def test_state_comes_back_from_the_address(browser: Any, address: str) -> None:
    with page_of(browser) as (page, complaints):
        page.goto(address)
        page.select_option("[name=code]", "identity")
        page.select_option("[name=role]", "nurse")
        count, url = shown(page), page.url
        assert url.endswith("#code=identity&role=nurse")
        page.goto("about:blank")
        page.goto(url)
        assert shown(page) == count
        assert page.input_value("[name=role]") == "nurse"
        page.goto(address + "#code=nonsense&author=%3Cscript%3E&q=")
        assert page.locator("#status").text_content().startswith("Showing all")
        assert complaints == []


def test_a_link_to_a_filtered_quote_shows_it(browser: Any, address: str) -> None:
    with page_of(browser) as (page, complaints):
        page.goto(address + "#code=risk")
        hidden = page.locator("article.quote:not(:visible)").first.get_attribute("id")
        page.evaluate(f"location.hash = '#{hidden}'")
        page.locator(f"#{hidden}").wait_for(state="visible", timeout=5000)
        page.evaluate("location.hash = '#code=risk'")
        expect_status(page, " of ")
        assert complaints == []


def test_everything_can_be_reached_by_keyboard(browser: Any, address: str) -> None:
    with page_of(browser) as (page, complaints):
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.focus("[name=code]")
        page.keyboard.press("ArrowDown")
        assert page.locator("#status").text_content().startswith("Showing ")
        page.click("#clear")
        page.locator("details.answered > summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("details.answered").first.get_attribute("open") is not None
        assert complaints == []


def test_a_hostile_comment_stays_text(browser: Any, address: str) -> None:
    with page_of(browser) as (page, complaints):
        page.goto(address)
        marks = page.locator("article.quote[data-code=other-hostile] mark").all_text_contents()
        assert marks == [HOSTILE.replace("\x07", "\ufffd")]
        assert page.title() == "Badge on, badge off – coding report"
        assert page.evaluate("document.scripts.length") == 1
        assert page.evaluate("document.querySelectorAll('main img, main iframe, main a:not([href^=\"#\"])').length") == 0
        assert complaints == []


def test_the_policy_forbids_what_is_not_ours(browser: Any, address: str) -> None:
    """The page would not run a script or a style that somebody put into it: this is what the hashes are for."""
    with page_of(browser) as (page, complaints):
        page.goto(address)
        page.evaluate("""() => {
            const script = document.createElement('script'); script.textContent = 'window.owned = 1'; document.body.append(script);
            const image = document.createElement('img'); image.src = 'https://evil.example/x.png'; document.body.append(image);
            const style = document.createElement('style'); style.textContent = 'body{display:none}'; document.body.append(style);
        }""")
        page.wait_for_timeout(100)
        assert page.evaluate("window.owned") is None
        assert page.locator("body").is_visible()
        assert sum("Content Security Policy" in one for one in complaints) == 3


def test_without_a_script_everything_is_visible(browser: Any, address: str) -> None:
    with page_of(browser, java_script_enabled=False) as (page, complaints):
        page.goto(address)
        assert shown(page) == len(make_outline().quotes)
        assert page.locator("#filters").is_hidden()
        assert complaints == []


LUMINANCE = """() => {
  const seen = new Map();
  const parse = text => { const n = text.match(/[\\d.]+/g).map(Number); return text.startsWith('color(') ? [...n.slice(0,3).map(v => v*255), n[3] ?? 1] : [n[0],n[1],n[2], n[3] ?? 1]; };
  const light = c => { const [r,g,b] = c.map(v => (v/=255) <= .04045 ? v/12.92 : ((v+.055)/1.055)**2.4); return .2126*r + .7152*g + .0722*b; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || node.closest('svg, script, [hidden], option') || node.matches(':disabled')) continue;
    let at = node, back;
    while (at) { back = parse(getComputedStyle(at).backgroundColor); if (back[3] > .99) break; at = at.parentElement; }
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(back)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) seen.set(node.tagName + '.' + node.className, ratio.toFixed(2));
  }
  return [...seen];
}"""  # noqa: E501


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_schemes_have_contrast(browser: Any, address: str, scheme: str, tmp_path: Path) -> None:
    with page_of(browser, color_scheme=scheme, viewport={"width": 1360, "height": 900}) as (page, complaints):
        page.goto(address)
        back = page.evaluate("getComputedStyle(document.body).backgroundColor")
        dark = max(int(part) for part in re.findall(r"\d+", back)[:3]) < 80
        assert dark == (scheme == "dark")
        assert page.evaluate(LUMINANCE) == []
        page.screenshot(path=tmp_path / f"{scheme}.png")
        assert (tmp_path / f"{scheme}.png").stat().st_size > 20_000
        assert complaints == []
        page.evaluate("document.querySelector('h1').style.color = getComputedStyle(document.body).backgroundColor")
        assert page.evaluate(LUMINANCE), "the measurement can fail"


@pytest.mark.parametrize("width", [320, 680, 1280])
def test_nothing_sticks_out_sideways(browser: Any, address: str, width: int) -> None:
    with page_of(browser, viewport={"width": width, "height": 800}) as (page, complaints):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert complaints == []


def test_it_prints(browser: Any, address: str, tmp_path: Path) -> None:
    with page_of(browser) as (page, complaints):
        page.goto(address + "#code=trust")
        page.emulate_media(media="print")
        assert page.locator("#filters").is_hidden()
        assert page.locator("nav").is_hidden()
        assert page.locator("#status").is_visible(), "a filtered print says so"
        assert page.locator("#code-trust-person .answered blockquote").first.is_visible(), "context is unfolded on paper"
        pdf = page.pdf(path=tmp_path / "report.pdf", format="A4")
        assert pdf.startswith(b"%PDF")
        assert complaints == []
