"""What lies beside the pages in folders and archives and is none of them: hidden files, pictures, styles, parts of a page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath

from ethnography.source.opened import Source
from ethnography.source.passed_over import Kind

HIDDEN = Kind("a hidden file", "hidden files")
LINK = Kind("a link", "links")
EMPTY = Kind("it is empty", "empty files")
_PICTURE, _SOUND = Kind("a picture", "pictures"), Kind("a sound or a film", "sounds and films")
_STYLE, _SCRIPT = Kind("a style sheet", "style sheets"), Kind("a script", "scripts")
_FONT, _DATABASE = Kind("a font", "fonts"), Kind("a database", "databases")
_PROGRAM, _BINARY = Kind("a program", "programs"), Kind("a binary file of no known form", "binary files of no known form")
_ARCHIVE_DATA = Kind("data of a Twitter archive other than its posts", "files of a Twitter archive other than its posts")
_SHUT = Kind(
    "an archive that is not opened here; unpack it and name what is in it",
    "archives that are not opened here; unpack them and name what is in them",
)

_KINDS = {
    _PICTURE: "png jpg jpeg jfif gif webp svg svgz ico cur bmp tif tiff avif heic heif psd",
    _SOUND: "mp3 m4a ogg oga opus wav flac aac mp4 m4v webm mov avi mkv mpg mpeg wmv swf flv",
    _STYLE: "css scss less xsl",
    _SCRIPT: "js mjs cjs map wasm jsx ts",
    _FONT: "woff woff2 ttf otf eot",
    _DATABASE: "sqlite sqlite3 db mdb",
    _PROGRAM: "exe dll so dylib pyc class jar app msi",
    _SHUT: "7z rar",
}
_ENDINGS = {ending: kind for kind, endings in _KINDS.items() for ending in endings.split()}
_MATERIAL = ("a PDF", "a ZIP file", "an empty ZIP file", "an old Word or Excel document", "a compressed file")
_TWITTER = re.compile(rb"\s{0,20}window\.YTD\.(\w{1,60})\.part\d")
_JUNK = {"__macosx", "thumbs.db", "desktop.ini", "$recycle.bin", "lost+found", "@eadir"}
# What browsers call the folder of a page's parts, in the languages of Windows.
_ASSETS = re.compile(
    r"(.+)(?:[_.-]files|[_-]Dateien|_fichiers|_archivos|_file|-filer|_ficheiros|_arquivos|_bestanden|_tiedostot|_pliki|_soubory|_subory"
    r"|_elemei|_datoteke|_fajlovi|_dosyalar|_fails|_failid|_bylos|_fitxers|_fitxategiak|_fisiere|_файлы|_файли|_ファイル)"
)

_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".php", ".asp", ".aspx", ".jsp", ".cfm")


def is_hidden(path: str) -> bool:
    """Whether a path in a folder or archive is hidden, or what systems leave lying about (``__MACOSX``, ``Thumbs.db``)."""
    return any((part.startswith(".") and part not in (".", "..")) or part.lower() in _JUNK for part in path.split("/"))


def by_stem(names: Iterable[str]) -> dict[str, str]:
    """The pages among the names in a folder, by what a folder of their parts is named after: with or without their ending."""
    found: dict[str, str] = {}
    for name in names:
        if (path := PurePosixPath(name)).suffix.lower() in _PAGES:
            found.setdefault(path.stem, name)
            found.setdefault(name, name)
    return found


def page_of_assets(folder: str, siblings: Mapping[str, str]) -> str | None:
    """The file beside the folder whose parts it holds, as a browser saves them; None for any other folder.

    >>> page_of_assets("tea_files", by_stem(["tea.html", "notes.txt"])), page_of_assets("tea_files", by_stem(["notes.txt"]))
    ('tea.html', None)
    """
    match = _ASSETS.fullmatch(folder)
    return siblings.get(match[1]) if match else None


def pages_of_assets(paths: Collection[str]) -> dict[str, str]:
    """The folders among the paths in an archive that hold the parts of a saved page, each with that page's name."""
    inside: dict[str, set[str]] = {}
    for path in paths:
        parts = path.split("/")[:30]
        for depth, part in enumerate(parts):
            inside.setdefault("/".join(parts[:depth]), set()).add(part)
    found = {}
    for outer, names in inside.items():
        stems = by_stem(names)
        for name in names:
            if page := page_of_assets(name, stems):
                found[f"{outer}/{name}" if outer else name] = page
    return found


def asset_kind(page: str) -> Kind:
    """What the files are that a browser saved with a page."""
    return Kind(f"a part of the saved page {page}", f"parts of the saved page {page} (pictures, styles, scripts)")


def chaff_kind(source: Source) -> Kind | None:
    """What a file is where it is obviously no text and no document; None where it may be material."""
    name = source.name.replace("\\", "/").rsplit("/", 1)[-1].lower()
    ending = name.rsplit(".", 1)[-1] if "." in name else ""
    with source.opened() as file:
        head = file.read(4096)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf") and not source.size > len(head):
        return EMPTY
    kind = _ENDINGS.get(ending)
    if kind is _SCRIPT and (of_archive := _TWITTER.match(head)):
        return None if b"tweet" in of_archive[1].lower() else _ARCHIVE_DATA
    return kind or _by_content(source.binary_kind)


def _by_content(binary: str | None) -> Kind | None:
    if binary is None or binary.startswith(_MATERIAL):
        return None
    known = {
        "a picture": _PICTURE, "a sound": _SOUND, "a picture or a sound": _PICTURE, "a picture or a film": _PICTURE,
        "a font": _FONT, "a database": _DATABASE, "a 7z archive": _SHUT, "a RAR archive": _SHUT,
    }  # fmt: skip
    return known.get(binary, _BINARY)
