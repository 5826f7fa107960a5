import type {
  DatasetId,
  Domain,
  EvidencePath,
  Finding,
  LineageGraph,
  PathCount,
  Relation,
  Severity,
} from "../../model/index.ts";

/** Figures of a graph (roots G1 to G4): as the paper counts, and strictly. */
export interface ReportStatistics {
  readonly domains: readonly {
    readonly domain: Domain;
    readonly nodes: number;
    readonly depth: number;
    readonly inDegree: number;
    readonly outDegree: number;
    readonly rootShare: number;
    readonly strictDepth: number;
    readonly strictInDegree: number;
    readonly strictOutDegree: number;
    readonly strictRootShare: number;
  }[];
  readonly matrix: readonly {
    readonly upstream: Domain;
    readonly downstream: Domain;
    readonly count: number;
    readonly columnShare: number;
    readonly strictCount: number;
    readonly strictColumnShare: number;
  }[];
  readonly timeline: readonly {
    readonly year: number | null;
    readonly domain: Domain;
    readonly kind: "internal" | "root";
    readonly count: number;
    readonly strictCount: number;
  }[];
  readonly rankings: ReportRankings;
  readonly withoutDomain: number;
}

interface RankingPlace {
  readonly rank: number;
  readonly id: string;
  readonly year: number | null;
}

interface ReportRankings {
  readonly mostReused: readonly (RankingPlace & {
    readonly domain: Domain;
    readonly outDegree: number;
    readonly strictOutDegree: number;
  })[];
  readonly largestInDegree: readonly (RankingPlace & {
    readonly domains: readonly Domain[];
    readonly inDegree: number;
    readonly strictInDegree: number;
  })[];
  readonly deepest: readonly (RankingPlace & {
    readonly domains: readonly Domain[];
    readonly depth: number;
    readonly strictDepth: number;
  })[];
}

/** Where the ancestry of one dataset meets itself (roots G5). */
export interface ReportIntersections {
  readonly target: DatasetId;
  readonly ancestors: number;
  readonly intersections: readonly {
    readonly ancestor: DatasetId;
    readonly pathCount: PathCount;
    readonly through: readonly DatasetId[];
    readonly paths: readonly EvidencePath[];
    readonly isComplete: boolean;
  }[];
  readonly includedTwice: readonly {
    readonly upstream: DatasetId;
    readonly within: readonly { readonly superset: DatasetId; readonly path: EvidencePath }[];
    readonly pathCount: PathCount;
  }[];
}

/** How benchmarks reach datasets (roots G6). */
export interface ReportContamination {
  readonly benchmarks: readonly {
    readonly id: DatasetId;
    readonly testSplit: string | null;
    readonly reached: number;
    readonly alarmed: number;
  }[];
  readonly datasets: readonly {
    readonly id: DatasetId;
    readonly severity: Severity | null;
    readonly alarms: number;
  }[];
  readonly cells: readonly {
    readonly dataset: DatasetId;
    readonly benchmark: DatasetId;
    readonly exposure: "test-split" | "possible" | "clear";
    readonly severity: Severity;
    readonly distance: number;
    readonly pathCount: PathCount;
    readonly clearPathCount: PathCount;
    readonly paths: readonly EvidencePath[];
    readonly isComplete: boolean;
  }[];
}

/** Pairs of datasets with ancestry in common (roots G7). */
interface ReportSimilarity {
  /** Pairs that share anything, listed or not. */
  readonly pairCount: number;
  readonly pairs: readonly {
    readonly a: DatasetId;
    readonly b: DatasetId;
    /** 0..1 */
    readonly similarity: number;
    readonly sharedCount: number;
    /** The one of the two that the other is made of. */
    readonly contained: DatasetId | null;
    readonly shared: readonly { readonly ancestor: DatasetId; readonly isNearest: boolean }[];
  }[];
}

/** Families and recurring sequences of relations (roots G8). */
interface ReportPatterns {
  readonly families: readonly {
    readonly root: DatasetId;
    readonly members: readonly { readonly id: DatasetId; readonly share: number }[];
  }[];
  readonly loneRoots: number;
  readonly islands: number;
  readonly sequences: readonly {
    readonly relations: readonly Relation[];
    readonly count: PathCount;
    readonly datasets: number;
    readonly examples: readonly EvidencePath[];
  }[];
}

/** What may be done with one dataset, by the terms of everything upstream of it. */
export interface ReportLicence {
  readonly dataset: DatasetId;
  readonly class: "commercial-ok" | "research-only" | "unknown" | "conflicting";
  readonly notice: string;
  /** What decides the class, with the path from it. */
  readonly weakest: {
    readonly dataset: DatasetId;
    readonly reason: string;
    readonly path: EvidencePath;
  } | null;
  readonly conflicts: readonly { readonly message: string; readonly paths: readonly EvidencePath[] }[];
  readonly overclaims: readonly { readonly message: string }[];
  readonly unknown: readonly { readonly dataset: DatasetId }[];
  readonly conditions: readonly { readonly condition: string; readonly from: readonly DatasetId[] }[];
}

/** How the report came about, as lines of a table. */
interface ReportMaking {
  readonly lines: readonly { readonly label: string; readonly value: string }[];
}

/** Everything a report shows. A part that is null was not asked for and is left out. */
export interface ReportInput {
  readonly title: string;
  /** Day of the report, YYYY-MM-DD; given from outside, so that the same input gives the same bytes. */
  readonly date: string;
  readonly graph: LineageGraph;
  /** Datasets whose lineage is drawn, in the order of the report. */
  readonly focus: readonly DatasetId[];
  readonly statistics: ReportStatistics | null;
  readonly intersections: readonly ReportIntersections[] | null;
  readonly contamination: ReportContamination | null;
  readonly similarity: ReportSimilarity | null;
  readonly patterns: ReportPatterns | null;
  readonly licences: readonly ReportLicence[] | null;
  readonly findings: readonly Finding[] | null;
  readonly making: ReportMaking;
}
