import { join } from "node:path";
import { z } from "zod";
import { type AccountedSource, type BuildAccount, RowTally, toBuildAccount } from "../../curate/index.ts";
import { StemmaError } from "../../model/index.ts";
import { openRowInputs, readRecords } from "../../rows/index.ts";
import type { WrittenFile } from "./build-manifest.ts";
import { ledgerName, linesName } from "./write-set.ts";

const Kept = z.object({ source_dataset: z.string() });
const Dropped = z.object({
  source_dataset: z.string(),
  stage: z.string(),
  reason: z.string(),
  count: z.union([z.int(), z.bigint().transform(Number)]),
});

export interface RecountedSet {
  /** Folder of the set, or of its draft. */
  readonly folder: string;
  readonly outputs: readonly Pick<WrittenFile, "path" | "rows">[];
  readonly sources: readonly AccountedSource[];
}

/**
 * Counts the rows of a set from its files alone: the Parquet files and the ledger. The file of lines must have the same rows
 * of each source.
 *
 * @throws StemmaError `corrupt` for a file with other rows than stated.
 */
async function recountSet({ folder, outputs, sources }: RecountedSet): Promise<BuildAccount> {
  const tally = new RowTally();
  const sourceOf = new Map(sources.map(({ dataset }, source) => [dataset, source]));
  const toSource = (dataset: string) => {
    const source = sourceOf.get(dataset);
    if (source !== undefined) return source;
    throw new StemmaError("corrupt", `${folder} has rows of ${dataset}, which is no source of the plan`);
  };
  const lines = new RowTally();
  for (const { path, rows } of outputs) {
    const isTable = path.startsWith("data/");
    if (!isTable && path !== linesName) continue;
    let count = 0;
    for await (const { source_dataset } of readRows(join(folder, path), Kept)) {
      (isTable ? tally : lines).addKept(toSource(source_dataset));
      count += 1;
    }
    if (count !== rows) throw createRowError(path, { stated: rows ?? 0, found: count });
  }
  for await (const entry of readRows(join(folder, ledgerName), Dropped)) {
    tally.addDropped(toSource(entry.source_dataset), entry, entry.count);
  }
  for (const [source, { dataset }] of sources.entries()) {
    const [stated, found] = [tally.kept(source), lines.kept(source)];
    if (stated !== found) throw createRowError(`${linesName} (${dataset})`, { stated, found });
  }
  return toBuildAccount(sources, tally);
}

/** What differs first between an account and what a set's files hold; undefined when nothing does. */
export async function findAccountFault(stated: BuildAccount, set: RecountedSet): Promise<string | undefined> {
  try {
    return findDifference(stated, await recountSet(set), "");
  } catch (error) {
    if (error instanceof StemmaError && error.code === "corrupt") return error.message;
    throw error;
  }
}

/**
 * Compares what was counted with what is found in the files, to the row.
 *
 * @throws StemmaError `corrupt` that names the first figure that differs.
 */
export async function assertAccount(stated: BuildAccount, set: RecountedSet): Promise<void> {
  const fault = await findAccountFault(stated, set);
  if (fault === undefined) return;
  throw new StemmaError("corrupt", `the account does not add up: ${fault}`, {
    hint: "build the set anew; if it happens again, it is a fault of stemma",
  });
}

function findDifference(stated: unknown, found: unknown, path: string): string | undefined {
  if (isObject(stated) && isObject(found)) {
    for (const key of new Set([...Object.keys(stated), ...Object.keys(found)])) {
      const inner = findDifference(Reflect.get(stated, key), Reflect.get(found, key), `${path}.${key}`);
      if (inner !== undefined) return inner;
    }
    return undefined;
  }
  if (stated === found) return undefined;
  return `${path.slice(1)} is ${String(stated ?? 0)} by the account and ${String(found ?? 0)} in the files`;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Rows of one of our own files, which must be whole. */
export async function* readRows<Row extends z.ZodType>(
  path: string,
  schema: Row,
): AsyncIterable<z.output<Row>> {
  const [input] = await openRowInputs([path], { cwd: "/" });
  for (const file of input?.files ?? []) {
    const onBroken = ({ reason }: { readonly reason: string }) => {
      throw new StemmaError("corrupt", `${path} cannot be read: ${reason}`);
    };
    const onNote = ({ isLoss, message }: { readonly isLoss: boolean; readonly message: string }) => {
      if (isLoss) throw new StemmaError("corrupt", message);
    };
    for await (const { records } of readRecords(file, { onBroken, onNote })) {
      for (const record of records) yield schema.parse(record);
    }
  }
}

function createRowError(what: string, { stated, found }: { stated: number; found: number }): StemmaError {
  return new StemmaError("corrupt", `${what} has ${found} rows, ${stated} are stated`, {
    hint: "build the set anew",
  });
}
