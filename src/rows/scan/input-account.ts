import { z } from "zod";
import { sumLayouts } from "../adapters/index.ts";
import { hashFile } from "./hash-file.ts";
import type { JobShard, RowJob } from "./row-job.ts";
import { KeptBroken, KeptNote, type ScanAccount, UnmappedLayout } from "./scan-account.ts";

const FileAccount = z.strictObject({
  file: z.string(),
  bytes: z.number(),
  /** Null where nobody states it and only parts were read. */
  sha256: z.string().nullable(),
  hashedBy: z.enum(["computed", "stated"]).nullable(),
  revision: z.string().nullable(),
  /** Records that could be read. */
  rows: z.number(),
  broken: z.number(),
});

/** What was read of one input. */
export const InputAccount = z.strictObject({
  name: z.string(),
  /** Rows that samples were made of: what every figure counts. */
  rows: z.number(),
  /** Records that the mapping does not fit. */
  unmapped: z.number(),
  /** Lines or records that could not be read. */
  broken: z.number(),
  files: z.array(FileAccount),
  /** The first rows that the mapping does not fit: file, and number of the record in it from 0. */
  firstUnmapped: z.array(z.strictObject({ file: z.string(), row: z.number() })),
  /** What they look like, the most frequent first. */
  unmappedAs: z.array(UnmappedLayout),
  firstBroken: z.array(KeptBroken),
  notes: z.array(KeptNote),
});
export type InputAccount = z.infer<typeof InputAccount>;

const keptAside = 20;

/**
 * Puts together what was read of each input. The files' hashes are computed meanwhile.
 *
 * @param accounts one for each shard of the job
 */
export async function accountInputs(job: RowJob, accounts: readonly ScanAccount[]): Promise<InputAccount[]> {
  const files = job.inputs.flatMap(({ files }) => files);
  const hashes = await job.runner.run(files.map((file) => ({ description: hashFile.describe({ file }) })));
  const hashOf = new Map(files.map((file, index) => [file, hashes[index]]));
  return job.inputs.map(({ name, files: own }, input) => {
    const parts = own.map((description, file) => {
      const output = hashOf.get(description);
      const hash = output === undefined ? noHash : hashFile.toResult(output);
      return { ...sumFile(listParts(job.shards, accounts, { input, file })), description, hash };
    });
    const unmapped = sum(parts.map((part) => part.unmapped));
    return {
      name,
      rows: sum(parts.map((part) => part.rows)) - unmapped,
      unmapped,
      broken: sum(parts.map((part) => part.broken)),
      files: parts.map(({ description, hash, rows, broken }) => ({
        file: description.name,
        bytes: description.byteLength,
        ...hash,
        rows,
        broken,
      })),
      firstUnmapped: parts
        .flatMap((part) => part.firstUnmapped.map((row) => ({ file: part.description.name, row })))
        .slice(0, keptAside),
      unmappedAs: [...sumLayouts(parts.flatMap((part) => part.unmappedAs))],
      firstBroken: parts.flatMap((part) => part.firstBroken).slice(0, keptAside),
      notes: dropRepeated(parts.flatMap((part) => part.notes)),
    };
  });
}

const noHash = { sha256: null, hashedBy: null, revision: null };

function listParts(
  shards: readonly JobShard[],
  accounts: readonly ScanAccount[],
  place: { readonly input: number; readonly file: number },
): ScanAccount[] {
  return shards.flatMap(({ input, file }, index) => {
    const account = accounts[index];
    return account !== undefined && input === place.input && file === place.file ? [account] : [];
  });
}

/** Numbers of lines and rows in a shard become those in the file. */
function sumFile(parts: readonly ScanAccount[]) {
  let [rows, lines, records] = [0, 0, 0];
  const firstUnmapped: number[] = [];
  const firstBroken: z.infer<typeof KeptBroken>[] = [];
  for (const part of parts) {
    const before = { rows, lines, records };
    firstUnmapped.push(...part.firstUnmapped.map((row) => row + before.rows));
    firstBroken.push(
      ...part.firstBroken.map((one) => ({
        ...one,
        number: one.number + (one.unit === "line" ? before.lines : before.records),
      })),
    );
    rows += part.rows;
    lines += part.lines;
    records += part.rows + part.broken;
  }
  return {
    rows,
    unmapped: sum(parts.map((part) => part.unmapped)),
    broken: sum(parts.map((part) => part.broken)),
    firstUnmapped,
    unmappedAs: parts.flatMap((part) => part.unmappedAs),
    firstBroken,
    notes: parts.flatMap((part) => part.notes),
  };
}

function dropRepeated<Note extends { readonly message: string }>(notes: readonly Note[]): Note[] {
  return [...new Map(notes.map((note) => [note.message, note])).values()];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
