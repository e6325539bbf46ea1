"""Who answers whom: the participants of a study as a network of replies, with codes; out as GraphML or GEXF."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from ethnography.codebook.nouns import Codebook
from ethnography.corpus import Corpus
from ethnography.errors import TooLittle, UnknownId
from ethnography.units import number_of

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


def count_replies(
    corpus: Corpus, codings: pd.DataFrame | None = None, *, code: str | Collection[str] | None = None
) -> pd.DataFrame:
    """One row a pair of participants of whom the first answers the second: ``author, answered, pseudonym, answered_pseudonym, n``
    (replies)``, threads, back`` (replies the other way), most replies first.

    With `codings` and `code`, only replies that carry the code, or one of these (a code is not taken for those under it; see
    :func:`count_replies_by_code` for each of them). Replies to or by somebody who is not stated, and to oneself, are
    left out and counted in ``attrs["left_out"]``; ``attrs["reciprocity"]`` is the share of links that are answered in turn (None
    without links); ``attrs["note"]`` says n. Nobody answers anybody: no rows. Raises ``TooLittle`` for `code` without `codings`.

    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "Why?", "post", "Ann"), Comment("c", "t", "p", "So.", author="Bob")])
    >>> count_replies(corpus)[["author", "answered", "n", "back"]].values.tolist()
    [['Bob', 'Ann', 1, 0]]
    """
    replies = corpus.replies()
    said = ""
    if code is not None:
        codes = [code] if isinstance(code, str) else list(code)
        named = " or ".join(codes)
        if codings is None:
            raise TooLittle(
                f"Replies that carry {named}", "no codings were given", "Pass codings=codings.to_frame(corpus) as well."
            )
        replies = replies[replies["comment"].isin(codings.loc[codings["code"].isin(codes), "comment"])]
        said = f" that carry {named}"
    known = replies.dropna(subset=["author", "answered"])
    others = known[known["author"] != known["answered"]]
    table = others.groupby(["author", "answered"], as_index=False, sort=False).agg(
        n=("comment", "size"), threads=("thread", "nunique")
    )
    there = {(a, b): int(n) for a, b, n in table[["author", "answered", "n"]].itertuples(index=False)}
    table["back"] = [there.get((b, a), 0) for a, b in zip(table["author"], table["answered"], strict=True)]
    names = corpus.participants["pseudonym"]
    for column, of in (("pseudonym", "author"), ("answered_pseudonym", "answered")):
        table[column] = names.reindex(table[of]).array
    table = table[["author", "answered", "pseudonym", "answered_pseudonym", "n", "threads", "back"]]
    table = table.sort_values(["n", "author", "answered"], ascending=[False, True, True], kind="stable", ignore_index=True)
    left_out = {"not stated": len(replies) - len(known), "to oneself": len(known) - len(others)}
    both = sum(1 for n in table["back"] if n)
    people = len({*table["author"], *table["answered"]})
    table.attrs.update({
        "left_out": left_out, "reciprocity": both / len(table) if len(table) else None,
        "note": f"{number_of(len(others), 'reply', 'replies')}{said} between {number_of(people, 'participant')}; "
        f"left out: {left_out['not stated']:,} by or to somebody not stated, {left_out['to oneself']:,} to oneself; "
        f"{both:,} of {len(table):,} links are answered in turn.",
    })  # fmt: skip
    return table


def count_replies_by_code(
    corpus: Corpus, codings: pd.DataFrame, codebook: Codebook, *, include_children: bool = True
) -> pd.DataFrame:
    """Who answers whom on which code: one row a code and pair of participants, ``code`` and the columns of :func:`count_replies`.

    Codes in tree order, of each those who answer most first; ``back`` counts the replies the other way that carry the code too.
    With `include_children` a code also counts for the codes above it. Empty where no coded reply is between two people who are
    stated; ``attrs["note"]``.

    >>> from ethnography.codebook import Code
    >>> from ethnography.coding import Coding, Codings, Segment
    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "Why?", "post", "Ann"), Comment("c", "t", "p", "So.", author="Bob")])
    >>> made = Codings([Coding("1", "tell", Segment("c", 0, 3), "So.", "ada", "2024-01-01T00:00:00Z")])
    >>> table = count_replies_by_code(corpus, made.to_frame(corpus), Codebook("b", "1", (Code("tell", "Tell"),)))
    >>> table[["code", "author", "answered", "n"]].values.tolist()
    [['tell', 'Bob', 'Ann', 1]]
    """
    import pandas as pd

    used, found = set(codings["code"]), []
    for _, code in codebook.walk():
        codes = codebook.descendants(code.id) if include_children else [code.id]
        if used.intersection(codes):
            table = count_replies(corpus, codings, code=codes)
            table.insert(0, "code", code.id)
            found.append(table)
    empty = count_replies(corpus, codings, code=())
    empty.insert(0, "code", "")
    whole = pd.concat([table for table in found if len(table)] or [empty.head(0)], ignore_index=True)
    whole.attrs = {
        "note": f"Replies that carry a code, between participants; {number_of(whole['code'].nunique(), 'code')}; a parent code "
        f"{'includes' if include_children else 'counts without'} its children."
    }
    return whole


def reply_graph(table: pd.DataFrame, corpus: Corpus) -> nx.DiGraph:
    """The network of a table of :func:`count_replies`: nodes are participants with ``pseudonym, role, comments``, edges have
    ``weight`` (replies) and ``threads``. Node ids are those of the participants, ``P01`` … in a study: no printed name is in it.
    Who answers nobody and is not answered is no node.

    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "Why?", "post", "Ann"), Comment("c", "t", "p", "So.", author="Bob")])
    >>> list(reply_graph(count_replies(corpus), corpus).edges(data=True))
    [('Bob', 'Ann', {'weight': 1, 'threads': 1})]
    """
    import networkx as nx

    graph = nx.DiGraph()
    people = corpus.participants
    for id in dict.fromkeys([*table["author"], *table["answered"]]):
        row = people.loc[id]
        role = row["role"] if isinstance(row["role"], str) else ""
        graph.add_node(str(id), pseudonym=str(row["pseudonym"]), role=role, comments=int(row["comments"]))
    for author, answered, n, threads in table[["author", "answered", "n", "threads"]].itertuples(index=False):
        graph.add_edge(str(author), str(answered), weight=int(n), threads=int(threads))
    return graph


def describe_people(table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """One row a participant in the network, index ``participant``: ``pseudonym, given, received`` (replies)``, answers,
    answered_by`` (other participants)``, mutual`` (with whom replies go both ways), those who are answered most first.

    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "Hello", "post", "Ann"), Comment("c", "t", "p", "Hi", author="Bo")])
    >>> table = count_replies(corpus)
    >>> describe_people(table, corpus)[["given", "received"]].to_dict("index")
    {'Ann': {'given': 0, 'received': 1}, 'Bo': {'given': 1, 'received': 0}}
    """
    import pandas as pd

    graph = reply_graph(table, corpus)
    rows = []
    for id, facts in graph.nodes(data=True):
        to, by = set(graph.successors(id)), set(graph.predecessors(id))
        given = sum(weight for _, _, weight in graph.out_edges(id, data="weight"))
        received = sum(weight for _, _, weight in graph.in_edges(id, data="weight"))
        rows.append((id, facts["pseudonym"], given, received, len(to), len(by), len(to & by)))
    columns = ["participant", "pseudonym", "given", "received", "answers", "answered_by", "mutual"]
    frame = pd.DataFrame(rows, columns=columns).set_index("participant")
    return frame.sort_values(["received", "given"], ascending=False, kind="stable")


def write_graph(graph: nx.DiGraph, path: str | Path) -> Path:
    """Write the network as ``.graphml`` or ``.gexf`` (Gephi, Cytoscape); the path. Raises ``UnknownId`` for another ending.

    >>> import networkx, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_graph(networkx.DiGraph([("P01", "P02")]), Path(folder) / "replies.graphml").name
    'replies.graphml'
    """
    import networkx as nx

    path = Path(path)
    writers = {".graphml": nx.write_graphml, ".gexf": nx.write_gexf}
    if path.suffix.lower() not in writers:
        raise UnknownId("ending of a network's file", path.suffix, writers, "what can be written")
    path.parent.mkdir(parents=True, exist_ok=True)
    writers[path.suffix.lower()](graph, path)
    return path
