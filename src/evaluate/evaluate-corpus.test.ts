import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConfidenceModel, createRuleAgents } from "../agents/index.ts";
import type { EdgeDraft } from "../model/ports/index.ts";
import type { EvaluateOptions } from "./evaluate-corpus.ts";
import { EvaluationReport, evaluateCorpus } from "./index.ts";

let folder = "";

interface Labelled {
  readonly readme: string;
  readonly gold: object;
  readonly repository?: string;
}

/** Documents whose right answers are plain, so that every figure can be counted by hand. */
const github: Readonly<Record<string, Labelled>> = {
  // Two stated sources, one of which (a made-up name that nobody links) is never found.
  "one-of-two": {
    readme:
      "# One\n\nThe rows were sampled from [OpenOrca](https://huggingface.co/datasets/Open-Orca/OpenOrca).\n",
    gold: {
      id: "acme/one",
      edges: [
        {
          source: "Open-Orca/OpenOrca",
          mention: "OpenOrca",
          relation: "Direct Inclusion/Subset",
          stated: true,
        },
        { source: "beta/quillwort", mention: "quillwort", relation: "CoT Distillation", stated: true },
        { source: "beta/unsaid", mention: null, stated: false },
      ],
      negatives: [{ name: "MMLU", why: "evaluation" }],
    },
  },
  // A source that the labels do not have, which is even labelled as none.
  wrong: {
    readme:
      "# Wrong\n\nThe rows were sampled from [SlimOrca](https://huggingface.co/datasets/Open-Orca/SlimOrca).\n",
    gold: { id: "acme/wrong", edges: [], negatives: [{ name: "SlimOrca", why: "for the test" }] },
  },
  silent: {
    readme: "# Silent\n\nNotes that were written by hand, evaluated on MMLU.\n",
    gold: { id: "acme/silent", edges: [], negatives: [{ name: "MMLU", why: "evaluation" }] },
  },
  // Alternatives count, an ambiguous label does not under `strict`, a name off the hub is met by its mention.
  generous: {
    readme:
      "# Generous\n\nThe prompts were taken from [ultrachat](https://huggingface.co/datasets/HuggingFaceH4/ultrachat_200k).\n\n## Data sources\n\n- [WildChat](https://huggingface.co/datasets/allenai/WildChat)\n- [Quillwort-QA](https://quillwort.example.org)\n",
    gold: {
      id: "acme/generous",
      edges: [
        { source: "stingning/ultrachat", alternatives: ["HuggingFaceH4/ultrachat_200k"], stated: true },
        { source: "allenai/WildChat", mention: "WildChat", stated: true, ambiguous: true },
        { source: "Quillwort-QA", mention: "Quillwort-QA", stated: true, unresolved: true },
      ],
    },
  },
};

const cards: Readonly<Record<string, Labelled>> = {
  ticked: {
    readme:
      "---\nsource_datasets:\n- extended|squad\n- extended|other-town-records\n---\n\n# Ticked\n\nThe passages were collected from [BoolQ](https://huggingface.co/datasets/google/boolq) and SQuAD.\n",
    gold: {
      id: "acme/ticked",
      goldFrom: "source_datasets",
      edges: [
        { source: "squad", raw: "extended|squad" },
        { source: "town-records", raw: "extended|other-town-records", offHub: true },
      ],
    },
  },
};

async function write(name: string, corpus: Readonly<Record<string, Labelled>>): Promise<void> {
  for (const [key, { readme, gold, repository }] of Object.entries(corpus)) {
    const path = join(folder, name, key);
    await mkdir(path, { recursive: true });
    await writeFile(join(path, "README.md"), readme);
    await writeFile(join(path, "gold.json"), JSON.stringify(gold));
    const documents = [{ file: "README.md", repo: repository ?? `acme/${key}` }];
    await writeFile(join(path, "meta.json"), JSON.stringify({ documents }));
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stemma-eval-"));
  await write("github", github);
  await write("cards", cards);
});
afterAll(() => rm(folder, { recursive: true }));

const evaluate = (name: string, options?: EvaluateOptions) => evaluateCorpus(join(folder, name), options);

describe("edges", () => {
  it("are counted as right, wrong and missed", async () => {
    const { edges } = await evaluate("github");
    expect(edges).toMatchObject({ tp: 4, fp: 1, fn: 1 });
    expect(edges.precision).toBeCloseTo(4 / 5);
    expect(edges.recall).toBeCloseTo(4 / 5);
    expect(edges.f1).toBeCloseTo(4 / 5);
  });

  it("say of each dataset what was right, wrong and missed", async () => {
    const { datasets } = await evaluate("github");
    const of = (id: string) => datasets.find((dataset) => dataset.id === id)!;
    expect(of("acme/one")).toMatchObject({ tp: 1, fp: 0, fn: 1 });
    expect(of("acme/one").edges.map(({ upstream, verdict }) => `${upstream} ${verdict}`)).toEqual([
      "Open-Orca/OpenOrca correct",
      "beta/quillwort missed",
    ]);
    expect(of("acme/wrong")).toMatchObject({ tp: 0, fp: 1, fn: 0 });
    expect(of("acme/silent")).toMatchObject({ tp: 0, fp: 0, fn: 0, edges: [] });
    expect(of("acme/generous")).toMatchObject({ tp: 3, fp: 0, fn: 0 });
  });

  it("leave ambiguous labels out under strict, without calling them wrong", async () => {
    expect((await evaluate("github")).strict).toMatchObject({ tp: 3, fp: 1, fn: 1 });
  });

  it("that went to review do not count as accepted", async () => {
    const report = await evaluate("github");
    const judged = report.datasets.flatMap((dataset) => dataset.edges);
    const accepted = judged.filter(({ status, verdict }) => status === "accepted" && verdict === "correct");
    expect(report.accepted.tp).toBe(accepted.length);
    expect(report.accepted.fn).toBe(5 - accepted.length);
  });

  it("average over the documents that have something to find", async () => {
    const { macro } = await evaluate("github");
    expect(macro.recall).toBeCloseTo((1 / 2 + 1) / 2);
    expect(macro.precision).toBeCloseTo(1);
  });

  it("are also scored without the two longest lists", async () => {
    expect((await evaluate("github")).withoutLongest).toMatchObject({
      tp: 0,
      fp: 1,
      fn: 0,
      precision: 0,
      recall: null,
    });
  });
});

