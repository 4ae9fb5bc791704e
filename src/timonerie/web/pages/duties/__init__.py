"""The pages of legal duties: what providers owe, what came, what is asked of them."""
