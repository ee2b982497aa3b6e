"""Logos that are handed in: taken apart and put together again, so that only the picture is left.

A PNG keeps the chunks that draw it. An SVG keeps shapes and colours from a list: no scripts, styles,
texts, pictures or addresses. Nothing is fetched, and nothing that is not understood is kept.
"""

import struct
import zlib
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 100 * 1024
MOST_PIXELS = 2000  # each way
PNG = b"\x89PNG\r\n\x1a\n"
PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
PNG_DEPTH = 8  # bits to a sample
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # samples to a pixel, by colour type
SVG = "http://www.w3.org/2000/svg"
SHAPES = frozenset(("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
PLACES = (
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
)
PAINTS = ("fill", "stroke", "opacity", "fill-rule", "clip-rule", "fill-opacity", "stroke-opacity")
STROKES = ("stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit")
ATTRIBUTES = frozenset((*PLACES, *PAINTS, *STROKES, "d", "points", "transform"))


def clean_logo(data: bytes) -> tuple[str, bytes]:
    """Return ("png" or "svg", the cleaned picture). Raises ValidationError (code ``logo``)."""
    if len(data) > MOST_BYTES:
        raise refused(_("Bilden är för stor. Logotypen får vara högst 100 kB."))
    if data.startswith(PNG):
        return "png", _clean_png(data)
    if b"<svg" in data[:2000]:
        return "svg", _clean_svg(data)
    raise refused(_("Välj en bild i formatet SVG eller PNG."))


def refused(text: str) -> ValidationError:
    return ValidationError(text, code="logo")


# --- PNG -----------------------------------------------------------------------------------------


def _clean_png(data: bytes) -> bytes:
    try:
        chunks = _chunks(data)
        _check_size(chunks)
    except (struct.error, zlib.error, KeyError, ValueError) as error:
        raise refused(_("Bilden är skadad. Spara den på nytt som PNG och försök igen.")) from error
    return PNG + b"".join(_packed(name, content) for name, content in chunks)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks that draw the picture, each with its checksum right."""
    found, at = [], len(PNG)
    while at < len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        content = data[at + 8 : at + 8 + size]
        (checksum,) = struct.unpack(">I", data[at + 8 + size : at + 12 + size])
        if checksum != zlib.crc32(name + content):
            raise ValueError(name)
        if name in PNG_CHUNKS:
            found.append((name, content))
        at += 12 + size
    return found


def _check_size(chunks) -> None:
    """Refuse what would unpack to something else than the picture that its head describes."""
    width, height, depth, colour, *_rest, interlaced = struct.unpack(
        ">IIBBBBB", dict(chunks)[b"IHDR"]
    )
    if max(width, height) > MOST_PIXELS:
        raise refused(_("Bilden är för stor. Logotypen får vara högst 2000 bildpunkter bred."))
    if depth != PNG_DEPTH or interlaced:
        raise refused(_("Spara bilden som vanlig PNG med 8 bitar, utan sammanflätning."))
    expected = height * (1 + width * CHANNELS[colour])
    packed = b"".join(content for name, content in chunks if name == b"IDAT")
    if len(zlib.decompressobj().decompress(packed, expected + 1)) != expected:
        raise ValueError(expected)


def _packed(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)


# --- SVG -----------------------------------------------------------------------------------------


def _clean_svg(data: bytes) -> bytes:
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise refused(
            _("Bilden går inte att läsa. Spara den på nytt som SVG och försök igen.")
        ) from error
    drawn = _shape(root)
    measures = {"viewBox", "width", "height"} & set(drawn.keys() if drawn is not None else ())
    if drawn is None or not ("viewBox" in measures or len(measures) > 1):
        raise refused(_("Bilden saknar mått. Spara den på nytt som SVG med viewBox."))
    if len(drawn) == 0:
        raise refused(_("Bilden har inga former. Gör om text till kurvor och spara på nytt."))
    register_namespace("", SVG)
    return tostring(drawn)


def _shape(element: Element) -> Element | None:
    """The element with what may be kept of it, or None when it is no shape."""
    name = str(element.tag).removeprefix(f"{{{SVG}}}")
    if name not in SHAPES:
        return None
    kept = Element(f"{{{SVG}}}{name}")
    for key, value in element.attrib.items():
        if key in ATTRIBUTES and "url(" not in value.replace(" ", "").casefold():
            kept.set(key, value)
    kept.extend(child for child in map(_shape, element) if child is not None)
    return kept
