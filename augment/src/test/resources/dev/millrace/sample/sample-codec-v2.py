"""Writes sample-codec-v2.bin beside itself: version 2 as SampleCodec's Javadoc lays it out, written without SampleCodec.

The records are those of SampleCodecTest.golden(). The file never changes; a later version gets its own.
"""
import pathlib
import struct


def pack(form, *values):
    return struct.pack(">" + form, *values)


def array(data):
    return pack("i", len(data)) + data


def string(text):
    return array(text.encode())


def floats(*values):
    return pack("i", len(values)) + pack(f"{len(values)}f", *values)


def shape(*dimensions):
    return pack("b", len(dimensions)) + pack(f"{len(dimensions)}i", *dimensions)


def features(*named):
    return pack("i", len(named)) + b"".join(string(name) + feature for name, feature in named)


def origin(position, key, time):
    key = pack("i", -1) if key is None else array(key)
    return string("samples") + pack("iq", 3, position) + key + pack("q", time)


def sample(origin, weight, deviations, target, original, changed=None):
    same = b"\1" if changed is None else b"\0" + changed
    return b"\2\0" + origin + pack("fii", weight, *deviations) + target + original + same


def rejected(origin, reason, data):
    return b"\2\1" + origin + string(reason) + string("what was " + reason) + data


SAME, BYTES, FLOATS, NUMERIC, CATEGORY, TEXT, MISSING = (bytes([tag]) for tag in range(7))
NONE, LABEL, DISTRIBUTION, VALUES, NAMED = (bytes([tag]) for tag in range(5))
TIME = 1_700_000_000_000

records = [
    sample(
        origin(123_456_789_012, b"\x01\x02\xff", TIME),
        0.5,
        (0, 0),
        LABEL + pack("i", 7),
        features(("image", BYTES + shape(1, 2, 2) + array(b"\x00\x7f\x80\xff"))),
    ),
    sample(
        origin(0, None, 0),
        1,
        (3, 1),
        NAMED
        + pack("i", 3)
        + string("first") + NONE
        + string("second") + VALUES + floats(1.5, 0) + b"\1\0"
        + string("third") + DISTRIBUTION + floats(0.25, 0.75),
        features(
            ("image", FLOATS + shape(1, 1, 3) + floats(-0.0, 1.5, 2.0**-149)),
            ("length", NUMERIC + pack("d", 0.1)),
            ("colour", CATEGORY + string("grün")),
            ("note", TEXT + string("日本\n")),
            ("gone", MISSING),
        ),
        features(
            ("image", FLOATS + shape(1, 1, 3) + floats(1, 2, 3)),
            ("length", SAME),
            ("colour", SAME),
            ("note", SAME),
            ("gone", SAME),
        ),
    ),
]
reasons = [
    "null-value", "undecodable", "truncated", "wrong-shape", "nan", "infinite", "unknown-label",
    "missing-field", "wrong-type", "unknown-field", "out-of-range", "too-large",
]
for reason in reasons:
    data = pack("i", -1) if reason == "null-value" else array(bytes([len(reason)]))
    records.append(rejected(origin(len(reason), b"", TIME), reason, data))

pathlib.Path(__file__).with_suffix(".bin").write_bytes(b"".join(records))
