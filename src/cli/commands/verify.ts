import type { Command } from "commander";
import type { z } from "zod";
import { verifyLineage } from "../../app/index.ts";
import { StemmaError } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { toAlignedText } from "../views/table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Verified = z.output<typeof verifyLineage.output>;

const verifyView: View<Verified> = {
  toHuman: (verified, screen) =>
    verified.failures.length === 0 ? "" : toAlignedText(toTable(verified), screen),
  toTable,
  toQuiet: ({ failures }) => failures.map(({ downstream, upstream }) => `${upstream} -> ${downstream}`),
};

export function addVerifyCommand(program: Command, door: Door): void {
  const command = program
    .command("verify")
    .description("check that every quote still stands in its document")
    .action(() =>
      door.perform({
        command,
        useCase: verifyLineage,
        input: {},
        view: verifyView,
        toReport: ({ quotes, documents, failures }) =>
          `${quotes - failures.length} of ${quotes} quotes found in ${documents} documents`,
        findFailure: findVerifyFailure,
      }),
    );
  addExamples(command, ["stemma verify", "stemma verify --json"]);
}

function toTable({ failures }: Verified): Table {
  return {
    columns: ["upstream", "downstream", "problem", "document", "quote"],
    rows: failures.map(({ upstream, downstream, detail, documentUrl, quote }) => [
      upstream,
      downstream,
      detail,
      documentUrl,
      quote,
    ]),
  };
}

function findVerifyFailure({ failures, quotes }: Verified): StemmaError | undefined {
  if (failures.length === 0) return undefined;
  return new StemmaError(
    "corrupt",
    `${failures.length} of ${quotes} quotes are not in their stored documents`,
    {
      hint: "trace the datasets named above again with --refresh",
    },
  );
}
