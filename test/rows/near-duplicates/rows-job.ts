import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { detectMapping } from "../../../src/rows/adapters/index.ts";
import { createMemoryRunner } from "../../../src/rows/jobs/memory-runner.ts";
import type { StepRunner } from "../../../src/rows/jobs/step-runner.ts";
import { describeRowFile, listShards, openRowInputs } from "../../../src/rows/readers/index.ts";
import type { RowJob } from "../../../src/rows/scan/row-job.ts";
import { stepKinds } from "../../../src/rows/step-kinds.ts";

export interface Row {
  readonly instruction: string;
  readonly input?: string;
  readonly output?: string;
  readonly source?: string;
}

const { mapping } = detectMapping([{ instruction: "a", input: "i", output: "b" }]);

export interface JobOptions {
  readonly targetBytes?: number;
  readonly runner?: StepRunner;
}

/** A job on files in the folder: by file name the rows, or the content. */
export async function openJob(
  folder: string,
  files: Readonly<Record<string, readonly Row[] | string | Uint8Array>>,
  { targetBytes = 1e9, runner = createMemoryRunner({ kinds: stepKinds }) }: JobOptions = {},
): Promise<RowJob> {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), toContent(content));
  const inputs = await openRowInputs(Object.keys(files), { cwd: folder });
  const described = inputs.map(({ name, files: own }) => ({ name, files: own.map(describeRowFile) }));
  const shards = await listShards(inputs, { targetBytes });
  return {
    inputs: described,
    shards: shards.map(({ input, file, range }) => ({
      input,
      file,
      bytes: 0,
      task: { file: described[input]!.files[file]!, range, mapping: { ...mapping, source: "source" } },
    })),
    runner,
  };
}

function toContent(content: readonly Row[] | string | Uint8Array): string | Uint8Array {
  if (typeof content === "string" || content instanceof Uint8Array) return content;
  return content.map((row) => `${JSON.stringify({ output: "o", ...row })}\n`).join("");
}
