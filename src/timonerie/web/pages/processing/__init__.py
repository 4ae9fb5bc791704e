"""The records of personal data that providers handle (GDPR art. 28), and their register."""
