"""Writes the same graph as JSON and asks networkx the same questions."""

import hashlib
import itertools
import json
import sys
import time

import networkx

MOST_PATHS = 20
PAIR_COUNT = 20

figures = {}


def timed(name, work):
    start = time.perf_counter()
    result = work()
    figures[name] = (time.perf_counter() - start) * 1000
    return result


def write_json():
    return json.dumps(graph, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def build():
    built = networkx.DiGraph()
    built.add_nodes_from(dataset["id"] for dataset in graph["datasets"])
    built.add_edges_from((edge["upstream"], edge["downstream"], edge) for edge in graph["edges"])
    return built


def list_pairs():
    pairs = []
    for seed in graph["seeds"]:
        ancestors = networkx.ancestors(digraph, seed)
        if ancestors:
            pairs.append((min(ancestors), seed))
    return pairs[:PAIR_COUNT]


def list_path_lengths(start, end):
    paths = networkx.shortest_simple_paths(digraph, start, end)
    return [len(path) - 1 for path in itertools.islice(paths, MOST_PATHS)]


with open(sys.argv[1], encoding="utf-8") as file:
    graph = json.load(file)
text = timed("canonical JSON", write_json)
digraph = timed("index", build)
ancestors = timed("ancestors", lambda: sum(len(networkx.ancestors(digraph, seed)) for seed in graph["seeds"]))
pairs = list_pairs()
paths = timed("paths", lambda: [list_path_lengths(*pair) for pair in pairs])
answer = {"sha256": hashlib.sha256(text.encode()).hexdigest(), "ancestors": ancestors, "paths": paths}
print(json.dumps({"figures": figures, "answer": answer}))
