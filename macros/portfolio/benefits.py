"""Benefits of projects, and what became of them."""

from datetime import date

from macros.records.models.project import Benefit
from macros.records.vocabulary import Term


class BenefitState(Term):
    """Where a benefit stands on a day."""

    REALISED = "realised"
    DUE = "due"
    LATE = "late"


def benefit_state(benefit: Benefit, today: date) -> BenefitState:
    """Realised as soon as the record says what came of it, however much; late once its day has passed."""
    if benefit.realised:
        return BenefitState.REALISED
    return BenefitState.LATE if benefit.due < today else BenefitState.DUE
