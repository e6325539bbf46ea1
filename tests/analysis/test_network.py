from __future__ import annotations

import math
import random
from pathlib import Path

import networkx as nx
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from ethnography.analysis.network import count_replies, count_replies_by_code, describe_people, reply_graph, write_graph
from ethnography.analysis.network_plot import laid_out, plot_network
from ethnography.corpus import Comment, Corpus
from ethnography.errors import TooLittle, UnknownId
from tests.analysis.material import BOOK, CODINGS, CORPUS


def links(*pairs: str) -> Corpus:
    """A corpus in which the first of each pair answers the second: a thread of its own for each."""
    made = []
    for n, (author, answered) in enumerate(pairs):
        made += [Comment(f"p{n}", f"t{n}", None, "P", "post", answered), Comment(f"c{n}", f"t{n}", f"p{n}", "C", author=author)]
    return Corpus.build(made)


def test_replies_by_hand() -> None:
    table = count_replies(CORPUS)
    assert table[["author", "answered", "n", "threads", "back"]].values.tolist() == [
        ["ann", "bob", 2, 2, 1], ["bob", "ann", 1, 1, 2], ["bob", "cy", 1, 1, 0],
    ]  # fmt: skip
    assert table["pseudonym"].tolist() == ["Ash", "Birch", "Birch"]
    assert table.attrs["left_out"] == {"not stated": 1, "to oneself": 0}
    assert table.attrs["reciprocity"] == pytest.approx(2 / 3)
    assert table.attrs["note"] == (
        "4 replies between 3 participants; left out: 1 by or to somebody not stated, 0 to oneself; "
        "2 of 3 links are answered in turn."
    )


def test_only_replies_with_a_code() -> None:
    table = count_replies(CORPUS, CODINGS, code="anger")
    assert table[["author", "answered", "n"]].values.tolist() == [["ann", "bob", 1], ["bob", "ann", 1]]
    assert "that carry anger" in table.attrs["note"]
    assert count_replies(CORPUS, CODINGS, code="silence").attrs["reciprocity"] is None
    with pytest.raises(TooLittle, match="no codings were given"):
        count_replies(CORPUS, code="anger")


def test_answers_to_oneself_are_counted_apart() -> None:
    table = count_replies(links("aa", "ab"))
    assert len(table) == 1
    assert table.attrs["left_out"]["to oneself"] == 1


def test_reciprocity_is_that_of_networkx() -> None:
    corpus = links("ab", "ba", "ac", "da")
    table = count_replies(corpus)
    assert table.attrs["reciprocity"] == nx.overall_reciprocity(reply_graph(table, corpus)) == 0.5


def test_people_by_hand() -> None:
    table = describe_people(count_replies(CORPUS), CORPUS)
    assert table.to_dict("index") == {
        "bob": {"pseudonym": "Birch", "given": 2, "received": 2, "answers": 2, "answered_by": 1, "mutual": 1},
        "ann": {"pseudonym": "Ash", "given": 2, "received": 1, "answers": 1, "answered_by": 1, "mutual": 1},
        "cy": {"pseudonym": "cy", "given": 0, "received": 1, "answers": 0, "answered_by": 1, "mutual": 0},
    }


