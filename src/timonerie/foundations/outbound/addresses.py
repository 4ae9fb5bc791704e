"""Which addresses our server may speak to: never its own machine, its network or its host's.

The rule is a list of what is open, not of what is forbidden: a public IPv4, or an IPv6 of
2000::/3 that holds no IPv4 (6to4, Teredo, NAT64, mapped), which would lead round the check.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_HOLDS_AN_IPV4 = (IPv6Network("2002::/16"), IPv6Network("2001::/23"), IPv6Network("2001:db8::/32"))
#: Public by their number, and yet of the machine's own host: relays of 6to4, of protocols, and the
#: wire server of a large cloud.
_NOT_PUBLIC = (
    IPv4Network("192.88.99.0/24"),
    IPv4Network("192.0.0.0/24"),
    IPv4Network("168.63.129.16/32"),
)


def is_public(text: str) -> bool:
    """Whether a resolved address is of the open Internet; a text that is no address is not."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        reserved = address.is_multicast or any(address in network for network in _NOT_PUBLIC)
        return address.is_global and not reserved
    return (
        address in _GLOBAL_UNICAST
        and address.is_global
        and not any(address in network for network in _HOLDS_AN_IPV4)
    )
