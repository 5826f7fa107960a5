import { expect, test } from "vitest";
import { Mixture } from "../../model/index.ts";
import { listMixtureCompanions, parseMixture } from "../index.ts";

/** `line:column id weight split local` for every entry, and that each stands where it says. */
function brief(text: string, options: Parameters<typeof parseMixture>[1] = {}) {
  const mixture = parseMixture({ name: "mixture", text }, options);
  expect(Mixture.safeParse(mixture).success).toBe(true);
  const lines = text.split("\n");
  for (const { raw, line, column } of [...mixture.entries, ...mixture.setAside]) {
    expect(lines[line - 1]?.slice((column ?? 1) - 1).startsWith(raw)).toBe(true);
  }
  const entries = mixture.entries.map(({ line, column, id, weight, split, isLocal }) =>
    [`${line}:${column}`, id, weight, split, isLocal ? "local" : "hub"].join(" "),
  );
  return { format: mixture.format, entries, setAside: mixture.setAside.map(({ raw }) => raw) };
}

test("a plain list", () => {
  const text = [
    "# what we train on",
    "openai/gsm8k",
    "",
    "  - allenai/tulu-3-sft-mixture 0.5  # half",
    "https://huggingface.co/datasets/AI-MO/NuminaMath-CoT",
    "./own.jsonl",
    "name:Some Corpus",
  ].join("\n");
  expect(brief(text)).toEqual({
    format: "list",
    entries: [
      "2:1 openai/gsm8k   hub",
      "4:5 allenai/tulu-3-sft-mixture 0.5  hub",
      "5:1 AI-MO/NuminaMath-CoT   hub",
      "6:1 name:./own.jsonl   local",
      "7:1 name:Some Corpus   hub",
    ],
    setAside: [],
  });
});

test("an axolotl configuration", () => {
  const text = `base_model: NousResearch/Llama-3.2-1B
datasets:
  - path: "tatsu-lab/alpaca"   # quoted
    type: alpaca
    split: train[:10%]
  - path: json
    data_files:
      - data/own.jsonl
    type: chat_template
  - {path: s3://bucket/x.parquet, type: alpaca}
  - &shared
    path: open-thoughts/OpenThoughts3-1.2M
    name: default
pretraining_dataset: HuggingFaceFW/fineweb
test_datasets:
  - path: openai/gsm8k
    split: test
`;
  expect(brief(text)).toEqual({
    format: "axolotl",
    entries: [
      "3:12 tatsu-lab/alpaca  train hub",
      "8:9 name:data/own.jsonl   local",
      "10:12 name:s3://bucket/x.parquet   local",
      "12:11 open-thoughts/OpenThoughts3-1.2M   hub",
      "14:22 HuggingFaceFW/fineweb   hub",
    ],
    setAside: ["openai/gsm8k"],
  });
});

const datasetInfo = `{
\t"alpaca_en": { "hf_hub_url": "llamafactory/alpaca_en", "ms_hub_url": "llamafactory/alpaca_en" },
\t"identity": { "file_name": "identity.json" },
\t"chinese": { "ms_hub_url": "AI-ModelScope/belle", "split": "train", "num_samples": 500 }
}
`;

test("LLaMA-Factory's definitions", () => {
  expect(brief(datasetInfo)).toEqual({
    format: "llama-factory",
    entries: [
      "2:32 llamafactory/alpaca_en   hub",
      "3:30 name:identity.json   local",
      "4:30 url:https://modelscope.cn/datasets/AI-ModelScope/belle 500 train hub",
    ],
    setAside: [],
  });
});

test("a training configuration of LLaMA-Factory names lines of its own, and needs the definitions", () => {
  const text = `model_name_or_path: Qwen/Qwen3-4B
dataset: alpaca_en, identity
interleave_probs: 0.7,0.3
eval_dataset: chinese
dataset_dir: train/data/
`;
  expect(listMixtureCompanions({ name: "config.yaml", text })).toEqual(["train/data/dataset_info.json"]);
  const companions = [{ name: "train/data/dataset_info.json", text: datasetInfo }];
  expect(brief(text, { companions })).toEqual({
    format: "llama-factory",
    entries: ["2:10 llamafactory/alpaca_en 0.7  hub", "2:21 name:identity.json 0.3  local"],
    setAside: ["chinese"],
  });
  expect(() => parseMixture({ name: "config.yaml", text })).toThrow(
    "train/data/dataset_info.json, which was not found",
  );
  const other = text.replace("identity", "missing");
  expect(() => parseMixture({ name: "config.yaml", text: other }, { companions })).toThrow(
    'defines no "missing"',
  );
  expect(brief(text.replace("alpaca_en, identity", "a/b").replace("train/data/", "ONLINE")).entries).toEqual([
    "2:10 a/b 0.7  hub",
  ]);
});

