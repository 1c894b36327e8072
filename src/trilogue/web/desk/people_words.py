"""What the codes of searching, naming and comparing people are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WHY = {
    "name": _("Found by the name."),
    "family": _("Found by the family name."),
    "given": _("Found by the given name."),
    "part": _("Found by a part of the name."),
    "initials": _("Found by the initial consonants of the Hangul syllables."),
    "reading": _("Found by the reading."),
    "romanisation": _("Found by another romanisation."),
    "old_form": _("Found by another form of the characters."),
    "corrected": _("Found with one typing error put right."),
}

REASONS = {
    "same_email": _("the same e-mail address"),
    "same_phone": _("the same telephone number"),
    "same_name": _("the same name in Hangul"),
    "same_characters": _("the same characters, or forms of them"),
    "same_reading": _("the same reading in kana"),
    "same_romanisation": _("the same name in Roman letters"),
    "similar_romanisation": _("names in Roman letters that sound alike"),
    "same_part": _("the same family or given name"),
    "similar_part": _("a family or given name that differs by one letter"),
    "other_script": _("written in another script"),
    "other_order": _("family and given name in the other order"),
    "other_form": _("other spellings or forms of characters"),
    "same_government": _("the same local government"),
    "namesake": _("the same name, but other characters, reading, address or government"),
}

FAULTS = {
    "empty": _("Write the name."),
    "too_long": _("This is longer than a name can be here."),
    "unknown": _("This choice does not exist."),
}

NAME_STATES = {
    "confirmed": pgettext_lazy("name", "confirmed by the person"),
    "suggested": pgettext_lazy("name", "suggested, not confirmed"),
    "written": pgettext_lazy("name", "as written"),
}
