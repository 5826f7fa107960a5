import { type Command, InvalidArgumentError, Option } from "commander";
import type { z } from "zod";
import { measureRowDiversity } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import { toAlignedText } from "../views/table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples, parseCount } from "./examples.ts";
import { addRowOptions, toRowRequest } from "./rows/row-options.ts";
import { toCountText, toRateText, toReadReport } from "./rows/row-texts.ts";

type Report = z.output<typeof measureRowDiversity.output>;
type Input = z.input<typeof measureRowDiversity.input>;

interface DiversityOptions {
  readonly embedder?: string;
  readonly vectors?: string;
  readonly text: Input["text"];
  readonly order?: Input["order"];
  readonly interval?: number;
  readonly neighbours?: number;
  readonly seed?: number;
}

export function addDiversityCommand(program: Command, door: Door): void {
  const command = program
    .command("diversity")
    .description("measure how diverse rows are (Vendi score, centroid distance), and what each source brings")
    .argument(
      "<input...>",
      "files, folders, quoted globs, - for stdin, or datasets of the hub; name=… names one",
    )
    .option("--embedder <name>", "lexical (default), onnx:FOLDER, openai/MODEL or compatible/MODEL")
    .option("--vectors <file>", "vectors made elsewhere, one per row in order: .npy, .safetensors, Parquet")
    .addOption(
      new Option("--text <part>", "what of a row is embedded")
        .choices(["instruction", "question"])
        .default("instruction"),
    )
    .option("--order <q>", "order of the Vendi score: 1 (default), 0.5, 2, infinity …", parseOrder)
    .option("--interval <n>", "give a 95 % interval from so many resamples", parseCount)
    .option("--neighbours <n>", "rows whose nearest neighbours are looked for (default: 256)", parseCount)
    .option("--seed <n>", "of every draw (default: 1)", parseCount)
    .action((inputs: string[], given: DiversityOptions) => {
      const { embedder, vectors, text, order, interval, neighbours, seed, ...options } = given;
      return door.perform({
        command,
        useCase: measureRowDiversity,
        input: {
          ...toRowRequest(options, inputs),
          text,
          vectors: vectors ?? null,
          ...(embedder === undefined ? {} : { embedder }),
          ...(order === undefined ? {} : { order }),
          ...(interval === undefined ? {} : { replicates: interval }),
          ...(neighbours === undefined ? {} : { neighbours }),
          ...(seed === undefined ? {} : { seed }),
        },
        view: diversityView,
        toReport: toDiversityReport,
      });
    });
  addRowOptions(command);
  addExamples(command, [
    "stemma diversity train.jsonl",
    "stemma diversity ours=build/data theirs=mix.parquet --embedder openai/text-embedding-3-small",
    "stemma diversity train.parquet --vectors train.npy --interval 100",
  ]);
}

function parseOrder(text: string): Input["order"] {
  if (text === "infinity") return text;
  const order = Number(text);
  if (text.trim() === "" || !(order >= 0))
    throw new InvalidArgumentError("write a number from 0, or infinity");
  return order;
}

const diversityView: View<Report> = {
  toHuman: (report, screen) => {
    const { all, neighbours } = report;
    const interval = all.vendiInterval?.map(toFigure).join(" to ");
    const parts = [
      toAlignedText(toSourceTable(report), screen),
      ...(interval === undefined ? [] : [`95 % interval of the Vendi score of all rows: ${interval}`]),
      ...(neighbours === null || neighbours.queries === 0 ? [] : [toNeighbourText(neighbours)]),
    ];
    return parts.join("\n\n");
  },
  toTable: toSourceTable,
  toQuiet: ({ all }) => [String(all.vendiScore)],
};

function toSourceTable({ all, bySource }: Report): Table {
  const rows = bySource.map((source) => [
    toSafeText(source.label === null ? source.input : `${source.input}: ${source.label}`),
    toCountText(source.count),
    toFigure(source.vendiScore),
    toFigure(source.centroidDistance),
    source.gain === null ? "" : `${source.gain < 0 ? "" : "+"}${toFigure(source.gain)}`,
  ]);
  return {
    columns: ["source", "rows", "Vendi score", "centroid distance", "adds to all"],
    rows: [
      ...(rows.length > 1 ? rows : []),
      ["all", toCountText(all.count), toFigure(all.vendiScore), toFigure(all.centroidDistance), ""],
    ],
  };
}

function toNeighbourText({ queries, meanSimilarity, shares }: NonNullable<Report["neighbours"]>): string {
  const listed = shares
    .map(({ similarity, share }) => `${toRateText(share)} at ${similarity} or more`)
    .join(", ");
  return `Nearest neighbours of ${toCountText(queries)} rows: cosine ${toFigure(meanSimilarity)} on average; ${listed}`;
}

function toFigure(value: number): string {
  return value.toFixed(Math.abs(value) < 10 ? 4 : 2);
}

function toDiversityReport(report: Report): string {
  const { name, width, isLexical, comparableWith } = report.embedder;
  const kind = isLexical ? "lexical vectors" : "vectors";
  const zero = report.all.zeroCount === 0 ? "" : `; ${report.all.zeroCount} rows had none and were left out`;
  const text = `${kind} ${toSafeText(name)} of ${width} numbers, compare with ${toSafeText(comparableWith)}${zero}`;
  return [toReadReport(report), text].filter((line) => line !== "").join("\n");
}
