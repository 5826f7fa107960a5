import { type Command, Option } from "commander";
import type { z } from "zod";
import { listQuarantine, readLedger, SpendingKey } from "../../app/index.ts";
import type { ModelCall } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import { toSpendingCells, toSpendingText } from "../views/spending.ts";
import { toAlignedText } from "../views/table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Ledger = z.output<typeof readLedger.output>;
type Quarantine = z.output<typeof listQuarantine.output>;

const ledgerView: View<Ledger> = {
  toHuman: (ledger, screen) =>
    ledger.groups.length === 0
      ? "no language model was asked so far"
      : `${toAlignedText(toLedgerTable(ledger), screen)}\n\n${toSpendingText(ledger.total)}`,
  toTable: toLedgerTable,
  toQuiet: ({ groups }) => groups.map(({ group }) => group),
};

function toLedgerTable({ by, groups }: Ledger): Table {
  return {
    columns: [by, "calls", "cached", "quarantined", "failed", "requests", "input", "output", "US dollars"],
    rows: groups.map((group) => [group.group, ...toSpendingCells(group)]),
  };
}

const quarantineView: View<Quarantine> = {
  toHuman: ({ calls }) =>
    calls.length === 0 ? "no answer was set aside" : calls.map(toQuarantineText).join("\n\n"),
  toTable: ({ calls }) => ({
    columns: ["at", "model", "role", "dataset", "task", "problem", "raw"],
    rows: calls.map(({ at, model, role, dataset, task, attempts, raw }) => [
      at,
      model,
      role,
      dataset,
      task,
      attempts.at(-1)?.problem ?? "",
      raw ?? "",
    ]),
  }),
  toQuiet: ({ calls }) => calls.map(({ id }) => id),
};

function toQuarantineText({ at, model, role, dataset, attempts, raw }: ModelCall): string {
  const head = `${at}  ${model} (${role}) on ${dataset}: ${attempts.at(-1)?.problem ?? "it fits no schema"}`;
  return [head, ...(raw ?? "").split("\n").map((line) => `  ${line}`)].map(toSafeText).join("\n");
}

/** `models`: which language models read, what they took, and what of their answers was set aside. */
export function addModelsCommand(program: Command, door: Door): void {
  const parent = program.command("models").description("language models: roles, costs, answers set aside");
  const ledger = parent
    .command("ledger")
    .description("print the tokens and the money that models took, failed attempts included")
    .addOption(new Option("--by <what>", "what to sum up by").choices(SpendingKey.options).default("role"))
    .option("--run <id>", "of one run only")
    .action(({ by, run }: { by: SpendingKey; run?: string }) =>
      door.perform({
        command: ledger,
        useCase: readLedger,
        input: { by, run: run ?? null },
        view: ledgerView,
      }),
    );
  const quarantine = parent
    .command("quarantine")
    .description("list answers that fitted no schema, as they came; nothing of them is in the graph")
    .option("--run <id>", "of one run only")
    .action(({ run }: { run?: string }) =>
      door.perform({
        command: quarantine,
        useCase: listQuarantine,
        input: { run: run ?? null },
        view: quarantineView,
      }),
    );
  addExamples(parent, ["stemma models", "stemma models ledger --by dataset", "stemma models quarantine"]);
}
