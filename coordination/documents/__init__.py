"""Documents (handlingar) as PDF: PDF/A-2a for the archive and PDF/UA-1 for readers, in one file.

``statement`` describes a statement with plain values and knows its template; ``renderer`` turns a
template into bytes; ``sandbox``, ``worker``, ``fetcher`` and ``finisher`` do the work in a process
of its own, within limits and without network. Nothing here knows models or HTTP.
"""
