"""Swedish formats: dates are typed as 2025-06-30 only (law.md E14), shown as 30 juni 2025."""

DATE_INPUT_FORMATS = ["%Y-%m-%d"]
DATETIME_INPUT_FORMATS = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]
