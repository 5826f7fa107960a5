import type { TreeRow } from "../../app/index.ts";
import { padToWidth, shortenToWidth, toDisplayWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toEvidenceLines } from "./evidence.ts";
import { paint, toRemarks } from "./remarks.ts";

const widestRelation = 20;
const narrowestName = 24;
const roomForRemarks = 16;

interface DrawnRow {
  readonly row: TreeRow;
  readonly branch: string;
  /** What stands under the row, left of its evidence. */
  readonly below: string;
  readonly name: string;
}

/** A lineage tree with aligned columns: id, relation, confidence, remarks; with `why` the evidence under each row. */
export function toTreeText(
  rows: readonly TreeRow[],
  screen: Screen,
  options: { readonly why: boolean },
): string {
  const drawn = drawBranches(rows);
  const widest = Math.max(...drawn.map(({ branch, name }) => toDisplayWidth(branch + name)));
  const room = screen.width === null ? widest : screen.width - widestRelation - roomForRemarks - 8;
  const nameWidth = Math.min(widest, Math.max(narrowestName, room));
  return drawn.flatMap((line) => toRowLines(line, nameWidth, { screen, why: options.why })).join("\n");
}

function toRowLines(
  { row, branch, below, name }: DrawnRow,
  nameWidth: number,
  { screen, why }: { readonly screen: Screen; readonly why: boolean },
): string[] {
  const { colors } = screen;
  const remarks = toRemarks(row)
    .map(({ text, tone }) => paint(colors, tone, toSafeText(text)))
    .join(colors.dim(" · "));
  const room = Math.max(narrowestName - branch.length, nameWidth - toDisplayWidth(branch), 8);
  const shown = shortenToWidth(name, room);
  const label = colors.dim(branch) + (row.level === 0 ? colors.bold(shown) : shown);
  const gap = " ".repeat(Math.max(0, nameWidth - toDisplayWidth(branch + shown)));
  if (row.edge === null) return [remarks === "" ? label : `${label}  ${remarks}`];
  const relation = padToWidth(row.edge.relation, widestRelation);
  const confidence = row.edge.confidence.toFixed(2);
  const line = `${label}${gap}  ${colors.dim(relation)} ${confidence}${remarks === "" ? "" : `  ${remarks}`}`;
  if (!why) return [line];
  const indent = `${below}   `;
  return [line, ...toEvidenceLines(row.edge, indent, screen).map((text) => colors.dim(indent) + text)];
}

function drawBranches(rows: readonly TreeRow[]): DrawnRow[] {
  const guides: string[] = [];
  return rows.map((row, position) => {
    const name = toSafeText(toShownName(row.id));
    const hasBranches = (rows[position + 1]?.level ?? 0) > row.level;
    if (row.level === 0) return { row, branch: "", below: hasBranches ? "│" : " ", name };
    guides.length = row.level - 1;
    const stem = guides.join("");
    guides.push(row.isLast ? "   " : "│  ");
    const branch = `${stem}${row.isLast ? "└─ " : "├─ "}`;
    return { row, branch, below: `${guides.join("")}${hasBranches ? "│" : " "}`, name };
  });
}

/** A name that was not resolved is a quotation, not an id. */
function toShownName(id: string): string {
  return id.startsWith("name:") ? `"${id.slice(5)}"` : id;
}
