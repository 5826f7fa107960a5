"""Writes the same documents with plain sqlite3 and the same pragmas, and reads them back."""

import json
import os
import sqlite3
import sys
import time

input_file, folder, batch_size = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(input_file, encoding="utf-8") as file:
    documents = json.load(file)


def open_store(path):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS text (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL)")
    connection.execute("CREATE TABLE IF NOT EXISTS document (id TEXT PRIMARY KEY, sha256 TEXT, body TEXT)")
    return connection


def to_body(document):
    return json.dumps(
        {
            "url": f"https://hub.example/{document['id']}",
            "kind": "hub-card",
            "revision": document["sha256"][:40],
            "sha256": document["sha256"],
            "fetchedAt": "2026-01-01T00:00:00.000Z",
        }
    )


def write_store(path, size):
    connection = open_store(path)
    start = time.perf_counter()
    for first in range(0, len(documents), size):
        connection.execute("BEGIN IMMEDIATE")
        for document in documents[first : first + size]:
            sha256 = document["sha256"]
            connection.execute("INSERT INTO text VALUES (?, ?)", (sha256, document["text"]))
            connection.execute("INSERT INTO document VALUES (?, ?, ?)", (document["id"], sha256, to_body(document)))
        connection.execute("COMMIT")
    seconds = time.perf_counter() - start
    connection.close()
    return len(documents) / seconds


def read_store(path):
    connection = open_store(path)
    start = time.perf_counter()
    for document in documents:
        query = "SELECT body, text FROM document JOIN text USING (sha256) WHERE id = ?"
        body, text = connection.execute(query, (document["id"],)).fetchone()
        if json.loads(body)["sha256"] != document["sha256"] or text != document["text"]:
            sys.exit(f"{document['id']} was not read back")
    seconds = time.perf_counter() - start
    connection.close()
    return len(documents) / seconds


batched = os.path.join(folder, "batched.db")
figures = {
    "singles": write_store(os.path.join(folder, "singles.db"), 1),
    "batched": write_store(batched, batch_size),
    "readBack": read_store(batched),
    "fileMegabytes": os.path.getsize(batched) / 1e6,
}
print(json.dumps(figures))
