"""A real browser for tests: Debian's Chromium driven by playwright, cut off from the network.

``with chromium() as browser:`` gives a playwright browser; where Chromium or playwright is missing the test is skipped with
what to install. ``page_of(browser, …)`` gives a page that records everything it complains about.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-default-apps", "--disable-extensions", "--no-first-run", "--metrics-recording-only"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser for as long as the block runs; skips the test where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.skip("browser tests need playwright: pip install 'ethnography[dev]'")
    if not CHROMIUM.exists():
        pytest.skip(f"browser tests need {CHROMIUM}: apt-get install chromium fonts-dejavu-core fonts-noto-color-emoji")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def page_of(browser: Any, **context: Any) -> Iterator[tuple[Any, list[str]]]:
    """A page, and the list of its complaints: console errors and warnings, exceptions, dialogs, requests beyond the disk.

    A breach of the page's Content-Security-Policy is a console error. `context` goes to ``browser.new_context``.
    """
    complaints: list[str] = []
    room = browser.new_context(**context)
    page = room.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: None if _local(request.url) else complaints.append(f"request: {request.url}"))
    try:
        yield page, complaints
    finally:
        room.close()


def _local(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:", "about:")) or "//127.0.0.1" in url or "//localhost" in url