describe("other figures", () => {
  it("count silent documents and labelled non-sources", async () => {
    const { silent, negatives } = await evaluate("github");
    expect(silent).toEqual({ documents: 2, withEdge: 1 });
    expect(negatives).toEqual({ labelled: 3, reported: 1, rate: 1 / 3 });
  });

  it("say how many labelled mentions were seen at all, and resolved", async () => {
    const { candidates, resolution } = await evaluate("github");
    expect(candidates).toEqual({ labelled: 5, found: 4, recall: 4 / 5 });
    expect(resolution).toMatchObject({ labelled: 3, accuracy: 1, withoutCatalogue: 1 });
  });

  it("compare relations only where the label has one", async () => {
    expect((await evaluate("github")).relations.accuracy).toBe(1);
  });

  it("put every judged edge into the reliability table, by repository", async () => {
    const { calibration } = await evaluate("github");
    expect(calibration).toMatchObject({ edges: 5, wrong: 1, repositories: 3 });
    expect(calibration.reliability.reduce((sum, bin) => sum + bin.edges, 0)).toBe(5);
    for (const { from, to, meanConfidence } of calibration.reliability) {
      expect(meanConfidence).toBeGreaterThanOrEqual(from);
      expect(meanConfidence).toBeLessThanOrEqual(to);
    }
  });

  it("name the agents", async () => {
    expect((await evaluate("github")).agents).toBe(createRuleAgents().name);
  });

  it("fit the published schema and come out the same twice", async () => {
    const report = await evaluate("github");
    expect(EvaluationReport.parse(report)).toEqual(report);
    expect(await evaluate("github")).toEqual(report);
  });
});

describe("hub cards", () => {
  it("count what their field ticks; a name off the hub is neither right nor missed", async () => {
    const { edges, datasets } = await evaluate("cards");
    expect(edges).toMatchObject({ tp: 1, fn: 0 });
    const verdicts = datasets[0]!.edges.map(({ mention, verdict }) => `${mention} ${verdict}`);
    expect(verdicts).toContain("squad correct");
    expect(verdicts).toContain("town-records neutral");
  });

  it("read without their field call what was not ticked neutral", async () => {
    const { edges, datasets } = await evaluate("cards", { withoutField: true });
    expect(edges).toMatchObject({ tp: 1, fp: 0, fn: 0 });
    expect(datasets[0]!.edges.map(({ upstream, verdict }) => `${upstream} ${verdict}`).sort()).toEqual([
      "google/boolq neutral",
      "rajpurkar/squad correct",
    ]);
  });
});

describe("cross-validation", () => {
  it("fits without the repository under test, and reports progress", async () => {
    const done: string[] = [];
    const report = await evaluate("github", {
      crossValidate: true,
      onProgress: (count, total) => done.push(`${count}/${total}`),
    });
    expect(report.weights).toBe("cross-validated");
    expect(report.edges.tp + report.edges.fn).toBe(5);
    expect(done).toEqual(["1/4", "2/4", "3/4", "4/4"]);
  });
});

describe("other agents", () => {
  const rules = createRuleAgents();
  /** Says of everything that it is sure, whatever the weights. */
  const boastful = (seen: ConfidenceModel[]) => (confidence: ConfidenceModel) => {
    seen.push(confidence);
    return {
      ...rules,
      name: "boastful-1",
      judgeEdge: (draft: EdgeDraft) => ({
        ...rules.judgeEdge(draft),
        confidence: 1,
        status: "accepted" as const,
      }),
    };
  };

  it("are measured by the same yardstick", async () => {
    const report = await evaluate("github", { createAgents: boastful([]) });
    expect(report.agents).toBe("boastful-1");
    expect(report.accepted).toEqual(report.edges);
    expect(report.calibration.expectedError.equalWidth.value).toBeCloseTo(1 / 5);
  });

  it("are made with the weights of each fold", async () => {
    const seen: ConfidenceModel[] = [];
    await evaluate("github", { createAgents: boastful(seen), crossValidate: true });
    expect(new Set(seen.map(({ weights }) => JSON.stringify(weights))).size).toBeGreaterThan(1);
  });
});

it("refuses a folder that is no corpus", async () => {
  await expect(evaluate("absent")).rejects.toMatchObject({ code: "not-found" });
});
