import { describe, expect, it } from "vitest";
import { findDatasetReference } from "./dataset-reference.ts";

const nothing = { revision: null, config: null, split: null, path: null };

describe("findDatasetReference", () => {
  it.each([
    ["openai/gsm8k", { id: "openai/gsm8k" }],
    ["openai/gsm8k:main/test", { id: "openai/gsm8k", config: "main", split: "test" }],
    ["openai/gsm8k@v1.0:main", { id: "openai/gsm8k", revision: "v1.0", config: "main" }],
    ["a/b@refs/convert/parquet:x", { id: "a/b", revision: "refs/convert/parquet", config: "x" }],
    ["hf://datasets/a/b", { id: "a/b" }],
    ["hf://datasets/a/b/", { id: "a/b" }],
    ["hf://datasets/a/b@9f0c/data/x.parquet", { id: "a/b", revision: "9f0c", path: "data/x.parquet" }],
    ["hf://datasets/a/b@refs%2Fpr%2F1/**/*.json", { id: "a/b", revision: "refs/pr/1", path: "**/*.json" }],
  ])("reads %s", (text, wanted) => {
    expect(findDatasetReference(text)).toEqual({ ...nothing, ...wanted });
  });

  it.each([
    "train",
    "train.jsonl",
    "data/train.jsonl",
    "./a/b",
    "../a",
    "a/b/c",
    "/a/b",
    "a/b.csv.gz",
    "a b/c",
    "",
  ])("takes %j for a place on this machine", (text) => {
    expect(findDatasetReference(text)).toBeUndefined();
  });

  it.each(["hf://datasets/", "hf://datasets/a", "hf://datasets//b", "hf://datasets/a b/c"])(
    "refuses %s",
    (text) => {
      expect(() => findDatasetReference(text)).toThrow("names no dataset");
    },
  );
});
