import { type Command, Option } from "commander";
import type { z } from "zod";
import { listModels, listQuarantine, type RoleModel, readLedger, SpendingKey } from "../../app/index.ts";
import type { ModelCall } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import { toSpendingCells, toSpendingText } from "../views/spending.ts";
import { toAlignedText } from "../views/table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Models = z.output<typeof listModels.output>;
type Ledger = z.output<typeof readLedger.output>;
type Quarantine = z.output<typeof listQuarantine.output>;

const modelsView: View<Models> = {
  toHuman: (models, screen) =>
    [
      models.readsBy === "model"
        ? "language models read, rules beside them"
        : "rules read; these would with --agents model or agents: model in the configuration",
      "",
      toAlignedText(toModelTable(models), screen),
    ].join("\n"),
  toTable: toModelTable,
  toQuiet: ({ roles }) => roles.map(({ model }) => model),
};

function toModelTable({ roles }: Models): Table {
  return {
    columns: ["role", "model", "endpoint", "key from", "US dollars per million tokens in / out"],
    rows: roles.map(({ role, model, endpoint, key, price }) => [
      role,
      model,
      endpoint ?? "",
      key ?? "",
      toPriceText(price),
    ]),
  };
}

function toPriceText(price: RoleModel["price"]): string {
  return price === null ? "" : `${price.inputUsd} / ${price.outputUsd} (${price.date})`;
}

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
  const roles = parent
    .command("roles", { isDefault: true })
    .description("print which model plays which role, where it is asked and what it costs")
    .action(() => door.perform({ command: roles, useCase: listModels, input: {}, view: modelsView }));
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
