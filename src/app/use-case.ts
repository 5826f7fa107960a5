import type { z } from "zod";
import { StemmaError } from "../model/index.ts";
import type { ReviewSession } from "../trace/index.ts";
import type { Configuration } from "./configuration/load-configuration.ts";
import type { ProgressEvent } from "./progress-event.ts";

export interface UseCaseContext {
  readonly configuration: Configuration;
  /** Asks the use case to stop; what is done by then is kept. */
  readonly signal?: AbortSignal | undefined;
  /** What is piped in, for use cases that read rows from it. */
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
  /** Kept between the calls of one review; without it each call reads the store anew. */
  readonly reviews?: ReviewSession | undefined;
  readonly onEvent?: ((event: ProgressEvent) => void) | undefined;
}

/** One thing a person can ask for. Every door calls `run`; the schemas are the contract of its data. */
export interface UseCase<Input extends z.ZodType, Output extends z.ZodType> {
  readonly name: string;
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  /** @throws StemmaError `usage` when the input does not fit the schema, and what the parts it calls throw. */
  run(input: z.input<Input>, context: UseCaseContext): Promise<z.output<Output>>;
}

export interface UseCaseDefinition<Input extends z.ZodType, Output extends z.ZodType> {
  readonly name: string;
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  perform(input: z.output<Input>, context: UseCaseContext): Promise<z.output<Output>>;
}

export function defineUseCase<Input extends z.ZodType, Output extends z.ZodType>(
  definition: UseCaseDefinition<Input, Output>,
): UseCase<Input, Output> {
  const { name, summary, input, output, perform } = definition;
  return {
    name,
    summary,
    input,
    output,
    async run(given, context) {
      const parsed = input.safeParse(given);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        throw new StemmaError("usage", `${name}: ${issue?.path.join(".") ?? "input"}: ${issue?.message}`);
      }
      return await perform(parsed.data, context);
    },
  };
}
