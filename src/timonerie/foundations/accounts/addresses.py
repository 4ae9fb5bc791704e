"""Where a request comes from: the socket, unless a proxy that the instance trusts says more."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address
BLOCK = {4: 24, 6: 64}
"""Bits that one subscriber shares, by version."""


def client(socket: str, forwarded: str, *, proxies: Iterable[str]) -> str:
    """The address of who asks, "" where the socket has none.

    `forwarded` is X-Forwarded-For, believed only as far as trusted `proxies` (addresses or
    networks) wrote it: from its end, the first address that is none of them.
    """
    networks = [ip_network(text, strict=False) for text in proxies]

    def is_trusted(address: Address) -> bool:
        return any(address in network for network in networks)

    here = _read(socket)
    for text in reversed(forwarded.split(",")):
        if here is None or not is_trusted(here):
            break
        if (before := _read(text.strip())) is None:
            break
        here = before
    return "" if here is None else str(here)


def block(address: str) -> str:
    """The network that an address stands in: its /24, or its /64."""
    found = _read(address)
    return "" if found is None else str(ip_network(f"{found}/{BLOCK[found.version]}", strict=False))


def is_network(text: str) -> bool:
    """Whether it names an address or a network."""
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _read(text: str) -> Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return mapped or found
