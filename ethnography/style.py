"""What every figure looks like, and how it is saved: readable in print, in grey, by colour-blind readers, and the same each time.

Colours are those of Okabe and Ito (2008, Color Universal Design); the two kinds of bars differ in lightness as well, so
that they stay apart in grey. Figures are made to the width of a text column (:data:`WIDTH` inches) in DejaVu Sans, which
matplotlib brings along. Only this file decides how bars, row labels and captions are drawn.
"""

from __future__ import annotations

import sys
import textwrap
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ethnography.errors import UnknownId

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from matplotlib.axes import Axes

WIDTH = 6.3
LABEL_CHARACTERS = 38
ROW, BAR, LINE = 0.205, 0.135, 0.145  # inches: a row with a label of one line, its bar, each further line of the label
OKABE_ITO = {
    "black": "#000000", "orange": "#E69F00", "sky blue": "#56B4E9", "bluish green": "#009E73",
    "yellow": "#F0E442", "blue": "#0072B2", "vermillion": "#D55E00", "reddish purple": "#CC79A7",
}  # fmt: skip
STRONG, LIGHT, INK, FAINT = OKABE_ITO["blue"], "#9FD0EE", "#222222", "#BBBBBB"  # light: the sky blue, lightened for grey prints
RC: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"], "font.size": 8, "axes.labelsize": 8, "xtick.labelsize": 7.5, "ytick.labelsize": 8,
    "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.6, "axes.edgecolor": INK, "axes.grid": False,
    "axes.labelcolor": INK, "text.color": INK, "xtick.color": INK, "ytick.color": INK, "xtick.major.width": 0.6,
    "xtick.major.size": 3, "figure.facecolor": "white", "axes.facecolor": "white", "figure.dpi": 110, "text.parse_math": False,
    "svg.hashsalt": "ethnography", "svg.fonttype": "path", "pdf.fonttype": 42, "image.cmap": "cividis",
}  # fmt: skip
# Without dates and version numbers: the same table gives the same bytes.
_METADATA: dict[str, dict[str, Any]] = {
    ".svg": {"Date": None, "Creator": None}, ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    ".png": {"Software": None},
}  # fmt: skip


Column = tuple[str, list[float], list[str]]  # of one group: its head, the values of its bars, the texts at their ends


def column_head(group: str, below: str) -> str:
    """The head of a column of bars: the group, on up to three lines, and a line below in brackets."""
    return f"{wrap_label(group, 14, lines=3)}\n({below})"


def columns_height(columns: Sequence[Column]) -> float:
    """The inches that heads, the two-line label below and a caption of two lines need beside the rows."""
    return 0.8 + 0.13 * max((head.count("\n") + 1 for head, _, _ in columns), default=0)


def figure_style() -> AbstractContextManager[None]:
    """The settings for drawing, as a context; matplotlib's own settings are back when it ends.

    >>> import matplotlib
    >>> with figure_style():
    ...     matplotlib.rcParams["svg.hashsalt"]
    'ethnography'
    """
    import matplotlib

    return matplotlib.rc_context(RC)


def new_axes(width: float, height: float) -> Axes:
    """Empty axes in a new figure of this size in inches.

    In a notebook the figure comes from pyplot, which shows it under the cell and forgets it. Elsewhere it is a plain
    figure, so that a script leaves nothing open and needs no screen.
    """
    look: dict[str, Any] = {"figsize": (width, height), "layout": "constrained", "facecolor": "white", "dpi": RC["figure.dpi"]}
    if _in_notebook():
        from matplotlib import pyplot

        figure = pyplot.figure(**look)  # outside the context: its first call sets up the notebook for good
    else:
        from matplotlib.figure import Figure

        figure = Figure(**look)
    with figure_style():
        return figure.add_subplot()


def _in_notebook() -> bool:
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return shell is not None


def save_figure(ax: Axes, path: str | Path) -> Path:
    """The file that the figure of these axes was written to; its ending says how: ``.svg``, ``.pdf`` or ``.png`` (300 dpi).

    The same figure gives the same bytes with one version of matplotlib. Raises ``UnknownId`` for another ending.
    """
    target = Path(path)
    ending = target.suffix.lower()
    if ending not in _METADATA:
        raise UnknownId("figure format", ending, _METADATA, "the list of figure formats")
    target.parent.mkdir(parents=True, exist_ok=True)
    with figure_style():
        ax.get_figure(root=True).savefig(target, format=ending[1:], dpi=300, metadata=_METADATA[ending])  # type: ignore[union-attr]
    return target


def close_figure(ax: Axes) -> None:
    """Forget the figure of these axes: a notebook shows every figure that is open when a cell ends."""
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(ax.get_figure(root=True))


