"""The statement of work: lines that become objects at signature, checked, compared and sealed."""
