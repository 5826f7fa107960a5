"""Groups texts by signatures that share a band: 14 bands of 9 of 128 words. Prints texts per CPU second of that alone."""

import json
import sys
import time

import numpy

PERMUTATIONS, BANDS, WIDTH = 128, 14, 9


def find_root(parents, node):
    while parents[node] != node:
        parents[node] = parents[parents[node]]
        node = parents[node]
    return node


def unite(parents, left, right):
    left, right = find_root(parents, left), find_root(parents, right)
    if left != right:
        parents[max(left, right)] = min(left, right)


def group_by_datasketch(signatures):
    from datasketch import MinHash, MinHashLSH

    scheme = MinHash(num_perm=PERMUTATIONS, scheme="affine32")
    signed = []
    for signature in signatures:
        minhash = scheme.copy()
        minhash.hashvalues = signature
        signed.append(minhash)

    def group():
        index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, WIDTH))
        parents = list(range(len(signed)))
        for place, minhash in enumerate(signed):
            for other in index.query(minhash):
                unite(parents, place, other)
            index.insert(place, minhash, check_duplication=False)
        return parents

    return group


def group_by_dictionaries(signatures):
    def group():
        parents = list(range(len(signatures)))
        for band in range(BANDS):
            first = {}
            for place, words in enumerate(signatures[:, band * WIDTH : (band + 1) * WIDTH]):
                other = first.setdefault(words.tobytes(), place)
                if other != place:
                    unite(parents, place, other)
        return parents

    return group


side, path = sys.argv[1:]
signatures = numpy.fromfile(path, dtype=numpy.uint32).reshape(-1, PERMUTATIONS)
group = {"datasketch": group_by_datasketch, "dictionaries": group_by_dictionaries}[side](signatures)
start = time.process_time()
parents = group()
seconds = time.process_time() - start
groups = len({find_root(parents, place) for place in range(len(parents))})
print(json.dumps({"texts": len(parents) / seconds, "groups": groups}))
