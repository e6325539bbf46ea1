"""Reports: what to say (:mod:`outline`, made of the nouns in :mod:`content`) and how it is laid out (:mod:`html`, …)."""

from ethnography.report.content import Outline
from ethnography.report.html import render_html
from ethnography.report.outline import build_outline
from ethnography.report.tables import quotes_csv, quotes_markdown
from ethnography.report.writing import write_report

__all__ = ["Outline", "build_outline", "quotes_csv", "quotes_markdown", "render_html", "write_report"]
