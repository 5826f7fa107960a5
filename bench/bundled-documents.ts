import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { DocumentKind } from "../src/model/index.ts";

export const bundledSnapshot = fileURLToPath(new URL("../examples/snapshot", import.meta.url));

export interface BenchDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly text: string;
}

const kinds: Readonly<Record<string, DocumentKind>> = {
  datasets: "hub-card",
  papers: "paper",
  repositories: "repository",
  pages: "blog",
};

/** The Markdown texts of the bundled snapshot: cards, papers, READMEs of repositories and pages. */
export async function readBundledDocuments(): Promise<BenchDocument[]> {
  const paths = (await readdir(bundledSnapshot, { recursive: true }))
    .map((path) => path.split(sep))
    .filter((path) => path.length > 1 && path.at(-1)?.endsWith(".md"))
    .sort();
  const documents = await Promise.all(
    paths.map(async (path) => {
      const [folder = "", ...rest] = path;
      const kind = kinds[folder];
      if (kind === undefined) throw new Error(`no kind of document is known for ${path.join("/")}`);
      const text = await readFile(join(bundledSnapshot, ...path), "utf8");
      return { id: rest.slice(0, 2).join("/").replace(/\.md$/, ""), kind, text };
    }),
  );
  return documents.filter(({ text }) => text.trim() !== "");
}
