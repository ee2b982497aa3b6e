"""Removes the folders that the settings of the tests made, one set for each test process."""

import shutil

from django.conf import settings


def pytest_unconfigure() -> None:
    """Leave nothing in the machine's temporary folder."""
    for folder in settings.FOLDERS_OF_THIS_PROCESS:
        shutil.rmtree(folder, ignore_errors=True)
