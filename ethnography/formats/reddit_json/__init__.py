"""Reddit as JSON: listings of the API and of ``.json`` pages, answers of ``api/morechildren``, and dumps (one object a line)."""

from __future__ import annotations

from ethnography.formats.base import Format, Reading
from ethnography.formats.reddit_json.things import is_reddit
from ethnography.source import Source


class RedditJson(Format):
    """Posts and comments of Reddit, with what its "more" links hide counted as not captured."""

    name = "reddit_json"
    title = "Reddit listings, morechildren answers and ndjson dumps (JSON)"
    shapes = ("json", "json lines")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first value is one of Reddit's things or a list of them."""
        return 3 * int(is_reddit(source.first))

    @staticmethod
    def read(source: Source) -> Reading:
        """The posts and comments, thread by thread. Raises ``UnreadableSource``."""
        from ethnography.formats.reddit_json.reading import read

        return read(source)
