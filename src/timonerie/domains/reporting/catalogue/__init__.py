"""What is asked of providers about us, as the product ships it."""
