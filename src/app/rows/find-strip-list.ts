import {
  type DetectedMapping,
  mineInputWrappers,
  parseWrapperFile,
  type RowInput,
  type RowJob,
  toStripList,
  type Wrapper,
} from "../../rows/index.ts";
import { readTextFile } from "../text-files.ts";
import type { UseCaseContext } from "../use-case.ts";

/**
 * What `--strip` takes off the questions of all inputs alike, so that those of one are found in another: nothing for `none`,
 * what the inputs have for `mined` (all of their rows are read for it), otherwise what a file says.
 *
 * @throws StemmaError `not-found` and `usage` for a file that is none.
 */
export async function findStripList(
  strip: string,
  {
    inputs,
    detected,
  }: { readonly inputs: readonly RowInput[]; readonly detected: readonly DetectedMapping[] },
  { configuration, signal, onEvent }: UseCaseContext,
): Promise<readonly Wrapper[]> {
  if (strip === "none") return [];
  if (strip !== "mined") {
    const { name, text } = await readTextFile(configuration.cwd, strip);
    return parseWrapperFile(text, name);
  }
  const found: Wrapper[] = [];
  for (const [index, input] of inputs.entries()) {
    const mapping = detected[index]?.mapping;
    if (mapping === undefined) throw new TypeError("an input without a mapping");
    onEvent?.({ kind: "reading", what: `${input.name}, for texts around its questions` });
    found.push(...(await mineInputWrappers(input, { mapping, signal })).wrappers);
  }
  return toStripList(found);
}

/** The job with these wrappers taken off wherever its rows are read. */
export function withStrip<Job extends Pick<RowJob, "shards">>(job: Job, wrappers: readonly Wrapper[]): Job {
  if (wrappers.length === 0) return job;
  const strip = [...wrappers];
  return { ...job, shards: job.shards.map((shard) => ({ ...shard, task: { ...shard.task, strip } })) };
}
