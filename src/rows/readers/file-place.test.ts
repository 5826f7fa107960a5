import { describe, expect, it } from "vitest";
import { findReasonToLeaveOut, findSplit, findSplitOfName, toNamedFormat } from "./file-place.ts";

describe("findSplit", () => {
  it.each([
    ["train.jsonl", "train"],
    ["data/train-00000-of-00001.parquet", "train"],
    ["data/train_sft-00000-of-00004-0a1b2c.parquet", "train_sft"],
    ["data/dev-00000-of-00001.parquet", "validation"],
    ["main/test_easy-00001-of-00002.jsonl.gz", "test_easy"],
    ["openthoughts-00000-of-00010.jsonl", null],
    ["train/data-00000-of-00001.arrow", "train"],
    ["train/test.jsonl", "test"],
    ["math_train.json", "train"],
    ["latest.json", null],
    ["contrain.json", null],
    ["train_test.json", null],
    ["valid/en.csv", "validation"],
    ["TestSet.csv", null],
    ["test-set.csv", "test"],
  ])("%s is of the split %s", (path, split) => {
    expect(findSplit(path)).toBe(split);
  });

  it("of a name in a file is itself or what it stands for", () => {
    expect(["dev", "Train", "test_easy", "data", "train_test"].map(findSplitOfName)).toEqual([
      "validation",
      "train",
      "test_easy",
      null,
      null,
    ]);
  });
});

describe("a file's name", () => {
  it.each([
    ["a.jsonl", "jsonl none"],
    ["a.v1.2.JSONL.GZ", "jsonl gzip"],
    ["a.csv.zst", "csv zstd"],
    ["a.feather", "arrow none"],
    ["a.gz", "undefined gzip"],
    ["parquet", "undefined none"],
  ])("%s says %s", (path, wanted) => {
    const { format, compression } = toNamedFormat(path);
    expect(`${format} ${compression}`).toBe(wanted);
  });

  it.each([
    ["a/.cache/x.jsonl", "hidden"],
    ["a/_SUCCESS", "hidden"],
    ["../a/x.jsonl", undefined],
    ["./x.jsonl", undefined],
    ["README.json", "metadata"],
    ["a/dataset_info.json", "metadata"],
    ["LICENSE.csv", "metadata"],
    ["a/model.bin", "no format of rows"],
    ["a/readmes.jsonl", undefined],
  ])("%s is left out as %s", (path, reason) => {
    expect(findReasonToLeaveOut(path)).toBe(reason);
  });
});
