import { z } from "zod";

const partialDate = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** First day on which the hub records creation dates: equal to it means "this day or before" (T7). */
export const hubDateFloor = "2022-03-02";

/** Days `earliest`..`latest` (YYYY-MM-DD, both inclusive) between which something was released. */
export const DateInterval = z.object({ earliest: z.string(), latest: z.string() });
export type DateInterval = z.infer<typeof DateInterval>;

/** Where a date comes from; `floor` is the hub's first recorded day, which bounds from above only. */
export const DateSource = z.enum(["hub", "own-paper", "repository", "floor"]);
export type DateSource = z.infer<typeof DateSource>;

export const ReleaseDate = z.object({
  interval: DateInterval,
  source: DateSource,
  /** What was read: `createdAt 2024-07-19`, `arXiv 2407.00001 of 2024-07-01`. */
  reason: z.string(),
});
export type ReleaseDate = z.infer<typeof ReleaseDate>;

/** Reads `2024`, `2024-07`, `2024-07-19` or an ISO time as the interval of days it stands for. */
export function findDateInterval(text: string): DateInterval | undefined {
  const match = partialDate.exec(text.trim());
  if (match === null) return undefined;
  const [, year = "", month, day] = match;
  if (month === undefined) return { earliest: `${year}-01-01`, latest: `${year}-12-31` };
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  if (day === undefined)
    return { earliest: `${year}-${month}-01`, latest: `${year}-${month}-${lastDay(year, month)}` };
  if (Number(day) < 1 || Number(day) > Number(lastDay(year, month))) return undefined;
  return { earliest: `${year}-${month}-${day}`, latest: `${year}-${month}-${day}` };
}

function lastDay(year: string, month: string): string {
  return String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()).padStart(2, "0");
}

/** Whole days from a to b, both YYYY-MM-DD; negative when b is earlier. */
export function toDaysBetween(a: string, b: string): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000);
}
