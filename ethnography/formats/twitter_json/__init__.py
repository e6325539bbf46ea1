"""Twitter/X: the API of version 2 (twarc2: pages or flattened) and of version 1.1, and the personal archive's ``tweets.js``."""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.formats.twitter_json.tweets import is_tweets
from ethnography.source import Source

ARCHIVE = re.compile(r"\s*window\.YTD\.(?:deleted_)?tweets?\.part\d+\s*=\s*(?=[\[{])")


class TwitterJson(Format):
    """Tweets and the replies between them, conversation by conversation."""

    name = "twitter_json"
    title = "Twitter/X: API JSON (v2, v1.1) and the archive's tweets.js"
    shapes = ("json", "json lines", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first value is a tweet or holds tweets, or the file assigns them as the archive does."""
        if source.shape == "text":
            return 3 * int(ARCHIVE.match(source.start) is not None)
        return 3 * int(is_tweets(source.first))

    @staticmethod
    def read(source: Source) -> Reading:
        """The tweets. Raises ``UnreadableSource``."""
        from ethnography.formats.twitter_json.reading import read

        return read(source)
