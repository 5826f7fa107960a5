import { z } from "zod";
import { type AlgebraKernels, productRows } from "../../kernels/index.ts";
import {
  addSums,
  createEmptySums,
  DiversityCollector,
  type DiversitySums,
  toScore,
} from "./diversity-sums.ts";
import { RowSample } from "./row-sample.ts";

/** Consecutive vectors, each with the number of its source. */
export interface VectorBatch {
  readonly vectors: readonly Float32Array[];
  readonly sources: readonly number[];
}

export interface DiversityOptions {
  readonly algebra: AlgebraKernels;
  /** Gives the same vectors in the same order each time it is called. */
  readonly openVectors: () => AsyncIterable<VectorBatch>;
  /** Asked once the vectors were read through. */
  readonly countSources: () => number;
  /** Of the Vendi score; 1 is the published one. */
  readonly order: number;
  /** Samples that the interval is taken from; 0 for none. */
  readonly replicates: number;
  /** Rows whose nearest neighbours are looked for; 0 for none. */
  readonly queries: number;
  readonly seed: number;
}

const Interval = z.tuple([z.number(), z.number()]);

const figures = {
  count: z.int(),
  /** Rows without a vector that has a direction, left out. */
  zeroCount: z.int(),
  vendiScore: z.number(),
  centroidDistance: z.number(),
};

export const DiversityFigures = z.strictObject({
  ...figures,
  path: z.enum(["covariance", "kernel"]),
  /** 95 % of the Vendi score under resampling of blocks of rows. */
  vendiInterval: Interval.nullable(),
});

export const SourceDiversity = z.strictObject({
  ...figures,
  /** The Vendi score of all rows but these; null for the only source. */
  vendiWithout: z.number().nullable(),
  /** What the source adds to the score of all: negative where it makes the whole more alike. */
  gain: z.number().nullable(),
});
export type SourceDiversity = z.infer<typeof SourceDiversity>;

const thresholds = [0.8, 0.9, 0.95, 0.99];

export const NeighbourFigures = z.strictObject({
  /** Rows that were compared with all others. */
  queries: z.int(),
  meanSimilarity: z.number(),
  /** Share of them whose nearest neighbour is at least so near. */
  shares: z.array(z.strictObject({ similarity: z.number(), share: z.number() })),
});
export type NeighbourFigures = z.infer<typeof NeighbourFigures>;

export interface MeasuredDiversity {
  readonly width: number;
  readonly all: z.infer<typeof DiversityFigures>;
  readonly sources: readonly SourceDiversity[];
  readonly neighbours: NeighbourFigures | null;
}

/** The most that the blocks of the interval may take, in bytes. */
const blockBytes = 512 * 2 ** 20;
const mostBlocks = 20;
const fewestBlocks = 5;

/**
 * Vendi score and centroid distance (roots C6) of all rows and of each source in one pass, memory O(sources x width²); what
 * each source adds, by taking its part away; an interval by resampling blocks of rows; and, in a second pass, how near
 * the nearest neighbours of a seeded sample of rows are.
 */
export async function measureDiversity(options: DiversityOptions): Promise<MeasuredDiversity> {
  const { order, queries, seed } = options;
  const state: Pass = {
    options,
    collectors: new Map(),
    blocks: [],
    whole: undefined,
    sample: new RowSample(queries, seed),
  };
  let row = 0;
  for await (const { vectors, sources } of options.openVectors())
    for (const [place, vector] of vectors.entries())
      addVector(state, { vector, source: sources[place] ?? 0, row: row++ });
  const width = state.whole?.width ?? 0;
  const measured = state.whole?.collector.measure(order);
  const sums = state.whole?.collector.toSums() ?? createEmptySums(0);
  return {
    width,
    all: {
      ...(measured ?? {
        count: 0,
        zeroCount: 0,
        vendiScore: 0,
        centroidDistance: 0,
        path: "kernel" as const,
      }),
      vendiInterval: measured === undefined ? null : toInterval(state, measured.vendiScore),
    },
    sources: Array.from({ length: options.countSources() }, (_, source) =>
      toSourceFigures(state, source, { sums, whole: measured?.vendiScore ?? 0 }),
    ),
    neighbours: queries === 0 ? null : await findNeighbours(options, state.sample, width),
  };
}

interface Pass {
  readonly options: DiversityOptions;
  readonly collectors: Map<number, DiversityCollector>;
  blocks: DiversityCollector[];
  whole: { readonly width: number; readonly collector: DiversityCollector } | undefined;
  readonly sample: RowSample;
}

interface PlacedVector {
  readonly vector: Float32Array;
  readonly source: number;
  readonly row: number;
}

