import { StemmaError } from "../../../model/index.ts";
import type { RowInput } from "../../../rows/index.ts";
import type { Side } from "./list-sides.ts";
import type { VerifiedDataset } from "./rows-verification.ts";

/** A side of which none of the rows has been read. */
export interface OpenedSide {
  readonly dataset: VerifiedDataset;
  /** Looks for the files on the hub where they have not been looked for yet. */
  readonly openInput: () => Promise<RowInput>;
}

type OpenPlaces = (places: readonly string[]) => Promise<readonly RowInput[]>;

/**
 * Looks for the files that are given for a side. Where nobody says which split they are of, the files do, if all of them name
 * the same. What is to come from the hub is left for when it is needed.
 */
export async function openSide(side: Side, openPlaces: OpenPlaces): Promise<OpenedSide> {
  const { dataset, isAsked, isInGraph, origin } = side;
  const unread = { files: [], bytes: 0, account: null, mapping: null, problem: null };
  const base = { dataset, isAsked, isInGraph, origin, ...unread };
  const split = side.split ?? null;
  if (origin !== "given")
    return { dataset: { ...base, split }, openInput: () => openHubInput(side, openPlaces) };
  try {
    const input = { name: dataset, files: (await openPlaces(side.places)).flatMap(({ files }) => files) };
    const known = side.split === undefined ? findCommonSplit(input) : split;
    return { dataset: { ...base, split: known, ...toSize(input) }, openInput: async () => input };
  } catch (error) {
    if (!(error instanceof StemmaError) || error.code === "interrupted") throw error;
    const openInput = () => Promise.reject(error);
    return { dataset: { ...base, split, problem: error.message }, openInput };
  }
}

/** The files that an input consists of, and their size together. */
export function toSize({ files }: RowInput): Pick<VerifiedDataset, "files" | "bytes"> {
  return {
    files: files.map(({ bytes }) => bytes.name),
    bytes: files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
  };
}

function findCommonSplit({ files }: RowInput): string | null {
  const splits = new Set(files.map(({ split }) => split));
  const [only = null] = splits;
  return splits.size === 1 ? only : null;
}

/** @throws StemmaError what the hub's files throw; `not-found` where every file states another split than the wanted one. */
async function openHubInput({ dataset, split, places }: Side, openPlaces: OpenPlaces): Promise<RowInput> {
  const files = (await openPlaces(places)).flatMap((input) => input.files);
  if (split === null || split === undefined) return { name: dataset, files };
  const own = files.filter((file) => file.split === split || file.split === null);
  if (own.length > 0) return { name: dataset, files: own };
  throw new StemmaError("not-found", `${dataset} has no file of its split ${split}`);
}
