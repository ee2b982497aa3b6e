"""The process that reads a Word file: bytes in, blocks and notes out, within limits.

Started by ``reading`` for one file. It gets no secrets in its environment, no database and no
Django; whatever a hostile file makes it do ends with it.
"""

import dataclasses
import json
import resource
import sys

from coordination.imports.word.archive import UnreadableFile
from coordination.imports.word.body import read_document


def main() -> None:
    limits = json.loads(sys.argv[1])
    size = limits["megabytes"] * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"] + 1))
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)


def _answer(content: bytes) -> dict:
    try:
        blocks, dropped = read_document(content)
    except UnreadableFile as error:
        return {"refused": error.reason}
    except (MemoryError, RecursionError):
        return {"refused": "too_large"}
    return {
        "blocks": [dataclasses.asdict(block) for block in blocks],
        "notes": dropped.notes,
        "more": dropped.more,
    }


if __name__ == "__main__":
    main()
