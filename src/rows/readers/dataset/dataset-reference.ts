import { type DatasetId, findDatasetIdKind, parseDatasetId, StemmaError } from "../../../model/index.ts";
import { toNamedFormat } from "../file-place.ts";

/** What an argument that names a dataset of the hub says. */
export interface DatasetReference {
  readonly id: DatasetId;
  readonly revision: string | null;
  readonly config: string | null;
  readonly split: string | null;
  /** A file, folder or glob in the repository; with it configurations are not looked at. */
  readonly path: string | null;
}

const address = "hf://datasets/";

/**
 * Reads `org/name[@revision][:config[/split]]` and `hf://datasets/org/name[@revision]/path`; undefined for what can only
 * be a place on this machine.
 *
 * @throws StemmaError `invalid-id` for an address of the hub without a dataset.
 */
export function findDatasetReference(text: string): DatasetReference | undefined {
  if (text.startsWith(address)) return parseAddress(text);
  const [, id = "", revision, config, split] =
    /^([^@:]+)(?:@([^:]+))?(?::([^/]+)(?:\/(.+))?)?$/.exec(text) ?? [];
  if (findDatasetIdKind(id) !== "hub" || toNamedFormat(id).format !== undefined) return undefined;
  return { id, revision: revision ?? null, config: config ?? null, split: split ?? null, path: null };
}

function parseAddress(text: string): DatasetReference {
  const rest = text.slice(address.length);
  const [, id = "", revision, path = ""] = /^([^/@]+\/[^/@]+)(?:@([^/]+))?(?:\/(.*))?$/.exec(rest) ?? [];
  if (findDatasetIdKind(id) === undefined) {
    throw new StemmaError("invalid-id", `${text} names no dataset`, {
      hint: "Write hf://datasets/org/name, and after it a path if only some of its files are meant.",
    });
  }
  const decoded = revision === undefined ? null : decodeURIComponent(revision);
  const place = path.replace(/\/+$/, "");
  return {
    id: parseDatasetId(id),
    revision: decoded,
    config: null,
    split: null,
    path: place === "" ? null : place,
  };
}
