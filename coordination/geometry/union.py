"""Join polygons that touch or overlap: a program of its own, because nobody knows how long it takes.

Two combs of 5 000 teeth across each other meet in 25 million points. `reading` runs this file in a
process with limits, feeds it well-known binary in hex and reads the same back.
"""

import contextlib
import sys

SECONDS = 5
MEMORY = 300_000_000
"""Bytes of address space; the libraries take 100 million of them."""

GRID = 1e-7


def limit_resources() -> None:
    with contextlib.suppress(
        ImportError, ValueError, OSError
    ):  # where the system has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    limit_resources()
    import shapely

    parts = shapely.get_parts(shapely.from_wkb(sys.stdin.read()))
    joined = shapely.union_all(parts, grid_size=GRID)
    sys.stdout.write(shapely.to_wkb(joined, hex=True))


if __name__ == "__main__":
    main()
