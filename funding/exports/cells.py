"""What a spreadsheet must not take for a formula."""

# Full-width signs are read as formulas by some spreadsheets too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Text, even where it begins like a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
