"""``./dev bench``: the pages at volume beside bare anchors, in one run (docs/performance.md)."""
