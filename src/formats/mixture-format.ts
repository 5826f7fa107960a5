import {
  type DatasetId,
  findDatasetIdKind,
  type Mixture,
  type MixtureEntry,
  type MixtureFormat,
  parseDatasetId,
  StemmaError,
  toUnresolvedId,
} from "../model/index.ts";
import type { TextFile } from "./import-format.ts";
import type { PlacedText, YamlTree } from "./yaml-tree.ts";

/** An entry with what only the file can say of it. */
export interface ParsedMixtureEntry extends MixtureEntry {
  /** True for a file or folder of one's own, or of a store that is no public hub: no lineage can be known. */
  readonly isLocal: boolean;
  /** Configuration (subset) of the dataset, where the file names one. */
  readonly config: string | null;
}

/** Something that the file lists beside its training data. */
export interface SetAsideEntry {
  readonly raw: string;
  readonly line: number;
  readonly column: number | null;
  readonly reason: "evaluation";
}

/** A {@link Mixture} and what was left out of it. */
export interface ParsedMixture extends Mixture {
  readonly entries: ParsedMixtureEntry[];
  readonly setAside: readonly SetAsideEntry[];
}

interface MixtureRead {
  readonly entries: readonly ParsedMixtureEntry[];
  readonly setAside: readonly SetAsideEntry[];
}

export interface MixtureInput {
  readonly file: TextFile;
  /** Undefined for a file that is no YAML map. */
  readonly tree: YamlTree | undefined;
  readonly companions: readonly TextFile[];
}

/** A way to write down what a model is trained on. */
export interface MixtureReader {
  readonly name: MixtureFormat;
  /** What such a file looks like, in words: it stands in the message when no format fits. */
  readonly meaning: string;
  readonly fits: (input: MixtureInput) => boolean;
  /** @throws StemmaError `usage` for a file that names its data in a way that cannot be followed. */
  readonly read: (input: MixtureInput) => MixtureRead;
}

interface EntryFields {
  readonly weight?: number | null;
  readonly split?: string | null;
  readonly config?: string | null;
  /** Set where the format says so; else the text itself decides. */
  readonly isLocal?: boolean;
  /** Set where the name in the file stands for another one. */
  readonly target?: string;
}

const schemeOfStores = /^(?:s3|gs|gcs|oci|az|abfss?|file|weka):\/\//i;
const localStart = /^(?:[/~]|\.{1,2}[/\\]|[A-Za-z]:[\\/])/;
const dataFile = /\.(?:jsonl?|ndjson|parquet|csv|tsv|txt|arrow|bin|npy|zst|gz|tar|zip)$/i;

/** An entry for a name in a mixture file; a name that no hub can have becomes a `name:` that nothing is known of. */
export function toEntry(place: PlacedText, fields: EntryFields = {}): ParsedMixtureEntry {
  const target = (fields.target ?? place.text).trim();
  const isLocal = fields.isLocal ?? isLocalPath(target);
  return {
    id: isLocal ? toLocalId(target) : (findHubId(target) ?? toLocalId(target)),
    line: place.line,
    column: place.column,
    weight: fields.weight ?? null,
    split: toSplit(fields.split),
    raw: place.text,
    isLocal,
    config: fields.config ?? null,
  };
}

export function toSetAside({ raw, line, column }: Omit<SetAsideEntry, "reason">): SetAsideEntry {
  return { raw, line, column, reason: "evaluation" };
}

function isLocalPath(text: string): boolean {
  if (/^(?:https?|hf):\/\//i.test(text)) return false;
  if (schemeOfStores.test(text) || localStart.test(text) || dataFile.test(text)) return true;
  return !text.includes(":") && text.split("/").length > 2;
}

function findHubId(text: string): DatasetId | undefined {
  const plain = text.replace(/^hf:\/\/datasets\/([^/]+\/[^/@]+).*$/i, "$1");
  if (findDatasetIdKind(plain) !== undefined) return plain;
  try {
    return parseDatasetId(plain);
  } catch (error) {
    if (error instanceof StemmaError) return undefined;
    throw error;
  }
}

function toLocalId(text: string): DatasetId {
  return toUnresolvedId(text) ?? "name:unnamed";
}

/** `train[:10%]` takes from the split `train`. */
function toSplit(split: string | null | undefined): string | null {
  const bare = split?.replace(/\[[^\]]*\]/g, "").trim();
  return bare === undefined || bare === "" ? null : bare;
}

export function toWeight(text: string | undefined): number | null {
  if (text === undefined || text.trim() === "") return null;
  const weight = Number(text);
  return Number.isFinite(weight) ? weight : null;
}
