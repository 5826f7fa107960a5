import type { z } from "zod";
import type { findRowWrappers } from "../../app/index.ts";
import { shortenToWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toQuantity } from "./quantity.ts";
import { toSectionsText } from "./sections.ts";
import type { Table, View } from "./view.ts";

type Report = z.output<typeof findRowWrappers.output>;
type Input = Report["inputs"][number];

export const wrapperView: View<Report> = {
  toHuman: ({ inputs }, screen) => inputs.map((input) => toInputText(input, screen)).join("\n\n"),
  toTable: ({ inputs }) => ({
    columns: ["input", "side", "share", "texts", "text"],
    rows: inputs.flatMap(({ name, wrappers, systems }) => [
      ...wrappers.map(({ side, share, texts, text }) => [name, side, String(share), String(texts), text]),
      ...systems.map(({ share, texts, text }) => [name, "system", String(share), String(texts), text]),
    ]),
  }),
  toQuiet: ({ inputs }) => inputs.flatMap(({ wrappers }) => wrappers.map(({ text }) => toSafeText(text))),
};

export function toWrapperReport({ inputs, out }: Report): string {
  const lines = inputs.map(({ name, rows, texts, wrappers }) => {
    const found =
      wrappers.length === 0 ? "no text around its questions" : toQuantity(wrappers.length, "text");
    return `${name}: ${found} (${toQuantity(rows, "row")}, ${toQuantity(texts, "different question")} looked at)`;
  });
  return [...lines, ...(out === null ? [] : [`written to ${out}`])].map(toSafeText).join("\n");
}

/** Wrappers and system turns that recur. */
export function toWrapperTable({ wrappers, systems }: Pick<Input, "wrappers" | "systems">): Table {
  return {
    columns: ["place", "share", "text"],
    rows: [
      ...wrappers.map(({ side, share, text }) => [sideNames[side], toShareText(share), text]),
      ...systems.slice(0, 5).map(({ share, text }) => ["system turn", toShareText(share), text]),
    ],
  };
}

const sideNames = { prefix: "before", suffix: "after" } as const;

/** `97.5%`. */
export function toShareText(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

function toInputText(input: Input, screen: Screen): string {
  const section = {
    title: toSafeText(input.name),
    table: toWrapperTable(input),
    none: "no text around its questions",
  };
  const examples = input.examples.map((example) => toExampleText(example, screen));
  return [toSectionsText([section], screen), ...examples].join("\n\n");
}

function toExampleText(
  { file, row, before, after }: Input["examples"][number],
  { colors, width }: Screen,
): string {
  const room = Math.max(20, (width ?? 1000) - 10);
  return [
    colors.dim(toSafeText(`row ${row} of ${file}`)),
    `  before  ${shortenToWidth(toSafeText(before), room)}`,
    `  after   ${shortenToWidth(toSafeText(after), room)}`,
  ].join("\n");
}
