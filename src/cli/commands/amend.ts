import { type Command, Option } from "commander";
import type { z } from "zod";
import { amendLineage } from "../../app/index.ts";
import { Relation } from "../../model/index.ts";
import type { Door } from "../door.ts";
import type { View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Amended = z.output<typeof amendLineage.output>;
type Change = z.input<typeof amendLineage.input>["change"];

interface AmendOptions {
  readonly reason: string;
  readonly relation: Relation;
}

const amendView: View<Amended> = {
  toHuman: ({ event, effect }) => `${effect}\n${event.id}`,
  toTable: ({ event, effect }) => ({
    columns: ["event", "action", "by", "reason", "effect"],
    rows: [[event.id, event.action.kind, event.by, event.reason, effect]],
  }),
  toQuiet: ({ event }) => [event.id],
  toJson: ({ event }) => event,
};

/** `add` and `remove`: a person's own statements, kept as events that survive every later trace. */
export function addAmendCommands(program: Command, door: Door): void {
  const add = program.command("add").description("add an edge, an alias or a dataset by hand");
  const remove = program.command("remove").description("take out an edge, an alias or a dataset by hand");
  for (const [parent, verb] of [
    [add, "add"],
    [remove, "remove"],
  ] as const) {
    addEdgeCommand(parent, door, verb);
    addAliasCommand(parent, door, verb);
    addDatasetCommand(parent, door, verb);
  }
  addExamples(add, [
    'stemma add edge openai/gsm8k my-org/my-mix --relation direct-inclusion --reason "see build script"',
    'stemma add alias name:GSM openai/gsm8k --reason "our short form"',
    'stemma add dataset my-org/my-mix --reason "not published yet"',
  ]);
  addExamples(remove, [
    'stemma remove edge openai/gsm8k my-org/my-mix --reason "only evaluated on it"',
    'stemma remove alias name:GSM openai/gsm8k --reason "means another one"',
  ]);
}

function addEdgeCommand(parent: Command, door: Door, verb: "add" | "remove"): void {
  const command = parent
    .command("edge")
    .description(verb === "add" ? "say that one dataset contributed to another" : "say that it did not")
    .argument("<upstream>", "the dataset that contributed")
    .argument("<downstream>", "the dataset that was built with it");
  if (verb === "add") {
    const relation = new Option("--relation <relation>", "how it contributed").choices(Relation.options);
    command.addOption(relation.default("direct-inclusion" satisfies Relation));
  }
  addReasonOptions(command).action((upstream: string, downstream: string, options: AmendOptions) =>
    amend(door, command, options, { verb, kind: "edge", upstream, downstream, relation: options.relation }),
  );
}

function addAliasCommand(parent: Command, door: Door, verb: "add" | "remove"): void {
  const command = parent
    .command("alias")
    .description(verb === "add" ? "say that two ids mean the same dataset" : "take such a statement back")
    .argument("<alias>", "the other id or name:…")
    .argument("<id>", "the id it stands for");
  addReasonOptions(command).action((alias: string, id: string, options: AmendOptions) =>
    amend(door, command, options, { verb, kind: "alias", alias, id }),
  );
}

function addDatasetCommand(parent: Command, door: Door, verb: "add" | "remove"): void {
  const command = parent
    .command("dataset")
    .description(verb === "add" ? "add a dataset that no document names" : "take a dataset out of the graph")
    .argument("<id>", "the dataset");
  addReasonOptions(command).action((id: string, options: AmendOptions) =>
    amend(door, command, options, { verb, kind: "dataset", id }),
  );
}

function addReasonOptions(command: Command): Command {
  return command
    .requiredOption("--reason <text>", "why, in your words; kept with the decision")
    .option("--reviewer <name>", "who decides (default: your user name)");
}

async function amend(door: Door, command: Command, options: AmendOptions, change: Change): Promise<void> {
  await door.perform({
    command,
    useCase: amendLineage,
    input: { change, reason: options.reason },
    view: amendView,
  });
}
