"""Every model of ours has a typed factory, and it makes one."""

import inspect
import re

import pytest
from django.apps import apps
from django.db import models

from tests import factories

MODELS = [model for model in apps.get_models() if model.__module__.startswith("trilogue.")]


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_has_a_factory(model: type[models.Model]) -> None:
    name = "create_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()
    factory = getattr(factories, name)
    assert isinstance(factory(), model)
    assert inspect.signature(factory).return_annotation is model
