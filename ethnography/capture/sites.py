"""Why a site may be used, in the researcher's own words: the record in study.toml; and a capture into a study, which needs it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ethnography.capture.pages import Captured, capture_page
from ethnography.capture.wire import checked_url
from ethnography.errors import StudyProblem
from ethnography.storage import Folder, Settings, Site, write_whole
from ethnography.text import slug


def site_of(settings: Settings, url: str) -> Site | None:
    """The record of the address's host (with or without ``www.``); None where there is none."""
    host = _host(url)
    return next((site for site in settings.sites if site.host.lower().removeprefix("www.") == host), None)


def _host(url: str) -> str:
    return (urlsplit(checked_url(url)).hostname or "").removeprefix("www.")


def record_site(folder: Folder, url: str, why: str, by: str) -> Site:
    """Add the record of the address's host to the end of study.toml; all else in it stays as it is.

    Raises ``StudyProblem`` where `why` says nothing, and where the file cannot take it.
    """
    site, text = _with_site(folder, url, why, by)
    write_whole(folder.settings_file, text.encode("utf-8"))
    return site


def _with_site(folder: Folder, url: str, why: str, by: str) -> tuple[Site, str]:
    """The record, and study.toml with it."""
    site = Site(_host(url), " ".join(why.split()), datetime.now(UTC).date().isoformat(), by)
    where = folder.settings_file
    if len(site.why) < 3:
        raise StudyProblem(where, f"why {site.host} may be used is not said", 'Say it in a sentence: --why "..."')
    before = where.read_bytes().decode("utf-8")
    end = "\r\n" if "\r\n" in before else "\n"
    lines = ["", "[[site]]", *(f"{name} = {_quoted(getattr(site, name))}" for name in ("host", "why", "recorded", "by")), ""]
    after = before + ("" if before.endswith("\n") or not before else end) + end.join(lines)
    try:
        old, new = tomllib.loads(before), tomllib.loads(after)
    except tomllib.TOMLDecodeError as error:
        advice = "Write the record yourself: [[site]] with host, why, recorded (the date) and by."
        raise StudyProblem(where, f"the record of {site.host} cannot be added to it ({error})", advice) from None
    added = new.pop("site", [])
    if new != {key: value for key, value in old.items() if key != "site"} or added[:-1] != old.get("site", []):
        raise AssertionError("adding a site changed something else in study.toml")
    return site, after


def _quoted(text: str) -> str:
    r"""The text as a TOML string on one line.

    >>> print(_quoted('they said "yes"\x7f'))
    "they said \"yes\"\u007F"
    """
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007F")


def capture_for(
    folder: Folder, url: str, *, why: str | None = None, by: str = "", progress: Callable[[str], None] | None = None, **options: Any
) -> Captured:
    """Capture the page into the study's ``corpus/sources/``, where its site is on record or `why` says why it may be used; then it
    is on record.

    `options` as of :func:`~ethnography.capture.pages.capture_page`. Raises ``StudyProblem`` where the site is not on record.
    """
    site = site_of(folder.settings(), url)
    if site is None:
        if why is None:
            host = _host(url)
            found = f"it has no record of why {host} may be used"
            advice = 'Say why in your own words (terms of use, consent, ethics approval), and it is recorded there: --why "...".'
            raise StudyProblem(folder.settings_file, found, advice)
        _with_site(folder, url, why, by)  # so that what is wrong with it is said before anything is fetched
    captured = capture_page(url, _free_place(folder, url), progress=progress, **options)
    if site is None and why is not None:
        record_site(folder, url, why, by)
    return captured


def _free_place(folder: Folder, url: str) -> Path:
    """Where no capture is yet: host, words of the path, and the time to the second."""
    parts = urlsplit(checked_url(url))
    words = slug(f"{_host(url)} {parts.path} {parts.query}", 60)
    name = f"{words}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    places = (folder.sources / f"{name}{again}.warc.gz" for again in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(place for place in places if not place.exists())
