"""Papers as text with its place on the page: PDF, Word, HTML and plain text."""

from salida.agreement.papers.page import Cell, Page, Paper, Row
from salida.agreement.papers.read import read_paper

__all__ = ["Cell", "Page", "Paper", "Row", "read_paper"]
