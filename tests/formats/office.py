"""Word, OpenDocument and PDF files as small as they can be, made for one test at a time."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(files: dict[str, str | bytes]) -> bytes:
    """A ZIP file of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return made.getvalue()


def docx(body: str, styles: str = "", core: str = "", **parts: str) -> bytes:
    """A Word file with this body; `parts` are its other parts by kind (footnotes, comments …), `core` its properties."""
    others = {"styles": f"<w:styles {W}>{styles}</w:styles>", **parts}
    relations = "".join(f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(others))
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
        **{f"word/{kind}.xml": text for kind, text in others.items()},
    }
    if core:
        files["docProps/core.xml"] = (
            '<c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"{core}</c:coreProperties>"
        )
    return packed(files)


def run(text: str, properties: str = "") -> str:
    """A run of a Word paragraph."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of a Word file; what is no markup is a run."""
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def odt(body: str, automatic: str = "", meta: str = "", **files: str) -> bytes:
    """An OpenDocument text with this body."""
    names = " ".join(f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "text", "style", "table", "meta"))
    names += f' xmlns:fo="{_ODF}xsl-fo-compatible:1.0" xmlns:draw="{_ODF}drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return packed({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {names}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {names}><office:meta>{meta}</office:meta></office:document-meta>",
        **files,
    })  # fmt: skip


Line = tuple[float, float, float, str]


def pdf(pages: list[list[Line]], info: str = "", more: str = "") -> bytes:
    """A PDF of these pages; a line is (x, y, size, text), bold where its text begins with ``*``. `more` goes into each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", *(_font(name) for name in ("Helvetica", "Helvetica-Bold"))]
    kids = []
    for lines in pages:
        content = "".join(
            f"BT /F{2 if text.startswith('*') else 1} {size} Tf {x} {y} Td ({_escaped(text.removeprefix('*'))}) Tj ET\n"
            for x, y, size, text in lines
        )
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
        fonts = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R {fonts} {more} >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    objects.append(f"<< {info} >>")
    made, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects)
    end = f"xref\n0 {count + 1}\n0000000000 65535 f \n{table}trailer << /Size {count + 1} /Root 1 0 R /Info {count} 0 R >>"
    return made + f"{end}\nstartxref\n{len(made)}\n%%EOF\n".encode()


def _font(name: str) -> str:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def text_lines(texts: list[str], x: float = 72, y: float = 700, size: float = 11, step: float = 14) -> list[Line]:
    """Lines one under the other; an empty one is a gap."""
    return [(x, y - n * step, size, text) for n, text in enumerate(texts) if text]
