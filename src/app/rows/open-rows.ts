import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StemmaError } from "../../model/index.ts";
import {
  createMemoryRunner,
  type DetectedMapping,
  describeRowFile,
  detectInputMapping,
  type JobProgress,
  listShards,
  openRowInputs,
  parseMapping,
  type RowInput,
  type RowJob,
  type RowMapping,
  type StepRunner,
  stepKinds,
  toMapArguments,
} from "../../rows/index.ts";
import type { UseCaseContext } from "../use-case.ts";
import type { RowRequest, ShownMapping } from "./row-request.ts";

/** A job on rows that is ready to be run. */
export interface OpenedRows extends RowJob {
  /** One for each input. */
  readonly mappings: readonly ShownMapping[];
}

/** What one shard holds of its file, about. */
const shardBytes = 64 * 2 ** 20;

/**
 * Opens the inputs of a command, finds out how their rows are laid out, and hands over what a job is made of; what the job
 * took is let go of afterwards.
 *
 * @throws StemmaError `usage`, `not-found`, and what the job throws.
 */
export async function withRows<Result>(
  request: RowRequest,
  context: UseCaseContext,
  perform: (rows: OpenedRows) => Promise<Result>,
): Promise<Result> {
  return await withInputs(request, context, async (inputs) => {
    const detected = await detectMappings(inputs, request, context);
    const runner = openRunner(context);
    const rows = { ...(await toJob(inputs, detected, context)), runner, mappings: toShown(inputs, detected) };
    try {
      return await perform(rows);
    } finally {
      await runner.close();
    }
  });
}

/** Opens the inputs of a command that reads them itself; what was put aside of stdin is removed afterwards. */
export async function withInputs<Result>(
  request: Pick<RowRequest, "inputs"> & Partial<RowRequest>,
  context: UseCaseContext,
  perform: (inputs: readonly RowInput[]) => Promise<Result>,
): Promise<Result> {
  return await withScratchFolder(async (scratchFolder) =>
    perform(await openInputs(request, context, scratchFolder)),
  );
}

/** Gives a folder for what must be put aside, and removes it at the end. */
export async function withScratchFolder<Result>(
  use: (scratchFolder: string) => Promise<Result>,
): Promise<Result> {
  const scratchFolder = await mkdtemp(join(tmpdir(), "stemma-rows-"));
  try {
    return await use(scratchFolder);
  } finally {
    await rm(scratchFolder, { recursive: true, force: true });
  }
}

export async function openInputs(
  request: Pick<RowRequest, "inputs"> & Partial<RowRequest>,
  { configuration, signal, stdin, onEvent }: UseCaseContext,
  scratchFolder: string,
): Promise<RowInput[]> {
  return await openRowInputs(request.inputs, {
    cwd: configuration.cwd,
    stdin,
    scratchFolder,
    onNote: ({ message }) => onEvent?.({ kind: "note", text: message }),
    signal,
  });
}

/** How the rows of each input are laid out, given places taken as they are. */
export async function detectMappings(
  inputs: readonly RowInput[],
  { map }: Pick<RowRequest, "map"> & Partial<RowRequest>,
  { signal }: UseCaseContext,
): Promise<DetectedMapping[]> {
  const given = toGivenMappings(
    inputs.map(({ name }) => name),
    map,
  );
  const detected: DetectedMapping[] = [];
  for (const [index, input] of inputs.entries()) {
    detected.push(await detectInputMapping(input, { given: given[index] ?? {}, signal }));
  }
  return detected;
}

/** The given places for each input: `NAME:PART=PLACE` goes before `PART=PLACE`. */
export function toGivenMappings(names: readonly string[], map: readonly string[]): Partial<RowMapping>[] {
  const named = map.map((text) => {
    const [, name, rest = text] = /^(.+):(\w+\s*=.*)$/s.exec(text) ?? [];
    return name !== undefined && names.includes(name) ? { name, text: rest } : { name: undefined, text };
  });
  const forAll = parseMapping(named.filter(({ name }) => name === undefined).map(({ text }) => text));
  return names.map((input) => {
    const own = named.filter(({ name }) => name === input).map(({ text }) => text);
    return { ...forAll, ...parseMapping(own) };
  });
}

export async function toJob(
  inputs: readonly RowInput[],
  detected: readonly DetectedMapping[],
  { signal }: UseCaseContext,
): Promise<Pick<RowJob, "inputs" | "shards">> {
  const described = inputs.map(({ name, files }) => ({ name, files: files.map(describeRowFile) }));
  const shards = await listShards(inputs, { targetBytes: shardBytes, signal });
  return {
    inputs: described,
    shards: shards.map(({ input, file, range }) => {
      const description = described[input]?.files[file];
      const mapping = detected[input]?.mapping;
      if (description === undefined || mapping === undefined) throw new TypeError("a shard of no file");
      const isByteRange = range !== null && description.format === "jsonl";
      const bytes = isByteRange ? range.end - range.start : description.byteLength;
      return { input, file, task: { file: description, range, mapping }, bytes };
    }),
  };
}

export function toShown(inputs: readonly RowInput[], detected: readonly DetectedMapping[]): ShownMapping[] {
  return inputs.map(({ name }, index) => {
    const found = detected[index];
    if (found === undefined) throw new StemmaError("unexpected", `${name} has no mapping`);
    const { adapter, mapping, looked, fits, alternatives } = found;
    return {
      input: name,
      adapter,
      parts: [...toMapArguments(mapping)],
      looked,
      fits,
      alternatives: [...new Set(alternatives.map((one) => one.adapter))].filter((one) => one !== adapter),
    };
  });
}

export function openRunner({ signal, onEvent }: UseCaseContext): StepRunner {
  const onProgress = (progress: JobProgress) => onEvent?.({ kind: "rows", ...progress });
  return createMemoryRunner({ kinds: stepKinds, signal, onProgress });
}
