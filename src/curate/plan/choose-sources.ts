import { bundledCatalogue } from "../../catalogue/index.ts";
import { type LicenceClass, type LineageIndex, toDatasetLicence } from "../../graph/index.ts";
import { compareText, type Dataset, type DatasetId, type Domain, toIdKey } from "../../model/index.ts";
import type { Exclusion, ExclusionReason, PlannedSource } from "./build-plan.ts";

export interface ChoiceOptions {
  /** Rows of these datasets are at hand, whatever the hub has. Keys are as `toIdKey` gives them. */
  readonly rowsById?: ReadonlyMap<string, string>;
  /** Empty for all four. */
  readonly domains?: readonly Domain[];
  readonly licence?: "any" | "commercial-ok";
  /** A root with fewer datasets built on it is left out; at least 1. */
  readonly minReuse?: number;
  /** How many roots are taken, most reused first; all when absent. */
  readonly maxSources?: number;
  /** How many datasets that are no roots may be added. */
  readonly maxInternal?: number;
  /** Benchmarks that the set is to be clean of: their own rows are never taken. */
  readonly benchmarks?: readonly DatasetId[];
}

export interface SourceChoice {
  readonly sources: readonly PlannedSource[];
  readonly excluded: readonly Exclusion[];
}

/** The roots of a graph that a set can be built from, most reused first, and why each of the others is not (C1, C2, C8). */
export function chooseSources(index: LineageIndex, options: ChoiceOptions = {}): SourceChoice {
  const candidates = index.graph.datasets.map((dataset) => toCandidate(index, dataset, options));
  const { maxSources = Number.POSITIVE_INFINITY, maxInternal = 0 } = options;
  const roots = rank(candidates.filter(({ role }) => role === "root"));
  const internal = rank(candidates.filter(({ role }) => role === "internal"));
  const fitting = roots.filter(({ exclusion }) => exclusion === undefined);
  const added = internal.filter(({ exclusion }) => exclusion === undefined).slice(0, maxInternal);
  const passedOver = fitting.slice(maxSources).map((candidate) => exclude(candidate, "rank"));
  return {
    sources: [...fitting.slice(0, maxSources), ...added].map(({ source }) => source),
    excluded: [...roots.flatMap(({ exclusion }) => exclusion ?? []), ...passedOver].sort((a, b) =>
      compareText(a.dataset, b.dataset),
    ),
  };
}

interface Candidate {
  readonly source: PlannedSource;
  readonly role: PlannedSource["role"];
  readonly exclusion: Exclusion | undefined;
}

function rank(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted(
    (a, b) => b.source.reuse - a.source.reuse || compareText(a.source.dataset, b.source.dataset),
  );
}

function exclude({ source }: Pick<Candidate, "source">, reason: ExclusionReason, detail = ""): Exclusion {
  return { dataset: source.dataset, reason, detail };
}

function toCandidate(index: LineageIndex, dataset: Dataset, options: ChoiceOptions): Candidate {
  const { id, profile } = dataset;
  const hasUpstream = index.listEdges(id, "up").length > 0;
  const users = new Set(index.listEdges(id, "down").map(({ downstream }) => toIdKey(downstream)));
  const given = options.rowsById?.get(toIdKey(id));
  const source: PlannedSource = {
    dataset: id,
    rows: given ?? toHubRows(dataset),
    role: hasUpstream ? "internal" : "root",
    domains: [...profile.domains],
    licence: toDatasetLicence(id, dataset).class,
    reuse: users.size,
    quota: null,
    expectedRows: null,
    map: {},
  };
  const reason = findReason({ dataset, source, isGiven: given !== undefined }, options);
  return {
    source,
    role: source.role,
    exclusion: reason === undefined ? undefined : exclude({ source }, ...reason),
  };
}

interface Judged {
  readonly dataset: Dataset;
  readonly source: PlannedSource;
  readonly isGiven: boolean;
}

type Reason = readonly [ExclusionReason, string?];

/** The first of the reasons that holds. */
function findReason({ dataset, source, isGiven }: Judged, options: ChoiceOptions): Reason | undefined {
  const { outcome, profile } = dataset;
  const { minReuse = 1, domains = [], licence = "any", benchmarks = [] } = options;
  const isHeldOut = benchmarks.some((benchmark) => toIdKey(benchmark) === toIdKey(source.dataset));
  if (isHeldOut && !isGiven && findTrainSplit(dataset) === undefined) return ["decontaminated"];
  if (source.reuse === 0) return ["unused"];
  if (source.reuse < minReuse) return ["few-uses", `${source.reuse} of ${minReuse}`];
  if (outcome.kind === "unreadable") return ["unreadable", outcome.detail];
  if (outcome.kind === "cut-off" && outcome.reason !== "released-2020-or-earlier")
    return ["cut-off", outcome.reason];
  if (!isGiven && !isOnHub(dataset)) return ["not-on-hub"];
  if (profile.kind === "corpus") return ["corpus"];
  if (!isGiven && profile.kind === "benchmark" && findTrainSplit(dataset) === undefined)
    return ["benchmark-only"];
  if (profile.domains.length === 0) return ["niche"];
  if (domains.length > 0 && !profile.domains.some((domain) => domains.includes(domain)))
    return ["domain", profile.domains.join(", ")];
  return isAllowed(source.licence, licence) ? undefined : ["licence", source.licence];
}

function isAllowed(licence: LicenceClass, wanted: "any" | "commercial-ok"): boolean {
  return wanted === "any" || licence === "commercial-ok";
}

function isOnHub({ id, outcome }: Dataset): boolean {
  return outcome.kind !== "not-on-hub" && !id.includes(":");
}

function findTrainSplit({ id }: Dataset): string | undefined {
  return bundledCatalogue()
    .findByHubId(id)
    ?.splits?.find((split) => split === "train");
}

/** The training split where the dataset has a test split that must not be trained on. */
function toHubRows(dataset: Dataset): string {
  const revision = dataset.hub?.revision ?? null;
  const place = revision === null ? dataset.id : `${dataset.id}@${revision}`;
  const isBenchmark = dataset.profile.kind === "benchmark" || dataset.profile.testSplit !== null;
  const split = isBenchmark ? findTrainSplit(dataset) : undefined;
  return split === undefined ? place : `${place}:${split}`;
}
