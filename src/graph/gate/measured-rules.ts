import { type GateFinding, isSameDataset } from "../../model/index.ts";
import { type GateContext, type GateEntry, toGateFinding } from "./gate-context.ts";

/** At most this share of rows that repeat another (roots R1), by the numbers given. */
export function checkRedundancy({ policy, entries, measurements, unknownLevel }: GateContext): GateFinding[] {
  const limit = policy["max-redundancy"];
  if (limit === undefined) return [];
  return entries.flatMap((entry) => {
    const measured = measurements.redundancy.find(({ dataset }) => isSameDataset(dataset, entry.id));
    const base = { rule: "max-redundancy" as const, entry: entry.entry, dataset: entry.id };
    if (measured === undefined)
      return toGateFinding({ ...base, ...toUnmeasured(entry, "redundancy"), level: unknownLevel });
    if (measured.share <= limit) return [];
    const message = `${toPercent(measured.share)} of the rows of ${entry.id} are redundant, ${toPercent(limit)} allowed`;
    return toGateFinding({ ...base, level: "violation", message, advice: `deduplicate ${entry.id}` });
  });
}

/** At most this share of a benchmark found in an entry (roots R2), by the numbers given. */
export function checkContamination({
  policy,
  entries,
  measurements,
  unknownLevel,
}: GateContext): GateFinding[] {
  const limit = policy["max-contamination"];
  if (limit === undefined) return [];
  return entries.flatMap((entry) => {
    const measured = measurements.contamination.filter(({ dataset }) => isSameDataset(dataset, entry.id));
    const base = { rule: "max-contamination" as const, entry: entry.entry, dataset: entry.id };
    if (measured.length === 0)
      return toGateFinding({ ...base, ...toUnmeasured(entry, "contamination"), level: unknownLevel });
    return measured
      .filter(({ share }) => share > limit)
      .map(({ benchmark, share }) =>
        toGateFinding({
          ...base,
          level: "violation",
          other: benchmark,
          message: `${toPercent(share)} of ${benchmark} stand in ${entry.id}, ${toPercent(limit)} allowed`,
          advice: `remove the rows of ${benchmark} from ${entry.id}`,
        }),
      );
  });
}

function toUnmeasured({ id }: GateEntry, what: string) {
  return {
    message: `the ${what} of ${id} was not measured`,
    advice: `give a measurement of ${id}, or drop the limit`,
  };
}

function toPercent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}
