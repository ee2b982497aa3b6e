"""Files made to exhaust the server: refused with a reason, in time and memory that it can spare."""

import json
import subprocess
import sys
import time

import pytest
from django.core.exceptions import ValidationError

from coordination.geometry import read_geojson
from tests.coordination.geometry.shapes import across, comb, document, multi, polygon, star

SECONDS = 6

HOSTILE = {
    "5 MB": (b" " * 5_000_000, "too_large"),
    "a million points": (
        b'{"type":"Polygon","coordinates":[[' + b"[13,56]," * 1_000_000 + b"]]}",
        "too_large",
    ),
    "20 001 points": (
        document(polygon([[13 + n * 1e-5, 56] for n in range(20_001)])),
        "too_many_points",
    ),
    "points on points": (document(polygon([[13, 56]] * 150_000)), "too_many_points"),
    "depth of lists": (b"[" * 200_000, "too_deep"),
    "depth of objects": (b'{"a":' * 200_000, "too_deep"),
    "depth in features": (b'{"type":"Feature","geometry":' * 30 + b"null" + b"}" * 30, "too_deep"),
    "endless number": (
        b'{"type":"Polygon","coordinates":[[[' + b"9" * 1_900_000 + b",1]]]}",
        "not_finite",
    ),
    "endless decimals": (
        b'{"type":"Polygon","coordinates":[[[1.' + b"9" * 1_900_000 + b",1]]]}",
        "too_few_points",
    ),
    "NaN": (b'{"type":"Polygon","coordinates":[[[NaN,1]]]}', "not_finite"),
    "Infinity": (b'{"type":"Polygon","coordinates":[[[-Infinity,1]]]}', "not_finite"),
    "1e400": (b'{"type":"Polygon","coordinates":[[[1e400,1]]]}', "not_finite"),
    "1e308": (document(polygon([[-1e308, 1e308]] * 4)), "outside"),
    "endless string": (b'{"a":"' + b'\\"' * 990_000, "unreadable"),
    "empty objects": (b"[{}" + b",{}" * 600_000 + b"]", "unreadable"),
    "empty": (b"", "unreadable"),
    "not text": (b"PK\x03\x04\xff\xfe\x00", "unreadable"),
    "UTF-16": (json.dumps(polygon()).encode("utf-16"), "unreadable"),
    "web page": (b"<!doctype html>", "unreadable"),
    "NUL": (b'{"type":"Polygon\x00"}', "unreadable"),
    "1 600 points across": (document(polygon(star(1600, 799))), "crosses_itself"),
    "19 999 points across": (document(polygon(star(19_999, 9998))), "crosses_itself"),
    "combs across": (document(multi(comb(2400), across(comb(2400)))), "too_complicated"),
}


@pytest.mark.parametrize(("data", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_read_geojson_refuses_hostile_files_in_time(data, code):
    start = time.monotonic()

    with pytest.raises(ValidationError) as refusal:
        read_geojson(data)

    assert refusal.value.code == code
    assert refusal.value.messages
    assert time.monotonic() - start < SECONDS


MEASURED_IN_ITS_OWN_PROCESS = """
import resource, sys
from django.core.exceptions import ValidationError
from coordination.geometry import read_geojson
try:
    read_geojson(sys.stdin.buffer.read())
except ValidationError as refusal:
    print(refusal.code)
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
if sys.platform == "linux":
    # ru_maxrss would count the test process that this one was forked from; the high-water mark does not.
    lines = open("/proc/self/status").read().splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    print(max(own, children) // 1024)
else:
    print(max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, children) // (1024 * 1024))
"""


@pytest.mark.parametrize(
    "name", ["a million points", "points on points", "empty objects", "combs across"]
)
def test_read_geojson_refuses_hostile_files_in_little_memory(name):
    data, code = HOSTILE[name]
    command = [sys.executable, "-c", MEASURED_IN_ITS_OWN_PROCESS]

    refused, megabytes = subprocess.run(
        command, input=data, capture_output=True, check=True
    ).stdout.split()

    assert refused.decode() == code
    assert int(megabytes) < 300
