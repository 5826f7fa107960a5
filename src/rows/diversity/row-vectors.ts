import { createRowKernels } from "../../kernels/index.ts";
import { StemmaError } from "../../model/index.ts";
import type { TextEmbedder } from "../embeddings/text-embedder.ts";
import type { VectorFile } from "../embeddings/vector-file.ts";
import { accountInputs, type InputAccount } from "../scan/input-account.ts";
import type { JobShard, RowJob } from "../scan/row-job.ts";
import type { ScanAccount } from "../scan/scan-account.ts";
import { scanShard } from "../scan/scan-shard.ts";
import type { VectorBatch } from "./measure-diversity.ts";

/** What of a row is embedded: the instruction, as the paper does, or the input after it too. */
export const embeddedTexts = ["instruction", "question"] as const;
export type EmbeddedText = (typeof embeddedTexts)[number];

export interface RowVectorOptions {
  readonly job: RowJob;
  readonly text: EmbeddedText;
  /** What makes the vectors, or where they are. */
  readonly from: TextEmbedder | VectorFile;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { readonly rows: number }) => void) | undefined;
}

/** Rows of one source, by its label; null where the rows have none. */
export interface VectorSource {
  readonly input: number;
  readonly label: string | null;
}

export interface RowVectors {
  /** Sources in the order of their first rows; complete once the vectors were read through. */
  readonly sources: readonly VectorSource[];
  open(): AsyncIterable<VectorBatch>;
  /** What was read of each input, once the vectors were read through. */
  account(): Promise<InputAccount[]>;
}

const batchRows = 512;
/** Labels beyond so many are no sources: the rows count for their input. */
const mostSources = 64;

/** The vectors of all rows in order. Memory: the texts of one shard, and a batch of vectors. */
export function openRowVectors(options: RowVectorOptions): RowVectors {
  const numbers = new Map<string, number>();
  const sources: VectorSource[] = [];
  const toSource = (input: number, label: string | null): number => {
    const isFull = sources.length >= mostSources;
    const name = JSON.stringify([input, label]);
    const known = numbers.get(name);
    if (known !== undefined) return known;
    if (isFull && label !== null) return toSource(input, null);
    numbers.set(name, sources.length);
    sources.push({ input, label });
    return sources.length - 1;
  };
  const accounts: ScanAccount[] = [];
  return {
    sources,
    open: () => readVectors(options, { toSource, accounts }),
    account: () => accountInputs(options.job, accounts),
  };
}

interface Reading {
  readonly toSource: (input: number, label: string | null) => number;
  /** Of each shard, by its place in the job. */
  readonly accounts: ScanAccount[];
}

async function* readVectors(options: RowVectorOptions, reading: Reading): AsyncGenerator<VectorBatch> {
  let rows = 0;
  const take = openTake(options);
  for (const [place, shard] of options.job.shards.entries()) {
    const { texts, sources, account } = await readTexts(options, shard, reading.toSource);
    reading.accounts[place] = account;
    for (let start = 0; start < texts.length; start += batchRows) {
      const batch = texts.slice(start, start + batchRows);
      const vectors = await take(batch);
      rows += batch.length;
      options.onProgress?.({ rows });
      yield { vectors, sources: sources.slice(start, start + batchRows) };
    }
  }
}

type Take = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

function openTake({ from, signal }: RowVectorOptions): Take {
  if ("embed" in from) return (texts) => from.embed(texts, signal);
  const reader = from.openReader();
  let taken = 0;
  return async (texts) => {
    const vectors = await reader.take(texts.length);
    taken += vectors.length;
    if (vectors.length < texts.length)
      throw new StemmaError("usage", `${from.name} holds ${taken} vectors, and there are more rows`, {
        hint: "the file holds one vector for each row, in the order of the inputs",
      });
    return vectors;
  };
}

async function readTexts(
  { text, signal }: RowVectorOptions,
  shard: JobShard,
  toSource: (input: number, label: string | null) => number,
): Promise<{ readonly texts: string[]; readonly sources: number[]; readonly account: ScanAccount }> {
  const kernels = createRowKernels();
  const texts: string[] = [];
  const sources: number[] = [];
  const account = await scanShard(shard.task, {
    kernels,
    withSource: true,
    signal,
    onRow: ({ source }) => {
      const input = text === "question" ? kernels.fieldText("input") : "";
      const instruction = kernels.fieldText("instruction");
      texts.push(input === "" ? instruction : `${instruction}\n${input}`);
      sources.push(toSource(shard.input, source));
    },
  });
  return { texts, sources, account };
}
