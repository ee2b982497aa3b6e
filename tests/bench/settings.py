"""The product's settings, with the anchors' addresses and a counter of statements."""

from coordination.settings import *  # noqa: F403
from coordination.settings import MIDDLEWARE

ROOT_URLCONF = "tests.bench.anchors"
MIDDLEWARE = ["tests.bench.counting.count_statements", *MIDDLEWARE]
