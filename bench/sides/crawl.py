"""Fetches record and card of every dataset in a list, as many at a time as there are threads."""

import sys
from concurrent.futures import ThreadPoolExecutor

from huggingface_hub import HfApi, get_session, hf_hub_url

endpoint, id_file, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
api = HfApi(endpoint=endpoint, token=False)


def fetch(dataset_id):
    info = api.dataset_info(dataset_id)
    url = hf_hub_url(dataset_id, "README.md", repo_type="dataset", revision=info.sha, endpoint=endpoint)
    response = get_session().get(url)
    response.raise_for_status()
    return len(response.text)


with open(id_file, encoding="utf-8") as lines:
    ids = lines.read().split("\n")
with ThreadPoolExecutor(threads) as pool:
    lengths = list(pool.map(fetch, ids))
if len(lengths) != len(ids) or min(lengths) == 0:
    sys.exit("a card is missing")
