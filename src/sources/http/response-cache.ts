import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";

const CachedAnswer = z.object({
  url: z.string(),
  finalUrl: z.string(),
  hops: z.array(z.string()),
  status: z.number(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  /** When the bytes came, and when the server last said that they are current. */
  fetchedAt: z.string(),
  checkedAt: z.number(),
  bodyHash: z.string().regex(/^[0-9a-f]{64}$/),
});
type CachedAnswer = z.infer<typeof CachedAnswer>;

const CacheFile = z.object({ checksum: z.string(), answer: z.unknown() });

export interface CacheHit {
  readonly answer: CachedAnswer;
  readonly body: Uint8Array;
}

/** Answers on disk: one small file per request key, bodies by content hash. A failing disk makes it forget, not throw. */
export interface ResponseCache {
  /** Undefined too when an entry is torn or its body does not have its hash. */
  find(key: string): Promise<CacheHit | undefined>;
  keep(key: string, answer: Omit<CachedAnswer, "bodyHash">, body: Uint8Array): Promise<void>;
  /** Notes that a stored answer is still current. */
  confirm(key: string, answer: CachedAnswer, checkedAt: number): Promise<void>;
}

export const answersFolder = "answers";
export const bodiesFolder = "bodies";
export const temporaryPrefix = ".part-";

/** What tells requests apart: the address, what is accepted, other headers, and whether a credential goes with it. */
export function toCacheKey(parts: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly hasCredential: boolean;
}): string {
  const headers = Object.entries(parts.headers).sort(([a], [b]) => (a < b ? -1 : 1));
  return toHash(JSON.stringify([parts.url, headers, parts.hasCredential]));
}

export function createResponseCache(folder: string | null): ResponseCache {
  if (folder === null) {
    return { find: async () => undefined, keep: async () => {}, confirm: async () => {} };
  }
  const writeAnswer = (key: string, answer: CachedAnswer) =>
    writeWhole(toPath(folder, answersFolder, key), JSON.stringify({ checksum: toChecksum(answer), answer }));
  return {
    find: async (key) => {
      const answer = await readAnswer(toPath(folder, answersFolder, key));
      if (answer === undefined) return undefined;
      const body = await readFileIfPresent(toPath(folder, bodiesFolder, answer.bodyHash));
      return body === undefined || toHash(body) !== answer.bodyHash ? undefined : { answer, body };
    },
    keep: async (key, answer, body) => {
      const bodyHash = toHash(body);
      // Written even where one of this name is there: only reading it would show whether it is damaged.
      const isKept = await writeWhole(toPath(folder, bodiesFolder, bodyHash), body);
      if (isKept) await writeAnswer(key, { ...answer, bodyHash });
    },
    confirm: async (key, answer, checkedAt) => {
      await writeAnswer(key, { ...answer, checkedAt });
    },
  };
}

function toPath(folder: string, kind: string, hash: string): string {
  return join(folder, kind, hash.slice(0, 2), hash);
}

function toHash(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function toChecksum(answer: unknown): string {
  return toHash(JSON.stringify(answer));
}

async function readAnswer(path: string): Promise<CachedAnswer | undefined> {
  const bytes = await readFileIfPresent(path);
  return bytes === undefined ? undefined : parseAnswer(bytes.toString("utf8"));
}

/** The name of the body that the text of a stored answer points to; undefined when the text is damaged. */
export function findBodyHash(text: string): string | undefined {
  return parseAnswer(text)?.bodyHash;
}

function parseAnswer(text: string): CachedAnswer | undefined {
  try {
    const file = CacheFile.parse(JSON.parse(text));
    return file.checksum === toChecksum(file.answer) ? CachedAnswer.parse(file.answer) : undefined;
  } catch {
    return undefined;
  }
}

async function readFileIfPresent(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}

async function writeWhole(path: string, content: string | Uint8Array): Promise<boolean> {
  const part = join(dirname(path), `${temporaryPrefix}${randomUUID()}`);
  try {
    await writePart(part, content);
    await rename(part, path);
    return true;
  } catch {
    await rm(part, { force: true }).catch(() => {});
    return false;
  }
}

async function writePart(part: string, content: string | Uint8Array): Promise<void> {
  const options = { mode: 0o600 };
  await writeFile(part, content, options).catch(async () => {
    await mkdir(dirname(part), { recursive: true });
    await writeFile(part, content, options);
  });
}
