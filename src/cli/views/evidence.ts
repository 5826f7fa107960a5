import { compareText, type Edge, type Evidence, type QuoteEvidence } from "../../model/index.ts";
import { wrapToWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";

const widestQuote = 96;
const narrowestQuote = 24;

/** Why an edge is there: every quote with its document, section and rule, and the features behind the confidence. */
export function toEvidenceLines(edge: Edge, indent: string, screen: Screen): string[] {
  const { colors } = screen;
  const room = Math.max(narrowestQuote, Math.min(widestQuote, (screen.width ?? widestQuote) - indent.length));
  const lines = edge.evidence.flatMap((evidence) => toOneEvidence(evidence, room, screen));
  const reasons = edge.reasons.map((reason) => colors.yellow(toSafeText(`${edge.status}: ${reason}`)));
  const features = toFeatureText(edge);
  if (features !== "") lines.push(...wrapToWidth(features, room).map((line) => colors.dim(line)));
  return [...lines, ...reasons];
}

function toOneEvidence(evidence: Evidence, room: number, screen: Screen): string[] {
  const { colors } = screen;
  if (evidence.kind === "quote") {
    const quote = wrapToWidth(`“${toSafeText(evidence.quote.text).replace(/ +/g, " ").trim()}”`, room);
    return [
      ...quote.map((line) => colors.cyan(line)),
      ...toPlaceLines(evidence, screen.width === null ? null : room).map((line) => colors.dim(line)),
    ];
  }
  const text =
    evidence.kind === "asserted"
      ? `added by ${evidence.by}: ${evidence.reason}`
      : `${evidence.count} of ${evidence.of} rows: ${evidence.measure}`;
  return wrapToWidth(toSafeText(text), room);
}

/** Where nothing has to be cut, an address stays in one piece. */
function toPlaceLines(evidence: QuoteEvidence, room: number | null): string[] {
  const text = toPlaceText(evidence);
  return room === null ? [text] : wrapToWidth(text, room);
}

/** Document, section and rule on one line: `hub-card https://… › Sources · rules-2/link-under-source-heading`. */
export function toPlaceText(evidence: QuoteEvidence): string {
  const section = evidence.section.map((heading) => ` › ${heading}`).join("");
  return toSafeText(`${evidence.document.kind} ${evidence.document.url}${section} · ${evidence.method}`);
}

function toFeatureText(edge: Edge): string {
  const features = Object.entries(edge.features)
    .filter(([, value]) => value !== 0)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, value]) => (value === 1 ? name : `${name} ${Number(value.toFixed(2))}`));
  return features.length === 0 ? "" : `confidence ${edge.confidence.toFixed(2)} from ${features.join(", ")}`;
}
