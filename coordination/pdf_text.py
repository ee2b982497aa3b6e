"""The text of PDF files from outside, read in a process of its own and within limits.

A leaf without Django. A PDF can be made to keep its reader busy for ever, so ``texts_of`` lets
``python -m coordination.pdf_text`` do the reading, without secrets or database.
"""

import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[1]
MODULE = "coordination.pdf_text"
SECONDS = 30
MEGABYTES = 1024
PASSED = ("HOME", "LANG", "LC_ALL", "PATH", "PYTHONPATH", "TMPDIR")


def texts_of(*contents: bytes) -> list[str]:
    """The text of each file, pages in order; empty for one without text, or that cannot be read."""
    with tempfile.TemporaryDirectory(prefix="kraftsam-text-") as name:
        paths = [Path(name) / f"{place}.pdf" for place in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        return [_text_of(path) for path in paths]


def _text_of(path: Path) -> str:
    try:
        done = subprocess.run(  # noqa: S603 (our own module, run by our own interpreter)
            [sys.executable, "-m", MODULE, str(path)],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name in PASSED},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        logger.warning("A PDF's text was not read in %s seconds", SECONDS)
        return ""
    if done.returncode:
        logger.info("A PDF's text cannot be read: %s", done.stderr.decode()[-500:])
        return ""
    return json.loads(done.stdout)


def main() -> None:
    """Read one file and write its text to standard output."""
    from coordination.pdf_file import open_pdf  # only this process loads it

    size = MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    reader, _pages = open_pdf(Path(sys.argv[1]))
    json.dump("\n".join(page.extract_text() for page in reader.pages), sys.stdout)


if __name__ == "__main__":
    main()
