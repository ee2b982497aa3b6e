"""The product's settings, with the anchors' addresses and a counter of statements."""

import sys

# What only the tests install. Libraries take it up where it is, and then a worker would weigh nine
# megabytes that it weighs nowhere in operation.
for name in ("charset_normalizer", "pygments", "requests", "rich"):
    sys.modules[name] = None  # type: ignore[assignment]  # importing it fails, as in operation

from coordination.settings import *  # noqa: E402, F403
from coordination.settings import MIDDLEWARE  # noqa: E402

ROOT_URLCONF = "tests.bench.anchors"
MIDDLEWARE = ["tests.bench.counting.count_statements", *MIDDLEWARE]
