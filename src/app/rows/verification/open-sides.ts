import { StemmaError } from "../../../model/index.ts";
import type { RowInput } from "../../../rows/index.ts";
import type { Side } from "./list-sides.ts";
import type { VerifiedDataset } from "./rows-verification.ts";

/** A side whose files were looked for; none of their rows has been read. */
export interface OpenedSide {
  readonly dataset: VerifiedDataset;
  readonly input: RowInput;
}

/**
 * Looks for the files of a side. Where nobody says which split they are of, the files do, if all of them name the same; where
 * the rows come from the hub, only files of the wanted split are taken.
 */
export async function openSide(
  side: Side,
  openPlaces: (places: readonly string[]) => Promise<readonly RowInput[]>,
): Promise<OpenedSide> {
  const { dataset, isAsked, isInGraph, origin, places } = side;
  const base = {
    dataset,
    isAsked,
    isInGraph,
    origin,
    files: [],
    bytes: 0,
    account: null,
    mapping: null,
    problem: null,
  };
  if (places.length === 0)
    return { dataset: { ...base, split: side.split ?? null }, input: { name: dataset, files: [] } };
  try {
    const opened = (await openPlaces(places)).flatMap(({ files }) => files);
    const files = origin === "hub" ? chooseSplit(side, opened) : opened;
    const split = side.split === undefined ? findCommonSplit(files) : side.split;
    const names = files.map((file) => file.bytes.name);
    const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
    return { dataset: { ...base, split, files: names, bytes }, input: { name: dataset, files } };
  } catch (error) {
    if (!(error instanceof StemmaError) || error.code === "interrupted") throw error;
    const split = side.split ?? null;
    return { dataset: { ...base, split, problem: error.message }, input: { name: dataset, files: [] } };
  }
}

type Files = RowInput["files"];

function findCommonSplit(files: Files): string | null {
  const splits = new Set(files.map(({ split }) => split));
  const [only = null] = splits;
  return splits.size === 1 ? only : null;
}

/** @throws StemmaError `not-found` where every file states another split. */
function chooseSplit({ dataset, split }: Side, files: Files): Files {
  if (split === null || split === undefined) return files;
  const own = files.filter((file) => file.split === split || file.split === null);
  if (own.length > 0) return own;
  throw new StemmaError("not-found", `${dataset} has no file of its split ${split}`);
}
