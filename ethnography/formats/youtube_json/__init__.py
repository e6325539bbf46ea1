"""Comments on YouTube as JSON: the API's answers, yt-dlp's ``.info.json``, and the lines of youtube-comment-downloader."""

from __future__ import annotations

from ethnography.formats.base import Format, Reading
from ethnography.formats.youtube_json.forms import form_of
from ethnography.source import Source


class YouTubeJson(Format):
    """A video's comments, with the video as the post where the file holds it (and of other sites that yt-dlp reads)."""

    name = "youtube_json"
    title = "YouTube comments: API answers, yt-dlp's info.json, youtube-comment-downloader (JSON)"
    shapes = ("json", "json lines")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first value is of one of the forms."""
        value = source.first
        if isinstance(value, list):
            value = next((one for one in value if one is not None), None)
        return 3 * int(form_of(value) != "")

    @staticmethod
    def read(source: Source) -> Reading:
        """The comments, video by video. Raises ``UnreadableSource``."""
        from ethnography.formats.youtube_json.reading import read

        return read(source)
