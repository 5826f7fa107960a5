import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";

const markers = [".stemma", ".git", "package.json"];

export type Environment = Readonly<Record<string, string | undefined>>;

/** The nearest folder at or above `cwd` that holds `.stemma`, `.git` or `package.json`; `cwd` itself if none does. */
export function findProjectFolder(cwd: string): string {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (markers.some((marker) => existsSync(join(folder, marker)))) return folder;
    if (dirname(folder) === folder) return resolve(cwd);
  }
}

/** Where a user's own configuration and cache live (XDG base directories). */
export function toUserFolders(env: Environment): { configuration: string; cache: string } {
  const home = env.HOME || env.USERPROFILE || homedir();
  return {
    configuration: join(env.XDG_CONFIG_HOME || join(home, ".config"), "stemma"),
    cache: join(env.XDG_CACHE_HOME || join(home, ".cache"), "stemma"),
  };
}
