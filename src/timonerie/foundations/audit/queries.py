from timonerie.foundations.audit import chain
from timonerie.foundations.audit.models import Event, Head


def verify(*, company_id: int) -> list[chain.Break]:
    """Faults of a company's trail, an event cut off at its end included."""
    events = Event.objects.filter(company_id=company_id).order_by("seq")
    found = chain.breaks(events.iterator())
    head = Head.objects.filter(company_id=company_id).first()
    last = events.last()
    expected = (head.seq, head.hash) if head else (0, chain.GENESIS)
    seen = (last.seq, last.hash) if last else (0, chain.GENESIS)
    if expected != seen:
        found.append(chain.Break(company_id, expected[0], "fin de chaîne manquante"))
    return found


def history(*, company_id: int, kind: str, public_id: object) -> list[Event]:
    """What happened to one object, newest first."""
    rows = Event.objects.filter(company_id=company_id, object_kind=kind, object_id=str(public_id))
    return list(rows.order_by("-seq"))
