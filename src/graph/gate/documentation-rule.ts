import { type Dataset, type DatasetId, type GateFinding, toDatasetIdKind } from "../../model/index.ts";
import { createPathFinder, type PathFinder, toEvidencePath } from "../paths.ts";
import { type GateContext, toGateFinding } from "./gate-context.ts";

/** No upstream whose own making is undocumented: documents that could not be read, names that could not be resolved. */
export function checkDocumentation({ index, entries, unknownLevel }: GateContext): GateFinding[] {
  return entries.flatMap(({ entry, id }) => {
    const finder = createPathFinder(index, id);
    return [id, ...index.listReachable(id, "up")].flatMap((ancestor) => {
      const gap = findGap(ancestor, index.findDataset(ancestor));
      if (gap === undefined) return [];
      const paths = listPath(finder, ancestor, id);
      return toGateFinding({
        rule: "no-undocumented-upstream",
        level: gap.isCertain ? "violation" : unknownLevel,
        entry,
        dataset: id,
        other: ancestor,
        message: ancestor === id ? `${id} ${gap.what}` : `${id} is built on ${ancestor}, which ${gap.what}`,
        advice: gap.advice,
        paths,
      });
    });
  });
}

function listPath(finder: PathFinder, from: DatasetId, to: DatasetId) {
  if (from === to) return [{ ids: [to], steps: [] }];
  return finder.findPaths(from, 1).paths.map(toEvidencePath);
}

interface Gap {
  readonly what: string;
  readonly advice: string;
  /** False for what another run of the trace may still find. */
  readonly isCertain: boolean;
}

const passing = new Set(["network", "rate-limited", "budget"]);

function findGap(id: DatasetId, dataset: Dataset | undefined): Gap | undefined {
  const kind = toDatasetIdKind(id);
  if (kind === "name")
    return {
      what: "no document identifies",
      advice: "give the dataset it means: stemma add",
      isCertain: true,
    };
  const trace = `trace it further: stemma trace ${id}`;
  if (dataset === undefined) return { what: "was not traced", advice: trace, isCertain: false };
  const { outcome } = dataset;
  if (outcome.kind === "unreadable")
    return {
      what: `has a document that could not be read (${outcome.reason})`,
      advice: passing.has(outcome.reason) ? trace : "ask its authors, or leave out what is built on it",
      isCertain: !passing.has(outcome.reason),
    };
  if (outcome.kind === "not-on-hub")
    return { what: "is not on the hub and was not traced", advice: "read its page", isCertain: false };
  if (outcome.kind !== "cut-off" || outcome.reason === "released-2020-or-earlier") return undefined;
  return { what: `was cut off by the trace's ${outcome.reason} limit`, advice: trace, isCertain: false };
}
