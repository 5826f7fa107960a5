import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeWorkplace } from "./run-stemma.ts";

const { run, folder } = makeWorkplace();

test("bash completes commands, subcommands, options and choices", async () => {
  const script = join(folder, "completion.bash");
  writeFileSync(script, (await run("completion", "bash")).stdout);
  const driver = `
    stemma() { echo org/name; }
    source "${script}"
    for line in "tra" "cache pr" "cache prune --older" "list --format j" "completion fi" "show org" "add ed"; do
      COMP_WORDS=(stemma $line); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _stemma
      echo "\${COMPREPLY[*]}"
    done`;
  expect(execFileSync("bash", ["-c", driver], { encoding: "utf8" }).trimEnd().split("\n")).toEqual([
    "trace",
    "prune",
    "--older-than-days",
    "json",
    "fish",
    "org/name",
    "edge",
  ]);
});

test.each(["zsh", "fish", "powershell"])("%s gets every command", async (shell) => {
  const { stdout, exitCode } = await run("completion", shell);
  expect(exitCode).toBe(0);
  for (const command of ["trace", "show", "verify", "doctor", "prune"]) expect(stdout).toContain(command);
});

test("a shell there is no script for is refused", async () => {
  const { exitCode, stderr } = await run("completion", "csh");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("bash, zsh, fish, powershell");
});
