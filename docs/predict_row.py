"""Predicts from JSON rows, one a line, with numpy: python3 predict_row.py FILE.safetensors MANIFEST.json < ROWS"""
import json, sys
import numpy as np
from read_snapshot import read

def find(row, field):
    """A field's value by its JSON pointer; where the row has none, its default, or None; an error where the job makes a dead letter of the row."""
    pointer = field["from"] or "/" + field["field"].replace("~", "~0").replace("/", "~1")
    for step in pointer[1:].split("/"):
        step = step.replace("~1", "/").replace("~0", "~")
        inside = dict(enumerate(row)) if isinstance(row, list) else row if isinstance(row, dict) else {}
        row = inside.get(int(step) if isinstance(row, list) and step.isdecimal() else step)
    number = isinstance(row, (int, float)) and not isinstance(row, bool)
    fits = {"numeric": number, "categorical": not isinstance(row, (list, dict)), "text": isinstance(row, str)}[field["kind"]]
    if row is not None and not fits:
        if field["wrongType"] == "refuse":
            raise ValueError(f"{field['field']} is no {field['kind']} value")
        row = None
    if row is None and field["missing"] == "refuse":
        raise ValueError(f"{field['field']} is missing")
    low, high = (field["kind"] == "numeric" and field["range"]) or [-3.4e38, 3.4e38]
    if row is not None and field["kind"] == "numeric" and not low <= row <= high:
        raise ValueError(f"{field['field']} is not from {low} to {high}")
    return field["default"] if row is None else row

def bucket(feature, category, buckets):
    """The bucket of a category, by its hash; 3, 3.0 and "3" are the same category."""
    if not isinstance(category, str):
        category = json.dumps(category) if isinstance(category, int) else np.format_float_positional(category, trim="-")
    hash = 0xCBF29CE484222325
    for byte in feature.encode() + b"\xff" + category.encode("utf-8", "replace"):
        hash = (hash ^ byte) * 0x100000001B3 % 2**64
    hash = (hash ^ hash >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    hash = (hash ^ hash >> 27) * 0x94D049BB133111EB % 2**64
    return (hash ^ hash >> 31) % buckets

def encode(row, manifest, arrays):
    """The network's input: scores, one-hot columns and indicators in the order of the features, then vectors."""
    config, columns, vectors, number = manifest["config"]["encode"], [], [], 0
    fields = {field["field"]: field for field in manifest["decoder"]["schema"]}
    count, mean, squared = (arrays["encoder/numbers/" + name] for name in ("count", "mean", "squared-deviations"))
    for feature in manifest["config"]["input"]["features"]:
        name = feature["name"]
        value = find(row, fields[name])
        if feature["kind"] == "text":
            continue
        if feature["kind"] == "numeric":
            deviation = (squared[number] / max(count[number], 1)) ** 0.5
            score = 0 if value is None or deviation == 0 else (value - mean[number]) / deviation
            columns.append(min(max(score, -config["maxScore"]), config["maxScore"]))
            number += 1
        else:
            table = arrays.get("embedding/" + name, np.eye(config["categories"]["buckets"]))
            vector = 0 * table[0] if value is None else table[bucket(name, value, len(table))]
            (vectors if "embedding/" + name in arrays else columns).extend(vector)
        columns.extend([value is None] if feature.get("optional") else [])
    return np.array(columns + vectors, np.float32)

if __name__ == "__main__":
    arrays, manifest = read(sys.argv[1])[0], json.load(open(sys.argv[2], encoding="utf-8"))
    if manifest["config"]["network"].get("batchNorm"):
        sys.exit("a network with batchNorm is not read here")
    for line in sys.stdin:
        try:
            x = arrays["dense1/weight"] @ encode(json.loads(line), manifest, arrays) + arrays["dense1/bias"]
        except ValueError as fault:
            print(json.dumps({"refused": str(fault)}))
            continue
        for layer in range(2, len(manifest["config"]["network"]["hidden"]) + 2):
            x = arrays[f"dense{layer}/weight"] @ np.maximum(x, 0) + arrays[f"dense{layer}/bias"]
        powers = np.exp(x - x.max())
        print(json.dumps(dict(zip(manifest["labels"], (powers / powers.sum()).tolist()))))
