"""Reads a snapshot's file with numpy: python3 read_snapshot.py FILE.safetensors"""
import hashlib, json, sys
import numpy as np

TYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}

def read(path):
    """The arrays of the file by name, in its order, and the texts beside them."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    texts = header.pop("__metadata__", {})
    arrays = {}
    for name, entry in header.items():
        first, last = entry["data_offsets"]
        arrays[name] = np.frombuffer(data[first:last], TYPES[entry["dtype"]]).reshape(entry["shape"])
    return arrays, texts

if __name__ == "__main__":
    names = {np.dtype(code): name for name, code in TYPES.items()}
    for name, array in read(sys.argv[1])[0].items():
        shape = "[" + ",".join(map(str, array.shape)) + "]"
        values = array.astype(array.dtype.newbyteorder("<")).tobytes()
        print(name, names[array.dtype], shape, hashlib.sha256(values).hexdigest())
