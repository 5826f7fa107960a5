import type { Command } from "commander";
import { toBashScript, toFishScript, toPowershellScript, toZshScript } from "./shells.ts";
import { type CompletionWords, listCompletionWords } from "./words.ts";

const scripts = {
  bash: toBashScript,
  zsh: toZshScript,
  fish: toFishScript,
  powershell: toPowershellScript,
} as const satisfies Record<string, (words: readonly CompletionWords[]) => string>;

export type CompletionShell = keyof typeof scripts;

export const completionShells = Object.keys(scripts) as readonly CompletionShell[];

/** A script that completes commands, options, their choices and the ids in the store. */
export function toCompletionScript(program: Command, shell: CompletionShell): string {
  return scripts[shell](listCompletionWords(program));
}
