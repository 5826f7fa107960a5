import {
  type DateCheck,
  findDateInterval,
  hubDateFloor,
  type ReleaseDate,
  toDaysBetween,
} from "../../model/index.ts";
import type { DatedDataset, HubRecord, PaperRecord } from "../../model/ports/index.ts";

/** Days by which an upstream may seem later (upload after use, time zones) before the order is doubted. */
const graceDays = 31;

/**
 * The earlier of the hub date and the own papers' dates (T1, T7). A hub date on the hub's first recorded day bounds from
 * above only: the interval then reaches back without limit.
 */
export function toReleaseDate(
  record: HubRecord | null,
  ownPapers: readonly PaperRecord[],
): ReleaseDate | null {
  const dates = [toHubDate(record), ...ownPapers.map(toPaperDate)].filter((date) => date !== null);
  dates.sort((a, b) => (a.interval.latest < b.interval.latest ? -1 : 1));
  return dates[0] ?? null;
}

function toHubDate(record: HubRecord | null): ReleaseDate | null {
  const created = record?.createdAt ?? null;
  const interval = created === null ? undefined : findDateInterval(created);
  if (created === null || interval === undefined) return null;
  if (interval.earliest === hubDateFloor) {
    const floor = { earliest: "0001-01-01", latest: interval.latest };
    return {
      interval: floor,
      source: "floor",
      reason: `on the hub since its first recorded day, ${hubDateFloor}, or before`,
    };
  }
  return { interval, source: "hub", reason: `created on the hub ${created.slice(0, 10)}` };
}

function toPaperDate(paper: PaperRecord): ReleaseDate | null {
  const interval = paper.publishedAt === null ? undefined : findDateInterval(paper.publishedAt);
  if (interval === undefined) return null;
  return {
    interval,
    source: "own-paper",
    reason: `own paper arXiv ${paper.arxivId} of ${paper.publishedAt?.slice(0, 10)}`,
  };
}

/**
 * An upstream is certainly later only when it first appeared after the downstream last changed; when it merely seems
 * later than the downstream's release by more than a month, the order is doubtful and goes to review (T4, T7).
 */
export function checkDates(upstream: DatedDataset, downstream: DatedDataset): DateCheck {
  if (upstream.released === null || downstream.released === null) return "unknown";
  const born = upstream.released.interval.earliest;
  const released = downstream.released.interval.latest;
  const changed =
    downstream.lastModified !== null && downstream.lastModified > released ? downstream.lastModified : null;
  if (toDaysBetween(released, born) <= graceDays) return "in-order";
  if (changed !== null && toDaysBetween(changed, born) > graceDays) return "anachronistic";
  return "doubtful";
}