def wrap_label(text: str, characters: int = LABEL_CHARACTERS, lines: int = 2) -> str:
    r"""The label on so many lines of so many characters at most, the rest as …; signs that the font lacks are named.

    >>> wrap_label("Being recognised by patients outside work", 24)
    'Being recognised by\npatients outside work'
    """
    return "\n".join(textwrap.wrap(_drawable(" ".join(text.split())), characters, max_lines=lines, placeholder=" …"))


def _drawable(text: str) -> str:
    """The text with emoji and other symbols that DejaVu Sans cannot draw replaced by their Unicode names."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont("DejaVu Sans")).get_charmap()
    return "".join(
        f":{unicodedata.name(sign, 'sign').lower()}:" if unicodedata.category(sign) == "So" and ord(sign) not in known else sign
        for sign in text
        if unicodedata.category(sign) != "Cf" and sign != "\ufe0f"
    )


def text_width(text: str, size: float, bold: bool = False) -> float:
    """How wide the widest line of the text is in points, measured without a canvas."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    widths = [text_to_path.get_text_width_height_descent(line, font, ismath=False)[0] for line in text.split("\n")]
    return float(max(widths))


def row_places(labels: Sequence[str]) -> list[float]:
    """Where the middle of each row lies, in inches from the upper edge; a label of two lines makes its row higher."""
    places, edge = [], 0.0
    for label in labels:
        height = ROW + LINE * label.count("\n")
        places.append(edge + height / 2)
        edge += height
    return [*places, edge]


def label_rows(ax: Axes, labels: Sequence[str], indents: Sequence[int], strong: Sequence[bool]) -> list[float]:
    """Row labels to the left of the axes, first row on top, set flush left and indented by tree depth; strong ones in bold.

    Returns the places of the rows on the y axis.
    """
    *places, end = row_places(labels)
    texts = ["\n".join("   " * indent + line for line in label.split("\n")) for label, indent in zip(labels, indents, strict=True)]
    size = RC["ytick.labelsize"]
    ax.set_yticks(places, texts, ha="left", fontsize=size, parse_math=False)
    widest = max(text_width(text, size, bold) for text, bold in zip(texts, strong, strict=True))
    ax.tick_params(axis="y", length=0, pad=widest + 5)
    for tick, bold in zip(ax.get_yticklabels(), strong, strict=True):
        tick.set_fontweight("bold" if bold else "normal")
    ax.set_ylim(end, 0)
    return places


def draw_bars(ax: Axes, places: Sequence[float], values: Sequence[float], texts: Sequence[str], strong: Sequence[bool]) -> None:
    """One horizontal bar a row with its text at the end; strong bars are darker. A row of 0 has its text and no bar."""
    from matplotlib.ticker import MaxNLocator

    _draw_column(ax, 0, places, values, texts, strong)
    ax.set_xlim(0, max([*values, 1]) * 1.12)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, min_n_ticks=1))


def draw_columns(
    ax: Axes,
    places: Sequence[float],
    columns: Sequence[Column],
    strong: Sequence[bool],
) -> None:
    """One column of bars for each group, side by side on one scale, so that a row reads across: small multiples in one axes.

    The longest bar of all takes three fifths of its column.
    """
    longest = max((value for _, values, _ in columns for value in values), default=0) or 1
    for left, (_, values, texts) in enumerate(columns):
        _draw_column(ax, left, places, [0.6 * value / longest for value in values], texts, strong)
        ax.axvline(left, color=INK, linewidth=RC["axes.linewidth"])
    ax.set_xlim(-0.02, len(columns))
    ax.xaxis.tick_top()
    ax.set_xticks(range(len(columns)), [head for head, _, _ in columns], ha="left", parse_math=False)
    ax.tick_params(axis="x", length=0)
    ax.spines[["left", "bottom"]].set_visible(False)


def _draw_column(
    ax: Axes, left: float, places: Sequence[float], lengths: Sequence[float], texts: Sequence[str], strong: Sequence[bool]
) -> None:
    for place, length, text, dark in zip(places, lengths, texts, strong, strict=True):
        if length:
            color = STRONG if dark else LIGHT
            ax.barh(place, length, height=BAR, left=left, color=color, edgecolor=INK, linewidth=0.4)
        ax.annotate(
            text, (left + length, place), (3, 0), textcoords="offset points", va="center_baseline", fontsize=RC["xtick.labelsize"]
        )


def caption(ax: Axes, note: str) -> float:
    """The note in small print under the whole figure, as wide as the figure; returns its height in inches."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    room, size = figure.get_size_inches()[0] * 72 * 0.97, 6.5
    lines = [""]
    for word in _drawable(note).split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    figure.supxlabel("\n".join(lines), x=0.008, ha="left", fontsize=size, color="#444444")
    return 0.115 * len(lines) + 0.06
