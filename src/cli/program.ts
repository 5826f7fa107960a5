import { Command, Option } from "commander";
import { OutputFormat, readVersion } from "../app/index.ts";
import { addAmendCommands } from "./commands/amend.ts";
import { addBuildCommand } from "./commands/build/build.ts";
import { addCacheCommand } from "./commands/cache.ts";
import { addCheckCommand } from "./commands/check.ts";
import { addCommonCommand } from "./commands/common.ts";
import { addCompletionCommand } from "./commands/completion.ts";
import { addConfigCommand } from "./commands/config.ts";
import { addContaminationCommand } from "./commands/contamination.ts";
import { addDemoCommand } from "./commands/demo.ts";
import { addDiffCommand } from "./commands/diff.ts";
import { addDiversityCommand } from "./commands/diversity.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addEvalCommand } from "./commands/eval.ts";
import { addExamples } from "./commands/examples.ts";
import { addExportCommand } from "./commands/export.ts";
import { addImportCommand } from "./commands/import.ts";
import { addIntersectionsCommand } from "./commands/intersections.ts";
import { addLicenceCommand } from "./commands/licence.ts";
import { addListCommand } from "./commands/list.ts";
import { addModelsCommand } from "./commands/models.ts";
import { addPathCommand } from "./commands/path.ts";
import { addPatternsCommand } from "./commands/patterns.ts";
import { addRankCommand } from "./commands/rank.ts";
import { addRecommendCommand } from "./commands/recommend.ts";
import { addReportCommand } from "./commands/report.ts";
import { addReviewCommand } from "./commands/review.ts";
import { addRowsCommand } from "./commands/rows/rows.ts";
import { addRunsCommand } from "./commands/runs.ts";
import { addShowCommand } from "./commands/show.ts";
import { addSimilarCommand } from "./commands/similar.ts";
import { addSnapshotCommand } from "./commands/snapshot.ts";
import { addStatsCommand } from "./commands/stats.ts";
import { addTraceCommand } from "./commands/trace.ts";
import { addVerifyCommand } from "./commands/verify.ts";
import type { Door } from "./door.ts";
import { exitCodes } from "./exit-codes.ts";

/** Everything the command line understands; completion and the reference page are written from it. */
export function createProgram(door: Door): Command {
  const program = new Command("stemma")
    .description("The family tree of post-training datasets, every edge with a quote that can be checked.")
    .version(readVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .addOption(
      new Option("--format <format>", "how to print results")
        .choices(OutputFormat.options)
        .default(undefined, "auto"),
    )
    .option("--json", "print results as JSON (--format json)")
    .option("-q, --quiet", "print ids only, and nothing on stderr but errors")
    .option("--no-color", "print without colour")
    .option("--store <file>", "lineage store (default: .stemma/store.db in the project folder)")
    .option("--cache <folder>", "where answers from the network are kept")
    .option("--offline", "make no request")
    .showSuggestionAfterError(true)
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true });
  addExamples(program, [
    "stemma trace AI-MO/NuminaMath-CoT        # where does it come from?",
    "stemma show AI-MO/NuminaMath-CoT --why   # the quotes behind every edge",
    "stemma path openai/gsm8k my-org/my-mix   # how did the one get into the other?",
  ]);
  program.addHelpText("after", `\nExit codes:\n${exitCodes.map(toExitCodeLine).join("\n")}\n`);
  for (const addCommand of commands) addCommand(program, door);
  return program;
}

function toExitCodeLine({ code, meaning }: (typeof exitCodes)[number]): string {
  return `  ${String(code).padEnd(5)}${meaning}`;
}

const commands = [
  addTraceCommand,
  addShowCommand,
  addListCommand,
  addPathCommand,
  addStatsCommand,
  addCommonCommand,
  addContaminationCommand,
  addIntersectionsCommand,
  addSimilarCommand,
  addPatternsCommand,
  addLicenceCommand,
  addRecommendCommand,
  addRankCommand,
  addRowsCommand,
  addBuildCommand,
  addDiversityCommand,
  addDiffCommand,
  addRunsCommand,
  addVerifyCommand,
  addCheckCommand,
  addAmendCommands,
  addReviewCommand,
  addImportCommand,
  addExportCommand,
  addReportCommand,
  addModelsCommand,
  addSnapshotCommand,
  addCacheCommand,
  addDoctorCommand,
  addConfigCommand,
  addEvalCommand,
  addCompletionCommand,
  addDemoCommand,
];
