import { StemmaError } from "../../model/index.ts";
import {
  type ColumnProfile,
  createSampleReader,
  type DetectedMapping,
  detectionRows,
  detectMapping,
  type MappingCandidate,
  profileRows,
  type RowMapping,
  toMapArguments,
} from "../adapters/index.ts";
import type { RowFile, RowInput } from "../readers/index.ts";
import { createWrapperMiner } from "../wrappers/index.ts";
import type { InputInspection, InspectedColumn, LayoutChoice } from "./input-inspection.ts";
import { type LookedRow, lookAtRows } from "./look-at-rows.ts";
import { createHealthCounter } from "./row-health.ts";

export interface InspectOptions {
  readonly given: Partial<RowMapping>;
  /** Rows of each input that are looked at. */
  readonly rows: number;
  /** Rows that are shown. */
  readonly examples: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks at the first rows of each file of an input: which columns they have, how they are laid out, how they read as samples,
 * what stands around their questions, and what is wrong with some. A layout that is not known is said, not thrown.
 *
 * @throws StemmaError `usage` when a given place leads nowhere, `not-found` when a file cannot be opened.
 */
export async function inspectInput(input: RowInput, options: InspectOptions): Promise<InputInspection> {
  const { files, rows, broken, firstBroken, notes } = await lookAtRows(input, options);
  const spread = spreadOverFiles(rows, detectionRows).map(({ record }) => record);
  const { detected, problem } = findLayout(input.name, spread, options.given);
  return {
    name: input.name,
    files: files.map(({ file, looked, isWhole }) => ({ ...describeFile(file), looked, isWhole })),
    looked: rows.length,
    broken,
    firstBroken: firstBroken.map(({ file, unit, number, reason, excerpt }) => ({
      file,
      unit,
      number,
      reason,
      excerpt,
    })),
    notes: notes.map(({ message, hint }) => ({ message, hint })),
    columns: profileRows(rows.map(({ record }) => record)).map(toColumn),
    detectedFrom: spread.length,
    layout: detected === undefined ? null : toChoice(detected),
    problem: problem === undefined ? null : { message: problem.message, hint: problem.hint ?? null },
    alternatives: (detected?.alternatives ?? []).map(toChoice),
    misfits: (detected?.misfits ?? []).map((group) => ({ ...group, columns: [...group.columns] })),
    ...readAsSamples(rows, detected, options),
  };
}

function findLayout(
  name: string,
  records: readonly unknown[],
  given: Partial<RowMapping>,
): { readonly detected?: DetectedMapping; readonly problem?: StemmaError } {
  try {
    return { detected: detectMapping(records, { given, name }) };
  } catch (error) {
    if (!(error instanceof StemmaError) || Object.keys(given).length > 0) throw error;
    return { problem: error };
  }
}

/** The first rows of each file, each file with its share. */
function spreadOverFiles(rows: readonly LookedRow[], most: number): readonly LookedRow[] {
  const files = [...Map.groupBy(rows, ({ file }) => file).values()];
  const share = Math.ceil(most / Math.max(1, files.length));
  return files.flatMap((ofFile) => ofFile.slice(0, share));
}

function describeFile({ bytes, format, compression, encoding, split }: RowFile) {
  return { file: bytes.name, format, compression, encoding, bytes: bytes.byteLength, split };
}

function toColumn({ place, kind, kinds, filled, distinct, fields, items }: ColumnProfile): InspectedColumn {
  const inner = [...fields, ...items].map(({ name }) => name);
  return { place, kind, kinds, filled, distinct, fields: [...new Set(inner)] };
}

function toChoice({ adapter, mapping, fits }: MappingCandidate): LayoutChoice {
  return { adapter, map: [...toMapArguments(mapping)], fits };
}

type SampleFindings = Pick<InputInspection, "examples" | "health" | "wrappers" | "systems">;

function readAsSamples(
  rows: readonly LookedRow[],
  detected: DetectedMapping | undefined,
  options: InspectOptions,
): SampleFindings {
  if (detected === undefined) return { examples: [], health: [], wrappers: [], systems: [] };
  const readSample = createSampleReader(detected.mapping);
  const health = createHealthCounter();
  const miner = createWrapperMiner();
  const examples: SampleFindings["examples"] = [];
  for (const { file, row, split, record } of rows) {
    const found = readSample(record);
    if (found === undefined) continue;
    const sample = { ...found, split: found.split ?? split };
    if (examples.length < options.examples) examples.push({ file, row, sample });
    health.add(sample, { file, row });
    miner.offer(sample.instruction, sample.system);
  }
  const { wrappers, systems } = miner.report("");
  return { examples, health: [...health.list()], wrappers, systems };
}
