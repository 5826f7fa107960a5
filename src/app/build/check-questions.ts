import { createHash } from "node:crypto";
import { z } from "zod";
import { toKeyText } from "../../rows/index.ts";
import { readRows } from "./recount-set.ts";

const Question = z.object({
  instruction: z.string(),
  input: z.string(),
  source_dataset: z.string(),
  source_file: z.string(),
  source_row: z.union([z.int(), z.bigint().transform(Number)]),
});
export type Question = z.infer<typeof Question>;

/** The questions of the files of a set. */
export async function* readQuestions(tables: readonly string[]): AsyncIterable<Question> {
  for (const path of tables) yield* readRows(path, Question);
}

/** What a row asks: instruction, then, if there is one, the input on a new line. */
export function toQuestionText({ instruction, input }: Pick<Question, "instruction" | "input">): string {
  return input === "" ? instruction : `${instruction}\n${input}`;
}

export function toRowText({ source_dataset, source_file, source_row }: Question): string {
  return `row ${source_row} of ${source_file} of ${source_dataset}`;
}

/** Rows that ask what a row before them asks under `norm`, as sentences. About 100 bytes a row. */
export async function findRepeatedQuestions(tables: readonly string[]): Promise<string[]> {
  const seen = new Set<string>();
  const faults: string[] = [];
  for await (const question of readQuestions(tables)) {
    const key = createHash("sha256")
      .update(toKeyText("norm", toQuestionText(question)))
      .digest("base64");
    if (seen.has(key)) faults.push(`${toRowText(question)} asks what a row before it asks`);
    seen.add(key);
  }
  return faults;
}
