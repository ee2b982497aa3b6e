"""Logos are taken apart: only what draws them is kept, and nothing can be fetched."""

import struct
import zlib
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from coordination.documents.record import render_record
from coordination.pictures import PNG, clean_logo
from tests.coordination.documents.records import REPORT
from tests.pdf import faults

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)">'
    b"<script>alert(1)</script><style>@import 'http://x.example'</style>"
    b'<image href="http://x.example/a.png"/><text>x</text>'
    b'<path d="M0 0h9v9z" fill="#123456" style="fill:url(http://x.example)"/>'
    b'<rect width="9" height="9" fill="url(http://x.example#a)"/></svg>'
)


def chunk(name, content):
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def png(width=4, height=4, pixels=None):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(height * (1 + 3 * width)) if pixels is None else pixels)
    return (
        PNG
        + chunk(b"IHDR", head)
        + chunk(b"tEXt", b"Author\0Ada")
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def test_drawing_keeps_its_shapes_only():
    kind, drawing = clean_logo(DRAWING)

    assert kind == "svg"
    assert b'<path d="M0 0h9v9z" fill="#123456" />' in drawing
    for gone in (b"script", b"style", b"image", b"text", b"http://x", b"onload"):
        assert gone not in drawing


def test_picture_keeps_its_pixels_only():
    kind, picture = clean_logo(png())

    assert kind == "png"
    assert b"IDAT" in picture
    assert b"Author" not in picture


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"x" * 200_000,
        b"<svg",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>x</text></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
        png()[:-6],
        png(width=5000),
        png(pixels=bytes(10_000_000)),
        png(pixels=b""),
    ],
    ids=range(11),
)
def test_what_is_no_logo_is_refused(data):
    with pytest.raises(ValidationError) as refused:
        clean_logo(data)

    assert refused.value.code == "logo"


@pytest.mark.parametrize("data", [DRAWING, png()], ids=["svg", "png"])
def test_document_with_a_logo_meets_both_standards(data):
    kind, logo = clean_logo(data)
    look = replace(REPORT.look, logo=logo, logo_kind=kind)

    assert faults(render_record(replace(REPORT, look=look))) == []
