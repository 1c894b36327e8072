"""What every builder gives: a named file."""

from dataclasses import dataclass

CSV = "text/csv; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
GRAPHML = "application/graphml+xml"
HWPX = "application/hwp+zip"
JSON = "application/json"
PDF = "application/pdf"
PNG = "image/png"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Document:
    name: str
    media_type: str
    data: bytes
