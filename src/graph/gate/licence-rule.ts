import type { GateFinding } from "../../model/index.ts";
import { toLicenceReport } from "../licence/index.ts";
import { type GateContext, toGateFinding } from "./gate-context.ts";

const rule = "licence";

/** Everything along the path allows what the policy asks. */
export function checkLicence({ index, policy, entries, unknownLevel }: GateContext): GateFinding[] {
  const wanted = policy[rule];
  if (wanted === undefined) return [];
  return entries.flatMap(({ entry, id }) => {
    const report = toLicenceReport(index, id);
    const isMet = report.class === "commercial-ok" || report.class === wanted;
    if (isMet && (wanted === "commercial-ok" || report.unknown.length === 0)) return [];
    const open = isMet ? report.unknown[0] : report.weakest;
    const isUnknown = isMet || report.class === "unknown";
    return toGateFinding({
      rule,
      level: isUnknown ? unknownLevel : "violation",
      entry,
      dataset: id,
      other: open?.dataset ?? null,
      message: `${id} is ${isUnknown ? "of unknown licence" : report.class}: ${open?.dataset ?? id}: ${open?.reason ?? ""}`,
      advice: `leave ${id} out, or settle the licence of ${open?.dataset ?? id}`,
      paths: isMet || report.weakest === null ? [] : [report.weakest.path],
    });
  });
}
