"""The demo: an invented group, three years of simulated facts, and what was planted in them.

`plan` says who there is and what was planted, `simulator` writes the providers' files from a seed
and a date, `loader` brings all of it in through the real operations, `command` serves it.
"""
