import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StemmaError } from "../../model/index.ts";
import {
  type DetectedMapping,
  describeRowFile,
  detectInputMapping,
  fetchRowFile,
  listColumns,
  listShards,
  openRowInputs,
  parseMapping,
  type RowFile,
  type RowInput,
  type RowJob,
  type RowMapping,
  toMapArguments,
} from "../../rows/index.ts";
import type { UseCaseContext } from "../use-case.ts";
import { findStripList, withStrip } from "./find-strip-list.ts";
import { type HubFiles, openHubFiles } from "./open-hub-files.ts";
import { openRunner } from "./open-runner.ts";
import type { RowRequest, ShownMapping } from "./row-request.ts";

/** A job on rows that is ready to be run. */
export interface OpenedRows extends RowJob {
  /** One for each input. */
  readonly mappings: readonly ShownMapping[];
}

/** What one shard holds of its file, about. */
const shardBytes = 64 * 2 ** 20;

export interface RowJobRequest extends RowRequest {
  /** Whether fields that the mapping does not read are needed too, because rows are written. */
  readonly wholeRows?: boolean | undefined;
}

/**
 * Opens the inputs of a command, finds out how their rows are laid out, and hands over what a job is made of; what the job
 * took is let go of afterwards.
 *
 * @throws StemmaError `usage`, `not-found`, and what the job throws.
 */
export async function withRows<Result>(
  request: RowJobRequest,
  context: UseCaseContext,
  perform: (rows: OpenedRows) => Promise<Result>,
): Promise<Result> {
  return await withRowPlaces(context, async (places) => {
    const found = await openInputs(request, context, places);
    const detected = await detectMappings(found, request, context);
    const inputs = await fetchInputs(found, request.wholeRows ? [] : detected, context);
    const strip = await findStripList(request.strip, { inputs, detected }, context);
    const job = withStrip(await toJob(inputs, detected, context), strip);
    const mappings = toShown(inputs, detected).map((shown) => ({ ...shown, strip: [...strip] }));
    const { runner, close } = openRunner(inputs, request, context);
    let isDone = false;
    try {
      const result = await perform({ ...job, runner, mappings });
      isDone = true;
      return result;
    } finally {
      await close(isDone);
    }
  });
}

/** Opens the inputs of a command that reads them itself, and only parts of what is on the hub. */
export async function withInputs<Result>(
  request: Pick<RowRequest, "inputs">,
  context: UseCaseContext,
  perform: (inputs: readonly RowInput[]) => Promise<Result>,
): Promise<Result> {
  return await withRowPlaces(context, async (places) => perform(await openInputs(request, context, places)));
}

/** Where inputs come from beside files that are named, and where what comes is put. */
export interface RowPlaces extends Pick<HubFiles, "datasets" | "copyFolder"> {
  readonly scratchFolder: string;
}

/** Gives a folder for what must be put aside, which is removed at the end, and the hub. */
export async function withRowPlaces<Result>(
  context: UseCaseContext,
  use: (places: RowPlaces) => Promise<Result>,
): Promise<Result> {
  const scratchFolder = await mkdtemp(join(tmpdir(), "stemma-rows-"));
  const { datasets, copyFolder, close } = openHubFiles(context);
  try {
    return await use({ scratchFolder, datasets, copyFolder });
  } finally {
    await close();
    await rm(scratchFolder, { recursive: true, force: true });
  }
}

export async function openInputs(
  request: Pick<RowRequest, "inputs"> & Partial<RowRequest>,
  { configuration, signal, stdin, onEvent }: UseCaseContext,
  places: RowPlaces,
): Promise<RowInput[]> {
  return await openRowInputs(request.inputs, {
    ...places,
    cwd: configuration.cwd,
    stdin,
    onNote: ({ message }) => onEvent?.({ kind: "note", text: message }),
    signal,
  });
}

/**
 * The inputs with every file on this machine, as the steps of a job need them: of the hub's files what the mapping
 * reads, or all where there is no mapping.
 */
export async function fetchInputs(
  inputs: readonly RowInput[],
  detected: readonly DetectedMapping[],
  { signal, onEvent }: UseCaseContext,
): Promise<RowInput[]> {
  const fetched: RowInput[] = [];
  for (const [index, { name, files }] of inputs.entries()) {
    const mapping = detected[index]?.mapping;
    const columns = mapping === undefined ? undefined : listColumns(mapping);
    const local: RowFile[] = [];
    for (const file of files) {
      if (file.bytes.copyPath !== undefined) onEvent?.({ kind: "reading", what: file.bytes.name });
      local.push(await fetchRowFile(file, { columns, signal }));
    }
    fetched.push({ name, files: local });
  }
  return fetched;
}

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
      strip: [],
    };
  });
}
