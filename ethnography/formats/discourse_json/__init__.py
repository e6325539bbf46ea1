"""Discourse topics as JSON: ``/t/ID.json``, ``/t/ID/posts.json``, ``/posts.json``, and lists of posts."""

from __future__ import annotations

from typing import Any

from ethnography.formats.base import Format, Reading
from ethnography.source import Source


class DiscourseJson(Format):
    """Topics of a Discourse forum; posts that the stream names without holding them are counted."""

    name = "discourse_json"
    title = "Discourse topics and posts (JSON)"
    shapes = ("json", "json lines")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first value is a topic with its stream of posts, or holds a post."""
        value = source.first
        if isinstance(value, list):
            value = next((one for one in value if one is not None), None)
        if not isinstance(value, dict):
            return 0
        latest = value.get("latest_posts")
        return 3 * int(_is_stream(value.get("post_stream")) or is_post(value) or (isinstance(latest, list) and _all_posts(latest)))

    @staticmethod
    def read(source: Source) -> Reading:
        """The posts, topic by topic. Raises ``UnreadableSource``."""
        from ethnography.formats.discourse_json.reading import read

        return read(source)


def is_post(value: Any) -> bool:
    """Whether a value is a post as Discourse gives it."""
    return isinstance(value, dict) and "post_number" in value and ("cooked" in value or "raw" in value)


def _is_stream(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("posts"), list) and _all_posts(value["posts"][:3])


def _all_posts(values: list[Any]) -> bool:
    return all(is_post(value) for value in values)
