"""Which addresses are of the open Internet."""

import pytest

from timonerie.foundations.outbound import addresses

pytestmark = pytest.mark.rule("WHK-01")

CLOSED = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
    "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.8",
    "192.0.2.1", "192.88.99.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "168.63.129.16", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
    "fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::",
    "2001::1", "2001:0:808:808::1", "2001:db8::1", "100::1", "localhost", "", "1.2.3",
]  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
def test_our_own_networks_and_what_leads_to_them_are_closed(address: str) -> None:
    assert not addresses.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2a00:1450:4007::1", "2606::1"])
def test_the_rest_of_the_internet_is_open(address: str) -> None:
    assert addresses.is_public(address)
