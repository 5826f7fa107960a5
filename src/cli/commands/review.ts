import { type Command, Option } from "commander";
import type { z } from "zod";
import { countReviews, listReviewQueue, stepReview } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { openReviewDesk, type QueueChoice } from "../review/review-desk.ts";
import { runReviewScreen } from "../review/run-review-screen.ts";
import { toAlignedText } from "../views/table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples, parseCount } from "./examples.ts";
import { addDecideCommands } from "./review-decide.ts";
import { addExchangeCommands } from "./review-exchange.ts";

type Queue = z.output<typeof listReviewQueue.output>;
type Counts = z.output<typeof countReviews.output>;
type Stepped = z.output<typeof stepReview.output>;

interface QueueOptions {
  readonly scope: "open" | "undecided" | "all";
  readonly dataset?: string;
  readonly mine?: boolean;
  readonly disagreements?: boolean;
  readonly limit?: number;
}

/** `review`: people decide on edges, on a screen of its own or one command at a time. */
export function addReviewCommand(program: Command, door: Door): void {
  const command = program
    .command("review")
    .description("decide on the edges that are uncertain, one at a time")
    .addOption(
      new Option("--scope <scope>", "which edges: those that need review, also undecided ones, or all")
        .choices(["open", "undecided", "all"])
        .default("open"),
    )
    .option("--dataset <id>", "only edges into this dataset and its ancestors")
    .option("--mine", "leave out what you have decided on")
    .option("--disagreements", "only edges that reviewers disagree about")
    .option("--limit <n>", "edges to list", parseCount)
    .option("--reviewer <name>", "who decides (default: your user name)")
    .action(() => review(door, command));
  const list = command
    .command("list")
    .description("list the edges that wait for a decision (with the options of review)")
    .action(() => printQueue(door, list));
  addDecideCommands(command, door);
  addStepCommand(command, door, "undo");
  addStepCommand(command, door, "redo");
  addExchangeCommands(command, door);
  addStatusCommand(command, door);
  addExamples(command, [
    "stemma review                                  # on a terminal: one edge at a time",
    "stemma review list --dataset AI-MO/NuminaMath-CoT",
    'stemma review reject openai/gsm8k my-org/my-mix --reason "only evaluated on it"',
    "stemma review --scope all --mine               # the second reviewer's view",
    "stemma review export decisions.jsonl",
  ]);
}

async function review(door: Door, command: Command): Promise<void> {
  const place = door.findConsole(command);
  if (place === undefined) return await printQueue(door, command);
  const configuration = door.configure(command);
  const desk = openReviewDesk(configuration, place.signal, toChoice(command));
  try {
    await runReviewScreen(desk, configuration.settings.reviewer, place);
  } finally {
    desk.close();
  }
}

async function printQueue(door: Door, command: Command): Promise<void> {
  await door.perform({
    command,
    useCase: listReviewQueue,
    input: toChoice(command),
    view: queueView,
    toReport: ({ items, total }) => toQueueReport(items.length, total),
  });
}

function toChoice(command: Command): QueueChoice {
  const { scope, dataset, mine, disagreements, limit } = command.optsWithGlobals<QueueOptions>();
  return {
    scope,
    dataset: dataset ?? null,
    isMine: mine ?? false,
    isDisputed: disagreements ?? false,
    limit: limit ?? null,
  };
}

function toQueueReport(listed: number, total: number): string {
  const rest = listed < total ? `, the first ${listed} listed` : "";
  return `${total} ${total === 1 ? "edge waits" : "edges wait"} for a decision${rest}`;
}

const queueView: View<Queue> = {
  toHuman: (queue, screen) => (queue.items.length === 0 ? "" : toAlignedText(toShortTable(queue), screen)),
  toTable: toQueueTable,
  toQuiet: ({ items }) => items.map(({ edge }) => `${edge.upstream}\t${edge.downstream}`),
};

function toShortTable({ items }: Queue): Table {
  return {
    columns: ["upstream", "downstream", "relation", "conf", "reach", "why"],
    rows: items.map(({ edge, reach }) => [
      edge.upstream,
      edge.downstream,
      edge.relation,
      edge.confidence.toFixed(2),
      String(reach),
      edge.reasons.join("; "),
    ]),
  };
}

function toQueueTable({ items }: Queue): Table {
  return {
    columns: [
      "upstream",
      "downstream",
      "relation",
      "status",
      "confidence",
      "uncertainty",
      "reach",
      "votes",
      "reasons",
      "quote",
    ],
    rows: items.map(({ edge, uncertainty, reach, votes, quotes }) => [
      edge.upstream,
      edge.downstream,
      edge.relation,
      edge.status,
      edge.confidence.toFixed(4),
      uncertainty.toFixed(4),
      String(reach),
      votes.map(({ by, verdict }) => `${by}: ${verdict}`).join(", "),
      edge.reasons.join("; "),
      quotes[0]?.quote ?? "",
    ]),
  };
}

const stepView: View<Stepped> = {
  toHuman: (stepped) =>
    toStepTable(stepped)
      .rows.map((row) => row.slice(1, 5).join(" "))
      .join("\n"),
  toTable: toStepTable,
  toQuiet: ({ steps }) => steps.map(({ event }) => event.id),
};

function toStepTable({ direction, steps }: Stepped): Table {
  const word = direction === "undo" ? "undone:" : "done again:";
  return {
    columns: ["event", "what", "action", "edge", "reason"],
    rows: steps.map(({ event, decision: { action, reason } }) => {
      const edge = "upstream" in action ? `${action.upstream} -> ${action.downstream}` : "";
      return [event.id, word, action.kind, edge, reason];
    }),
  };
}

function addStepCommand(parent: Command, door: Door, direction: "undo" | "redo"): void {
  const command = parent
    .command(direction)
    .description(
      direction === "undo"
        ? "take back your last decision, or your last batch of them"
        : "bring back what you undid last",
    )
    .action(() => door.perform({ command, useCase: stepReview, input: { direction }, view: stepView }));
}

function addStatusCommand(parent: Command, door: Door): void {
  const command = parent
    .command("status")
    .description("count what is decided, left and disagreed on")
    .action(() => door.perform({ command, useCase: countReviews, input: {}, view: statusView }));
}

const statusView: View<Counts> = {
  toHuman: (counts, screen) => {
    const { edges, decided, left, disputed, agreed } = counts;
    const total = `${edges} edges: ${decided} decided by people (${agreed} by several in agreement), ${left} left to review, ${disputed} disagreed on`;
    return counts.reviewers.length === 0
      ? total
      : `${total}\n\n${toAlignedText(toReviewerTable(counts), screen)}`;
  },
  toTable: ({ edges, decided, left, disputed, agreed, reviewers }) => ({
    columns: ["edges", "decided", "left", "disputed", "agreed", "reviewers"],
    rows: [[edges, decided, left, disputed, agreed, reviewers.length].map(String)],
  }),
  toQuiet: ({ left }) => [String(left)],
};

function toReviewerTable({ reviewers }: Counts): Table {
  return {
    columns: ["reviewer", "accepted", "rejected", "edited"],
    rows: reviewers.map(({ name, accepted, rejected, edited }) => [
      name,
      String(accepted),
      String(rejected),
      String(edited),
    ]),
  };
}