test("a TRL configuration", () => {
  const named = `model_name_or_path: Qwen/Qwen3-0.6B
dataset_name: trl-lib/Capybara
dataset_train_split: train
dataset_test_split: test
`;
  expect(brief(named)).toEqual({
    format: "trl",
    entries: ["2:15 trl-lib/Capybara  train hub"],
    setAside: [],
  });
  const listed = `model_name_or_path: Qwen/Qwen3-0.6B
datasets:
  - path: stanfordnlp/imdb
  - path: roneneldan/TinyStories
    split: train
streaming: true
`;
  expect(brief(listed)).toEqual({
    format: "trl",
    entries: ["3:11 stanfordnlp/imdb   hub", "4:11 roneneldan/TinyStories  train hub"],
    setAside: [],
  });
  const mixture = "dataset_mixture:\n  datasets:\n    - path: a/b\n      weight: 0.25\n";
  expect(brief(mixture).entries).toEqual(["3:13 a/b 0.25  hub"]);
});

test("open-instruct: a map, a list whose names and weights take turns, a script", () => {
  const map = "dataset_mixer:\n  allenai/tulu-v2-sft-mixture: 0.5\n  'HuggingFaceH4/no_robots': 2500\n";
  expect(brief(map)).toEqual({
    format: "open-instruct",
    entries: ["2:3 allenai/tulu-v2-sft-mixture 0.5  hub", "3:4 HuggingFaceH4/no_robots 2500  hub"],
    setAside: [],
  });
  const list = `dataset_mixer_list:
  - allenai/tulu-3-sft-mixture
  - "1.0"
  - ai2-adapt-dev/rlvr_gsm8k_zs
  - 100
dataset_mixer_list_splits: [train]
dataset_mixer_eval_list: openai/gsm8k 1.0
`;
  expect(brief(list)).toEqual({
    format: "open-instruct",
    entries: ["2:5 allenai/tulu-3-sft-mixture 1 train hub", "4:5 ai2-adapt-dev/rlvr_gsm8k_zs 100 train hub"],
    setAside: ["openai/gsm8k"],
  });
  const script = `#!/bin/bash
python open_instruct/finetune.py \\
    --dataset_mixer_list allenai/a 1.0 \\
        allenai/b 0.5 \\
    --dataset_mixer_eval_list allenai/c 1.0 \\
    --seed 1
`;
  expect(brief(script)).toEqual({
    format: "open-instruct",
    entries: ["3:26 allenai/a 1  hub", "4:9 allenai/b 0.5  hub"],
    setAside: ["allenai/c"],
  });
});

test("a forced format is read as that format, what lists nothing is an error", () => {
  const text = "datasets:\n  - path: a/b\n";
  expect(brief(text).format).toBe("axolotl");
  expect(brief(text, { format: "trl" }).format).toBe("trl");
  expect(() => parseMixture({ name: "m", text }, { format: "open-instruct" })).toThrow(
    "lists no training data",
  );
});

test("what is no mixture is an error that says what was looked for, with the line where there is one", () => {
  const parse = (text: string) => () => parseMixture({ name: "m.yaml", text });
  expect(parse("learning_rate: 1e-5\n")).toThrow("m.yaml is no mixture of a known format");
  expect(parse("")).toThrow("no mixture of a known format");
  expect(parse("datasets:\n  - path: [a\n")).toThrow(/m\.yaml, line \d/);
  expect(parse(`datasets: ${"[".repeat(50_000)}`)).toThrow(/m\.yaml/);
  expect(parse("a: &a [x]\nb: &b [*a,*a]\ndatasets: [*b, *b]\n")).toThrow("lists no training data");
  expect(parse("datasets: &a\n  - path: json\n    data_files: *a\n")).not.toThrow();
  expect(parse(`a: &a {path: a/b}\ndatasets: [${"*a,".repeat(200)}]`)).toThrow("200 aliases");
});
