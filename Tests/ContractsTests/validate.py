"""Validates JSON instances against JSON Schemas, many in one process.

usage: validate.py CHECKS RESULTS

CHECKS is a JSON array of {"schema": path, "instance": any}; RESULTS becomes an array of the same length,
each element the list of what is wrong with that instance (empty when nothing is). Formats are checked too.
Exit status 3: the jsonschema package is not installed.
"""

import json
import sys

try:
    import jsonschema
    import rfc3339_validator  # noqa: F401  without it jsonschema lets any text pass as a date-time
except ImportError as missing:
    print(missing, file=sys.stderr)
    sys.exit(3)


def validator(path):
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def faults(check, validators):
    path = check["schema"]
    if path not in validators:
        validators[path] = validator(path)
    return [f"{error.json_path}: {error.message}" for error in validators[path].iter_errors(check["instance"])]


def main(checks_path, results_path):
    with open(checks_path, encoding="utf-8") as file:
        checks = json.load(file)
    validators = {}
    with open(results_path, "w", encoding="utf-8") as file:
        json.dump([faults(check, validators) for check in checks], file)


main(sys.argv[1], sys.argv[2])
