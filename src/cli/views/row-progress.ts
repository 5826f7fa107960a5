import type { ProgressEvent } from "../../app/index.ts";
import { toQuantity } from "./quantity.ts";

type RowsEvent = Extract<ProgressEvent, { readonly kind: "rows" }>;

/** `1,200,000 rows · 0.7 of 6.0 GB · 402,000 rows/s · 2 min left`. */
export function toRowsText(
  { rows, bytes, totalBytes, doneSteps, steps }: RowsEvent,
  passedMs: number,
): string {
  const parts = [toQuantity(rows, "row")];
  const seconds = passedMs / 1000;
  if (bytes < totalBytes) parts.push(toAmountText(bytes, totalBytes));
  else parts.push(`step ${Math.min(doneSteps + 1, steps)} of ${steps}`);
  if (seconds >= 1 && bytes < totalBytes) {
    parts.push(`${Math.round(rows / seconds).toLocaleString("en-US")} rows/s`);
    if (bytes > 0) parts.push(`${toDurationText((seconds * (totalBytes - bytes)) / bytes)} left`);
  }
  return parts.join(" · ");
}

function toAmountText(bytes: number, totalBytes: number): string {
  const [size, unit] = totalBytes >= 1e9 ? [1e9, "GB"] : [1e6, "MB"];
  return `${(bytes / size).toFixed(1)} of ${(totalBytes / size).toFixed(1)} ${unit}`;
}

function toDurationText(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
