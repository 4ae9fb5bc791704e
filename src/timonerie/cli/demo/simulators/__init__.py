"""One module per provider, siblings of one shape: `SOURCE`, `MAPPING`, `files(world)`, and
`cases(world)` for who wants to count before anything is written."""
