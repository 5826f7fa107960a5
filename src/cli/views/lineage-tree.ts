import type { TreeRow } from "../../app/index.ts";
import type { Edge, Relation } from "../../model/index.ts";
import { padToWidth, shortenToWidth, toDisplayWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toEvidenceLines } from "./evidence.ts";
import { paint, type Remark, toRemarks } from "./remarks.ts";

/** Gap, relation, gap, confidence. */
const relationWidth = 16;
const confidenceWidth = 6;
const roomForRemarks = 24;
const narrowestName = 16;

interface DrawnRow {
  readonly row: TreeRow;
  readonly branch: string;
  /** What stands under the row, left of its evidence. */
  readonly below: string;
  readonly name: string;
}

interface Layout {
  readonly screen: Screen;
  readonly why: boolean;
  readonly nameWidth: number;
  /** On a narrow screen nothing is aligned; a relation is a remark, and the default one goes without saying. */
  readonly isAligned: boolean;
}

/**
 * A lineage tree with aligned columns: id, relation, confidence, remarks; with `why` the evidence under each row. Ids
 * are what people copy, so where the screen is narrow everything else gives way before an id is shortened.
 */
export function toTreeText(
  rows: readonly TreeRow[],
  screen: Screen,
  options: { readonly why: boolean },
): string {
  const drawn = drawBranches(rows);
  const widest = Math.max(...drawn.map(({ branch, name }) => toDisplayWidth(branch + name)));
  const full = widest + relationWidth + 2 + confidenceWidth + roomForRemarks;
  const isAligned = screen.width === null || full <= screen.width;
  const nameWidth = screen.width === null ? widest : Math.min(widest, screen.width - confidenceWidth);
  return drawn.flatMap((line) => toRowLines(line, { ...options, screen, nameWidth, isAligned })).join("\n");
}

function toRowLines(drawn: DrawnRow, layout: Layout): string[] {
  const { row, branch } = drawn;
  const { screen, nameWidth } = layout;
  const { colors } = screen;
  const name = shortenToWidth(drawn.name, Math.max(narrowestName, nameWidth - toDisplayWidth(branch)));
  const label = colors.dim(branch) + (row.level === 0 ? colors.bold(name) : name);
  const gap = layout.isAligned ? " ".repeat(Math.max(0, nameWidth - toDisplayWidth(branch + name))) : "";
  const line = row.edge === null ? label : `${label}${gap}  ${toFactsText(row.edge, layout)}`;
  const used = toDisplayWidth(branch + name + gap) + (row.edge === null ? 0 : toFactsWidth(layout));
  const indent = `${drawn.below}   `;
  const remarks = toRemarkLines(row, layout, { used, indent });
  const evidence = layout.why && row.edge !== null ? toEvidenceLines(row.edge, indent, screen) : [];
  return [
    remarks.inline === "" ? line : `${line}  ${remarks.inline}`,
    ...[...remarks.below, ...evidence].map((text) => colors.dim(indent) + text),
  ];
}

function toFactsText({ relation, confidence }: Edge, { screen, isAligned }: Layout): string {
  const shown = confidence.toFixed(2);
  return isAligned ? `${screen.colors.dim(padToWidth(relation, relationWidth))}  ${shown}` : shown;
}

function toFactsWidth({ isAligned }: Layout): number {
  return confidenceWidth + (isAligned ? relationWidth + 2 : 0);
}

const separator = " · ";
const defaultRelation: Relation = "direct-inclusion";

/** Remarks beside the row where there is room, below it where there is not. */
function toRemarkLines(
  row: TreeRow,
  { screen, isAligned }: Layout,
  { used, indent }: { readonly used: number; readonly indent: string },
): { readonly inline: string; readonly below: readonly string[] } {
  const remarks = toRemarks(row).map(({ text, tone }) => ({ text: toSafeText(text), tone }));
  const relation = row.edge?.relation ?? defaultRelation;
  if (!isAligned && relation !== defaultRelation) remarks.unshift({ text: relation, tone: "faint" });
  const paintAll = (part: readonly Remark[]) =>
    part.map(({ text, tone }) => paint(screen.colors, tone, text)).join(screen.colors.dim(separator));
  const { width } = screen;
  if (width === null || used + 2 + toWidth(remarks) <= width) return { inline: paintAll(remarks), below: [] };
  return { inline: "", below: toFittingLines(remarks, width - indent.length).map(paintAll) };
}

function toFittingLines(remarks: readonly Remark[], room: number): Remark[][] {
  const lines: Remark[][] = [];
  for (const remark of remarks) {
    const last = lines.at(-1);
    if (last !== undefined && toWidth([...last, remark]) <= room) last.push(remark);
    else lines.push([remark]);
  }
  return lines;
}

function toWidth(remarks: readonly Remark[]): number {
  return toDisplayWidth(remarks.map(({ text }) => text).join(separator));
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
