"""The formats a thread can arrive in: one file a format, and the list of them on one screen.

To add one, read the docstring of :class:`ethnography.formats.base.Format`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ethnography.corpus import Comment
from ethnography.errors import AmbiguousFormat, EthnographyError, UnknownId, UnreadableSource
from ethnography.formats.base import Format, LeftOut, Reading, Table
from ethnography.formats.bbpress_html import BbPressHtml
from ethnography.formats.blogger_atom import BloggerAtom
from ethnography.formats.blogger_html import BloggerHtml
from ethnography.formats.bluesky_json import BlueskyJson
from ethnography.formats.comment_feed import CommentFeed
from ethnography.formats.commento_json import CommentoJson
from ethnography.formats.comments_csv import CommentsCsv
from ethnography.formats.comments_jsonl import CommentsJsonl
from ethnography.formats.comments_xlsx import CommentsXlsx
from ethnography.formats.convokit_jsonl import ConvokitJsonl
from ethnography.formats.discourse_html import DiscourseHtml
from ethnography.formats.discourse_json import DiscourseJson
from ethnography.formats.disqus_html import DisqusHtml
from ethnography.formats.disqus_xml import DisqusXml
from ethnography.formats.drupal_html import DrupalHtml
from ethnography.formats.flarum_html import FlarumHtml
from ethnography.formats.fluxbb_html import FluxBBHtml
from ethnography.formats.fourcat_csv import FourcatCsv
from ethnography.formats.hacker_news_html import HackerNewsHtml
from ethnography.formats.hacker_news_json import HackerNewsJson
from ethnography.formats.invision_html import InvisionHtml
from ethnography.formats.isso_json import IssoJson
from ethnography.formats.lemmy_html import LemmyHtml
from ethnography.formats.lobsters_html import LobstersHtml
from ethnography.formats.mail_mbox import MailMbox
from ethnography.formats.markdown import Markdown
from ethnography.formats.mastodon_json import MastodonJson
from ethnography.formats.movable_type_html import MovableTypeHtml
from ethnography.formats.mybb_html import MyBBHtml
from ethnography.formats.nodebb_html import NodeBBHtml
from ethnography.formats.opendocument_text import OpenDocumentText
from ethnography.formats.page_html import PageHtml
from ethnography.formats.page_text import PageText
from ethnography.formats.pdf_text import PdfText
from ethnography.formats.phpbb_html import PhpBBHtml
from ethnography.formats.reddit_html import RedditHtml
from ethnography.formats.reddit_json import RedditJson
from ethnography.formats.remark42_json import Remark42Json
from ethnography.formats.schema_html import SchemaHtml
from ethnography.formats.slashdot_html import SlashdotHtml
from ethnography.formats.smf_html import SmfHtml
from ethnography.formats.stack_exchange_html import StackExchangeHtml
from ethnography.formats.telegram_json import TelegramJson
from ethnography.formats.transcript import Transcript
from ethnography.formats.twitter_json import TwitterJson
from ethnography.formats.ubb_threads_html import UbbThreadsHtml
from ethnography.formats.vanilla_html import VanillaHtml
from ethnography.formats.vbulletin_html import VBulletinHtml
from ethnography.formats.whatsapp_text import WhatsAppText
from ethnography.formats.woltlab_html import WoltLabHtml
from ethnography.formats.word_docx import WordDocx
from ethnography.formats.wordpress_html import WordPressHtml
from ethnography.formats.wordpress_wxr import WordPressWxr
from ethnography.formats.xenforo_html import XenForoHtml
from ethnography.formats.youtube_json import YouTubeJson
from ethnography.source import Source, make_source, open_source
from ethnography.text import clean, sound

__all__ = ["FORMATS", "Format", "LeftOut", "Reading", "Source", "find_format", "make_source", "open_source", "read_source"]

FORMATS: tuple[type[Format], ...] = (
    WordPressHtml,
    DisqusHtml,
    MovableTypeHtml,
    DrupalHtml,
    BloggerHtml,
    BbPressHtml,
    DiscourseHtml,
    FlarumHtml,
    FluxBBHtml,
    HackerNewsHtml,
    InvisionHtml,
    LemmyHtml,
    LobstersHtml,
    MyBBHtml,
    NodeBBHtml,
    PhpBBHtml,
    RedditHtml,
    SlashdotHtml,
    SmfHtml,
    StackExchangeHtml,
    UbbThreadsHtml,
    VanillaHtml,
    VBulletinHtml,
    WoltLabHtml,
    XenForoHtml,
    WordPressWxr,
    DisqusXml,
    BloggerAtom,
    CommentFeed,
    Remark42Json,
    CommentoJson,
    IssoJson,
    RedditJson,
    DiscourseJson,
    YouTubeJson,
    MastodonJson,
    BlueskyJson,
    HackerNewsJson,
    TwitterJson,
    ConvokitJsonl,
    FourcatCsv,
    TelegramJson,
    WhatsAppText,
    CommentsJsonl,
    CommentsCsv,
    CommentsXlsx,
    MailMbox,
    WordDocx,
    OpenDocumentText,
    PdfText,
    Markdown,
    Transcript,
    SchemaHtml,
    PageHtml,
    PageText,
)


def find_format(source: Source, name: str | None = None) -> type[Format]:
    """The format of this name, or the one whose ``sniff`` is surest; raises where none or two are."""
    if name is not None:
        by_name = {format.name: format for format in FORMATS}
        if name not in by_name:
            raise UnknownId("format", name, by_name, "the list of formats")
        return by_name[name]
    sure = [(format.sniff(source), format) for format in FORMATS if source.shape in format.shapes]
    best = max((score for score, _ in sure), default=0)
    candidates = [format for score, format in sure if score == best]
    if best == 0:
        source.check_text()
        raise UnreadableSource(source.name, f"it is {describe(source)}, in no form known here", _ADVICE)
    if len(candidates) > 1:
        raise AmbiguousFormat(source.name, [format.name for format in candidates])
    return candidates[0]


def _table_format(source: Source) -> type[Format]:
    """The format of a source whose columns are named: a table it is then, whatever else it could be taken for."""
    tables = [format for format in FORMATS if issubclass(format, Table) and source.shape in format.shapes]
    surest = max(tables, key=lambda format: format.sniff(source), default=None)
    if surest is None or (source.shape == "binary" and not surest.sniff(source)):
        raise UnreadableSource(source.name, f"it is {describe(source)}, and has no columns", "Leave --columns out.")
    return surest


_ADVICE = "What can be read is listed by: ethnography formats. Pass --format to insist on one of them."


def describe(source: Source) -> str:
    """What a file looks like, in a few words, for messages."""
    kinds = {
        "html": "an HTML page",
        "xml": "an XML file",
        "json": "a JSON file",
        "json lines": "a file of JSON lines",
        "text": "text",
    }
    return kinds.get(source.shape) or source.binary_kind or "a binary file"


def read_source(
    path: str | Path | Source,
    *,
    format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """Everything a file holds, as a :class:`Reading`; nothing is written.

    `path`: a file, or a :class:`Source` already opened. `columns`: of a table, which column (value) is which field (key).
    Raises ``UnreadableSource`` or ``AmbiguousFormat``.
    """
    source = path if isinstance(path, Source) else open_source(path, encoding)
    chosen = find_format(source, format) if format or columns is None else _table_format(source)
    try:
        if columns is None:
            reading = chosen.read(source)
        elif issubclass(chosen, Table):
            reading = chosen.read(source, columns)
        else:
            raise UnreadableSource(source.name, f"read as {chosen.name}, it has no columns", "Leave --columns out.")
    except EthnographyError:
        raise
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise UnreadableSource(
            source.name,
            f"the {chosen.name} reader failed on it ({type(error).__name__}: {error})",
            "Please report this file's form.",
        ) from error
    titled = source.shape.startswith("json")  # there a title is stated, and many a post is nothing else
    if not any(comment.text or comment.state or (titled and comment.title) for comment in reading.comments):
        raise UnreadableSource(source.name, f"read as {chosen.name}, it holds no post and no comment", _ADVICE)
    reading = replace(reading, comments=tuple(_checked(comment, chosen.name) for comment in reading.comments))
    if not chosen.own_decoding and source.shape != "binary" and source.decoding.guess:
        reading = replace(reading, guesses=(source.decoding.guess, *reading.guesses))
    return replace(reading, url=source.url or reading.url, captured=source.captured or reading.captured)


_WORDS = ("id", "thread", "reply_to", "author", "date_text", "title", "url")


def _checked(comment: Comment, reader: str) -> Comment:
    """The comment, its other fields without halves of surrogate pairs. A reader promises clean text, and parts inside it."""
    if clean(comment.text) != comment.text:
        raise AssertionError(f"{reader}: the text of {comment.id} is not clean")
    for part in comment.parts:
        if not 0 <= part.start < part.end <= len(comment.text):
            raise AssertionError(f"{reader}: a part of {comment.id} is outside its text")
    words = {name: value for name in _WORDS if (value := getattr(comment, name)) and not value.isascii()}
    broken: dict[str, Any] = {name: sound(value) for name, value in words.items() if sound(value) != value}
    if any(part.voice and not part.voice.isascii() for part in comment.parts):
        broken["parts"] = tuple(replace(part, voice=sound(part.voice) if part.voice else None) for part in comment.parts)
    return replace(comment, **broken) if broken else comment
