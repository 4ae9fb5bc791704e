from timonerie.domains.publications.models.choices import Absence, MessageChoice
from timonerie.domains.publications.models.digests import Digest, DigestLine
from timonerie.domains.publications.models.minutes import PageTime

__all__ = ["Absence", "Digest", "DigestLine", "MessageChoice", "PageTime"]
