"""Agreement between coders: one file a coefficient, each a pure function of a table of coders × units.

==============================  ======================================================================
``percent_agreement`` …         not corrected for chance; ``positive_agreement``, ``negative_agreement``
``cohen_kappa``, ``scott_pi``   two coders
``fleiss_kappa`` …              any number: ``conger_kappa, brennan_prediger, gwet_ac1, gwet_ac2``
``krippendorff_alpha``          any number, any level of measurement, sets of codes
``unitizing_alpha``             segments that the coders chose themselves
``gamma_agreement``             the same, where segments overlap; needs ``pip install 'ethnography[gamma]'``
==============================  ======================================================================

Each gives an :class:`Agreement`: value, observed, expected, n, and the reason where it is undefined. No word judges a
number ("substantial"): the study names the threshold it wants.
"""

from ethnography.agreement.by_code import agreement_by_code, heading_of
from ethnography.agreement.cohen import cohen_kappa
from ethnography.agreement.compared import Compared, compare
from ethnography.agreement.conger import conger_kappa
from ethnography.agreement.figures import count_differences, plot_agreement, plot_differences
from ethnography.agreement.fleiss import fleiss_kappa
from ethnography.agreement.gamma import gamma_agreement
from ethnography.agreement.gwet import gwet_ac1, gwet_ac2
from ethnography.agreement.krippendorff import krippendorff_alpha
from ethnography.agreement.nouns import Agreement
from ethnography.agreement.percent import negative_agreement, percent_agreement, positive_agreement
from ethnography.agreement.scott import scott_pi
from ethnography.agreement.uniform import brennan_prediger
from ethnography.agreement.unitizing import unitizing_alpha

__all__ = [
    "Agreement", "Compared", "agreement_by_code", "brennan_prediger", "cohen_kappa", "compare", "conger_kappa",
    "count_differences", "fleiss_kappa", "gamma_agreement", "gwet_ac1", "gwet_ac2", "heading_of", "krippendorff_alpha",
    "negative_agreement", "percent_agreement", "plot_agreement", "plot_differences", "positive_agreement", "scott_pi",
    "unitizing_alpha",
]  # fmt: skip
