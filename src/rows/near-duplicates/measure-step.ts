import { z } from "zod";
import { type RowKernels, shingleUnits } from "../../kernels/index.ts";
import { defineStep, type StepContext } from "../jobs/step.ts";
import { toIntegers } from "../jobs/table.ts";
import { scanShard } from "../scan/scan-shard.ts";
import { ScanTask } from "../scan/scan-task.ts";

/** What is taken of a text to compare it: its distinct shingles, or its signature. */
export const MeasureSettings = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("shingles"), unit: z.enum(shingleUnits), size: z.int() }),
  z.strictObject({
    kind: z.literal("signature"),
    unit: z.enum(shingleUnits),
    size: z.int(),
    permutations: z.int(),
    seed: z.int(),
  }),
]);
export type MeasureSettings = z.infer<typeof MeasureSettings>;

/** A group ends with the row that brings it to so many numbers. */
const numbersPerGroup = 2 ** 18;

/**
 * Reads a part of a file again, for the rows that the `choose` step (its input) lists: in table `sizes` how many numbers stand
 * for each row's text, in table `sets` those numbers, row after row, in groups that belong together.
 */
export const measureStep = defineStep({
  name: "near-duplicates/measure",
  version: 1,
  parameters: z.strictObject({ scan: ScanTask, part: z.int(), settings: MeasureSettings }),
  result: z.strictObject({ measured: z.int() }),
  async perform({ scan, part, settings }, context) {
    const chosen = await context.inputs[0]?.openTable("rows");
    const positions = toIntegers((await chosen?.readGroup(part)) ?? {}, "position");
    const measured = createMeasuredSets(context);
    const measure = createMeasure(context.kernels, settings);
    let position = 0;
    let next = 0;
    await scanShard(scan, {
      ...context,
      onRow: () => {
        if (positions[next] === position) {
          measured.add(measure());
          next += 1;
        }
        position += 1;
      },
    });
    measured.finish();
    return { measured: next };
  },
});

function createMeasure(kernels: RowKernels, settings: MeasureSettings): () => Float64Array {
  if (settings.kind === "shingles") return () => kernels.shingleRow(settings);
  const signer = kernels.createSigner(settings);
  const signature = new Uint32Array(settings.permutations);
  return () => {
    signer.signRow(signature, 0);
    return Float64Array.from(signature);
  };
}

function createMeasuredSets({ openTable }: StepContext) {
  const sizeTable = openTable("sizes", { size: "int32" });
  const setTable = openTable("sets", { number: "double" });
  let sizes: number[] = [];
  let sets: Float64Array[] = [];
  let count = 0;
  const write = () => {
    const numbers = new Float64Array(count);
    let at = 0;
    for (const set of sets) {
      numbers.set(set, at);
      at += set.length;
    }
    sizeTable.writeGroup({ size: Int32Array.from(sizes) });
    setTable.writeGroup({ number: numbers });
    [sizes, sets, count] = [[], [], 0];
  };
  return {
    add(set: Float64Array): void {
      sizes.push(set.length);
      sets.push(set);
      count += set.length;
      if (count >= numbersPerGroup) write();
    },
    finish(): void {
      if (count > 0) write();
    },
  };
}
