import { type Command, Option } from "commander";
import type { z } from "zod";
import { decideReviews } from "../../app/index.ts";
import { Relation, StemmaError } from "../../model/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

type Decided = z.output<typeof decideReviews.output>;
type Decision = Decided["decisions"][number];
type VerdictInput = z.input<typeof decideReviews.input>["verdict"];

interface DecideOptions {
  readonly reason: string;
  readonly dryRun?: boolean;
  readonly source?: string;
  readonly relation?: Relation;
  readonly split?: readonly string[];
}

const descriptions = {
  accept: "say that edges are true",
  reject: "say that edges are not true; their quotes stay on record",
  edit: "give edges another source, relation or splits; their quotes stay with them",
} as const;

/** `accept`, `reject` and `edit`: one decision on one edge or on several. */
export function addDecideCommands(parent: Command, door: Door): void {
  for (const kind of ["accept", "reject", "edit"] as const) addDecideCommand(parent, door, kind);
}

function addDecideCommand(parent: Command, door: Door, kind: keyof typeof descriptions): void {
  const command = parent
    .command(kind)
    .description(descriptions[kind])
    .argument("<upstream>", "the dataset that is said to have contributed")
    .argument("<downstream>", "the dataset it is said to have gone into")
    .argument("[more...]", "further pairs of upstream and downstream")
    .requiredOption("--reason <text>", "why, in your words; kept with the decision")
    .option("--dry-run", "print what would become of the edges and write nothing");
  if (kind === "edit") {
    command
      .option("--source <id>", "the dataset that really is the upstream")
      .addOption(new Option("--relation <relation>", "how it contributed").choices(Relation.options))
      .option("--split <name...>", "splits of the upstream that were used");
  }
  command.action((upstream: string, downstream: string, more: string[], options: DecideOptions) =>
    door.perform({
      command,
      useCase: decideReviews,
      input: {
        edges: toPairs([upstream, downstream, ...more]),
        verdict: toVerdict(kind, options),
        reason: options.reason,
        isDryRun: options.dryRun ?? false,
      },
      view: decidedView,
      toReport: ({ isDryRun }) => (isDryRun ? "nothing was written (--dry-run)" : ""),
    }),
  );
  addExamples(command, [
    `stemma review ${kind} openai/gsm8k my-org/my-mix --reason "see build script"${kind === "edit" ? " --source openai/gsm8k_socratic" : ""}`,
  ]);
}

function toPairs(ids: readonly string[]): { upstream: string; downstream: string }[] {
  const pairs = [];
  for (let next = 0; next < ids.length; next += 2) {
    const [upstream = "", downstream] = ids.slice(next, next + 2);
    if (downstream === undefined) {
      throw new StemmaError("usage", `${upstream} has no downstream`, {
        hint: "name edges as pairs: upstream downstream upstream downstream",
      });
    }
    pairs.push({ upstream, downstream });
  }
  return pairs;
}

function toVerdict(kind: keyof typeof descriptions, options: DecideOptions): VerdictInput {
  if (kind !== "edit") return { kind };
  const { source, relation, split } = options;
  return {
    kind,
    source: source ?? null,
    relation: relation ?? null,
    splits: split === undefined ? null : [...split],
  };
}

const decidedView: View<Decided> = {
  toHuman: ({ decisions }) => decisions.map((decision) => toSafeText(toDecisionText(decision))).join("\n"),
  toTable: ({ decisions }): Table => ({
    columns: ["event", "upstream", "downstream", "before", "after", "upstream after", "reasons"],
    rows: decisions.map(({ event, downstream, before, after }) => [
      event.id,
      before.upstream,
      downstream,
      before.status,
      after?.status ?? "",
      after?.upstream ?? "",
      after?.reasons.join("; ") ?? "",
    ]),
  }),
  toQuiet: ({ decisions }) => decisions.map(({ event }) => event.id),
};

function toDecisionText({ downstream, before, after }: Decision): string {
  const head = `${before.upstream} -> ${downstream}: ${before.status} -> ${after?.status ?? "gone"}`;
  if (after === null) return head;
  const changes = [
    after.upstream === before.upstream ? "" : `source ${after.upstream}`,
    after.relation === before.relation ? "" : `relation ${after.relation}`,
    after.splits.join() === before.splits.join() ? "" : `splits ${after.splits.join(" + ") || "none"}`,
    after.status === "needs-review" ? after.reasons.join("; ") : "",
  ].filter((change) => change !== "");
  return changes.length === 0 ? head : `${head} (${changes.join(", ")})`;
}
