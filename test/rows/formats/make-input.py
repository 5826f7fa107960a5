"""Writes input/ and expected/rows.json: the same 60 rows of every type, in Parquet and Arrow as their own library writes them.

Needs pyarrow (26.0 was used). Run it in this folder: python make-input.py
"""

import base64
import datetime
import decimal
import json
import math
import random

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq

random.seed(11)

turn = pa.struct([("role", pa.string()), ("content", pa.string()), ("n", pa.list_(pa.int32()))])
inner = pa.struct([("x", pa.int64()), ("y", pa.list_(pa.string()))])
schema = pa.schema(
    [
        ("s", pa.string()), ("ls", pa.large_string()), ("i64", pa.int64()), ("u64", pa.uint64()), ("i32", pa.int32()),
        ("i8", pa.int8()), ("u32", pa.uint32()), ("f", pa.float64()), ("f32", pa.float32()), ("b", pa.bool_()),
        ("d", pa.date32()), ("ts", pa.timestamp("ms")), ("tus", pa.timestamp("us", tz="UTC")), ("tns", pa.timestamp("ns")),
        ("bin", pa.binary()), ("dec", pa.decimal128(12, 2)), ("msgs", pa.list_(turn)),
        ("st", pa.struct([("style", pa.string()), ("inner", inner)])), ("ll", pa.list_(pa.list_(pa.string()))),
        ("m", pa.map_(pa.string(), pa.int32())), ("nul", pa.null()), ("dict", pa.dictionary(pa.int32(), pa.string())),
    ]
)


def maybe(make, share=0.15):
    return None if random.random() < share else make()


def some(make, most):
    return [maybe(make) for _ in range(random.randint(0, most))]


def text():
    return random.choice(["", "a", "héllo “x”", "日本語", "x" * random.randint(0, 300), "line\nbreak", "🙂"])


def whole():
    return random.choice([0, 1, -1, 2**53, 2**53 - 1, 2**62, -(2**63), random.randint(-(10**6), 10**6)])


def day(year):
    return datetime.datetime(year, 1, random.randint(1, 28), 3, 4, 5, 678901)


def make_turn():
    return {"role": maybe(text), "content": maybe(text), "n": maybe(lambda: some(lambda: random.randint(0, 9), 4))}


def make_row():
    row = {
        "s": text, "ls": text, "i64": whole, "u64": lambda: random.choice([0, 2**64 - 1, 5]),
        "i32": lambda: random.randint(-(2**31), 2**31 - 1), "i8": lambda: random.randint(-128, 127),
        "u32": lambda: random.choice([0, 2**32 - 1]),
        "f": lambda: random.choice([0.0, -1.5, 1e300, random.random(), math.nan, math.inf]),
        "f32": lambda: random.choice([0.5, -2.25]), "b": lambda: random.random() < 0.5,
        "d": lambda: datetime.date(1969 + random.randint(0, 80), random.randint(1, 12), 3),
        "ts": lambda: day(2024).replace(microsecond=678000), "tus": lambda: day(1960).replace(tzinfo=datetime.timezone.utc),
        "tns": lambda: day(2024), "bin": lambda: random.choice([b"text", b"\xff\xfe\x00", b""]),
        "dec": lambda: decimal.Decimal(random.randint(-(10**9), 10**9)).scaleb(-2), "msgs": lambda: some(make_turn, 5),
        "st": lambda: {"style": maybe(text), "inner": maybe(lambda: {"x": maybe(whole), "y": maybe(lambda: some(text, 3))})},
        "ll": lambda: some(lambda: some(text, 3), 3),
        "m": lambda: {random.choice("abc") + str(i): maybe(lambda: random.randint(0, 9)) for i in range(random.randint(0, 3))},
        "nul": lambda: None, "dict": lambda: random.choice(["x", "y", "zz"]),
    }
    return {name: maybe(make) for name, make in row.items()}


def to_time(value):
    """ISO text of whole milliseconds, rounded down."""
    naive = value.replace(tzinfo=None)
    return naive.strftime("%Y-%m-%dT%H:%M:%S.") + f"{naive.microsecond // 1000:03d}Z"


def to_json(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) <= 2**53 - 1 else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return base64.b64encode(value).decode()
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, datetime.datetime):
        return to_time(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: to_json(inner) for name, inner in value.items()}
    return [to_json(inner) for inner in value]


rows = [make_row() for _ in range(60)]
table = pa.Table.from_pylist(rows, schema=schema)
with open("expected/rows.json", "w") as file:
    json.dump([to_json(row) for row in rows], file, ensure_ascii=False, indent=1)

small_pages = {"data_page_size": 300, "write_batch_size": 8}
for name, options in {
    "plain-v1": {"compression": "none", "use_dictionary": False, "data_page_version": "1.0"},
    "snappy-dictionary-small-pages": {"compression": "snappy", **small_pages},
    "zstd-v2-small-pages": {"compression": "zstd", "data_page_version": "2.0", **small_pages},
    "gzip-groups": {"compression": "gzip", "row_group_size": 25},
    "lz4-v2": {"compression": "lz4", "data_page_version": "2.0", "use_dictionary": False},
    "brotli": {"compression": "brotli"},
}.items():
    pq.write_table(table, f"input/{name}.parquet", **options)
for compression in ["uncompressed", "lz4", "zstd"]:
    pyarrow.feather.write_feather(table, f"input/{compression}.feather", compression=compression, chunksize=25)
with pa.OSFile("input/stream.arrow", "wb") as file, pa.ipc.new_stream(file, schema) as writer:
    writer.write_table(table, max_chunksize=25)
with pa.OSFile("input/no-rows.arrow", "wb") as file, pa.ipc.new_file(file, schema) as writer:
    pass
