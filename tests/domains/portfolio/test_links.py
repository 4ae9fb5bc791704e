"""The link of a summary, and what is not one."""

import pytest

from timonerie.domains.portfolio.rules import links
from timonerie.domains.portfolio.rules.links import Link, NotALink

ADDRESS = "https://autre.example:8443/resumes/00000000-0000-0000-0000-000000000001/"
TOKEN = "a" * 43


def test_a_link_is_an_address_and_a_secret_that_stays_out_of_requests() -> None:
    found = links.parse(f" {ADDRESS}#{TOKEN}\n")
    assert found == Link(ADDRESS, TOKEN)
    assert found.host == "autre.example:8443"
    assert str(found) == f"{ADDRESS}#{TOKEN}"


@pytest.mark.parametrize(
    "text",
    [
        "", ADDRESS, f"{ADDRESS}?{TOKEN}", f"{ADDRESS}#{TOKEN}x", f"{ADDRESS}#{TOKEN[1:]}",
        f"https://u:p@autre.example/resumes/{'0' * 8}-0000-0000-0000-000000000001/#{TOKEN}",
        f"ftp://autre.example/resumes/00000000-0000-0000-0000-000000000001/#{TOKEN}",
        f"https://autre.example/admin/#{TOKEN}", f"https:///resumes/#{TOKEN}",
        f"https://{'a' * 300}/resumes/00000000-0000-0000-0000-000000000001/#{TOKEN}",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(NotALink):
        links.parse(text)
