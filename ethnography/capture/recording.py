"""The web archive of a capture while it is written: whole records, one after the other, under a name of its own until it is whole.

Source: ISO 28500:2017 (WARC 1.0 is written: every program reads it).
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
from pathlib import Path
from typing import Any

from ethnography.capture.wire import Exchange
from ethnography.errors import StudyProblem


class Recording:
    """A ``.warc.gz`` being written beside `to`; :meth:`finish` gives it its name, :meth:`discard` removes it."""

    def __init__(self, to: Path, agent: str) -> None:
        from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

        from ethnography import __version__

        self.to = to
        self._beside = to.with_name(f".{to.name}.{os.getpid()}.new")
        if to.exists():
            raise StudyProblem(to, "there is such a file already", "Give the capture another name.")
        try:
            to.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._beside.open("wb")
        except OSError as error:
            raise StudyProblem(to, f"it cannot be written ({error.strerror})", "Check the disk and its permissions.") from None
        self._writer = WARCWriter(self._file, gzip=True)
        info = {
            "software": f"ethnography/{__version__}",
            "format": "WARC File Format 1.0",
            "robots": "obey",
            "http-header-user-agent": agent,
        }
        self._writer.write_record(self._writer.create_warcinfo_record(to.name, info))

    def write(self, exchange: Exchange) -> None:
        """Add a request and its answer, and see them on the disk; both or, where that is interrupted, none.

        Raises ``StudyProblem`` where the disk refuses.
        """
        whole = self._file.tell()
        try:
            answer = self._record("response", exchange, exchange.response, {"WARC-IP-Address": exchange.address})
            request = self._record("request", exchange, exchange.request, {})
            request.rec_headers.add_header("WARC-Concurrent-To", answer.rec_headers.get_header("WARC-Record-ID"))
            self._writer.write_record(answer)
            self._writer.write_record(request)
            self._file.flush()
            os.fsync(self._file.fileno())
        except BaseException as error:
            self._file.seek(whole)
            self._file.truncate()
            if isinstance(error, OSError):
                raise StudyProblem(self.to, f"it cannot be written ({error.strerror})", "Check the disk.") from error
            raise

    def _record(self, kind: str, exchange: Exchange, block: bytes, more: dict[str, str]) -> Any:
        """A record with the bytes as they went over the wire, which the library would otherwise put in order."""
        from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]
        from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]

        payload = block.partition(b"\r\n\r\n")[2]
        digest = base64.b32encode(hashlib.sha1(payload).digest()).decode()
        headers = [
            ("WARC-Type", kind), ("WARC-Record-ID", self._writer._make_warc_id()), ("WARC-Target-URI", exchange.url),
            ("WARC-Date", exchange.at), ("WARC-Payload-Digest", f"sha1:{digest}"),
            *((name, value) for name, value in more.items() if value),
        ]  # fmt: skip
        typed = f"application/http; msgtype={kind}"
        head = StatusAndHeaders("", headers, protocol="WARC/1.0")
        return ArcWarcRecord("warc", kind, head, io.BytesIO(block), None, typed, len(block), payload_length=len(block))

    def finish(self) -> None:
        """Close the archive and give it its name."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._beside.replace(self.to)

    def discard(self) -> None:
        """Close the archive and remove it."""
        self._file.close()
        self._beside.unlink(missing_ok=True)
