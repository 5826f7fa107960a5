import type { BuildPlan } from "../../curate/index.ts";
import { createRowKernels, type KeyTier, scanShard, toKeyText } from "../../rows/index.ts";
import type { UseCaseContext } from "../use-case.ts";
import { readQuestions, toQuestionText, toRowText } from "./check-questions.ts";
import { openBenchmarks } from "./open-build.ts";

interface ScannedSet {
  readonly plan: BuildPlan;
  /** Parquet files of the set. */
  readonly tables: readonly string[];
}

/** Tiers that are looked at: what is equal at a weaker one is equal at these. */
const tiers: readonly KeyTier[] = ["norm", "strong", "skeleton"];

/**
 * Looks for rows that ask what a benchmark item asks, in another way than the build does: whole texts are compared, no hashes,
 * by the plain kernels, and of the set only its files are read.
 */
export async function scanForBenchmarks(
  { plan, tables }: ScannedSet,
  context: UseCaseContext,
): Promise<{ readonly items: number; readonly faults: string[] }> {
  const known = await readItems(plan, context);
  const faults: string[] = [];
  for await (const question of readQuestions(tables)) {
    const text = toQuestionText(question);
    for (const tier of tiers) {
      const item = known.items.get(toItemKey(tier, text));
      if (item === undefined) continue;
      faults.push(`${toRowText(question)} is ${item} at ${tier}`);
      break;
    }
  }
  return { items: known.count, faults };
}

async function readItems({ decontamination }: BuildPlan, context: UseCaseContext) {
  const items = new Map<string, string>();
  let count = 0;
  await openBenchmarks(decontamination.benchmarks, context, async ({ shards }) => {
    const kernels = createRowKernels({ prefer: "plain" });
    for (const { input, task } of shards) {
      const name = decontamination.benchmarks[input]?.dataset ?? "";
      const onRow = ({
        number,
        sample,
      }: {
        number: number;
        sample: () => { instruction: string; input: string };
      }) => {
        count += 1;
        const text = toQuestionText(sample());
        for (const tier of tiers) {
          const key = toItemKey(tier, text);
          if (key !== tier && !items.has(key)) items.set(key, `item ${number} of ${name}`);
        }
      };
      await scanShard(task, { kernels, onRow });
    }
  });
  return { items, count };
}

/** Texts of different tiers never meet. */
function toItemKey(tier: KeyTier, text: string): string {
  return `${tier}${toKeyText(tier, text)}`;
}
