import { dirname, join, resolve } from "node:path";
import {
  listMixtureCompanions,
  type ParsedMixture,
  parseMixture,
  type TextFile,
} from "../../formats/index.ts";
import type { MixtureFormat } from "../../model/index.ts";
import { readTextFile } from "../text-files.ts";

interface MixtureOrder {
  readonly cwd: string;
  readonly path: string;
  /** The mixture itself where it does not come from a file. */
  readonly text: string | null;
  readonly format: MixtureFormat | null;
}

/**
 * Reads a mixture and the files it refers to, from beside it or from the working folder.
 *
 * @throws StemmaError `not-found` for a file that cannot be read, and what the formats throw.
 */
export async function readMixture({ cwd, path, text, format }: MixtureOrder): Promise<ParsedMixture> {
  const file = text === null ? await readTextFile(cwd, path) : { name: "the given mixture", text };
  const folder = text === null ? dirname(resolve(cwd, path)) : cwd;
  const places = listMixtureCompanions(file).map((companion) => [
    join(folder, companion),
    join(folder, companion.slice(companion.lastIndexOf("/") + 1)),
    join(cwd, companion),
  ]);
  const found = await Promise.all(places.map((candidates) => findFirstFile(cwd, candidates)));
  const companions = found.filter((one) => one !== undefined);
  const mixture = parseMixture(file, { companions, ...(format === null ? {} : { format }) });
  return text === null ? mixture : { ...mixture, source: null };
}

async function findFirstFile(cwd: string, places: readonly string[]): Promise<TextFile | undefined> {
  for (const place of places) {
    const file = await readTextFile(cwd, place).catch(() => undefined);
    if (file !== undefined) return file;
  }
  return undefined;
}
