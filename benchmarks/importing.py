"""How fast each reader reads: comments and megabytes a second on one core, beside the limit of only decoding the bytes.

``python benchmarks/importing.py [megabytes]`` (200 if left out): every reader on its own golden cases, again and again for a
second; on the real files of its kind where ETHNOGRAPHY_REAL_MATERIAL says where they are; and one invented dump of that many
megabytes (JSON lines), whose reading must not take twice its size in memory.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ethnography.errors import EthnographyError
from ethnography.formats import FORMATS, find_format, open_source, read_source
from tests.formats.golden import cases

REAL = os.environ.get("ETHNOGRAPHY_REAL_MATERIAL")
WORDS = [
    "tea",
    "rota",
    "night",
    "shift",
    "badge",
    "ward",
    "garden",
    "orchard",
    "kettle",
    "nurse",
    "trust",
    "nobody",
    "reads",
    "this",
    "place",
    "again",
    "really",
    "think",
]


def real_files() -> dict[str, list[Path]]:
    """The real files by the format that takes them; none without the material."""
    found: dict[str, list[Path]] = {}
    for file in sorted(Path(REAL, "pages").glob("*/*")) if REAL else []:
        if file.parent.name not in ("truth", "qda"):
            try:
                found.setdefault(find_format(open_source(file)).name, []).append(file)
            except EthnographyError:
                continue
    return found


def speed(files: list[Path], format: str, seconds: float = 1.0) -> tuple[float, float, float] | None:
    """(comments/s, MB/s, decoding MB/s) of one reader on these files, each opened anew every time."""
    read = size = 0
    spent = decoding = 0.0
    while spent < seconds:
        for file in files:
            try:
                began = time.perf_counter()
                reading = read_source(open_source(file), format=format)
                spent += time.perf_counter() - began
            except EthnographyError:
                return None
            read, size = read + len(reading.comments), size + file.stat().st_size
            began = time.perf_counter()
            file.read_bytes().decode("utf-8", "replace")
            decoding += time.perf_counter() - began
    return read / spent, size / spent / 1e6, size / decoding / 1e6


def write_dump(path: Path, megabytes: float) -> None:
    """An invented dump of a discussion site: one comment a line."""
    rng, size, number, ids = random.Random(1), 0, 0, []
    with path.open("w", encoding="utf-8") as file:
        while size < megabytes * 1e6:
            ids = ids if number % 200 else []
            thread = f"t3_{number // 200:x}a"
            parent = rng.choice(ids) if ids and rng.random() < 0.6 else thread
            row = {
                "id": f"{number:x}c", "link_id": thread, "parent_id": parent, "author": f"user{rng.randrange(40_000)}",
                "body": " ".join(rng.choices(WORDS, k=rng.randrange(5, 80))), "created_utc": 1_400_000_000 + number, "score": 3,
                "subreddit": "tea", "controversiality": 0, "edited": False, "gilded": 0, "stickied": False,
            }  # fmt: skip
            ids.append(f"t1_{number:x}c")
            line = json.dumps(row) + "\n"
            file.write(line)
            size, number = size + len(line), number + 1


READ = """
import resource, sys, time
from ethnography.formats import read_source
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.perf_counter()
reading = read_source(sys.argv[1])
spent = time.perf_counter() - began
print(len(reading.comments), spent, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def main(megabytes: float = 200) -> None:
    """Print the tables."""
    real = real_files()
    golden: dict[str, list[Path]] = {}
    for file in cases():
        golden.setdefault(file.parent.name, []).append(file)
    print(f"{'reader':22} {'material':10} {'comments/s':>11} {'MB/s':>8} {'decoding MB/s':>14}")
    for format in FORMATS:
        for material, files in (("cases", golden.get(format.name, [])), ("real", real.get(format.name, []))):
            if files and (found := speed(files, format.name)):
                print(f"{format.name:22} {material:10} {found[0]:11,.0f} {found[1]:8.1f} {found[2]:14,.0f}")
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder, "dump.ndjson")
        write_dump(dump, megabytes)
        done = subprocess.run([sys.executable, "-c", READ, str(dump)], capture_output=True, text=True, check=True)
        count, spent, memory = map(float, done.stdout.split())
    print(f"\nA dump of {megabytes:.0f} MB, {count:,.0f} comments: {spent:.1f} s ({count / spent:,.0f} comments/s), ", end="")
    print(f"{memory:.0f} MB more in memory at the peak ({memory / megabytes:.2f} times the file).")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]))
