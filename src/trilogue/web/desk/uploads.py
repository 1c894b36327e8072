"""Form fields for files: taken in when the form is read, and kept when another field of the form is wrong."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from trilogue.foundation.files import papers, pictures, store
from trilogue.foundation.files.papers import Paper
from trilogue.foundation.files.pictures import Picture
from trilogue.foundation.files.refused import FileRefused
from trilogue.foundation.text.forms import FourLanguagesField, FourLanguagesWidget
from trilogue.foundation.text.value import Text

REFUSALS = {
    "EMPTY": gettext_lazy("The file is empty."),
    "TOO_LARGE": gettext_lazy("The file is larger than %(most)s MB."),
    "WRONG_ENDING": gettext_lazy(
        "By its content this is a %(found)s file, but its name ends with “%(ending)s”. Give it the right ending."
    ),
    "DAMAGED": gettext_lazy("The file is damaged or incomplete. Save it anew and try again."),
    "NOT_A_PICTURE": gettext_lazy("This is no picture that can be used. Save it as JPEG, PNG or WebP."),
    "SVG": gettext_lazy("Drawings in SVG can hold programs and are not taken. Save it as PNG."),
    "HEIC": gettext_lazy(
        "Pictures in HEIC cannot be read here. Save it as JPEG; on the telephone choose “Most compatible” as format of "
        "the camera."
    ),
    "ANIMATED": gettext_lazy("Moving pictures are not taken. Save one picture of it."),
    "TOO_MANY_PIXELS": gettext_lazy(
        "The picture has %(pixels)s million pixels; at most %(most)s million can be taken. Make it smaller."
    ),
    "NOT_A_DOCUMENT": gettext_lazy(
        "This is no document that can be taken. Save it as PDF, DOCX, PPTX or HWPX."
    ),
    "OLD_FORMAT": gettext_lazy(
        "This document has an old format or a password. Save it without a password as PDF, DOCX, PPTX or HWPX."
    ),
    "ENCRYPTED": gettext_lazy("The document is protected by a password. Save it without one."),
    "SCRIPT": gettext_lazy(
        "The document holds a program (JavaScript). Print it into a new PDF, which has none."
    ),
    "ACTION": gettext_lazy(
        "The document does something by itself when it is opened or used. Print it into a new PDF."
    ),
    "EMBEDDED": gettext_lazy(
        "Other files are hidden in the document. Remove them, or print it into a new PDF."
    ),
    "DYNAMIC_FORM": gettext_lazy("The document is a form with a program (XFA). Print it into a new PDF."),
    "MACRO": gettext_lazy("The document holds macros or commands. Save it without them."),
    "LOADS": gettext_lazy(
        "The document loads something from elsewhere by itself. Put it into the document, or leave it out."
    ),
    "BOMB": gettext_lazy("Unpacked, the document is far too large."),
    "XML_ENTITY": gettext_lazy("The document has a part that no office program writes. Save it anew."),
    "TOO_SLOW": gettext_lazy("The document is too complicated to be checked. Print it into a new PDF."),
}


def sentence(refusal: FileRefused) -> str:
    return str(REFUSALS[refusal.code]) % refusal.facts


KEPT_SECONDS = 12 * 3600


class UploadField(forms.FileField):
    """Cleans to what was taken in, None where nothing was sent."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return self.taken_in(file.read(), file.name or "")
        except FileRefused as refusal:
            raise forms.ValidationError(sentence(refusal), code=refusal.code) from refusal

    def taken_in(self, data: bytes, name: str) -> Any:
        raise NotImplementedError


class PictureField(UploadField):
    """Takes what was taken in before, or why it was refused, as well."""

    widget = forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        if isinstance(data, forms.ValidationError):
            raise data
        return data if isinstance(data, Picture) else super().clean(data, initial)

    def taken_in(self, data: bytes, name: str) -> Picture:
        return pictures.take_in(data, name)


def taken_in_before(files: Mapping[str, Any]) -> dict[str, Any]:
    """The files of a PictureForm for a row under its lock: nobody waits there while a picture is decoded."""
    try:
        return {"file": PictureField(required=False).clean(files.get("file"))}
    except forms.ValidationError as refusal:
        return {"file": refusal}


class PaperField(UploadField):
    widget = forms.FileInput(attrs={"accept": ".pdf,.docx,.pptx,.hwpx"})

    def taken_in(self, data: bytes, name: str) -> Paper:
        return papers.take_in(data, name)


class PictureForm(forms.Form):
    """A form with a picture. One that was taken in stays with the form while something else of it is mended."""

    SALT = "trilogue.picture"
    kept = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        values = {**(super().clean() or {})}
        picture = values.get("file") or self._kept(values.get("kept", ""))
        if picture is None and "file" not in self.errors and self.needs_picture():
            self.add_error("file", _("Choose a file."))
        values["file"] = picture
        if picture:
            self.data = {**dict(self.data.items()), "kept": _signed(picture)}
        return values

    def needs_picture(self) -> bool:
        return True

    @property
    def picture(self) -> Picture | None:
        """What has been taken in with this form."""
        return self.cleaned_data.get("file") if self.is_bound and hasattr(self, "cleaned_data") else None

    def _kept(self, signed: str) -> Picture | None:
        try:
            picture = Picture(*signing.loads(signed, salt=self.SALT, max_age=KEPT_SECONDS))
        except signing.BadSignature:
            return None
        largest = pictures.file_name(picture.digest, picture.width, pictures.JPEG)
        return picture if store.exists(largest) else None


def _signed(picture: Picture) -> str:
    return signing.dumps([picture.digest, picture.width, picture.height], salt=PictureForm.SALT)


def words(
    label: Any, text: Text, language: str | None, *, rows: int = 2, hint: Any = "", every: bool = False
) -> Any:
    """A text in four languages; `every`: none of them may be missing."""
    field = FourLanguagesField(
        label=label, required=True, widget=FourLanguagesWidget(rows=rows), help_text=hint
    )
    field.set_original(text, source=language)
    if every:
        field.need_all()
    return field


PICTURE_HINT = gettext_lazy(
    "JPEG, PNG or WebP of at most 30 MB and 40 million pixels. It is drawn anew in several sizes; the place "
    "where it was taken and everything else the camera wrote is removed."
)
PAPER_HINT = gettext_lazy(
    "PDF, DOCX, PPTX or HWPX of at most 30 MB, without programs, macros or files inside it."
)
PICTURE_LABEL = pgettext_lazy("upload", "Picture")
PAPER_LABEL = pgettext_lazy("upload", "Document")
