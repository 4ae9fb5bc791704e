"""The link by which a company opens its summary: an address, and a secret that no log keeps.

The secret stands after `#`: browsers and servers leave it out of requests and of their logs. Who
reads sends it in a header.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

LINK = re.compile(
    r"(?P<address>https?://[^\s/?#@]+/resumes/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/)"
    r"#(?P<token>[A-Za-z0-9_-]{43})"
)
LONGEST = 300


class NotALink(ValueError):
    """A text is not the link of a summary."""


@dataclass(frozen=True)
class Link:
    address: str
    token: str

    @property
    def host(self) -> str:
        """The name of the other server, with its port where it says one."""
        return urlsplit(self.address).netloc

    def __str__(self) -> str:
        return f"{self.address}#{self.token}"


def parse(text: str) -> Link:
    """Raises NotALink."""
    found = LINK.fullmatch(text.strip())
    if found is None or len(text) > LONGEST:
        raise NotALink(text)
    return Link(found["address"], found["token"])
