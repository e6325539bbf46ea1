"""Hostile files, for every reader: a clear error or a correct import, never a hang, a crash or a file outside the study."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ethnography.errors import EthnographyError, UnreadableSource
from ethnography.formats import FORMATS, make_source, read_source
from ethnography.study import Study

DEEP = 10_000
LONG = 20_000_000
MAIL = b"From a Mon Jan  1 00:00:00 2024\nMessage-ID: <%d@x>\nIn-Reply-To: <%d@x>\nSubject: tea\n\nYes.\n\n"
ODD = (b"{}", b"[]", b"<a/>", b"x", b"\x00\x01", b"PK\x03\x04", b"%PDF-1.4\n", b"From \n", b'{"a": [1, null]}', b"id,text\n")

HOSTILE: dict[str, bytes] = {
    "deep divs": b"<html><body>" + b"<div>" * DEEP + b"Tea." + b"</div>" * DEEP,
    "deep comments": b'<html><body><div class="entry-content">A post of some words.</div><ol class="commentlist">'
    + b"".join(b'<li id="comment-%d" class="comment depth-%d"><p>Yes.</p><ul class="children">' % (n, n) for n in range(1, DEEP)),
    "deep quotations": b"<html><body><p>A post of some words.</p>" + b"<blockquote>" * DEEP + b"Tea.",
    "never closed": b"<html><body><p>" + b"<b><i><a href='x'>Tea " * 3000,
    "half a tag": b"<html><body><p>A post of some words.</p><div class='comment",
    "one long line of markup": b"<html><body><p>" + b"tea " * (LONG // 4),
    "one long line": b"tea " * (LONG // 4),
    "one long word": b"x" * LONG,
    "long line of colons": b"Ann: " * (LONG // 20),
    "a million lines": b"Tea.\n" * 1_000_000,
    "nulls": b"A page\n\n" + b"with \x00 nulls \x00 in it, and words enough to be a page.\n" * 3,
    "nulls in markup": b"<html><body><p>Tea\x00 and more \x00words.</p></body></html>",
    "deep lists in JSON": b"[" * DEEP + b"]" * DEEP,
    "deep objects in JSON": b'{"children":[' * DEEP + b"]}" * DEEP,
    "deep replies in JSON": b'{"id": 1, "author": "a", "text": "t", "children": [' * 3000 + b"]}" * 3000,
    "long number": b'{"id": ' + b"9" * 100_000 + b', "text": "x", "author": "Ann"}',
    "laughing entities": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20))
    + b"]><rss version='2.0'><channel><title>&u;</title></channel></rss>",
    "outer entity": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    b"<rss version='2.0'><channel><title>T</title><item><title>&x;</title>"
    b"<description>&x; tea</description></item></channel></rss>",
    "deep XML": b'<?xml version="1.0"?><rss version="2.0"><channel>' + b"<item>" * DEEP + b"</item>" * DEEP + b"</channel></rss>",
    "quadratic attributes": b"<html><body><div " + b" ".join(b"a%d='1'" % n for n in range(20_000)) + b">Tea.</div></body></html>",
    "a wide table": b",".join(b"c%d" % n for n in range(50_000)) + b"\n" + b"1," * 50_000 + b"\n",
    "an open quotation mark": b'id,text\n1,"' + b"tea, " * 2_000_000,
    "mail with no end": b"From a@b Mon Jan  1 00:00:00 2024\nSubject: x\n" + b"X-Long: " + b"y" * 5_000_000,
    "a chain of mails": b"".join(MAIL % (n, n - 1) for n in range(5000)),
    "mails in a circle": b"".join(MAIL % (n, (n + 1) % 3) for n in range(3)),
    "surrogates": b'{"id": "a", "text": "x \\ud800 y", "author": "Ann"}',
    "direction marks": "A title\n\nA page of words \u202eesrever\u202c and \u2066more\u2069, long enough to be one.\n".encode(),
}  # fmt: skip

READ = """
import sys
from ethnography.errors import EthnographyError
from ethnography.formats import open_source, read_source
from ethnography.formats.records import as_records
try:
    print(len(as_records(read_source(open_source(sys.argv[1])))))
except EthnographyError as error:
    print("refused:", repr(str(error)[:300]))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    """In a process of its own: a crash of a library in C, or a hang, fails this test and no other."""
    path = tmp_path / "file"
    path.write_bytes(HOSTILE[name])
    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.startswith("refused: ") or int(done.stdout) >= 1
    assert "failed on it" not in done.stdout


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_a_reader_that_is_insisted_on_refuses_what_is_not_its_own(format: type) -> None:
    for data in ODD:
        refused = ""
        try:
            read_source(make_source("odd", data), format=format.name)  # type: ignore[attr-defined]
        except EthnographyError as error:
            refused = str(error)
        assert "failed on it" not in refused, (data, refused)


def test_outer_entities_are_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the kettle is in the attic")
    data = HOSTILE["outer entity"].replace(b"/etc/hostname", str(secret).encode())
    try:
        told = str(read_source(make_source("feed.xml", data)))
    except UnreadableSource as error:
        told = str(error)
    assert "kettle" not in told


@pytest.mark.parametrize("name", ["../../evil.txt", "/tmp/evil.txt", "a\\..\\evil.txt", "..", "con\x00.txt"])
def test_names_lead_nowhere(study: Study, name: str) -> None:
    """A source is kept under its bare name, wherever a name in an archive points."""
    from ethnography.intake import Intake

    before = set(study.folder.root.parent.rglob("*"))
    source = make_source(name, b"A title\n\nA page of eight words or so, at the very least.\n")
    try:
        with Intake(study.folder) as intake:
            intake.take_in(source)
    except EthnographyError:
        return
    after = set(study.folder.root.parent.rglob("*")) - before
    assert all(study.folder.root in path.parents for path in after)
