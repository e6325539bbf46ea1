"""A page on the web saved as a web archive, with the time, politely: as a careful person would, and no faster.

=============  ========================================================================================
``pages``      ``capture_page``: a page and the further pages of its comments into one ``.warc.gz``
``visiting``   one request at a time: pauses, ``robots.txt``, redirects, hosts that are not asked
``robots``     what a host's ``robots.txt`` allows
``wire``       one request and its answer, byte for byte, within limits of time and size
``paging``     which links of a page lead to further pages of its comments
``recording``  the web archive being written
``sites``      why a site may be used: the record in study.toml; and a capture into a study
=============  ========================================================================================
"""

from __future__ import annotations

from ethnography.capture.pages import Captured, capture_page
from ethnography.capture.sites import capture_for, record_site, site_of

__all__ = ["Captured", "capture_for", "capture_page", "record_site", "site_of"]
