import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { type Document, StemmaError } from "../model/index.ts";

const GoldEdge = z.looseObject({
  source: z.string(),
  relation: z.string().nullish(),
  mention: z.string().nullish(),
  stated: z.union([z.boolean(), z.string()]).nullish(),
  alternatives: z.array(z.string()).nullish(),
  ambiguous: z.boolean().nullish(),
  unresolved: z.boolean().nullish(),
  offHub: z.boolean().nullish(),
  raw: z.string().nullish(),
});
export type GoldEdge = z.infer<typeof GoldEdge>;

const GoldNegative = z.looseObject({ name: z.string(), why: z.string().nullish() });
const Gold = z.looseObject({
  id: z.string(),
  goldFrom: z.string().nullish(),
  edges: z.array(GoldEdge),
  negatives: z.array(GoldNegative).default([]),
});
const Meta = z.looseObject({
  id: z.string().nullish(),
  documents: z
    .array(z.looseObject({ file: z.string(), repo: z.string().nullish(), path: z.string().nullish() }))
    .default([]),
});

/** One folder of a labelled corpus: the documents of a dataset and what a reader found in them. */
export interface LabelledDataset {
  readonly folder: string;
  readonly id: string;
  /** Siblings of one repository share it: the unit of cross-validation. */
  readonly repository: string;
  readonly style: "repository" | "hub-card";
  readonly documents: readonly Document[];
  readonly edges: readonly GoldEdge[];
  readonly negatives: readonly { readonly name: string }[];
}

/**
 * Reads a corpus folder (one folder per dataset with README.md, meta.json, gold.json), or a folder of such folders.
 *
 * @throws StemmaError `not-found` when there is nothing of that layout, `corrupt` with the file for broken JSON.
 */
export async function readLabelledCorpus(folder: string): Promise<readonly LabelledDataset[]> {
  const entries = await listFolders(folder);
  const labelled: LabelledDataset[] = [];
  for (const name of entries) {
    const path = join(folder, name);
    if (existsSync(join(path, "gold.json"))) labelled.push(await readLabelledDataset(path));
  }
  if (labelled.length === 0) {
    throw new StemmaError("not-found", `${folder} holds no labelled documents`, {
      hint: "name a folder whose subfolders hold README.md, meta.json and gold.json",
    });
  }
  return labelled;
}

async function listFolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (cause) {
    throw new StemmaError("not-found", `${folder} cannot be read`, {
      cause,
      hint: "name an existing folder",
    });
  }
}

async function readLabelledDataset(path: string): Promise<LabelledDataset> {
  const gold = await readJson(join(path, "gold.json"), Gold);
  const meta = existsSync(join(path, "meta.json"))
    ? await readJson(join(path, "meta.json"), Meta)
    : { documents: [] };
  const isCard = gold.goldFrom?.includes("source_datasets") === true;
  const files = await listDocuments(
    path,
    meta.documents.map((document) => document.file),
  );
  const style = isCard ? "hub-card" : "repository";
  const documents = await Promise.all(files.map((file) => readDocument(path, { file, style, id: gold.id })));
  const repository = isCard ? gold.id : (meta.documents[0]?.repo ?? gold.id);
  return {
    folder: basename(path),
    id: gold.id,
    repository,
    style,
    documents,
    edges: gold.edges,
    negatives: gold.negatives,
  };
}

async function listDocuments(path: string, named: readonly string[]): Promise<string[]> {
  const docs = existsSync(join(path, "docs"))
    ? (await readdir(join(path, "docs"))).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)
    : [];
  return [...new Set(["README.md", ...named, ...docs.sort()])];
}

interface DocumentPlace {
  readonly file: string;
  readonly style: LabelledDataset["style"];
  readonly id: string;
}

async function readDocument(path: string, { file, style, id }: DocumentPlace): Promise<Document> {
  const text = await readFile(join(path, file), "utf8").catch((cause: unknown) => {
    throw new StemmaError("corrupt", `${join(path, file)} cannot be read`, { cause });
  });
  return {
    url: `corpus:${id}/${file}`,
    kind: style === "hub-card" ? "hub-card" : "repository",
    title: null,
    revision: null,
    sha256: createHash("sha256").update(text).digest("hex"),
    text,
    extractor: null,
    fetchedAt: "1970-01-01T00:00:00.000Z",
  };
}

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(path, "utf8");
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StemmaError(
      "corrupt",
      `${path} is not what a labelled corpus holds: ${cause instanceof Error ? cause.message : ""}`,
      { cause },
    );
  }
}

/** The same dataset with `source_datasets` taken out of its front matter, lines kept so that offsets stay. */
export function withoutSourceField(dataset: LabelledDataset): LabelledDataset {
  const documents = dataset.documents.map((document) => ({
    ...document,
    text: blankSourceField(document.text),
  }));
  return { ...dataset, documents };
}

function blankSourceField(text: string): string {
  const end = /^---\r?\n[\s\S]*?\r?\n---/.exec(text)?.[0].length ?? 0;
  const header = text
    .slice(0, end)
    .replace(/^source_datasets:.*(?:\r?\n(?:[ \t]*-.*|[ \t]+.*))*/m, (field) =>
      field.replace(/[^\r\n]/g, " "),
    );
  return header + text.slice(end);
}
