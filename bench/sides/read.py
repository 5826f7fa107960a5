"""Parses the same documents with markdown-it-py; in the mode `text` it renders them and takes the text out of the HTML."""

import json
import sys
import time

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

input_file, repeats, mode = sys.argv[1], int(sys.argv[2]), sys.argv[3]
with open(input_file, encoding="utf-8") as file:
    texts = [document["text"] for document in json.load(file)]
markdown = MarkdownIt("commonmark").enable("table")


def parse(text):
    return len(markdown.parse(text))


def take_text(text):
    return len(BeautifulSoup(markdown.render(text), "html.parser").get_text())


read = {"parse": parse, "text": take_text}[mode]
cpu, wall = time.process_time(), time.perf_counter()
found = sum(read(text) for _ in range(repeats) for text in texts)
figures = {
    "cpuSeconds": time.process_time() - cpu,
    "wallSeconds": time.perf_counter() - wall,
    "found": found,
}
print(json.dumps(figures))
