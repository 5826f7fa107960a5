import type { RepositoryRef } from "../../model/ports/index.ts";

/** The page on which a person sees the README. */
export function toReadmeUrl(ref: RepositoryRef): string {
  const repository = `https://github.com/${toRepositoryPath(ref)}`;
  const directory = toDirectoryPath(ref);
  return directory === "" ? `${repository}#readme` : `${repository}/tree/HEAD/${directory}`;
}

export function toRepositoryPath({ owner, repository }: RepositoryRef): string {
  return `${encodeURIComponent(owner)}/${encodeURIComponent(repository)}`;
}

export function toDirectoryPath({ directory = "" }: RepositoryRef): string {
  return toSegments(directory).map(encodeURIComponent).join("/");
}

/** False for what would leave the repository's part of the address. */
export function isRepositoryRef({ owner, repository, directory = "" }: RepositoryRef): boolean {
  return [owner, repository, ...toSegments(directory)].every(
    (part) => part !== "" && !/^\.{1,2}$/.test(part),
  );
}

function toSegments(directory: string): string[] {
  return directory.split("/").filter((part) => part !== "");
}
