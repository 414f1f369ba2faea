"""Inputs: files, folders, web pages and standard input, opened as documents with a title and a date."""

from factcheck.inputs.document import Document
from factcheck.inputs.reading import STANDARD_INPUT, documents, paths_of

__all__ = ["STANDARD_INPUT", "Document", "documents", "paths_of"]
