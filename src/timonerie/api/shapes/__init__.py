"""What the API says of each domain: typed, complete, without a row id."""
