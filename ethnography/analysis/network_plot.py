"""The picture of who answers whom: groups that have nothing to do with each other side by side, names where there is room."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ethnography import style
from ethnography.analysis.network import reply_graph
from ethnography.corpus import Corpus
from ethnography.errors import TooLittle

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from matplotlib.axes import Axes

    Place = tuple[float, float]
    Box = tuple[float, float, float, float]  # left, lower, right, upper edge, in points

LEGIBLE = 300  # participants
NAMED = 40
ALWAYS = 15  # of those, so many have a name even where it covers the dots of people who are answered less
SIZE = 6.5  # points
_SHAPE = 1.2  # width by height


def plot_network(table: pd.DataFrame, corpus: Corpus, *, ax: Axes | None = None) -> Axes:
    """The network drawn: a dot a participant, larger the more replies it gets, an arrow from who answers to who is answered.

    Names (pseudonyms) stand at those who are answered most, up to 40, as far as there is room beside dots and other names; the
    first 15 also over the dots of people who are answered less.
    Groups that nobody links stand side by side, each laid out by Kamada & Kawai (1989): the same table, the same picture.
    Raises ``TooLittle`` where there is no reply, and above 300 participants, where a drawing says nothing: take those with
    more replies, or write the graph.
    """
    import networkx as nx

    graph = reply_graph(table, corpus)
    if not graph.number_of_edges():
        raise TooLittle("A picture of the network", "nobody answers anybody", "It needs replies whose authors are stated.")
    if len(graph) > LEGIBLE:
        found = f"{len(graph)} participants, more than {LEGIBLE}"
        raise TooLittle("A legible picture of the network", found, "Draw table[table['n'] > 1], or write_graph it for Gephi.")
    target = style.new_axes(style.WIDTH, style.WIDTH / _SHAPE) if ax is None else ax
    got = dict(graph.in_degree(weight="weight"))
    small = min(1, math.sqrt(60 / len(graph)))
    sizes = {id: (16 + 12 * min(got[id], 20)) * small for id in graph}
    with style.figure_style():
        places, gray = laid_out(graph), "#8C8C8C" if len(graph) <= 60 else "#B4B4B4"
        widths = [(0.4 + 0.4 * min(weight, 6)) * small for _, _, weight in graph.edges(data="weight")]
        nx.draw_networkx_edges(graph, places, ax=target, width=widths, edge_color=gray, arrowsize=4 + 3 * small,
                               arrowstyle="-|>", node_size=[sizes[id] for id in graph], connectionstyle="arc3,rad=0.1")  # fmt: skip
        dots = nx.draw_networkx_nodes(graph, places, ax=target, node_size=[sizes[id] for id in graph], node_color=style.STRONG)
        dots.set(linewidths=0.5, edgecolors="white", zorder=2.5)
        target.set_axis_off()
        target.margins(0.04)
        if ax is None:
            style.caption(target, table.attrs.get("note", "") + " Larger: more replies received; arrows point to who is answered.")
        _write_names(target, graph, places, sizes, sorted(graph, key=lambda id: -got[id])[:NAMED])
    return target


def laid_out(graph: nx.DiGraph) -> dict[str, Place]:
    """Where each node stands: every weakly connected part by itself, the largest first, in rows; no two nodes on one spot."""
    import networkx as nx

    parts = sorted(nx.weakly_connected_components(graph), key=lambda part: (-len(part), min(part)))
    sides = [math.sqrt(len(part)) + 0.6 for part in parts]
    width = max(sides[0], math.sqrt(sum(side**2 for side in sides) * _SHAPE))
    places: dict[str, Place] = {}
    left = upper = height = 0.0
    for part, side in zip(parts, sides, strict=True):
        if left and left + side > width * 1.05:
            left, upper, height = 0.0, upper + height, 0.0
        together = nx.Graph(graph.subgraph(sorted(part)))
        nx.set_edge_attributes(together, 1, "weight")
        inner = nx.kamada_kawai_layout(together, scale=(side - 0.6) / 2)
        for id, (x, y) in inner.items():
            places[id] = (left + side / 2 + float(x), -(upper + side / 2 + float(y)))
        left, height = left + side, max(height, side)
    return places


def _write_names(ax: Axes, graph: nx.DiGraph, places: dict[str, Place], sizes: dict[str, float], named: list[str]) -> None:
    """Write the names around their dots wherever one fits beside the dots and the names written before; else leave it out.

    The first of them may cover other dots, but not those of each other.
    """
    from matplotlib.patheffects import withStroke

    figure: Any = ax.get_figure(root=True)
    halo = withStroke(linewidth=1.6, foreground="white")
    figure.draw_without_rendering()  # so that the axes have the place they will have
    points = 72 / figure.dpi
    at = {id: tuple(ax.transData.transform(place) * points) for id, place in places.items()}
    dots: dict[str, Box] = {}
    for id, (x, y) in at.items():
        radius = math.sqrt(sizes[id]) / 2 + 0.5
        dots[id] = (x - radius, y - radius, x + radius, y + radius)
    edges = ax.bbox.extents * points
    written: list[Box] = []
    for number, id in enumerate(named):
        name = style.wrap_label(graph.nodes[id]["pseudonym"], 24, lines=1)
        width, (x, y) = style.text_width(name, SIZE), at[id]
        places_for: list[tuple[Box, tuple[float, float, Any]]] = []
        for dx, dy, align in _around(math.sqrt(sizes[id]) / 2 + 1.5):
            left = x + dx - {"left": 0, "center": width / 2, "right": width}[align]
            box = (left, y + dy - SIZE * 0.55, left + width, y + dy + SIZE * 0.55)
            if box[0] >= edges[0] and box[2] <= edges[2] and not any(_meet(box, other) for other in written):
                places_for.append((box, (dx, dy, align)))
        beside = [one for one in places_for if not any(_meet(one[0], dot) for dot in dots.values())]
        if not beside and number < ALWAYS:
            beside = [one for one in places_for if not any(_meet(one[0], dots[other]) for other in named[:ALWAYS])]
        if beside:
            box, (dx, dy, align) = beside[0]
            written.append(box)
            text = ax.annotate(name, places[id], (dx, dy), textcoords="offset points", ha=align, va="center", fontsize=SIZE,
                               parse_math=False, zorder=3, path_effects=[halo])  # fmt: skip
            text.set_in_layout(False)


def _around(radius: float) -> list[tuple[float, float, Any]]:
    """Where a name may stand beside a dot: offsets in points and its alignment, the best first."""
    high, slant = radius + SIZE * 0.6, radius * 0.75
    found: list[tuple[float, float, Any]] = [(0, high, "center"), (0, -high, "center"), (radius, 0, "left"), (-radius, 0, "right")]
    for dx, align in ((slant, "left"), (-slant, "right")):
        found += [(dx, slant + SIZE * 0.4, align), (dx, -slant - SIZE * 0.4, align)]
    return [*found, (0, high + SIZE, "center"), (0, -high - SIZE, "center")]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
