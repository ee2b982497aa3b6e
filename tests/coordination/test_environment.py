"""Which installations read the file named .env."""

import os

import pytest

from coordination import environment


@pytest.fixture
def environment_file(monkeypatch, tmp_path):
    path = tmp_path / ".env"
    path.write_text("BASE_URL=https://production.example\n")
    monkeypatch.setattr(environment, "ENVIRONMENT_FILE", path)
    for name in ("DEPLOYMENT", "BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_environment_file_is_read(environment_file):
    environment.read_environment_file()

    assert os.environ.pop("BASE_URL") == "https://production.example"


def test_environment_file_of_another_installation_is_not_read(environment_file, monkeypatch):
    monkeypatch.setenv("DEPLOYMENT", "demo")

    environment.read_environment_file()

    assert "BASE_URL" not in os.environ


def test_what_is_set_already_stays(environment_file, monkeypatch):
    monkeypatch.setenv("BASE_URL", "https://service-manager.example")

    environment.read_environment_file()

    assert os.environ["BASE_URL"] == "https://service-manager.example"
