"""The controls of a FEC, one family each; `controls.check` calls them all."""
