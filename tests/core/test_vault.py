"""Secrets at rest."""

import pytest

from toasoan.core.vault import Vault, WrongKey, new_key

OLD, NEW = new_key(), new_key()
SECRETS = {"page_token": "EAAG-kín", "app_secret": "đừng nói"}


def test_what_is_sealed_can_be_opened_and_not_read():
    sealed = Vault([OLD]).seal(SECRETS)

    assert Vault([OLD]).open(sealed) == SECRETS
    assert "EAAG" not in sealed


def test_nothing_sealed_holds_nothing():
    assert Vault([OLD]).open("") == {}
    assert Vault([OLD]).renew("") == ""


def test_old_key_still_opens_after_a_new_one_came():
    sealed = Vault([OLD]).seal(SECRETS)

    assert Vault([NEW, OLD]).open(sealed) == SECRETS


def test_renewed_it_opens_without_the_old_key():
    renewed = Vault([NEW, OLD]).renew(Vault([OLD]).seal(SECRETS))

    assert Vault([NEW]).open(renewed) == SECRETS
    with pytest.raises(WrongKey):
        Vault([OLD]).open(renewed)


@pytest.mark.parametrize("verb", ["open", "renew"])
def test_another_key_opens_nothing(verb):
    sealed = Vault([OLD]).seal(SECRETS)

    with pytest.raises(WrongKey):
        getattr(Vault([NEW]), verb)(sealed)
