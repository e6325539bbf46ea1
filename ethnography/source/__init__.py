"""Files as received: found on the disk, taken out of what contains them, decoded.

=============  =====================================================================================
``opened``     ``Source``: one file's bytes and text, read when they are asked for
``decoding``   bytes to text: byte order marks, UTF-8, declared charsets, and the guess where none is stated
``gather``     files, folders, globs and archives to the sources in them, and what was passed over
``archives``   ZIP files, with their traps; ``maildir`` a mail folder as one file
``saved``      what a browser writes into a saved page: its address and when it was saved
``mhtml``      web archives of one page; ``warc`` of many (WARC, WACZ)
=============  =====================================================================================

The readers of ``formats/`` get a ``Source`` and nothing else; they never open a file.
"""

from __future__ import annotations

from ethnography.source.opened import Source, make_source, open_source

__all__ = ["Source", "make_source", "open_source"]
