import {
  type ImportedEdge,
  type ImportedGraph,
  type ImportProblem,
  LineageGraph,
  StemmaError,
} from "../../model/index.ts";
import { ImportBuilder } from "../import-builder.ts";
import type { ImportFormat, TextFile } from "../import-format.ts";
import { csv } from "./csv.ts";
import { graphml } from "./graphml.ts";
import { json } from "./json.ts";
import { referenceLayout } from "./reference-layout.ts";

/** Every way to read somebody else's graph. */
export const importFormats: readonly ImportFormat[] = [json, graphml, referenceLayout, csv];

/** In UTF-16 code units, over all files: above it a graph is not what the file holds. */
const maxTextLength = 256 * 2 ** 20;

export interface GraphImport {
  /** Name of the format that was read. */
  readonly format: string;
  readonly graph: ImportedGraph;
  /** Stemma's own graph in full, where the file is its canonical JSON and every record of it is sound. */
  readonly lineage: LineageGraph | null;
  /** Edges from a dataset to itself, which are rejected: for counting edges as they were recorded. */
  readonly selfEdges: readonly ImportedEdge[];
  /** Every record that was rejected, and every one that was kept although something about it is odd. */
  readonly problems: readonly ImportProblem[];
}

/**
 * Reads a graph of any known format; `format` forces one.
 *
 * @throws StemmaError `usage` when no format fits, `corrupt` for a file that is broken as a whole, `too-large`.
 */
export function parseGraph(files: readonly TextFile[], format?: string): GraphImport {
  const length = files.reduce((sum, { text }) => sum + text.length, 0);
  if (length > maxTextLength) {
    throw new StemmaError(
      "too-large",
      `the files hold ${length} characters; at most ${maxTextLength} are read`,
      {
        hint: "split the graph, or leave out texts",
      },
    );
  }
  const chosen = format === undefined ? detectFormat(files) : toImportFormat(format);
  const builder = new ImportBuilder();
  chosen.read(files, builder);
  const lineage = chosen === json ? findLineage(files) : null;
  return { format: chosen.name, lineage, ...builder.build() };
}

function detectFormat(files: readonly TextFile[]): ImportFormat {
  const found = importFormats.find((format) => format.fits(files));
  if (found !== undefined) return found;
  const names = files.map(({ name }) => name).join(", ");
  const known = importFormats.map(({ name, meaning }) => `${name} (${meaning})`).join("; ");
  throw new StemmaError("usage", `no graph was recognised in ${names || "no file"}`, {
    hint: `looked for ${known}; name the format if it is one of them`,
  });
}

/** @throws StemmaError `usage` that names the formats there are. */
function toImportFormat(name: string): ImportFormat {
  const format = importFormats.find((one) => one.name === name);
  if (format !== undefined) return format;
  throw new StemmaError("usage", `no import format is called "${name}"`, {
    hint: `there are ${importFormats.map((one) => one.name).join(", ")}`,
  });
}

function findLineage(files: readonly TextFile[]): LineageGraph | null {
  const [file] = files;
  if (file === undefined || !/"schemaVersion"/.test(file.text)) return null;
  return LineageGraph.safeParse(JSON.parse(file.text)).data ?? null;
}
