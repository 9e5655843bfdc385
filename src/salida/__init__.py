"""Salida takes a company out of Salesforce without losing anything.

Not a record, not a file, not a deadline, not money. The command line, its JSON
and the archive format are the public interface; this package's modules may move.
"""

__version__ = "0.1.0"
