import { mkdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

/** Where what a person asks for is to be written. */
export interface OutputPlace {
  readonly path: string;
  /** True for a folder that is there, and for a path that ends like one. */
  readonly isFolder: boolean;
}

export async function findOutputPlace(out: string, cwd: string): Promise<OutputPlace> {
  const path = resolve(cwd, out);
  const found = await stat(path).catch(() => undefined);
  return { path, isFolder: found?.isDirectory() ?? /[/\\]$/.test(out) };
}

/** The path of a file in the place, whose folder is made where it is missing. */
export async function toOutputPath({ path, isFolder }: OutputPlace, name: string): Promise<string> {
  if (!isFolder) return path;
  await mkdir(path, { recursive: true });
  return join(path, name);
}

/** An id as part of a file name. */
export function toFileName(id: string): string {
  return id.replaceAll(/[^\w.-]+/g, "__").slice(0, 120);
}
