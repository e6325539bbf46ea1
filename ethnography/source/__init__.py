"""Files as received: found on the disk, taken out of what contains them, decoded.

================  ===================================================================================
``opened``        ``Source``: one file's bytes and text, read when they are asked for
``decoding``      bytes to text: byte order marks, UTF-8, declared charsets, and the guess where none is stated
``gathering``     files, folders, patterns and archives to the sources in them, and what was passed over
``finding``       which files are behind the paths; ``chaff`` what lies beside the pages; ``passed_over`` the list of it
``archives``      one file to the sources in it: ``zip_files``, ``tar``, ``compressed``, within ``limits``
``maildir``       a mail folder as one file
``saved``         what is written into a saved page: its address and when it was saved
``mhtml``         web archives of one page, with their ``frames``; ``webarchive`` Safari's
``warc``          web archives of many (WARC, WACZ): ``warc_records``, and what an HTTP answer's ``body`` is
================  ===================================================================================

The readers of ``formats/`` get a ``Source`` and nothing else; they never open a file.
"""

from __future__ import annotations

from ethnography.source.opened import Source, make_source, open_source

__all__ = ["Source", "make_source", "open_source"]
