import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";

const SealedFile = z.object({ seal: z.string(), content: z.unknown() });

export function toHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Undefined when there is no such file, when it is torn or altered, and when it does not fit the schema. */
export async function readSealed<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    const { seal, content } = SealedFile.parse(JSON.parse(await readFile(path, "utf8")));
    return seal === toHash(JSON.stringify(content)) ? schema.parse(content) : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all. A disk that fails makes the next run ask again; it does not stop this one. */
export async function writeSealed(path: string, content: unknown): Promise<void> {
  const part = join(dirname(path), `.part-${randomUUID()}`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, JSON.stringify({ seal: toHash(JSON.stringify(content)), content }), {
      mode: 0o600,
    });
    await rename(part, path);
  } catch {
    await rm(part, { force: true }).catch(() => {});
  }
}
