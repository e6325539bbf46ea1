from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ethnography.analysis import count_codes, count_pairs, plot_codes, plot_pairs, save_figure
from ethnography.codebook import Code, Codebook
from ethnography.errors import UnknownId
from ethnography.style import LIGHT, STRONG, new_axes, wrap_label
from tests.analysis.material import BOOK, CODINGS, CORPUS, EMPTY


@pytest.mark.parametrize(("ending", "magic"), [("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_the_same_figure_gives_the_same_bytes(tmp_path: Path, ending: str, magic: bytes) -> None:
    table = count_codes(CODINGS, CORPUS, BOOK)
    one = save_figure(plot_codes(table), tmp_path / f"one.{ending}").read_bytes()
    other = save_figure(plot_codes(table), tmp_path / "deep" / f"other.{ending.upper()}").read_bytes()
    assert one.startswith(magic)
    assert one == other


def test_a_picture_has_no_date_and_no_version(tmp_path: Path) -> None:
    svg = save_figure(plot_pairs(count_pairs(CODINGS, CORPUS, BOOK)), tmp_path / "pairs.svg").read_text("utf-8")
    assert "dc:date" not in svg
    assert "Matplotlib v" not in svg


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownId, match=r"No figure format '.docx' in the list of figure formats. It has .pdf, .png, .svg"):
        save_figure(new_axes(1, 1), tmp_path / "figure.docx")


def test_drawing_leaves_no_trace() -> None:
    import matplotlib

    before = dict(matplotlib.rcParams)
    plot_codes(count_codes(CODINGS, CORPUS, BOOK))
    assert dict(matplotlib.rcParams) == before


def test_a_script_needs_no_screen_and_no_pyplot() -> None:
    script = (
        "import sys\nfrom tests.analysis.material import *\nfrom ethnography.analysis import *\n"
        "plot_codes(count_codes(CODINGS, CORPUS, BOOK))\nprint('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout.strip() == "False"


def test_every_name_can_be_drawn(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    names = ["Laughing 🦖 \u200d", "$x$ and $y^", "_under_", "", "Ünïcödé", "word" * 40]
    book = Codebook("names", "1", tuple(Code(f"c{n}", name) for n, name in enumerate(names)))
    ax = plot_codes(count_codes(EMPTY, CORPUS, book))
    save_figure(ax, tmp_path / "names.png")
    assert not [str(w.message) for w in recwarn if "Glyph" in str(w.message)]
    assert ax.get_yticklabels()[0].get_text() == "Laughing :t-rex:"


def test_labels_are_cut_to_two_lines() -> None:
    assert wrap_label("one two three four five", 9) == "one two\nthree …"
    assert wrap_label("") == ""


def test_the_two_kinds_of_bars_differ_in_grey() -> None:
    from matplotlib.colors import to_rgb

    def grey(color: str) -> float:
        red, green, blue = to_rgb(color)
        return 0.299 * red + 0.587 * green + 0.114 * blue

    assert grey(LIGHT) - grey(STRONG) > 0.35


def test_no_label_is_cut_off_at_the_edge() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    book = Codebook("long", "1", tuple(Code(f"c{n}", "A rather long name of a code that goes on " * 2) for n in range(12)))
    for by in (None, "role", "depth"):
        ax = plot_codes(count_codes(EMPTY, CORPUS, book, by=by))
        figure = ax.figure
        FigureCanvasAgg(figure).draw()
        box = figure.get_tightbbox()
        assert box.x0 >= 0
        assert box.x1 <= figure.get_size_inches()[0]
