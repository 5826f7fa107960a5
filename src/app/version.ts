import { readFileSync } from "node:fs";
import { z } from "zod";

const PackageFile = z.object({ version: z.string() });

/** The version in package.json, which lies two folders up from the sources and from the built files alike. */
export function readVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return PackageFile.parse(JSON.parse(text)).version;
}
