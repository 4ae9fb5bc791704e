"""What a contract leaves blank, among what its dates need."""

from timonerie.domains.contracts.rules.dating import Known

OPEN = "indefinite"


def of(known: Known) -> tuple[str, ...]:
    """Fields to ask for, in the order in which a person would: when it starts or ends, how long it
    is firm, what happens then, the notice. Nothing is asked that an answer would not use."""
    found = []
    if known.start_date is None and known.end_date is None and known.firm != OPEN:
        found.append("start_date")
    if not known.firm and known.end_date is None:
        found.append("firm")
    if known.firm != OPEN:
        if not known.renewal:
            found.append("renewal")
        elif known.renewal == "tacit" and not known.renewal_length:
            found.append("renewal_length")
    may_go_on = known.firm == OPEN or known.renewal in ("tacit", "")
    if may_go_on and not known.notice:
        found.append("notice")
    return tuple(found)
