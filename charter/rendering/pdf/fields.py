"""Signature fields, put exactly into the boxes drawn for them, and named for screen readers."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from charter.rendering.pdf.carried import carry
from charter.rendering.pdf.compiler import Box

QPDF = pikepdf.__libqpdf_version__


def finished(made: bytes, boxes: Sequence[Box], making: bytes, seconds: int) -> bytes:
    """The same PDF with an empty signature field in every box; the same bytes for the same input, always.

    A field is a widget with an empty appearance (PDF/A-3, 6.3.3), printed, and enclosed by a ``Form`` element of the
    structure tree (PDF/UA-1, 7.18.4) with a text for those who do not see it (7.18.1).

    Args:
        made: A tagged PDF.
        making: How it was made, which it carries.
        seconds: When it says that it was made, since 1970.
    """
    with pikepdf.open(BytesIO(made)) as pdf:
        figures = _figures(pdf, {box.field for box in boxes})
        fields = [_field(pdf, box, figures[box.field]) for box in boxes]
        if fields:
            pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields)))
        carry(pdf, making, seconds)
        if not bool(pdf.Root.MarkInfo.get(Name.Suspects, True)):  # as its absence says; poppler stumbles over it
            del pdf.Root.MarkInfo.Suspects
        out = BytesIO()
        # nothing is packed here: machines have different packers, which make different bytes
        pdf.save(out, deterministic_id=True, preserve_pdfa=True, compress_streams=False)
    return out.getvalue()


def _figures(pdf: Pdf, names: set[str]) -> dict[str, Object]:
    """The elements of the structure tree that the drawn boxes have, by the names of their fields."""
    drawn = (each for each in pdf.objects if isinstance(each, Dictionary) and each.get(Name.S) == Name.Figure)
    return {str(each.Alt): each for each in drawn if str(each.get(Name.Alt)) in names}


def _field(pdf: Pdf, box: Box, figure: Object) -> Object:
    page = pdf.pages[box.page - 1]
    upper = Decimal(str(page.mediabox[3])) - _points(box.y)
    left, right, lower = _points(box.x), _points(box.x + box.width), upper - _points(box.height)
    frame = Array([0, 0, right - left, upper - lower])
    empty = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=frame, Resources=Dictionary())
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(box.field),
            TU=String(box.say),
            Rect=Array([left, lower, right, upper]),
            F=4,  # printed
            P=page.obj,
            AP=Dictionary(N=empty),
        )
    )
    if Name.Annots not in page.obj:
        page.obj.Annots = pdf.make_indirect(Array())
    page.obj.Annots.append(field)
    page.obj.Tabs = Name.S
    _tag(pdf, page, field, figure)
    return field


def _tag(pdf: Pdf, page: Page, field: Object, figure: Object) -> None:
    """Make the drawn box, which is an empty figure to the structure tree, the element of its field, where it stands."""
    figure.S, figure.Pg = Name.Form, page.obj
    figure.K = Dictionary(Type=Name.OBJR, Obj=field, Pg=page.obj)
    del figure.Alt  # the field says what it is
    tree = pdf.Root.StructTreeRoot
    key = int(tree.ParentTreeNextKey)
    field.StructParent = key
    tree.ParentTree.Nums.extend(Array([key, figure]))
    tree.ParentTreeNextKey = key + 1


def _points(length: float) -> Decimal:
    return Decimal(repr(length)).quantize(Decimal("0.001"))
