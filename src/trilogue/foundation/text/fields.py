"""The model field that stores a `Text`."""

from typing import TYPE_CHECKING, Any

from django.db import models

from trilogue.foundation.text.value import Text

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.expressions import Expression


class MultilingualField(models.JSONField):
    """A `Text`: stored as JSON, read and written as the value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: "Expression", connection: "BaseDatabaseWrapper") -> Text:
        return Text.from_json(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Text:
        return value if isinstance(value, Text) else Text.from_json(value)

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value.to_json() if isinstance(value, Text) else value)

    def get_db_prep_value(self, value: Any, connection: "BaseDatabaseWrapper", prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        plain = value.to_json() if isinstance(value, Text) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj).to_json()

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(self.to_python(value).to_json(), model_instance)
