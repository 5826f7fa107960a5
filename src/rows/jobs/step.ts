import { createHash } from "node:crypto";
import { z } from "zod";
import type { RowKernels } from "../../kernels/index.ts";
import { StemmaError } from "../../model/index.ts";
import type { TableReader, TableShape, TableWriter } from "./table.ts";

/**
 * One step of a job as plain data: what is done (`kind`, in which `version` of its code), with which parameters, to the
 * outputs of which steps. Equal descriptions give equal outputs, so the description's hash is the output's name.
 */
export const StepDescription = z.strictObject({
  kind: z.string().min(1),
  version: z.int().min(1),
  parameters: z.json(),
  /** Ids of the steps whose outputs this one reads. */
  inputs: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});
export type StepDescription = z.infer<typeof StepDescription>;

/** What a step left: a small JSON value, and tables. */
export interface StepOutput {
  readonly id: string;
  readonly result: unknown;
  openTable(name: string): Promise<TableReader>;
}

/** What a step has read so far. */
export interface StepProgress {
  readonly rows: number;
  readonly bytes: number;
}

export interface StepContext {
  readonly kernels: RowKernels;
  /** In the order of the description. */
  readonly inputs: readonly StepOutput[];
  readonly signal: AbortSignal | undefined;
  openTable(name: string, shape: TableShape): TableWriter;
  onProgress(progress: StepProgress): void;
}

/** A kind of step: a pure function of its parameters, its inputs and the files that the parameters name by content. */
export interface StepKind {
  readonly name: string;
  readonly version: number;
  /** @throws StemmaError `usage` for parameters that do not fit. */
  run(parameters: unknown, context: StepContext): Promise<unknown>;
}

export interface DefinedStep<Parameters extends z.ZodType, Result extends z.ZodType> extends StepKind {
  describe(parameters: z.input<Parameters>, inputs?: readonly StepOutput[]): StepDescription;
  toResult(output: StepOutput): z.output<Result>;
}

export interface StepDefinition<Parameters extends z.ZodType, Result extends z.ZodType> {
  readonly name: string;
  /** Raised whenever the same description would give another output. */
  readonly version: number;
  readonly parameters: Parameters;
  readonly result: Result;
  perform(parameters: z.output<Parameters>, context: StepContext): Promise<z.input<Result>>;
}

export function defineStep<Parameters extends z.ZodType, Result extends z.ZodType>(
  definition: StepDefinition<Parameters, Result>,
): DefinedStep<Parameters, Result> {
  const { name, version, parameters: schema, result } = definition;
  return {
    name,
    version,
    describe: (parameters, inputs = []) => ({
      kind: name,
      version,
      parameters: z.json().parse(schema.parse(parameters)),
      inputs: inputs.map(({ id }) => id),
    }),
    toResult: (output) => result.parse(output.result),
    async run(parameters, context) {
      const parsed = schema.safeParse(parameters);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        throw new StemmaError(
          "usage",
          `a step "${name}" cannot be run: ${issue?.path.join(".")}: ${issue?.message}`,
        );
      }
      return await definition.perform(parsed.data, context);
    },
  };
}

/** @throws StemmaError `usage` for a kind or a version of it that this code does not have. */
export function findStepKind(kinds: readonly StepKind[], { kind, version }: StepDescription): StepKind {
  const found = kinds.find(({ name }) => name === kind);
  if (found === undefined) {
    throw new StemmaError("usage", `there is no kind of step "${kind}"`, {
      hint: `the kinds are ${kinds.map(({ name }) => name).join(", ")}`,
    });
  }
  if (found.version !== version) {
    throw new StemmaError(
      "usage",
      `the step is of version ${version} of "${kind}", this is version ${found.version}`,
      {
        hint: "run every step of a job with the same version of stemma",
      },
    );
  }
  return found;
}

/** SHA-256 of the description's canonical JSON: the name of the output, whoever computes it. */
export function toStepId(description: StepDescription): string {
  return createHash("sha256").update(toCanonicalText(description)).digest("hex");
}

/** JSON with the names of every object in order. */
export function toCanonicalText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
