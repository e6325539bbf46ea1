"""One file, one question; each is answered by a table, and where a picture says more, by a figure of that table.

=====================================  ========================================  =======================================
question                               table                                     figure, text
=====================================  ========================================  =======================================
how often is each code used, by whom?  :func:`~.frequency.count_codes`           :func:`~.frequency.plot_codes`
how sure is its share?                 :func:`~.shares.share_intervals`
which codes stand together?            :func:`~.cooccurrence.count_pairs`,       :func:`~.cooccurrence.plot_pairs`
                                       :func:`~.cooccurrence.list_pairs`
… more often than by chance? nearby?   :func:`~.association.measure_pairs`       :func:`~.association.plot_association`
which code answers which?              :func:`~.transitions.count_transitions`   :func:`~.transitions.plot_transitions`,
                                                                                 :func:`~.transition_map.plot_transition_map`
when is each code spoken of?           :func:`~.timeline.count_over_time`        :func:`~.timeline.plot_timeline`
do new codes still come up?            :func:`~.saturation.count_new_codes`      :func:`~.saturation.plot_saturation`
which words are used?                  :func:`~.words.count_words_in`            :func:`~.words.plot_words`
which are typical of a group?          :func:`~.keyness.compare_words`           :func:`~.keyness.plot_keyness`
which stand near a term?               :func:`~.collocations.collocates_of`      :func:`~.collocations.plot_collocates`
in what words do people speak of it?   :func:`~.concordance.keyword_in_context`  :func:`~.concordance.concordance_lines`
… and where in threads and time?                                                 :func:`~.dispersion.plot_dispersion`
who answers whom?                      :func:`~.network.count_replies`,          :func:`~.network_plot.plot_network`
                                       :func:`~.network.describe_people`         :func:`~.network.write_graph`
… on which code?                       :func:`~.network.count_replies_by_code`
which codings overlap, answer …?       :func:`~.querying.find_pairs`
what does each case say of each code?  :func:`~.framework.framework_matrix`      :func:`~.framework.as_matrix`
how good are the rules?                :func:`~.rule_quality.measure_rules`,     :func:`~.rule_quality.plot_rules`
                                       :func:`~.rule_quality.list_false`
=====================================  ========================================  =======================================

:mod:`~.chance` shuffles within threads, :mod:`~.sides` between groups of comments, :mod:`~.query` asks in the rule language;
:mod:`~ethnography.style` draws and saves (:func:`~.style.save_figure`). What a unit is, :mod:`ethnography.units` says.
To add a question: a file with a function that returns a documented frame, a line in this table and a name below.
"""

from ethnography.analysis.association import jaccard_of, measure_pairs, plot_association, positive_pmi
from ethnography.analysis.collocations import collocates_of, log_dice, log_likelihood_of_table, plot_collocates
from ethnography.analysis.concordance import concordance_lines, keyword_in_context
from ethnography.analysis.cooccurrence import count_pairs, list_pairs, plot_pairs
from ethnography.analysis.dispersion import plot_dispersion
from ethnography.analysis.framework import as_matrix, framework_matrix
from ethnography.analysis.frequency import count_codes, plot_codes
from ethnography.analysis.keyness import compare_words, deviation_of_proportions, log_likelihood, log_ratio, plot_keyness
from ethnography.analysis.network import count_replies, count_replies_by_code, describe_people, reply_graph, write_graph
from ethnography.analysis.network_plot import plot_network
from ethnography.analysis.query import find_places
from ethnography.analysis.querying import find_pairs
from ethnography.analysis.rule_quality import list_false, measure_rules, plot_rules
from ethnography.analysis.saturation import count_new_codes, plot_saturation
from ethnography.analysis.shares import share_intervals
from ethnography.analysis.timeline import count_over_time, plot_timeline
from ethnography.analysis.transition_map import plot_transition_map
from ethnography.analysis.transitions import adjusted_residuals, count_transitions, plot_transitions
from ethnography.analysis.words import ENGLISH_STOP, count_words_in, plot_words, tokenize
from ethnography.style import save_figure

__all__ = [
    "ENGLISH_STOP", "adjusted_residuals", "as_matrix", "collocates_of", "compare_words", "concordance_lines", "count_codes",
    "count_new_codes", "count_over_time", "count_pairs", "count_replies", "count_replies_by_code", "count_transitions",
    "count_words_in", "describe_people", "deviation_of_proportions", "find_pairs", "find_places", "framework_matrix", "jaccard_of",
    "keyword_in_context", "list_false", "list_pairs", "log_dice", "log_likelihood", "log_likelihood_of_table", "log_ratio",
    "measure_pairs", "measure_rules", "plot_association", "plot_codes", "plot_collocates", "plot_dispersion", "plot_keyness",
    "plot_network", "plot_pairs", "plot_rules", "plot_saturation", "plot_timeline", "plot_transition_map",
    "plot_transitions", "plot_words", "positive_pmi",
    "reply_graph", "save_figure", "share_intervals", "tokenize", "write_graph",
]  # fmt: skip
