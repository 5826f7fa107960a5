import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DatasetContent, emptyContent, type StandInContent } from "./content.ts";

interface CorpusMeta {
  readonly id: string;
  readonly createdAt?: string | null;
  readonly documents: readonly { readonly file: string; readonly repo?: string; readonly path?: string }[];
}

/**
 * Serves a folder of labelled documents (`<org>__<name>/README.md`, `docs/*`, `meta.json`): every folder is a dataset
 * whose card is the README; READMEs stand in their GitHub repositories too.
 */
export function createCorpusContent(folder: string): StandInContent {
  const datasets = new Map<string, DatasetContent>();
  const readmes = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const read = (file: string) => readFileSync(join(folder, entry.name, file), "utf8");
    const meta = JSON.parse(read("meta.json")) as CorpusMeta;
    const card = read("README.md");
    const sha = createHash("sha1").update(card).digest("hex");
    const info = {
      _id: sha.slice(0, 24),
      id: meta.id,
      sha,
      createdAt: meta.createdAt ?? undefined,
      gated: false,
    };
    datasets.set(meta.id.toLowerCase(), { id: meta.id, info, card, access: "open" });
    for (const { file, repo, path } of meta.documents) {
      const place = findReadmePlace(repo, path);
      if (place !== undefined) readmes.set(place, read(file));
    }
  }
  return {
    ...emptyContent,
    ids: [...datasets.values()].map((dataset) => dataset.id),
    findDataset: (id) => datasets.get(id.toLowerCase()),
    findReadme: (path) => readmes.get(path.toLowerCase()),
  };
}

function findReadmePlace(repo = "", path = ""): string | undefined {
  const repository = /^https:\/\/github\.com\/([^/]+\/[^/]+?)(?:\.git)?$/.exec(repo)?.[1];
  const directory = /^(?:(.*)\/)?readme(?:\.\w+)?$/i.exec(path);
  if (repository === undefined || directory === null) return undefined;
  return [repository, directory[1]].filter(Boolean).join("/").toLowerCase();
}
