"""Build hooks: dependencies from requirements/run.in, messages compiled to .mo, the retention policy shipped."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).parent
POLICY = ROOT / "docs" / "policy" / "retention.yaml"
BUILD_ONLY = ("hatchling",)


class DependenciesFromRequirements(MetadataHookInterface):
    def update(self, metadata: dict[str, Any]) -> None:
        lines = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
        wanted = (line.split("#")[0].strip() for line in lines)
        metadata["dependencies"] = [line for line in wanted if line and not line.startswith(BUILD_ONLY)]


class CompiledMessages(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"][str(POLICY)] = "trilogue/foundation/retention/retention.yaml"
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for po in (ROOT / "src" / "trilogue" / "locale").rglob("*.po"):
            with po.open("rb") as source:
                catalogue = read_po(source)
            with po.with_suffix(".mo").open("wb") as target:
                write_mo(target, catalogue)


def get_metadata_hook() -> type[MetadataHookInterface]:
    return DependenciesFromRequirements


def get_build_hook() -> type[BuildHookInterface[Any]]:
    return CompiledMessages
