"""Validates YAML rule packs against the published JSON Schema.

usage: validate.py SCHEMA PACK...

Prints one JSON array for each pack: what is wrong with it, empty when nothing is. Exit status 3: jsonschema or pyyaml
is not installed.
"""

import json
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(missing, file=sys.stderr)
    sys.exit(3)


class Plain(yaml.SafeLoader):
    """YAML as the product reads it: `on` is a word and 2020-05-14 is a text, as in YAML 1.2's core schema."""


Plain.yaml_implicit_resolvers = {}
Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
Plain.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^-?[0-9]+$"), list("-0123456789"))
Plain.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(?:~|null|)$"), ["~", "n", ""])


def without_nulls(value):
    """A key without a value is absent, as it is for the product."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


def main(schema_path, *packs):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    for path in packs:
        with open(path, encoding="utf-8") as file:
            pack = without_nulls(yaml.load(file, Plain))
        print(json.dumps([f"{error.json_path}: {error.message}" for error in validator.iter_errors(pack)]))


main(*sys.argv[1:])
