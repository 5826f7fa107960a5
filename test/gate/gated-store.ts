import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Configuration, loadConfiguration, traceDatasets } from "../../src/app/index.ts";
import { bundledSnapshot } from "../cli/run-stemma.ts";
import { type FixtureDataset, writeSnapshotFixture } from "../cli/snapshot-fixture.ts";

export const mixtureFolder = fileURLToPath(new URL("./mixtures/", import.meta.url));
export const policyFile = fileURLToPath(new URL("./policy.yaml", import.meta.url));

/** The dataset of every mixture into which a test split is planted, and how it got there. */
export const planted = "acme/math-sft";
export const plantedPath = ["openai/gsm8k", "acme/word-problems", "acme/reasoning-steps", planted];

/** Real datasets, one in each mixture and the same one in all; their lineages are those of the bundled snapshot. */
const real = [
  "tatsu-lab/alpaca",
  "open-thoughts/OpenThoughts2-1M",
  "qihoo360/Light-R1-SFTData",
  "Skywork/Skywork-OR1-RL-Data",
  "allenai/tulu-3-sft-mixture",
  "alibaba-pai/OmniThought",
  "m-a-p/CodeFeedback-Filtered-Instruction",
  "allenai/tulu-3-sft-personas-code",
];

/** A snapshot of what was planted: a benchmark's test split three steps above the dataset. */
export function writePlantedSnapshot(folder: string): string {
  return writeSnapshotFixture(folder, {
    "openai/gsm8k": { card: "# GSM8K\n\nA benchmark of word problems.\n" },
    "acme/word-problems": toCard("the test split of ", "openai/gsm8k"),
    "acme/reasoning-steps": toCard("", "acme/word-problems"),
    [planted]: toCard("", "acme/reasoning-steps"),
  });
}

function toCard(part: string, source: string): FixtureDataset {
  const link = `[${source}](https://huggingface.co/datasets/${source})`;
  return { card: `# A dataset\n\nThis dataset was created from ${part}${link}, rewritten by a model.\n` };
}

/** A store with the lineages of the mixtures, in a folder that is there; the folder of the mixtures is the working folder. */
export async function makeGatedStore(folder: string): Promise<Configuration> {
  const toConfiguration = (snapshot?: string) =>
    loadConfiguration({
      flags: { store: join(folder, "store.db"), snapshot },
      env: { HOME: folder },
      cwd: mixtureFolder,
    });
  const snapshot = writePlantedSnapshot(join(folder, "planted"));
  await traceDatasets.run({ ids: real }, { configuration: toConfiguration(bundledSnapshot) });
  await traceDatasets.run({ ids: [planted] }, { configuration: toConfiguration(snapshot) });
  return toConfiguration();
}
