"""The pages of the purchases: what the accounting entries say of the providers."""
