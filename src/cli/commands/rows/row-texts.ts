import type { InputAccount, ShownMapping } from "../../../app/index.ts";
import { toSafeText } from "../../terminal/safe-text.ts";
import { toQuantity } from "../../views/quantity.ts";

export function toCountText(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1.7283%`. */
export function toRateText(rate: number): string {
  return `${(rate * 100).toFixed(4)}%`;
}

/** What was read of each input and how, and what could not be read. */
export function toReadReport({
  inputs,
  mapping,
}: {
  readonly inputs: readonly InputAccount[];
  readonly mapping: readonly ShownMapping[];
}): string {
  return inputs
    .flatMap((input, index) => [toInputLine(input, mapping[index]), ...toTroubleLines(input)])
    .map(toSafeText)
    .join("\n");
}

function toInputLine({ name, rows, files }: InputAccount, mapping: ShownMapping | undefined): string {
  const parts = [`${name}: ${toQuantity(rows, "row")}`];
  if (files.length > 1) parts.push(`in ${files.length} files`);
  if (mapping !== undefined) parts.push(`read as ${mapping.adapter} (${mapping.parts.join(", ")})`);
  const stripped = mapping?.strip.length ?? 0;
  if (stripped > 0) parts.push(`without ${toQuantity(stripped, "text")} around its questions`);
  return parts.join(" ");
}

function toTroubleLines({
  unmapped,
  unmappedAs,
  broken,
  firstUnmapped,
  firstBroken,
  notes,
}: InputAccount): string[] {
  const [unfit] = firstUnmapped;
  const [wrong] = firstBroken;
  return [
    ...(unfit === undefined
      ? []
      : [
          `  ${toQuantity(unmapped, "row")} left out: no such parts, first ${unfit.file} row ${unfit.row}; ${toLayoutsText(unmappedAs)}`,
        ]),
    ...(wrong === undefined
      ? []
      : [
          `  ${toQuantity(broken, "broken record")}, first ${wrong.file} ${wrong.unit} ${wrong.number}: ${wrong.reason}`,
        ]),
    ...notes.map(({ message, hint }) => `  ${message}${hint === null ? "" : ` (${hint})`}`),
  ];
}

/** `they look like messages (75), no known layout (5)`. */
function toLayoutsText(layouts: InputAccount["unmappedAs"]): string {
  const names = layouts.map(({ adapter, rows }) => `${adapter ?? "no known layout"} (${toCountText(rows)})`);
  return `they look like ${names.join(", ")}`;
}
