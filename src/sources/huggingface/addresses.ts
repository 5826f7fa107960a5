import type { DatasetId } from "../../model/index.ts";

const publicHub = "https://huggingface.co";

/** The card's page on the public hub, the same for every revision and every mirror: what evidence points at. */
export function toCardUrl(id: DatasetId): string {
  return `${publicHub}/datasets/${toIdPath(id)}/blob/main/README.md`;
}

/** The paper's Markdown on the public hub. */
export function toPaperTextUrl(arxivId: string): string {
  return `${publicHub}/papers/${arxivId}.md`;
}

export function toIdPath(id: DatasetId): string {
  return id.split("/").map(encodeURIComponent).join("/");
}
