"""Backups under a passphrase without age's slow work."""

from __future__ import annotations

import pytest


@pytest.fixture
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which key a passphrase makes is age's own slow work; what is not about that does without."""
    import pyrage

    def locked(key: bytes, passphrase: str) -> bytes:
        return passphrase.encode() + b"\n" + key

    def opened(locked: bytes, passphrase: str) -> bytes:
        said, _, key = locked.partition(b"\n")
        if said != passphrase.encode():
            raise pyrage.DecryptError
        return key

    monkeypatch.setattr(pyrage.passphrase, "encrypt", locked)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", opened)
