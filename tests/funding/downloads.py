"""What people download and run by themselves, as modules."""

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location(
    "rangordning", Path(__file__).parents[2] / "static" / "downloads" / "rangordning.py"
)
rangordning = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(rangordning)
