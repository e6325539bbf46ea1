"""What tables of comments share, CSV or Excel: which column is what, and the rows to comments.

A table whose columns bear our own names (``id``, ``text`` …) is read as it stands. For any other a reading of its columns is
*proposed*, from their names in several languages and from what stands in them, and shown with a sample; it is taken when the
researcher confirms it (``--columns author=User,text=Message``), never before.

Rooms: ``columns`` (the option, and finding the columns it names), ``vocabulary`` (the names columns have elsewhere), ``proposing``
(which column could be what), ``grid`` (rows of cells, and where the table begins in them), ``rows`` (rows to comments),
``reading`` (all of it together).
"""

from __future__ import annotations

from ethnography.formats.table.columns import FIELDS, OPTIONS, parse_columns
from ethnography.formats.table.grid import Grid, Row
from ethnography.formats.table.reading import table_reading

__all__ = ["FIELDS", "OPTIONS", "Grid", "Row", "parse_columns", "table_reading"]
