"""What is printed of legal duties: the formal notice to sign, the register of personal data."""
