import { join } from "node:path";
import { z } from "zod";
import type { ModelTask } from "../../model/ports/index.ts";
import { optionalParameters } from "./model-reply.ts";
import { toJsonSchema } from "./schema.ts";
import { readSealed, toHash, writeSealed } from "./sealed-file.ts";

const origin = {
  task: z.string(),
  model: z.string(),
  at: z.string(),
  fingerprint: z.string().nullable(),
  droppedParameters: z.array(z.string()),
};

export const KeptAnswer = z.discriminatedUnion("state", [
  z.object({ state: z.literal("answered"), json: z.string(), ...origin }),
  z.object({ state: z.literal("quarantined"), detail: z.string(), raw: z.string(), ...origin }),
]);
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** Answers on disk, one file each: what makes a second run free and equal. */
export interface AnswerCache {
  find(key: string): Promise<KeptAnswer | undefined>;
  keep(key: string, answer: KeptAnswer): Promise<void>;
}

const keyVersion = "answer/1";

/**
 * What an answer depends on. Fences, the dataset and the role are no part of it; nor is the address, so that answers
 * can be carried to another machine.
 */
export function toAnswerKey(modelId: string, task: ModelTask<z.ZodType>): string {
  const { name, instructions, untrusted, schema, maxOutputTokens } = task;
  const texts = untrusted.map(({ label, text }) => [label, text]);
  const parameters = { ...optionalParameters, maxOutputTokens };
  return toHash(
    JSON.stringify([keyVersion, name, instructions, texts, toJsonSchema(schema), modelId, parameters]),
  );
}

/** Null keeps nothing. */
export function createAnswerCache(folder: string | null): AnswerCache {
  if (folder === null) return { find: async () => undefined, keep: async () => {} };
  const toPath = (key: string) => join(folder, key.slice(0, 2), `${key}.json`);
  return {
    find: (key) => readSealed(toPath(key), KeptAnswer),
    keep: (key, answer) => writeSealed(toPath(key), answer),
  };
}
