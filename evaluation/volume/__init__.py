"""A municipality as large as they come, for measuring: everything is made up, and said to be.

Rows are written in bulk past the domain functions, which would take an hour. What these keep true is
kept true here as well and tested: the sums beside the ledger, the chain of the audit trail, the history
rows, and adopted statements frozen with their documents.
"""
