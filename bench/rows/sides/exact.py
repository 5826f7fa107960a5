"""Counts the different (instruction, input, output) of JSON Lines: `set` by Python's json and a set of MD5, `duckdb` by hash() and a
group-by, `duckdb-strings` by a group-by over the strings."""

import hashlib
import json
import sys


def count_by_set(paths):
    seen = set()
    rows = 0
    for path in paths:
        with open(path, "rb") as lines:
            for line in lines:
                row = json.loads(line)
                triplet = "\xff".join((row["instruction"], row["input"], row["output"]))
                seen.add(hashlib.md5(triplet.encode()).digest())
                rows += 1
    return rows, len(seen)


def count_by_duckdb(paths, key):
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    columns = "{instruction: 'VARCHAR', input: 'VARCHAR', output: 'VARCHAR'}"
    return connection.execute(
        f"""
        SELECT sum(copies)::BIGINT, count(*) FROM (
            SELECT {key}, count(*) AS copies
            FROM read_json(?, format = 'newline_delimited', columns = {columns})
            GROUP BY ALL
        )
        """,
        [paths],
    ).fetchone()


side, *paths = sys.argv[1:]
sides = {
    "set": count_by_set,
    "duckdb": lambda paths: count_by_duckdb(paths, "hash(instruction, input, output)"),
    "duckdb-strings": lambda paths: count_by_duckdb(paths, "instruction, input, output"),
}
rows, unique = sides[side](paths)
print(json.dumps({"rows": rows, "unique": unique}))
