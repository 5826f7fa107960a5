import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DatasetContent, PaperContent, StandInContent } from "./content.ts";

type Json = Record<string, unknown>;

/** Serves a snapshot folder; reads it by itself, so that the product's reader is compared with something. */
export function createSnapshotContent(folder: string): StandInContent {
  const paths = readdirSync(folder, { recursive: true }).map((path) => String(path).replaceAll("\\", "/"));
  const spelled = new Map(paths.map((path) => [path.toLowerCase(), path]));
  const readText = (path: string) => {
    const found = spelled.get(path.toLowerCase());
    return found === undefined ? undefined : readFileSync(join(folder, found), "utf8");
  };
  const readIndex = (name: string): Json =>
    existsSync(join(folder, name)) ? JSON.parse(readFileSync(join(folder, name), "utf8")) : {};
  const toIds = (suffix: string, root: string) =>
    paths
      .filter((path) => path.startsWith(root) && path.endsWith(suffix))
      .map((path) => path.slice(root.length, -suffix.length));
  const redirects = toLowerKeys(readIndex("redirects.json"));
  const failures = toLowerKeys(readIndex("failures.json"));
  const pages = readIndex("pages.json");
  const searches = readIndex("searches.json");
  const ids = toIds("/dataset.json", "datasets/").map(decodeURIComponent);

  function findDataset(asked: string): DatasetContent | undefined {
    const path = `datasets/${asked.split("/").map(encodeURIComponent).join("/")}`;
    const text = readText(`${path}/dataset.json`);
    if (text === undefined) return undefined;
    const { cardAccess, ...info } = JSON.parse(text) as Json & { id: string };
    const access = info.disabled === true ? "disabled" : ((cardAccess ?? "open") as DatasetContent["access"]);
    return { id: info.id, info, card: readText(`${path}/README.md`), access };
  }

  const papers: PaperContent[] = toIds("/paper.json", "papers/").map((id) => ({
    id,
    info: JSON.parse(readText(`papers/${id}/paper.json`) ?? "{}"),
    markdown: readText(`papers/${id}/paper.md`),
  }));

  return {
    ids,
    papers,
    findDataset,
    findRedirect: (id) => redirects.get(id.toLowerCase()) as string | undefined,
    findHits: (query) =>
      (searches[query] as (string | Json)[] | undefined)?.map((hit) => toHit(hit, findDataset)),
    findReadme: (path) => readText(`repositories/${path === "" ? "" : `${path}/`}README.md`),
    findPage(url) {
      const path = pages[url];
      const text = typeof path === "string" ? readText(path) : undefined;
      if (text === undefined) return undefined;
      return { text, type: String(path).endsWith(".html") ? "text/html" : "text/markdown" };
    },
    findFailure: (key) => (failures.get(key.toLowerCase()) as { reason: string } | undefined)?.reason,
  };
}

function toHit(hit: string | Json, findDataset: (id: string) => DatasetContent | undefined): Json {
  return typeof hit === "string" ? (findDataset(hit)?.info ?? { id: hit }) : hit;
}

function toLowerKeys(index: Json): Map<string, unknown> {
  return new Map(Object.entries(index).map(([key, value]) => [key.toLowerCase(), value]));
}
