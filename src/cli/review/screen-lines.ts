import { shortenToWidth, wrapToWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Colors } from "../terminal/screen.ts";
import { toItemLines } from "./item-lines.ts";
import { helpLines, toPromptLines } from "./prompt-lines.ts";
import { findCurrent, type Message, type ReviewState } from "./review-state.ts";

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

const narrowest = 20;

/** The whole screen: exactly as many lines as it has rows, none wider than it. */
export function toScreenLines(state: ReviewState, size: ScreenSize, colors: Colors): string[] {
  const width = Math.max(narrowest, size.columns);
  const head = [colors.inverse(shortenToWidth(toTitle(state), width)), ""];
  const foot = [
    "",
    ...toMessageLines(state.message, width, colors),
    ...toPromptLines(state, width, colors),
  ].slice(-Math.max(1, size.rows - 3));
  const room = Math.max(1, size.rows - head.length - foot.length);
  const body = toWindow(toBody(state, width, colors), { room, scroll: state.scroll, width }, colors);
  return [...head, ...body, ...foot].slice(0, size.rows);
}

function toTitle({ reviewer, items, position, total }: ReviewState): string {
  const place = items.length === 0 ? "" : ` · edge ${position + 1}`;
  return toSafeText(` stemma review · ${reviewer} · ${items.length} of ${total} left${place} `);
}

function toBody(state: ReviewState, width: number, colors: Colors): string[] {
  if (state.mode.kind === "help")
    return helpLines.flatMap((line) => (line === "" ? [""] : wrapToWidth(line, width)));
  const item = findCurrent(state);
  return item === undefined ? ["No edge waits for a decision."] : toItemLines(item, width, colors);
}

/** As many lines as there is room for; the last one says how many are out of sight. */
function toWindow(
  lines: readonly string[],
  { room, scroll, width }: { readonly room: number; readonly scroll: number; readonly width: number },
  colors: Colors,
): string[] {
  const start = Math.max(0, Math.min(scroll, lines.length - room));
  const shown = lines.slice(start, start + room);
  const below = lines.length - start - room;
  const more = shortenToWidth(`… ${below + 1} more lines (space)`, width);
  if (below > 0) shown.splice(-1, 1, colors.dim(more));
  return [...shown, ...Array.from({ length: room - shown.length }, () => "")];
}

function toMessageLines(message: Message | null, width: number, colors: Colors): string[] {
  if (message === null) return [];
  const paint = { good: colors.green, care: colors.yellow, bad: colors.red }[message.tone];
  return wrapToWidth(toSafeText(message.text), width).map((line) => paint(line));
}
