"""Where an installation's variables come from: the process's environment, and a file named .env."""

import os
from pathlib import Path

import environ

ENVIRONMENT_FILE = Path(__file__).resolve().parent.parent / ".env"


def read_environment_file() -> None:
    """Add what stands in .env, unless the environment says already what kind of installation it is.

    The demo, the tests and the containers say it, so that no .env lends them another's database.
    """
    if "DEPLOYMENT" not in os.environ:
        environ.Env.read_env(ENVIRONMENT_FILE)
