import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { readVersion } from "../version.ts";

const PackageFile = z.object({ name: z.string(), version: z.string() });

/** Packages that the bytes of a set depend on. */
const packages = ["eld", "hyparquet-writer"];

/** Versions of stemma and of these. */
export function readBuildVersions(): Record<string, string> {
  const versions = packages.map((name): [string, string] => [name, findVersion(name)]);
  return { stemma: readVersion(), ...Object.fromEntries(versions) };
}

/** Packages need not give their package.json away: it is looked for in the folders above what they give. */
function findVersion(name: string): string {
  for (
    let folder = new URL(".", import.meta.resolve(name));
    folder.pathname !== "/";
    folder = new URL("..", folder)
  ) {
    const path = new URL("package.json", folder);
    if (!existsSync(path)) continue;
    const parsed = PackageFile.safeParse(JSON.parse(readFileSync(path, "utf8")));
    if (parsed.success && parsed.data.name === name) return parsed.data.version;
  }
  return "unknown";
}