function addVector(state: Pass, { vector, source, row }: PlacedVector): void {
  const { algebra, replicates } = state.options;
  const width = vector.length;
  state.whole ??= { width, collector: new DiversityCollector(algebra, width) };
  state.whole.collector.add(vector);
  const own = state.collectors.get(source) ?? new DiversityCollector(algebra, width);
  state.collectors.set(source, own);
  own.add(vector);
  if (replicates > 0) {
    if (state.blocks.length === 0) state.blocks = createBlocks(algebra, width);
    state.blocks[(Math.imul(row, 0x9e3779b1) >>> 0) % state.blocks.length]?.add(vector);
  }
  state.sample.offer(row, vector);
}

function createBlocks(algebra: AlgebraKernels, width: number): DiversityCollector[] {
  const fitting = Math.floor(blockBytes / (width * width * 6));
  const count = Math.min(Math.max(fitting, fewestBlocks), mostBlocks);
  return Array.from({ length: count }, () => new DiversityCollector(algebra, width));
}

function toSourceFigures(
  { options, collectors }: Pass,
  source: number,
  { sums, whole }: { readonly sums: DiversitySums; readonly whole: number },
): SourceDiversity {
  const { algebra, order } = options;
  const own = collectors.get(source);
  if (own === undefined) return emptySource;
  const { path: _, ...measured } = own.measure(order);
  if (collectors.size === 1) return { ...measured, vendiWithout: null, gain: null };
  const vendiWithout = toScore(algebra, addSums(sums, own.toSums(), -1), order);
  return { ...measured, vendiWithout, gain: whole - vendiWithout };
}

/** A source all of whose rows could not be read. */
const emptySource: SourceDiversity = {
  count: 0,
  zeroCount: 0,
  vendiScore: 0,
  centroidDistance: 0,
  vendiWithout: null,
  gain: null,
};

/**
 * Blocks are drawn with replacement, as many as there are. Rows that are drawn twice make a set more alike, so the spread of
 * the logarithms is laid around the score of all rows.
 */
function toInterval({ options, blocks }: Pass, score: number): [number, number] | null {
  const { algebra, replicates, order, seed } = options;
  if (replicates === 0 || blocks.length === 0 || score === 0) return null;
  const parts = blocks.map((block) => block.toSums());
  let state = seed >>> 0;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return parts[Math.floor((state / 2 ** 32) * parts.length)];
  };
  const logarithms = Array.from({ length: replicates }, () => {
    const drawn = parts.flatMap(() => draw() ?? []);
    const sums = drawn.reduce((sum, part) => addSums(sum, part), createEmptySums(parts[0]?.width ?? 0));
    return Math.log(toScore(algebra, sums, order));
  });
  const mean = logarithms.reduce((sum, value) => sum + value, 0) / replicates;
  const spread = Math.sqrt(
    logarithms.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(replicates - 1, 1),
  );
  return [score * Math.exp(-1.96 * spread), score * Math.exp(1.96 * spread)];
}

async function findNeighbours(
  options: DiversityOptions,
  sample: RowSample,
  width: number,
): Promise<NeighbourFigures> {
  const held = sample.list();
  const best = new Float32Array(held.length).fill(-1);
  if (held.length > 0) {
    const products = options.algebra.createProducts(
      toUnitVectors(
        held.map(({ vector }) => vector),
        width,
      ),
      width,
    );
    let first = 0;
    for await (const { vectors } of options.openVectors()) {
      for (let start = 0; start < vectors.length; start += productRows) {
        const rows = vectors.slice(start, start + productRows);
        const found = products.multiply(toUnitVectors(rows, width));
        for (let row = 0; row < rows.length; row++)
          for (const [column, { row: own }] of held.entries()) {
            const value = found[row * held.length + column] as number;
            if (own !== first + start + row && value > (best[column] as number)) best[column] = value;
          }
      }
      first += vectors.length;
    }
  }
  const similarities = [...best];
  return {
    queries: held.length,
    meanSimilarity: held.length === 0 ? 0 : similarities.reduce((sum, value) => sum + value, 0) / held.length,
    shares: thresholds.map((similarity) => ({
      similarity,
      share:
        held.length === 0
          ? 0
          : similarities.filter((value) => value >= similarity - 1e-6).length / held.length,
    })),
  };
}

/** One after another, of length one; zeros stay. */
function toUnitVectors(vectors: readonly Float32Array[], width: number): Float32Array {
  const units = new Float32Array(vectors.length * width);
  for (const [row, vector] of vectors.entries()) {
    let squares = 0;
    for (const value of vector) squares += value * value;
    const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let place = 0; place < width; place++)
      units[row * width + place] = (vector[place] as number) * scale;
  }
  return units;
}
