import { resolve } from "node:path";
import { z } from "zod";
import {
  listStrippedRows,
  mineInputWrappers,
  miningDefaults,
  type RowInput,
  StrippedRow,
  toMapArguments,
  toStripList,
  WrapperReport,
  wrapperFileVersion,
} from "../../rows/index.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";
import { writeFiles } from "../write-files.ts";
import { detectMappings, withInputs } from "./open-rows.ts";
import { RowRequest } from "./row-request.ts";

const InputWrappers = z.strictObject({
  ...WrapperReport.shape,
  /** How the rows were read, as `--map` takes it. */
  map: z.array(z.string()),
  /** Some of the first rows as they are with and without the wrappers. */
  examples: z.array(StrippedRow),
});
type InputWrappers = z.infer<typeof InputWrappers>;

/** The texts that datasets put around their questions, and what is left of rows without them. */
export const findRowWrappers = defineUseCase({
  name: "rows wrappers",
  summary: "Find the texts that datasets put around their questions",
  input: RowRequest.pick({ inputs: true, map: true }).extend({
    minShare: z.number().gt(0).max(1).default(miningDefaults.minShare),
    /** Different texts that are kept of each input to look for wrappers in. */
    sample: z.int().min(100).max(1_000_000).default(miningDefaults.sampleSize),
    seed: z.int().min(0).max(0xffffffff).default(miningDefaults.seed),
    examples: z.int().min(0).max(1000).default(2),
    /** File that the wrappers are written to, for `--strip`. */
    out: z.string().min(1).nullable().default(null),
    /** Whether a file that is there is replaced. */
    force: z.boolean().default(false),
  }),
  output: z.strictObject({
    version: z.literal(wrapperFileVersion),
    inputs: z.array(InputWrappers),
    /** Where they were written. */
    out: z.string().nullable(),
  }),
  async perform({ out, force, ...request }, context) {
    const inputs = await withInputs(request, context, (opened) => mineInputs(opened, request, context));
    if (out === null) return { version: wrapperFileVersion, inputs, out };
    const path = resolve(context.configuration.cwd, out);
    const file = { version: wrapperFileVersion, inputs: inputs.map(({ examples: _, ...input }) => input) };
    await writeFiles([{ path, content: `${JSON.stringify(file, null, 2)}\n` }], { replaces: force });
    return { version: wrapperFileVersion, inputs, out: path };
  },
});

interface MiningRequest {
  readonly map: string[];
  readonly minShare: number;
  readonly sample: number;
  readonly seed: number;
  readonly examples: number;
}

async function mineInputs(
  inputs: readonly RowInput[],
  { map, minShare, sample, seed, examples }: MiningRequest,
  context: UseCaseContext,
): Promise<InputWrappers[]> {
  const { signal } = context;
  const detected = await detectMappings(inputs, { map }, context);
  const onProgress = createProgress(inputs, context);
  const found: InputWrappers[] = [];
  for (const [index, input] of inputs.entries()) {
    const mapping = detected[index]?.mapping;
    if (mapping === undefined) throw new TypeError("an input without a mapping");
    const options = { mapping, minShare, sampleSize: sample, seed, onProgress, signal };
    const report = await mineInputWrappers(input, options);
    const wrappers = toStripList(report.wrappers);
    const rows = await listStrippedRows(input, { mapping, wrappers, most: examples, signal });
    found.push({ ...report, map: [...toMapArguments(mapping)], examples: [...rows] });
  }
  return found;
}

type Passed = Readonly<Record<"rows" | "bytes", number>>;

/** Inputs are read once from their beginning to their end. */
function createProgress(inputs: readonly RowInput[], { onEvent }: UseCaseContext): (passed: Passed) => void {
  const files = inputs.flatMap((input) => input.files);
  const totalBytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  const done = { rows: 0, bytes: 0 };
  return ({ rows, bytes }) => {
    done.rows += rows;
    done.bytes += bytes;
    onEvent?.({ kind: "rows", ...done, totalBytes, doneSteps: 0, steps: 1 });
  };
}
