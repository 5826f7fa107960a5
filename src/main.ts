#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";

// Static imports would be read before the version is checked, and an older Node fails on them with a stack trace.
const neededMajor = 24;
const foundMajor = Number(process.versions.node.split(".")[0]);

if (foundMajor < neededMajor) {
  process.stderr.write(
    `error: Stemma needs Node ${neededMajor} or newer, but this is Node ${process.versions.node} (${process.execPath})\n` +
      `hint:  install a current Node from https://nodejs.org, or run: npx -p node@${neededMajor} -p stemma stemma …\n`,
  );
  process.exitCode = 1;
} else {
  silenceSqliteWarning();
  const { runCli } = await import("./cli/index.ts");
  keepHeapSmall();
  process.exitCode = await runCli(process);
}

/** node:sqlite still announces itself as experimental at every start; any other warning passes. */
function silenceSqliteWarning(): void {
  const emitWarning = process.emitWarning.bind(process) as (...parts: unknown[]) => void;
  process.emitWarning = (...parts: unknown[]) => {
    const isAboutSqlite = String(parts[0]).startsWith("SQLite is an experimental feature");
    if (!isAboutSqlite) emitWarning(...parts);
  };
}

/**
 * Left alone V8 makes ever more room for young objects and collects old ones late: twice the memory in a long crawl, for
 * no time that can be measured. What loading the program has brought the young ones to is enough.
 */
function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=50");
}
