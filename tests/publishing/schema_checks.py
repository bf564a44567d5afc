"""Validators for the two schemas, each knowing the other."""

from __future__ import annotations

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from onrecord.publishing.schemas import NAMES, schema


def registry() -> Registry:
    return Registry().with_resources((schema(name)["$id"], Resource.from_contents(schema(name))) for name in NAMES)


def reading_validator() -> Draft202012Validator:
    return Draft202012Validator(schema("reading"), registry=registry())


def incident_validator() -> Draft202012Validator:
    return Draft202012Validator(schema("incident"), registry=registry())
