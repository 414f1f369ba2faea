"""Inputs: files, folders, web pages and standard input, opened as documents with a title and a date."""

from factcheck.inputs.document import STANDARD_INPUT, Document, is_path
from factcheck.inputs.reading import documents, paths_of

__all__ = ["STANDARD_INPUT", "Document", "documents", "is_path", "paths_of"]
