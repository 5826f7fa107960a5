import { describe, expect, it } from "vitest";
import { toLinkTarget } from "./links.ts";

describe("toLinkTarget", () => {
  it.each([
    ["https://huggingface.co/datasets/acme/one", "acme/one"],
    ["https://www.huggingface.co/datasets/acme/one/", "acme/one"],
    ["http://hf.co/datasets/acme/one?row=3#top", "acme/one"],
    ["https://hf-mirror.com/datasets/acme/one/tree/main/data", "acme/one"],
    ["//huggingface.co/datasets/acme/one", "acme/one"],
    ["huggingface.co/datasets/acme/one", "acme/one"],
    ["https://huggingface.co/datasets/squad", "squad"],
    ["https://huggingface.co/datasets/squad/viewer/plain_text", "squad"],
    ["/datasets/acme/one", "acme/one"],
    ["datasets/acme/one", "acme/one"],
  ])("%s is the dataset %s", (url, id) => {
    expect(toLinkTarget(url)).toEqual({ kind: "dataset", id });
  });

  it.each([
    ["https://huggingface.co/acme/model-7b", "acme/model-7b"],
    ["acme/one", "acme/one"],
  ])("%s may be a model or a dataset", (url, id) => {
    expect(toLinkTarget(url)).toEqual({ kind: "hub-other", id });
  });

  it.each([
    ["https://github.com/Acme/tools", "Acme", "tools", ""],
    ["https://github.com/acme/tools.git", "acme", "tools", ""],
    ["https://www.github.com/acme/tools/tree/main/data", "acme", "tools", "tree/main/data"],
    ["https://raw.githubusercontent.com/acme/tools/main/README.md", "acme", "tools", "main/README.md"],
    ["github.com/acme/tools#readme", "acme", "tools", ""],
  ])("%s is a repository", (url, owner, repository, path) => {
    expect(toLinkTarget(url)).toEqual({ kind: "repository", owner, repository, path });
  });

  it.each([
    "https://arxiv.org/abs/2401.01234",
    "https://arxiv.org/pdf/2401.01234v2.pdf",
    "http://arxiv.org/html/2401.01234",
    "https://huggingface.co/papers/2401.01234",
    "https://www.alphaxiv.org/abs/2401.01234",
  ])("%s is a paper", (url) => {
    expect(toLinkTarget(url)).toEqual({ kind: "paper", arxivId: "2401.01234" });
  });

  it.each([
    "https://www.kaggle.com/datasets/acme/rows",
    "https://modelscope.cn/datasets/acme/rows",
    "https://www.tensorflow.org/datasets/catalog/rows",
  ])("%s is a page of a dataset", (url) => {
    expect(toLinkTarget(url).kind).toBe("dataset-page");
  });

  it.each(["", "  ", "#data"])("%j leads nowhere else", (url) => {
    expect(toLinkTarget(url)).toEqual({ kind: "anchor" });
  });

  it.each([
    "https://huggingface.co/spaces/acme/demo",
    "https://huggingface.co/blog/acme/post",
    "https://huggingface.co/acme",
    "https://github.com/acme",
    "https://huggingface.co.evil.example/datasets/acme/one",
    "https://evil.example/huggingface.co/datasets/acme/one",
    "https://notgithub.com/acme/tools",
    "https://huggingface.co/datasets/../../etc",
    "https://[broken",
    "javascript:alert(1)",
    "mailto:someone@example.org",
    "docs/usage.md",
    "data/train.parquet",
    "../acme/one",
  ])("%s is nothing that can be traced", (url) => {
    expect(toLinkTarget(url).kind).toBe("other");
  });
});
