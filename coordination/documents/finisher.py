"""The last touch on a PDF before it is written: what WeasyPrint leaves out of the two standards.

WeasyPrint writes PDF/A-2a. For PDF/UA-1 in the same file, metadata must declare it, page headers
and footers must be artifacts that a screen reader skips, and header cells must say their scope.
"""

import base64
import zlib

import pydyf

PDF_UA_DECLARATION = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""  # noqa: E501 (XMP as the standard has it)


def finish_pdf(_document, pdf: pydyf.PDF) -> None:
    """Make the uncompressed PDF/A-2a that WeasyPrint is about to write a compact PDF/UA-1 as well.

    Compression is done here because WeasyPrint's own also packs the cross-reference table, after
    everybody has looked at the streams.
    """
    _declare_accessibility(pdf)
    elements = _structure_elements(pdf)
    _mark_margins_as_artifacts(pdf, elements)
    _give_header_cells_scope(pdf, elements)
    _label_pages(pdf)
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            if item.extra.get("Subtype") == "/Image":
                item.extra["Interpolate"] = "false"  # PDF/A lets no reader make pixels up
            _compress(item)


def _declare_accessibility(pdf: pydyf.PDF) -> None:
    """Say ``pdfuaid:part`` in the metadata, which PDF/A wants readable without decompression."""
    metadata = pdf.objects[_number(pdf.catalog["Metadata"])]
    packet = b"".join(metadata.stream)
    metadata.stream = [packet.replace(b"</rdf:RDF>", PDF_UA_DECLARATION + b"</rdf:RDF>")]


def _structure_elements(pdf: pydyf.PDF) -> set[int]:
    """Object numbers of all that a screen reader reaches from the root of the structure tree."""
    root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    reached, waiting = set(), [_number(reference) for reference in root["K"]]
    while waiting:
        number = waiting.pop()
        if number not in reached:
            reached.add(number)
            children = pdf.objects[number].get("K", ())
            waiting += [_number(child) for child in children if not isinstance(child, int)]
    return reached


def _mark_margins_as_artifacts(pdf: pydyf.PDF, elements: set[int]) -> None:
    """Turn marked content that no structure element owns (headers, footers) into artifacts."""
    root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    owners = pdf.objects[_number(root["ParentTree"])]["Nums"]
    for index, page in enumerate(pdf.page_references):
        orphans = {
            marked
            for marked, owner in enumerate(owners[2 * index + 1])
            if _number(owner) not in elements
        }
        contents = pdf.objects[_number(page)]["Contents"]
        for reference in contents if isinstance(contents, list) else [contents]:
            _mark_as_artifacts(pdf.objects[_number(reference)].stream, orphans)


def _mark_as_artifacts(operators: list, orphans: set[int]) -> None:
    for position in range(2, len(operators)):
        properties = operators[position - 1]
        is_marked = operators[position] == b"BDC" and isinstance(properties, dict)
        if is_marked and properties.get("MCID") in orphans:
            operators[position - 2] = "/Artifact"
            operators[position - 1] = pydyf.Dictionary({"Type": "/Pagination"})


def _give_header_cells_scope(pdf: pydyf.PDF, elements: set[int]) -> None:
    """Say of each TH whether it heads its row or its column."""
    for number in elements:
        cell = pdf.objects[number]
        if cell.get("S") == "/TH" and "Scope" not in cell["A"]:
            row = pdf.objects[_number(cell["P"])]
            in_body = pdf.objects[_number(row["P"])].get("S") == "/TBody"
            heads_row = in_body and row["K"][0] == cell.reference
            cell["A"]["Scope"] = "/Row" if heads_row else "/Column"


def _label_pages(pdf: pydyf.PDF) -> None:
    """Call each page in a reader's page list what the paper says: ”3 (6)”."""
    count = len(pdf.page_references)
    labels: list = []
    for index in range(count):
        label = pydyf.String(f"{index + 1} ({count})")
        labels += [index, pydyf.Dictionary({"P": label})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(labels)})


def _compress(stream: pydyf.Stream) -> None:
    """Deflate a stream, and guard its end.

    Data that ends in CR would merge with the line end before ``endstream``: readers then find a
    wrong /Length, and the file is no longer PDF/A. It strikes one stream in 256, some 5 % of all
    documents. The last bytes are a checksum, so compressing harder does not help; ASCII85 does.
    """
    if "Filter" in stream.extra or stream.extra.get("Type") == "/Metadata":
        return
    packed = zlib.compress(b"\n".join(pydyf._to_bytes(part) for part in stream.stream), 9)
    if packed.endswith(b"\r"):
        stream.stream = [base64.a85encode(packed) + b"~>"]
        stream.extra["Filter"] = pydyf.Array(["/ASCII85Decode", "/FlateDecode"])
    else:
        stream.stream = [packed]
        stream.extra["Filter"] = "/FlateDecode"


def _number(reference: bytes | str) -> int:
    """``12 0 R`` -> 12"""
    return int(reference.split()[0])
