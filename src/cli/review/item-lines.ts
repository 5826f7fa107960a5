import type { ReleaseDate, ReviewItem, ReviewVote } from "../../model/index.ts";
import { wrapToWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Colors } from "../terminal/screen.ts";

/** What is shown of an edge, most telling first; every line fits the width, all foreign text is made safe. */
export function toItemLines(item: ReviewItem, width: number, colors: Colors): string[] {
  const sections: [string, string[]][] = [
    ["", toHead(item, width, colors)],
    ["votes", item.votes.flatMap((vote) => wrap(toVoteText(vote), width))],
    ["quotes", toDistinctQuotes(item).flatMap((quote) => toQuoteLines(quote, width, colors))],
    ["asserted", toAsserted(item, width)],
    ["candidates", item.candidates.flatMap((candidate) => toCandidateLines(candidate, width, colors))],
    ["dates", toDateLines(item, width)],
    ["similar decisions", item.similar.flatMap((similar) => wrap(toSimilarText(similar), width))],
    ["confidence", wrap(toContributionText(item), width)],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines]) => (title === "" ? lines : ["", colors.dim(title), ...lines]));
}

function wrap(text: string, width: number): string[] {
  return wrapToWidth(toSafeText(text), width);
}

function toHead({ edge, reach, uncertainty }: ReviewItem, width: number, colors: Colors): string[] {
  const facts = [
    edge.relation,
    edge.splits.length === 0 ? "" : `${edge.splits.join(" + ")} split`,
    `confidence ${edge.confidence.toFixed(2)}`,
    `uncertainty ${uncertainty.toFixed(2)}`,
    `reaches ${reach} ${reach === 1 ? "dataset" : "datasets"}`,
    edge.onCycle ? "on a cycle" : "",
  ].filter((fact) => fact !== "");
  return [
    ...wrap(`${edge.upstream} -> ${edge.downstream}`, width).map((line) => colors.bold(line)),
    ...wrap(facts.join(" · "), width),
    ...wrap(`${edge.status}: ${edge.reasons.join("; ") || "nothing speaks against it"}`, width).map((line) =>
      colors.yellow(line),
    ),
  ];
}

const verdictWords = { accept: "accepted", reject: "rejected", edit: "edited" } as const;

function toVoteText({ by, verdict, becomes, reason }: ReviewVote): string {
  const parts = [becomes?.upstream, becomes?.relation, becomes?.splits?.join(" + ")].filter(Boolean);
  return `${by} ${verdictWords[verdict]}${parts.length === 0 ? "" : ` to ${parts.join(", ")}`}: ${reason}`;
}

/** Several claims may rest on the same words: these are shown once. */
function toDistinctQuotes({ quotes }: ReviewItem): ReviewItem["quotes"] {
  const distinct = new Map<string, ReviewItem["quotes"][number]>();
  for (const quote of quotes) {
    const place = JSON.stringify([quote.document.url, quote.line, quote.quote]);
    if (!distinct.has(place)) distinct.set(place, quote);
  }
  return [...distinct.values()];
}

function toQuoteLines(quote: ReviewItem["quotes"][number], width: number, colors: Colors): string[] {
  const section = quote.section.map((heading) => ` › ${heading}`).join("");
  const place = `${quote.document.kind} ${quote.document.url} line ${quote.line}${section} · ${quote.method}`;
  const around = (text: string) => toTextLines(text, width).map((line) => colors.dim(`  ${line}`));
  return [
    ...wrap(place, width).map((line) => colors.dim(line)),
    ...around(quote.before),
    ...toTextLines(quote.quote, width).map((line) => colors.cyan(`▌ ${line}`)),
    ...around(quote.after),
  ];
}

function toTextLines(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrap(line.replace(/\s+/g, " ").trim(), width - 2));
}

function toAsserted({ edge }: ReviewItem, width: number): string[] {
  return edge.evidence.flatMap((evidence) =>
    evidence.kind === "asserted" ? wrap(`added by ${evidence.by}: ${evidence.reason}`, width) : [],
  );
}

function toCandidateLines(
  { id, mention, score, margin, reason, isChosen }: ReviewItem["candidates"][number],
  width: number,
  colors: Colors,
): string[] {
  const text = `${isChosen ? "*" : " "} ${id} for "${mention}": ${score.toFixed(2)}, margin ${margin.toFixed(2)}, ${reason}`;
  const lines = wrap(text, width);
  return isChosen ? lines.map((line) => colors.green(line)) : lines;
}

function toDateLines({ edge, dates }: ReviewItem, width: number): string[] {
  const ends = [
    `upstream: ${toReleaseText(dates.upstream.released)}`,
    `downstream: ${toReleaseText(dates.downstream.released)}, last changed ${dates.downstream.lastModified ?? "on an unknown day"}`,
    `in all: ${edge.dateCheck}`,
  ];
  return ends.flatMap((end) => wrap(end, width));
}

function toReleaseText(released: ReleaseDate | null): string {
  if (released === null) return "release unknown";
  const { earliest, latest } = released.interval;
  const days = earliest === latest ? earliest : `${earliest} to ${latest}`;
  return `released ${released.source === "floor" ? `by ${latest}` : days} (${released.reason})`;
}

const sharedWords = { upstream: "same source", mention: "same name", method: "same rule" } as const;

function toSimilarText({ shared, by, verdict, upstream, downstream, reason }: ReviewItem["similar"][number]) {
  return `${sharedWords[shared]}: ${by} ${verdictWords[verdict]} ${upstream} -> ${downstream}: ${reason}`;
}

function toContributionText({ contributions }: ReviewItem): string {
  return contributions
    .map(({ feature, logOdds }) => `${feature} ${logOdds < 0 ? "" : "+"}${logOdds.toFixed(2)}`)
    .join(", ");
}
