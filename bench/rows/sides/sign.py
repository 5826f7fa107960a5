"""Signs texts, one on a line, with MinHash: 128 permutations over 8-word shingles. Prints texts per CPU second of the signing alone."""

import json
import sys
import time


def list_shingles(text):
    words = text.split()
    if len(words) < SIZE:
        return {" ".join(words)}
    return {" ".join(words[start : start + SIZE]) for start in range(len(words) - SIZE + 1)}


def shingles_alone():
    def sign_all(texts):
        return sum(len(list_shingles(text)) for text in texts)

    return sign_all


def datasketch_tuned(scheme):
    """One hash object for all, so that permutations are drawn once; xxHash in the place of SHA-1; whole texts at once."""
    from datasketch import MinHash
    from xxhash import xxh32_intdigest

    def sign_all(texts):
        batches = ([shingle.encode() for shingle in list_shingles(text)] for text in texts)
        signed = MinHash.generator(batches, num_perm=PERMUTATIONS, hashfunc=xxh32_intdigest, scheme=scheme)
        return sum(int(minhash.hashvalues[0]) for minhash in signed)

    return sign_all


def datasketch_documented():
    from datasketch import MinHash

    def sign(text):
        minhash = MinHash(num_perm=PERMUTATIONS)
        for shingle in list_shingles(text):
            minhash.update(shingle.encode())
        return int(minhash.hashvalues[0])

    return lambda texts: sum(map(sign, texts))


def text_dedup():
    import numpy
    from text_dedup.minhash import embed_func
    from text_dedup.utils import xxh3_32hash

    prime = numpy.uint64((1 << 61) - 1)
    random = numpy.random.RandomState(42)
    permutations = (
        random.randint(1, prime, size=(PERMUTATIONS,), dtype=numpy.uint64),
        random.randint(0, prime, size=(PERMUTATIONS,), dtype=numpy.uint64),
    )
    options = {
        "num_perm": PERMUTATIONS,
        "ngram_size": SIZE,
        "min_length": 1,
        "hashranges": [(start, start + 9) for start in range(0, 14 * 9, 9)],
        "permutations": permutations,
        "hash_func": xxh3_32hash,
        "dtype": numpy.uint64,
        "max_hash": numpy.uint32((1 << 32) - 1),
        "modulo_prime": prime,
    }

    def sign_all(texts):
        return sum(
            len(embed_func(text, place, **options)["__signatures__"]) for place, text in enumerate(texts)
        )

    return sign_all


def datatrove(splits_on_spaces):
    from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupSignature

    config = MinhashConfig(n_grams=SIZE, num_buckets=16, hashes_per_bucket=8)
    step = MinhashDedupSignature("/tmp", config)
    if splits_on_spaces:

        class SpaceTokenizer:
            def word_tokenize(self, text):
                return text.split()

        step.word_tokenizer = SpaceTokenizer()

    def sign(text):
        """As the step itself does: a text with fewer words than a shingle has no signature."""
        shingles = step.get_shingles(text)
        return step.get_signature(shingles)[0][0] if shingles.size > 0 else 0

    return lambda texts: sum(map(sign, texts))


def rensa():
    from rensa import RMinHash

    def sign_all(texts):
        total = 0
        for start in range(0, len(texts), 1000):
            sets = [list_shingles(text) for text in texts[start : start + 1000]]
            total += sum(row[0] for row in RMinHash.digests_from_token_sets(sets, PERMUTATIONS, 1))
        return total

    return sign_all


PERMUTATIONS, SIZE = 128, 8
sides = {
    "shingles": shingles_alone,
    "datasketch": lambda: datasketch_tuned("affine32"),
    "datasketch-legacy": lambda: datasketch_tuned("legacy"),
    "datasketch-documented": datasketch_documented,
    "text-dedup": text_dedup,
    "datatrove": lambda: datatrove(True),
    "datatrove-spacy": lambda: datatrove(False),
    "rensa": rensa,
}

side, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(path, encoding="utf-8") as lines:
    texts = [line.rstrip("\n") for _, line in zip(range(count), lines)]
sign_all = sides[side]()
sign_all(texts[:20])
start = time.process_time()
sign_all(texts)
print(json.dumps({"texts": len(texts) / (time.process_time() - start)}))
