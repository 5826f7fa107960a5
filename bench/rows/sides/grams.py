"""Looks every 8-gram of texts up in a set of those of benchmark items. Prints texts per CPU second of the look-ups alone."""

import json
import sys
import time

SIZE = 8


def list_grams(text):
    words = text.split()
    return [" ".join(words[start : start + SIZE]) for start in range(len(words) - SIZE + 1)]


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines]


item_path, text_path = sys.argv[1:]
known = {gram for item in read_lines(item_path) for gram in list_grams(item)}
texts = read_lines(text_path)
start = time.process_time()
hits = sum(gram in known for text in texts for gram in list_grams(text))
seconds = time.process_time() - start
print(json.dumps({"texts": len(texts) / seconds, "grams": len(known), "hits": hits}))
