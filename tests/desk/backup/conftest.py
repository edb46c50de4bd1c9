"""What the tests of protected backups share."""

from tests.desk.backup.passphrases import cheap_passphrases

__all__ = ["cheap_passphrases"]
