"""One file, one question; each is answered by a table, and where a picture says more, by a figure of that table.

========================================  =============================================  ==================================
question                                  table                                          figure, text
========================================  =============================================  ==================================
how often is each code used, by whom?     :func:`~.frequency.count_codes`                :func:`~.frequency.plot_codes`
which codes stand together?               :func:`~.cooccurrence.count_pairs`,            :func:`~.cooccurrence.plot_pairs`
                                          :func:`~.cooccurrence.list_pairs`
which words are used?                     :func:`~.words.count_words_in`                 :func:`~.words.plot_words`
in what words do people speak of it?      :func:`~.concordance.keyword_in_context`       :func:`~.concordance.concordance_lines`
========================================  =============================================  ==================================

:mod:`~ethnography.style` draws and saves (:func:`~.style.save_figure`). What a unit is, :mod:`ethnography.units` says.
To add a question: a file with a function that returns a documented frame, a line in this table and a name below.
"""

from ethnography.analysis.concordance import concordance_lines, keyword_in_context
from ethnography.analysis.cooccurrence import count_pairs, list_pairs, plot_pairs
from ethnography.analysis.frequency import count_codes, plot_codes
from ethnography.analysis.words import ENGLISH_STOP, count_words_in, plot_words, tokenize
from ethnography.style import save_figure

__all__ = [
    "ENGLISH_STOP", "concordance_lines", "count_codes", "count_pairs", "count_words_in", "keyword_in_context", "list_pairs",
    "plot_codes", "plot_pairs", "plot_words", "save_figure", "tokenize",
]  # fmt: skip
