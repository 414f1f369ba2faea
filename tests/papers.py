"""PDF and DOCX files for tests, made from what shall stand in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>{title}</dc:title><dcterms:created>{created}</dcterms:created>"
        "<dcterms:modified>{modified}</dcterms:modified></cp:coreProperties>")

Placed = tuple[str, float, float, float]        # text, x, y, size of type


def pdf(pages: Iterable[Sequence[Placed]], title: str = "", made: str = "") -> bytes:
    """A PDF with these lines on its pages, in Helvetica."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"",
                            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
                            f"<< /Title ({title}) /CreationDate ({made}) >>".encode("latin-1")]
    kids = []
    for lines in pages:
        shown = b"\n".join(
            b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (size, x, y, escaped(text)) for text, x, y, size in lines)
        objects += [b"<< /Length %d >> stream\n%s\nendstream" % (len(shown), shown),
                    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                    b"/Resources << /Font << /F1 3 0 R >> >> >>" % (len(objects) + 1)]
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def column(lines: Iterable[str], x: float = 72, top: float = 700, leading: float = 14) -> list[Placed]:
    """Lines one below the other; of type 10; "" leaves a gap."""
    return [(text, x, top - leading * number, 10) for number, text in enumerate(lines) if text]


def docx(body: str, *, title: str = "", created: str = "", modified: str = "", footnotes: str = "", head: str = "",
         ) -> bytes:
    """A DOCX file with this XML as its body; `head` stands before the root, where a document type would."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f"{head}<w:document {WORD}><w:body>{body}</w:body></w:document>")
        if footnotes:
            packed.writestr("word/footnotes.xml", f"<w:footnotes {WORD}>{footnotes}</w:footnotes>")
        if title or created or modified:
            packed.writestr("docProps/core.xml", CORE.format(title=title, created=created, modified=modified))
    return out.getvalue()


def p(*runs: str) -> str:
    return f"<w:p>{''.join(run if run.startswith('<') else f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"
