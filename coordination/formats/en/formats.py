"""British formats, as the pages write days: 30 June 2025."""

DATE_FORMAT = "j F Y"
