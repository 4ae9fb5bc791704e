"""Meetings that come back, read from a calendar file (RFC 5545): what is needed and nothing else.

`recognition` tells such a file from another, `lines` unfolds it, `reduction` keeps what an
allow-list names and counts the rest, `events` and `occurrences` give the meetings one by one,
`cadence` their pace, `series` the meetings that come back, `reading` the whole of it.
"""
