import { createHash } from "node:crypto";
import type { Pages, Repositories, RepositoryRef } from "../../model/ports/index.ts";
import { isRepositoryRef, toInvalidReadme, toMissingReadme, toReadmeUrl } from "../github/index.ts";
import { toUnreadable } from "../reading/index.ts";
import { findPageUrl, toInvalidPage, toMissingPage } from "../web/index.ts";
import type { SnapshotFolder } from "./snapshot-folder.ts";
import { toReadmePath } from "./snapshot-paths.ts";

export function createSnapshotRepositories(snapshot: SnapshotFolder): Repositories {
  return {
    async readReadme(ref) {
      if (!isRepositoryRef(ref)) return toInvalidReadme(ref);
      const url = toReadmeUrl(ref);
      const failure = snapshot.failures.get(url.toLowerCase());
      if (failure !== undefined) return toUnreadable(url, failure);
      const path = snapshot.files.findPath(toReadmePath(findCurrentRef(snapshot, ref)));
      if (path === undefined) return toMissingReadme(ref);
      return snapshot.readDocument(path, { url, kind: "repository", toRevision: toContentTag });
    },
  };
}

export function createSnapshotPages(snapshot: SnapshotFolder): Pages {
  const pathByUrl = new Map(
    Object.entries(snapshot.pages).map(([url, path]) => [findPageUrl(url) ?? url, path]),
  );
  return {
    async readPage(asked) {
      const url = findPageUrl(asked);
      if (url === undefined) return toInvalidPage(asked);
      const failure = snapshot.failures.get(url.toLowerCase());
      if (failure !== undefined) return toUnreadable(url, failure);
      const path = snapshot.files.findPath(pathByUrl.get(url) ?? "");
      if (path === undefined) return toMissingPage(url);
      return snapshot.readDocument(path, { url, kind: "blog", toRevision: () => null });
    },
  };
}

function findCurrentRef(snapshot: SnapshotFolder, ref: RepositoryRef): RepositoryRef {
  const id = snapshot.findCurrentId(`github:${ref.owner}/${ref.repository}`) ?? "";
  const [owner, repository] = id.replace(/^github:/, "").split("/");
  return owner && repository ? { ...ref, owner, repository } : ref;
}

/** The revision of a README for which none was recorded: a tag of its content, as a server would give it. */
function toContentTag(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
