import type { CheckResult } from "../../src/model/index.ts";

/** What `stemma check` might say: an error with its path, a warning, a finding that is accepted for a while. */
export const sampleCheckResult: CheckResult = {
  mixture: { source: "configs/mixture.yaml", format: "axolotl" },
  policy: {
    source: "policy.yaml",
    rules: [
      {
        id: "no-path-to",
        summary: "No dataset may be built on the test split of a benchmark.",
        help: "Drop the dataset, or take a version that was decontaminated.",
        level: "error",
      },
      {
        id: "unknown",
        summary: "Every upstream must be documented.",
        help: "Trace it again, or accept it in the policy with a date.",
        level: "warning",
      },
    ],
  },
  entries: [
    { id: "demo/mixture", line: 4, column: 11, weight: 1, split: "train", raw: "demo/mixture" },
    { id: "name:./local.jsonl", line: 7, column: null, weight: null, split: null, raw: "./local.jsonl" },
  ],
  findings: [
    {
      rule: "no-path-to",
      level: "error",
      entryIndex: 0,
      dataset: "openai/gsm8k",
      message: "demo/mixture is built on openai/gsm8k {test} [see](1).",
      advice: "Leave demo/mixture out.",
      pathCount: "3",
      path: [
        {
          upstream: "openai/gsm8k",
          downstream: "demo/step",
          relation: "synthetic-generation",
          split: "test",
        },
        { upstream: "demo/step", downstream: "demo/mixture", relation: "direct-inclusion", split: null },
      ],
      acceptedUntil: null,
    },
    {
      rule: "unknown",
      level: "warning",
      entryIndex: 1,
      dataset: null,
      message: "./local.jsonl is a local file: nothing is known of it.",
      advice: null,
      pathCount: "0",
      path: [],
      acceptedUntil: null,
    },
    {
      rule: "unknown",
      level: "warning",
      entryIndex: null,
      dataset: "name:Some Corpus",
      message: "name:Some Corpus could not be resolved.",
      advice: null,
      pathCount: "0",
      path: [],
      acceptedUntil: "2027-01-31",
    },
  ],
  counts: { error: 1, warning: 1, note: 0, accepted: 1 },
};
