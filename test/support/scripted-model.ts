import type { z } from "zod";
import type { CallOptions, LanguageModel, ModelAnswer, ModelTask } from "../../src/model/ports/index.ts";

type AskedTask = ModelTask<z.ZodType>;

/** What a scripted model says to a task; `"quarantined"` stands for an answer that never fitted the schema. */
export type Script = (task: AskedTask) => unknown;

export interface ScriptedModel extends LanguageModel {
  readonly asked: readonly AskedTask[];
}

/** A model in memory that answers by script, one per name of task; a task without one fails. */
export function createScriptedModel(
  scripts: Readonly<Record<string, Script>>,
  id = "test/scripted",
): ScriptedModel {
  const asked: AskedTask[] = [];
  return {
    id,
    asked,
    async ask<Schema extends z.ZodType>(
      task: ModelTask<Schema>,
      options?: CallOptions,
    ): Promise<ModelAnswer<z.output<Schema>>> {
      options?.signal?.throwIfAborted();
      asked.push(task);
      const script = scripts[task.name];
      if (script === undefined) throw new Error(`no script for ${task.name}`);
      const said = await script(task);
      if (said === "quarantined") return { state: "quarantined", detail: "claims: expected array" };
      return { state: "answered", value: task.schema.parse(said) };
    },
  };
}

/** The text of the block whose label begins so. */
export function readBlock(task: AskedTask, label: string): string {
  const block = task.untrusted.find((untrusted) => untrusted.label.startsWith(label));
  if (block === undefined) throw new Error(`${task.name} has no block ${label}`);
  return block.text;
}

/** The number of the line that holds the words: 3 for `P3 [text] …`. */
export function findNumber(task: AskedTask, label: string, words: string): number {
  const line = readBlock(task, label)
    .split("\n")
    .find((text) => text.includes(words));
  const number = /^\s*[A-Z](\d+) /.exec(line ?? "")?.[1];
  if (number === undefined) throw new Error(`no line of ${label} holds ${words}`);
  return Number(number);
}
