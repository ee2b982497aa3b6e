"""Python's garbage collector looks at new objects, seldom, and not at all that was loaded before.

Thousands of classes, templates and tests live as long as the run; to look through them again and
again took an eighth of its time.
"""

import gc


def pytest_configure():
    gc.set_threshold(100_000, 50, 50)


def pytest_collection_finish():
    gc.collect()
    gc.freeze()
