"""What every chart is: a subject, perhaps a finding, and a name in addresses."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.text import slugify

from timonerie.web.tables import Text


@dataclass(frozen=True, kw_only=True)
class Chart:
    """`finding` is what the chart shows, computed; it takes the place of the subject as title."""

    KIND: ClassVar[str]

    subject: Text
    finding: Text = ""

    @property
    def key(self) -> str:
        return f"{self.KIND}-{slugify(str(self.subject))}"

    @property
    def title(self) -> str:
        return str(self.finding or self.subject)

    @property
    def caption(self) -> Text:
        """What its table is called."""
        return self.title
