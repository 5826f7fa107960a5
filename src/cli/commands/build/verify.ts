import type { Command } from "commander";
import type { z } from "zod";
import { findBuildFailure, verifyBuild } from "../../../app/index.ts";
import type { Door } from "../../door.ts";
import { toSafeText } from "../../terminal/safe-text.ts";
import { toAlignedText } from "../../views/table.ts";
import type { Table, View } from "../../views/view.ts";
import { addExamples, parseCount } from "../examples.ts";

type Verified = z.output<typeof verifyBuild.output>;

interface VerifyOptions {
  readonly replay?: boolean;
  readonly workers?: number;
}

export function addBuildVerifyCommand(parent: Command, door: Door): void {
  const command = parent
    .command("verify")
    .description("check a set against its manifest")
    .argument("<folder>", "folder that build run wrote")
    .option("--replay", "build it again from its sources, and compare byte by byte")
    .option("--workers <n>", "worker threads of the replay (default: one per core)", parseCount)
    .action((folder: string, { replay, workers }: VerifyOptions) =>
      door.perform({
        command,
        useCase: verifyBuild,
        input: { folder, replay: replay ?? false, workers: workers ?? null },
        view: verifiedView,
        toReport: ({ checks }) => checks.flatMap(({ faults }) => faults.map(toSafeText)).join("\n"),
        findFailure: findBuildFailure,
      }),
    );
  addExamples(command, ["stemma build verify my-set", "stemma build verify my-set --replay"]);
}

const verifiedView: View<Verified> = {
  toHuman: (verified, screen) => toAlignedText(toCheckTable(verified), screen),
  toTable: toCheckTable,
  toQuiet: ({ checks }) => checks.filter(({ outcome }) => outcome === "failed").map(({ name }) => name),
};

function toCheckTable({ checks }: Verified): Table {
  return {
    columns: ["check", "outcome", "of"],
    rows: checks.map(({ name, outcome, detail }) => [name, outcome, detail]),
  };
}
