"""YouTube's comments in any of their forms as a reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from ethnography.corpus import Comment
from ethnography.errors import Mistake
from ethnography.formats.base import Ids, Reading
from ethnography.formats.comment_rows import stated_date
from ethnography.formats.markup import paragraphs_of, text_of_html
from ethnography.formats.tally import Tally, as_text, listed, sound
from ethnography.formats.threads import Threads
from ethnography.formats.unix_time import utc
from ethnography.formats.youtube_json.forms import form_of
from ethnography.source import Source

_TAKEN = frozenset({
    "id", "cid", "text", "textOriginal", "textDisplay", "author", "authorDisplayName", "publishedAt", "updatedAt", "parentId",
    "parent", "videoId", "channelId", "timestamp", "_time_text", "time_text", "time", "time_parsed", "moderationStatus",
    "reply", "title", "description", "uploader", "channel", "upload_date", "webpage_url", "comment_count", "comments", "epoch",
    "channelTitle",
})  # fmt: skip
_STATES = {"heldForReview": "unapproved", "likelySpam": "spam", "rejected": "removed"}


def read(source: Source) -> Reading:
    """Every comment in the file, and the videos that it holds as posts."""
    bad: list[Mistake] = []
    found = _Found(PurePath(source.name).name.split(".")[0])
    for _, value in source.values(bad):
        found.take(value)
    broken = found.tally.broken_lines(source.name, bad, found.threads.count + found.tally.counts.total())
    made = found.threads.finish()
    single = made.threads == 1
    unheld = found.unheld(made.comments)
    stated = next(iter(found.stated.values()), None) if single else None
    warnings = [*broken, *made.post_warnings(), *made.orphan_warnings(), *found.warnings(unheld, stated, made.comments)]
    return Reading(
        "youtube_json", tuple(made.comments), stated, found.tally.entries(), tuple(found.guesses()), tuple(warnings),
        unheld + len(made.missing) or None, next(iter(found.urls.values()), None) if single else None, found.captured,
        partial=any(found.goes_on.values()),
    )  # fmt: skip


@dataclass
class _Found:
    stem: str
    tally: Tally = field(default_factory=Tally)
    urls: dict[str, str] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    stated: dict[str, int] = field(default_factory=dict)
    replies: dict[tuple[str, str], int] = field(default_factory=dict)
    goes_on: dict[str, bool] = field(default_factory=dict)
    captured: str | None = None
    edited: int = 0
    relative: int = 0

    def __post_init__(self) -> None:
        self.threads = Threads(self.name)

    def name(self, key: str) -> str:
        """The thread's id: by the video's address, or by the file's name where nothing says which video it is."""
        if key in self.urls:
            return Ids(key, self.urls[key]).thread
        if key.startswith("youtube "):
            return Ids(key, f"https://www.youtube.com/watch?v={key.removeprefix('youtube ')}").thread
        return Ids(key).thread

    def take(self, value: Any, video: str | None = None) -> None:
        """A value of any of the forms; of lists each item."""
        form = form_of(value)
        if isinstance(value, list):
            for one in value:
                self.take(one)
        elif form == "page":
            self.page(value)
        elif form == "thread":
            self.thread(value)
        elif form == "comment":
            self.comment(value, video)
        elif form == "video":
            self.video(value)
        elif form == "info":
            self.info(value)
        elif form == "lines":
            self.take(value["comments"])
        elif form in ("flat", "line"):
            self.flat(value, self.stem)
        else:
            self.tally.note("values that are no comment and no video", str(value))

    # answers of the API

    def page(self, page: dict[str, Any]) -> None:
        """A page of the API: its items, and whether there is a next one."""
        before = self.threads.count
        self.take(page["items"])
        first: dict[str, Any] = next((item["snippet"] for item in page["items"] if form_of(item)), {})
        key = f"{page.get('kind')} {first.get('parentId') or first.get('videoId') or first.get('channelId')}"
        if self.threads.count > before or page.get("nextPageToken"):
            self.goes_on[key] = bool(page.get("nextPageToken"))  # the last page of a video counts

    def thread(self, thread: dict[str, Any]) -> None:
        """A comment at the top with those of its replies that the API gives along."""
        snippet, top = thread["snippet"], thread["snippet"]["topLevelComment"]
        video = as_text(snippet.get("videoId"))
        key = self.key(video, as_text(snippet.get("channelId")))
        if isinstance(top.get("snippet"), dict):
            self.comment({"id": thread.get("id"), **top}, video, key)
        count = snippet.get("totalReplyCount")
        if isinstance(count, int) and (own := as_text(top.get("id")) or as_text(thread.get("id"))):
            self.replies[key, own] = count
        replies = thread.get("replies")
        for reply in listed(replies.get("comments")) if isinstance(replies, dict) else []:
            if form_of(reply) == "comment":
                self.comment(reply, video, key)
            else:
                self.tally.note("values that are no comment and no video", str(reply))

    def comment(self, comment: dict[str, Any], video: str | None = None, key: str | None = None) -> None:
        """A comment of the API; the text as typed where it is given, otherwise as shown."""
        snippet, own = comment["snippet"], as_text(comment.get("id"))
        if own is None:
            self.tally.note("comments without an id", str(snippet.get("textDisplay")))
            return
        video = as_text(snippet.get("videoId")) or video
        typed = snippet.get("textOriginal")
        text, parts = (
            paragraphs_of(sound(typed)) if isinstance(typed, str) else text_of_html(sound(str(snippet.get("textDisplay", ""))))
        )
        date, date_text = stated_date(as_text(snippet.get("publishedAt")))
        self.edited += bool(snippet.get("updatedAt")) and snippet["updatedAt"] != snippet.get("publishedAt")
        self.tally.see(name for name in snippet if name not in _TAKEN)
        answers = as_text(snippet.get("parentId")) or (own.rpartition(".")[0] or None)
        key = key or self.where.get(answers or "") or self.key(video, as_text(snippet.get("channelId")))
        self.where[own] = key
        self.threads.add(
            key, own, answers, text, as_text(snippet.get("authorDisplayName")), date, parts,
            _STATES.get(str(snippet.get("moderationStatus"))), date_text=date_text,
        )  # fmt: skip

    def key(self, video: str | None, channel: str | None) -> str:
        """The thread by its video, or by the channel (its own comments), or by the file."""
        return f"youtube {video}" if video else f"youtube channel {channel}" if channel else self.stem

    def video(self, video: dict[str, Any]) -> None:
        """A video of the API as the post of its thread."""
        snippet, own = video["snippet"], as_text(video.get("id"))
        if own is None:
            self.tally.note("videos without an id", str(snippet.get("title")))
            return
        statistics = video.get("statistics")
        if isinstance(statistics, dict) and (count := as_text(statistics.get("commentCount"))) and count.isdecimal():
            self.stated[f"youtube {own}"] = int(count)
        url = f"https://www.youtube.com/watch?v={own}"
        self.post(
            f"youtube {own}", snippet.get("description"), snippet.get("channelTitle"), snippet.get("publishedAt"), snippet, url
        )

    def post(self, key: str, text: Any, author: Any, date: Any, of: dict[str, Any], url: str | None) -> None:
        """The video as the post: its title and its description."""
        if url:
            self.urls[key] = url
        stated, date_text = stated_date(as_text(date))
        described, parts = paragraphs_of(sound(text) if isinstance(text, str) else "")
        self.threads.add(
            key, "video", None, described, as_text(author), stated, parts, None, url,
            is_post=True, title=as_text(of.get("title")), date_text=date_text,
        )  # fmt: skip

    # yt-dlp and youtube-comment-downloader

    def info(self, info: dict[str, Any]) -> None:
        """yt-dlp's file of one video: the video as the post, then its comments."""
        site, own = (
            (as_text(info.get("extractor_key")) or as_text(info.get("extractor")) or "youtube").lower(),
            as_text(info.get("id")),
        )
        key = f"{site} {own}" if own else self.stem
        self.captured = self.captured or utc(info.get("epoch"))
        if own and as_text(info.get("title")):
            day = as_text(info.get("upload_date")) or ""
            date = utc(info.get("timestamp")) or (f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 and day.isdecimal() else None)
            author = as_text(info.get("uploader")) or as_text(info.get("channel"))
            self.post(key, info.get("description"), author, date, info, as_text(info.get("webpage_url")))
        if isinstance(info.get("comment_count"), int):
            self.stated[key] = info["comment_count"]
        for one in listed(info.get("comments")):
            if form_of(one) in ("flat", "line"):
                self.flat(one, key)
            else:
                self.tally.note("values that are no comment and no video", str(one))

    def flat(self, one: dict[str, Any], key: str) -> None:
        """A comment with the id of its parent beside it (yt-dlp) or in its own (``parent.reply``)."""
        own = as_text(one.get("id")) or as_text(one.get("cid"))
        if own is None:
            self.tally.note("comments without an id", str(one.get("text")))
            return
        parent = as_text(one.get("parent")) or own.rpartition(".")[0] or None
        said = as_text(one.get("_time_text")) or as_text(one.get("time_text")) or as_text(one.get("time"))
        computed = said is not None or own.startswith("Ug")  # YouTube shows "2 years ago"; yt-dlp's time is reckoned from it
        date = None if computed else utc(one.get("timestamp"))
        self.relative += computed
        self.edited += said is not None and "edited" in said
        text, parts = paragraphs_of(sound(one["text"]) if isinstance(one.get("text"), str) else "")
        self.tally.see(name for name in one if name not in _TAKEN)
        self.threads.add(
            key, own, None if parent == "root" else parent, text, as_text(one.get("author")), date, parts, date_text=said
        )

    # what is said about them

    def unheld(self, comments: list[Comment]) -> int:
        """How many replies the threads claim and the file does not hold."""
        held: dict[str, int] = {}
        for comment in comments:
            if comment.reply_to:
                held[comment.reply_to] = held.get(comment.reply_to, 0) + 1
        return sum(max(count - held.get(f"{self.name(key)}:{own}", 0), 0) for (key, own), count in self.replies.items())

    def guesses(self) -> list[str]:
        """That dates which the page gave as "2 years ago" are not taken as dates."""
        if not self.relative:
            return []
        dates = "1 date is" if self.relative == 1 else f"{self.relative} dates are"
        return [
            f"{dates} stated only as the time before the download (“2 years ago”) and kept as printed; no date was computed of it"
        ]

    def warnings(self, unheld: int, stated: int | None, comments: list[Comment]) -> list[str]:
        """Sentences about replies and pages that are not here."""
        if self.edited:
            self.tally.note("earlier wordings of edited comments (only the last is here)", count=self.edited)
        found = []
        if any(comment.thread == self.name(self.stem) for comment in comments):
            found.append("the file does not say which video its comments are on; their thread is named after the file")
        if unheld:
            replies = "1 reply is" if unheld == 1 else f"{unheld} replies are"
            found.append(f"{replies} counted in totalReplyCount and not in this file")
        if any(self.goes_on.values()):
            found.append("the last page names a next one (nextPageToken), which is not in this file")
        read_ = sum(comment.kind == "comment" for comment in comments)
        if stated is not None and stated != read_:
            found.append(f"the video states {stated} comment{'' if stated == 1 else 's'}, {read_} were read")
        return found
