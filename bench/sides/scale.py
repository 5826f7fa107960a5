"""Asks networkx for the ancestry of every node, or for the pairs whose ancestry is most alike."""

import array
import heapq
import json
import os
import sys
import time

import networkx

figures = {}


def timed(name, work):
    start, cpu = time.perf_counter(), time.process_time()
    result = work()
    figures[name] = (time.perf_counter() - start) * 1000
    figures[name + " cpu"] = (time.process_time() - cpu) * 1000
    return result


def build():
    built = networkx.DiGraph()
    if question == "ancestry":
        built.add_nodes_from(range(node_count))
    built.add_edges_from(zip(numbers[2::2], numbers[3::2]))
    return built


def measure_ancestry():
    depths, paths = {}, {}
    for generation, nodes in enumerate(networkx.topological_generations(graph)):
        for node in nodes:
            depths[node] = generation
            paths[node] = sum(paths[upstream] for upstream in graph.pred[node]) or 1
    return {"deepest": max(depths.values()), "paths": sum(paths.values())}


def measure_overlap():
    weights, order = {}, {}
    for node in networkx.topological_sort(graph):
        row = {}
        for upstream in graph.pred[node]:
            share = 1 / len(graph.pred[node])
            for ancestor, weight in weights[upstream].items():
                row[ancestor] = row.get(ancestor, 0) + weight * share
        row[node] = 1
        weights[node] = row
    holders = {}
    for node, row in weights.items():
        order[node] = len(order)
        for ancestor in row:
            holders.setdefault(ancestor, []).append(node)
    sums = {node: sum(row.values()) for node, row in weights.items()}
    best, pair_count = [], 0
    for node, row in weights.items():
        common = {}
        for ancestor, weight in row.items():
            for other in holders[ancestor]:
                if order[other] > order[node]:
                    common[other] = common.get(other, 0) + min(weight, weights[other][ancestor])
        pair_count += len(common)
        for other, shared in common.items():
            similarity = shared / (sums[node] + sums[other] - shared)
            if len(best) < 50:
                heapq.heappush(best, similarity)
            elif similarity > best[0]:
                heapq.heapreplace(best, similarity)
    return {"pairCount": pair_count, "similarities": [round(value, 6) for value in sorted(best, reverse=True)]}


question, path = sys.argv[1:]
numbers = array.array("i")
with open(path, "rb") as file:
    numbers.fromfile(file, os.path.getsize(path) // 4)
node_count = numbers[0]
graph = timed("build", build)
answer = timed(question, measure_ancestry if question == "ancestry" else measure_overlap)
print(json.dumps({"figures": figures, "answer": answer}))
