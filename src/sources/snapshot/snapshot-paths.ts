import { createHash } from "node:crypto";
import type { RepositoryRef } from "../../model/ports/index.ts";

const maxNameLength = 60;

export function toReadmePath({ owner, repository, directory = "" }: RepositoryRef): string {
  const folders = directory.split("/").filter((part) => part !== "");
  return `repositories/${[owner, repository, ...folders].map(encodeURIComponent).join("/")}/README.md`;
}

/** A name that a person recognises and that no other address shares. */
export function toPagePath(url: string): string {
  const name = url
    .replace(/^https?:\/\//, "")
    .replace(/[^A-Za-z0-9.-]+/g, "-")
    .slice(0, maxNameLength);
  return `pages/${name}-${createHash("sha256").update(url).digest("hex").slice(0, 12)}.md`;
}