@pytest.mark.parametrize(("ending", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_the_file_reads_back(tmp_path: Path, ending: str, read: object) -> None:
    graph = reply_graph(count_replies(CORPUS), CORPUS)
    path = write_graph(graph, tmp_path / "new" / f"replies{ending}")
    back = read(path)  # type: ignore[operator]
    assert back.is_directed()
    assert {(a, b): (d["weight"], d["threads"]) for a, b, d in back.edges(data=True)} == {
        ("ann", "bob"): (2, 2), ("bob", "ann"): (1, 1), ("bob", "cy"): (1, 1),
    }  # fmt: skip
    assert {id: (d["pseudonym"], d["role"], d["comments"]) for id, d in back.nodes(data=True)} == {
        "ann": ("Ash", "nurse", 2), "bob": ("Birch", "service user", 2), "cy": ("cy", "", 0),
    }  # fmt: skip


def test_another_ending(tmp_path: Path) -> None:
    with pytest.raises(UnknownId, match=r"\.graphml"):
        write_graph(nx.DiGraph(), tmp_path / "replies.dot")


def crowd(people: int, threads: int = 14, comments: int = 9) -> Corpus:
    rng = random.Random(4)
    made = []
    for t in range(threads):
        ids = [f"p{t}"]
        made.append(Comment(ids[0], f"t{t}", None, "P", "post", f"Participant {rng.randrange(people)}"))
        for k in range(comments):
            id = f"c{t}.{k}"
            made.append(Comment(id, f"t{t}", rng.choice(ids), "C", author=f"Participant {rng.randrange(people)}"))
            ids.append(id)
    return Corpus.build(made)


@pytest.mark.parametrize("corpus", [CORPUS, links("ab", "cd", "ef", "ea", "gh", "hi"), crowd(60)], ids=["small", "parts", "crowd"])
def test_names_stand_beside_dots_and_other_names(corpus: Corpus) -> None:
    table = count_replies(corpus)
    graph = reply_graph(table, corpus)
    ax = plot_network(table, corpus)
    canvas = FigureCanvasAgg(ax.figure)
    canvas.draw()
    boxes = [text.get_window_extent(canvas.get_renderer()) for text in ax.texts]
    assert len(boxes) >= min(len(graph), 12)
    assert not [1 for n, one in enumerate(boxes) for other in boxes[:n] if one.overlaps(other)]
    dots = ax.collections[-1]
    pixels = ax.figure.dpi / 72
    for (x, y), area in zip(ax.transData.transform(dots.get_offsets()), dots.get_sizes(), strict=True):
        radius = math.sqrt(area) / 2 * pixels
        for box in boxes:
            aside = max(box.x0 - x, x - box.x1, 0), max(box.y0 - y, y - box.y1, 0)
            assert math.hypot(*aside) > radius - 1


def test_parts_stand_apart_and_the_picture_is_the_same_each_time() -> None:
    corpus = links("ab", "bc", "de", "fg")
    graph = reply_graph(count_replies(corpus), corpus)
    places = laid_out(graph)
    assert {id: tuple(map(float, place)) for id, place in laid_out(graph).items()} == places
    assert min(math.dist(places[a], places[b]) for a in places for b in places if a < b) > 0.3
    for part in ("de", "fg"):
        edges = [(min(places[id][0] for id in p), max(places[id][0] for id in p), places[p[0]][1]) for p in (part, "abc")]
        assert edges[0][0] > edges[1][1] or edges[0][1] < edges[1][0] or edges[0][2] != edges[1][2]


def test_nothing_to_draw_and_too_much() -> None:
    alone = Corpus.build([Comment("p", "t", None, "P", "post", "ann")])
    with pytest.raises(TooLittle, match="nobody answers anybody"):
        plot_network(count_replies(alone), alone)
    many = Corpus.build([
        Comment("p", "t", None, "P", "post", "ann"), *(Comment(f"c{n}", "t", "p", "C", author=f"a{n}") for n in range(300)),
    ])  # fmt: skip
    with pytest.raises(TooLittle, match="301 participants, more than 300"):
        plot_network(count_replies(many), many)


def test_who_answers_whom_on_which_code() -> None:
    table = count_replies_by_code(CORPUS, CODINGS, BOOK)
    # c1 (joy, anger): bob to ann; c2 (anger): ann to bob; d1 (joy): bob to cy; d2 (feel): ann to bob; c3 has no author
    assert table[["code", "author", "answered", "n", "back"]].values.tolist() == [
        ["feel", "ann", "bob", 2, 1], ["feel", "bob", "ann", 1, 2], ["feel", "bob", "cy", 1, 0],
        ["joy", "bob", "ann", 1, 0], ["joy", "bob", "cy", 1, 0],
        ["anger", "ann", "bob", 1, 1], ["anger", "bob", "ann", 1, 1],
    ]  # fmt: skip
    alone = count_replies_by_code(CORPUS, CODINGS, BOOK, include_children=False)
    assert alone.loc[alone["code"] == "feel", ["author", "answered"]].values.tolist() == [["ann", "bob"]]
    both = count_replies(CORPUS, CODINGS, code=["joy", "anger"])
    assert both["n"].sum() == 3
    assert "that carry joy or anger between 3 participants" in both.attrs["note"]
    nothing = count_replies_by_code(CORPUS, CODINGS.iloc[:0], BOOK)
    assert list(nothing.columns) == list(table.columns)
    assert len(nothing) == 0
