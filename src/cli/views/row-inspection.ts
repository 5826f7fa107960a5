import type { z } from "zod";
import type { inspectRows } from "../../app/index.ts";
import { shortenToWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toQuantity } from "./quantity.ts";
import { toShareText, toWrapperTable } from "./row-wrappers.ts";
import { toSectionsText } from "./sections.ts";
import type { Table, View } from "./view.ts";

type Report = z.output<typeof inspectRows.output>;
type Input = Report["inputs"][number];
type Layout = NonNullable<Input["layout"]>;

export const inspectionView: View<Report> = {
  toHuman: ({ inputs }, screen) => inputs.map((input) => toInputText(input, screen)).join("\n\n\n"),
  toTable: ({ inputs }) => ({
    columns: ["input", "column", "kind", "filled", "looked", "distinct", "used as", "layout"],
    rows: inputs.flatMap((input) =>
      input.columns.map((column) => [
        input.name,
        column.place,
        column.kind,
        String(column.filled),
        String(input.looked),
        String(column.distinct),
        toUse(column.place, input.layout),
        input.layout?.adapter ?? "",
      ]),
    ),
  }),
  toQuiet: ({ inputs }) => inputs.flatMap(({ layout }) => layout?.map ?? []),
};

/** What is known of each input in a line, and what it would be read as by hand. */
export function toInspectionReport({ inputs }: Report): string {
  return inputs.map((input) => toSafeText(toSummary(input))).join("\n");
}

function toSummary({ name, looked, files, layout, detectedFrom, problem }: Input): string {
  const isWhole = files.every((file) => file.isWhole);
  const rows = `${isWhole ? "all" : "the first"} ${toQuantity(looked, "row")}`;
  if (layout === null) return `${name}: looked at ${rows}; ${problem?.message ?? "no known layout"}`;
  return `${name}: looked at ${rows}; read as ${layout.adapter}, which fits ${layout.fits} of ${detectedFrom}`;
}

function toInputText(input: Input, screen: Screen): string {
  const { colors } = screen;
  const parts = [
    colors.bold(toSafeText(input.name)),
    toFileSection(input, screen),
    toLayoutText(input, screen),
    toSectionsText(
      [
        { title: "Columns", table: toColumnTable(input) },
        { title: "Rows that do not fit", table: toMisfitTable(input) },
        { title: "Texts around the questions", table: toWrapperTable(input) },
        { title: "What to know about the rows", table: toHealthTable(input) },
        { title: "Lines that could not be read", table: toBrokenTable(input) },
      ],
      screen,
    ),
    toExamplesText(input, screen),
    ...input.notes.map(({ message, hint }) => toSafeText(hint === null ? message : `${message} (${hint})`)),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const mostFiles = 10;

function toFileSection({ files }: Input, screen: Screen): string {
  const table: Table = {
    columns: ["file", "format", "bytes", "split", "rows looked at"],
    rows: files
      .slice(0, mostFiles)
      .map(({ file, format, compression, bytes, split, looked, isWhole }) => [
        file,
        compression === "none" ? format : `${format}, ${compression}`,
        bytes.toLocaleString("en-US"),
        split ?? "",
        `${looked.toLocaleString("en-US")}${isWhole ? " (all)" : ""}`,
      ]),
  };
  const more = files.length > mostFiles ? `\n  and ${toQuantity(files.length - mostFiles, "file")} more` : "";
  return toSectionsText([{ title: "Files", table }], screen) + more;
}

function toLayoutText({ layout, alternatives, detectedFrom, problem }: Input, { colors }: Screen): string {
  if (layout === null) {
    const lines = [colors.yellow(problem?.message ?? "no known layout"), problem?.hint ?? ""];
    return `${colors.bold("Layout")}\n${lines
      .filter((line) => line !== "")
      .map((line) => `  ${toSafeText(line)}`)
      .join("\n")}`;
  }
  const lines = [
    `${layout.adapter}: fits ${layout.fits} of ${toQuantity(detectedFrom, "row")}`,
    ...layout.map.map((argument) => `  --map '${argument.replaceAll("'", "'\\''")}'`),
    ...alternatives
      .slice(0, 5)
      .map((other) => `or ${other.adapter}: fits ${other.fits} (${other.map.join(", ")})`),
  ];
  return `${colors.bold("Layout")}\n${lines.map((line) => `  ${toSafeText(line).trimEnd()}`).join("\n")}`;
}

const mostColumns = 40;

function toColumnTable({ columns, looked, layout }: Input): Table {
  return {
    columns: ["column", "holds", "filled", "different", "used as"],
    rows: columns
      .slice(0, mostColumns)
      .map(({ place, kind, fields, filled, distinct }) => [
        place,
        fields.length === 0 ? kind : `${kind} (${fields.slice(0, 6).join(", ")})`,
        toShareText(filled / Math.max(1, looked)),
        distinct.toLocaleString("en-US"),
        toUse(place, layout),
      ]),
  };
}

/** The parts of a sample whose places begin in the column. */
function toUse(place: string, layout: Layout | null): string {
  const parts = (layout?.map ?? []).filter((argument) => {
    const places = argument.slice(argument.indexOf("=") + 1).split(/ [+|] |, |[()]/);
    return places.some((one) => one === place || one.startsWith(`${place}.`) || one.startsWith(`${place}[`));
  });
  return parts.map((argument) => argument.slice(0, argument.indexOf("="))).join(", ");
}

function toMisfitTable({ misfits }: Input): Table {
  return {
    columns: ["rows", "look like", "columns"],
    rows: misfits.map(({ rows, adapter, columns }) => [
      String(rows),
      adapter ?? "no known layout",
      columns.join(", "),
    ]),
  };
}

function toHealthTable({ health, looked, files }: Input): Table {
  return {
    columns: ["rows", "share", "sign", "first"],
    rows: health.map(({ sign, rows, first }) => [
      rows.toLocaleString("en-US"),
      toShareText(rows / Math.max(1, looked)),
      sign.replaceAll("-", " "),
      files.length > 1 ? `row ${first.row} of ${first.file}` : `row ${first.row}`,
    ]),
  };
}

function toBrokenTable({ firstBroken }: Input): Table {
  return {
    columns: ["place", "reason", "begins"],
    rows: firstBroken
      .slice(0, 5)
      .map(({ file, unit, number, reason, excerpt }) => [`${file} ${unit} ${number}`, reason, excerpt]),
  };
}

const shownParts = ["system", "instruction", "input", "output", "answer", "source", "split", "id"] as const;
const longestPart = 300;

function toExamplesText({ examples }: Input, screen: Screen): string {
  const { colors, width } = screen;
  return examples
    .map(({ file, row, sample }) => {
      const head = colors.bold(toSafeText(`Row ${row} of ${file}`));
      const lines = shownParts.flatMap((part) => {
        const value = sample[part];
        if (value === null || value === "") return [];
        const room = Math.max(20, (width ?? longestPart) - 14);
        return [`  ${part.padEnd(12)}${toStart(toSafeText(value), room)}`];
      });
      return [head, ...lines].join("\n");
    })
    .join("\n\n");
}

function toStart(text: string, room: number): string {
  return shortenToWidth(text.slice(0, 4 * room), room);
}
