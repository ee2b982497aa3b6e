"""Small PDF files as somebody would upload them: whole, locked with a password, or with many pages."""

from io import BytesIO

import pikepdf


def small_pdf(*, pages=1, password="") -> bytes:
    """A PDF with blank pages; with a password it is locked with AES, as Acrobat locks it."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    for _more in range(pages - 1):
        pdf.pages.append(page)
    out = BytesIO()
    lock = pikepdf.Encryption(user=password, owner=password) if password else None
    pdf.save(out, encryption=lock or False, deterministic_id=not lock)
    return out.getvalue()
