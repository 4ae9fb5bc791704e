"""Who asks is known from the socket; a header is believed only when a trusted proxy wrote it."""

import pytest

from timonerie.foundations.accounts import addresses

PROXIES = ["10.0.0.0/8"]


@pytest.mark.rule("RAT-01")
@pytest.mark.parametrize(
    ("socket", "forwarded", "proxies", "expected"),
    [
        ("203.0.113.9", "", [], "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", [], "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", PROXIES, "203.0.113.9"),
        ("10.0.0.2", "203.0.113.9", PROXIES, "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1, 203.0.113.9", PROXIES, "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1, 203.0.113.9, 10.0.0.3", PROXIES, "203.0.113.9"),
        ("10.0.0.2", "anything", PROXIES, "10.0.0.2"),
        ("::ffff:203.0.113.9", "", [], "203.0.113.9"),
        ("", "203.0.113.9", PROXIES, ""),
    ],
)
def test_the_client_is_the_last_address_that_no_trusted_proxy_has(
    socket: str, forwarded: str, proxies: list[str], expected: str
) -> None:
    assert addresses.client(socket, forwarded, proxies=proxies) == expected


@pytest.mark.rule("RAT-01")
def test_a_block_is_what_one_subscriber_shares() -> None:
    assert addresses.block("203.0.113.9") == addresses.block("203.0.113.200") == "203.0.113.0/24"
    assert addresses.block("2001:db8:1:2::5") == "2001:db8:1:2::/64"
    assert addresses.block("") == ""
