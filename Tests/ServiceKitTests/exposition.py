"""Reads the Prometheus text in a file as the Python client does, and prints each family that it found, one JSON a line."""

import json
import sys

try:
    from prometheus_client.parser import text_string_to_metric_families
except ImportError:
    sys.exit(3)

with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
for family in text_string_to_metric_families(text):
    samples = [{"name": s.name, "labels": s.labels, "value": s.value} for s in family.samples]
    print(json.dumps({"name": family.name, "type": family.type, "help": family.documentation, "samples": samples}))
