import { Argument, type Command } from "commander";
import { completionShells, toCompletionScript } from "../completion/index.ts";
import type { Door } from "../door.ts";
import { addExamples } from "./examples.ts";

export function addCompletionCommand(program: Command, door: Door): void {
  const command = program
    .command("completion")
    .description("print a completion script for a shell")
    .addArgument(new Argument("<shell>", "which shell").choices(completionShells))
    .action((shell: (typeof completionShells)[number]) => {
      door.write(toCompletionScript(program, shell));
    });
  addExamples(command, [
    "source <(stemma completion bash)",
    "stemma completion zsh > ~/.zfunc/_stemma",
    "stemma completion fish > ~/.config/fish/completions/stemma.fish",
    "stemma completion powershell >> $PROFILE",
  ]);
}
