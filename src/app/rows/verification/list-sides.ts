import { type LineageIndex, toCompactLineage } from "../../../graph/index.ts";
import {
  type DatasetId,
  findDatasetIdKind,
  isHubId,
  parseDatasetId,
  StemmaError,
  toIdKey,
} from "../../../model/index.ts";

/** Rows that somebody names for a dataset: `org/name=place`, or of one split of it: `org/name:test=place`. */
export interface GivenRows {
  readonly dataset: DatasetId;
  /** Undefined where it is not said; null where the rows are said to be of `all` splits. */
  readonly split: string | null | undefined;
  readonly place: string;
}

/** @throws StemmaError `usage` for a text that is not of that form. */
export function parseGivenRows(text: string): GivenRows {
  const [, name = "", place = ""] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (findDatasetIdKind(name) !== undefined)
    return { dataset: parseDatasetId(name), split: undefined, place };
  const [, dataset = "", split = ""] = /^(.+):([^:]+)$/.exec(name) ?? [];
  if (findDatasetIdKind(dataset) === undefined || place === "") {
    throw new StemmaError("usage", `"${text}" does not say which dataset's rows are where`, {
      hint: "write org/name=PATH, or org/name:SPLIT=PATH for one split",
    });
  }
  return { dataset: parseDatasetId(dataset), split: split === "all" ? null : split, place };
}

/** A dataset that takes part in a verification, before any of its rows are looked for. */
export interface Side {
  readonly dataset: DatasetId;
  readonly split: string | null | undefined;
  readonly isAsked: boolean;
  readonly isInGraph: boolean;
  readonly origin: "given" | "hub" | "none";
  /** Empty for a dataset without rows; several where more than one was given. */
  readonly places: readonly string[];
}

export interface SideOptions {
  readonly asked: readonly string[];
  readonly given: readonly GivenRows[];
  /** Whether rows that nobody gave may be read from the hub. */
  readonly allowsHub: boolean;
}

/**
 * The datasets asked about (all that rows are given for, when none is named), the others that rows are given for, then
 * everything upstream of those asked about.
 *
 * @throws StemmaError `not-found` for one that is asked about, that the graph does not know and that no rows are given for.
 */
export function listSides(index: LineageIndex, { asked, given, allowsHub }: SideOptions): Side[] {
  const lineage = toCompactLineage(index);
  const findNode = (id: DatasetId) => lineage.findNode(id);
  const toId = (id: DatasetId) => {
    const node = findNode(id);
    return node === undefined ? id : lineage.toId(node);
  };
  const own = groupGiven(given.map((rows) => ({ ...rows, dataset: toId(rows.dataset) })));
  const named = asked.map((text) => toId(parseDatasetId(text)));
  const askedKeys = new Set((named.length > 0 ? named : own.map(({ dataset }) => dataset)).map(toIdKey));
  const givenKeys = new Set(own.map(({ dataset }) => toIdKey(dataset)));
  const isAsked = (id: DatasetId) => askedKeys.has(toIdKey(id));
  const toSide = (id: DatasetId): Side => ({
    dataset: id,
    split: allowsHub ? findScoredSplit(index, id) : null,
    isAsked: isAsked(id),
    isInGraph: findNode(id) !== undefined,
    origin: allowsHub && isHubId(id) ? "hub" : "none",
    places: allowsHub && isHubId(id) ? [id] : [],
  });
  const bare = toDistinct(named).filter((id) => !givenKeys.has(toIdKey(id)));
  checkKnown(bare.filter((id) => findNode(id) === undefined && !allowsHub));
  const withRows = own.map((rows): Side => {
    const place = { isAsked: isAsked(rows.dataset), isInGraph: findNode(rows.dataset) !== undefined };
    return { ...rows, ...place, origin: "given" };
  });
  const sides = [...bare.map(toSide), ...withRows].sort((x, y) => Number(y.isAsked) - Number(x.isAsked));
  const taken = new Set(sides.map(({ dataset }) => toIdKey(dataset)));
  const above = sides
    .filter((side) => side.isAsked && side.isInGraph)
    .flatMap(({ dataset }) => index.listReachable(dataset, "up").map(toId));
  return [
    ...sides,
    ...toDistinct(above)
      .filter((id) => !taken.has(toIdKey(id)))
      .map(toSide),
  ];
}

/** Of a benchmark, the split that it is scored on: its other splits are there to be trained on. */
function findScoredSplit(index: LineageIndex, id: DatasetId): string | null {
  const profile = index.findDataset(id)?.profile;
  return profile?.kind === "benchmark" ? profile.testSplit : null;
}

/** Places given for the same split of the same dataset are one side. */
function groupGiven(given: readonly GivenRows[]) {
  const groups = Map.groupBy(given, ({ dataset, split }) =>
    JSON.stringify([toIdKey(dataset), split ?? null, split === undefined]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ dataset: first.dataset, split: first.split, places: group.map(({ place }) => place) }];
  });
}

function toDistinct(ids: readonly DatasetId[]): DatasetId[] {
  return [...new Map(ids.map((id) => [toIdKey(id), id])).values()];
}

function checkKnown(unknown: readonly DatasetId[]): void {
  const [first] = unknown;
  if (first === undefined) return;
  throw new StemmaError("not-found", `the graph does not know ${first}, and no rows are given for it`, {
    hint: `give its rows (--data ${first}=PATH), or trace it first: stemma trace ${first}`,
  });
}
