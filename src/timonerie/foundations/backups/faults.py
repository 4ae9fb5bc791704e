"""What every refusal of a backup has in common: a French sentence that names the part."""


class BackupRefused(ValueError):
    """The backup, or the place it should go to, cannot be used; nothing was changed."""
