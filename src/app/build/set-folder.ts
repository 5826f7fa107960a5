import { createHash } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { StemmaError } from "../../model/index.ts";
import type { WrittenFile } from "./build-manifest.ts";

/** A folder that is written under another name beside its place and put there when it is complete. */
export interface SetDraft {
  /** Where its files are until then. */
  readonly path: string;
  readonly written: readonly WrittenFile[];
  write(path: string, content: SetContent, rows: number | null): Promise<void>;
  publish(): Promise<void>;
  discard(): Promise<void>;
}

type SetContent = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Says before a long piece of work that the folder cannot be written.
 *
 * @throws StemmaError `usage` for one that has something in it and is not to be replaced.
 */
export async function assertFreeFolder(path: string, replaces: boolean): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return;
  const isTaken = !found.isDirectory() || (await readdir(path)).length > 0;
  if (isTaken && !(replaces && found.isDirectory())) {
    throw new StemmaError("usage", `${path} is there already`, {
      hint: "name another folder with --out, or replace it with --force",
    });
  }
}

/** @throws StemmaError `store-failed` where the folder cannot be made. */
export async function openSetDraft(folder: string): Promise<SetDraft> {
  const path = join(dirname(folder), `.${basename(folder)}.${process.pid}.part`);
  const written: WrittenFile[] = [];
  try {
    await removeLeftovers(folder);
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw toWriteError(folder, cause);
  }
  return {
    path,
    written,
    async write(name, content, rows) {
      try {
        await mkdir(dirname(join(path, name)), { recursive: true });
        written.push({ path: name, ...(await writeWhole(join(path, name), content)), rows });
      } catch (cause) {
        throw cause instanceof StemmaError ? cause : toWriteError(join(folder, name), cause);
      }
    },
    async publish() {
      try {
        await replaceFolder(path, folder);
      } catch (cause) {
        throw toWriteError(folder, cause);
      }
    },
    discard: async () => await rm(path, { recursive: true, force: true }),
  };
}

async function writeWhole(path: string, content: SetContent): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  const file = await open(path, "wx");
  let bytes = 0;
  try {
    for await (const piece of content) {
      hash.update(piece);
      bytes += piece.length;
      await file.writeFile(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** What is there goes out of the way first: a folder that is not empty cannot be renamed onto. */
async function replaceFolder(draft: string, folder: string): Promise<void> {
  const old = `${draft}.old`;
  const wasThere = await rename(folder, old).then(
    () => true,
    () => false,
  );
  await rename(draft, folder);
  if (wasThere) await rm(old, { recursive: true, force: true });
}

/** Of processes that are no more. */
async function removeLeftovers(folder: string): Promise<void> {
  const start = `.${basename(folder)}.`;
  for (const name of await readdir(dirname(folder)).catch(() => [])) {
    const [, pid] = /\.(\d+)\.part$/.exec(name) ?? [];
    const isDraft = pid !== undefined && name === `${start}${pid}.part`;
    if (isDraft && (Number(pid) === process.pid || !isAlive(Number(pid)))) {
      await rm(join(dirname(folder), name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function toWriteError(path: string, cause: unknown): StemmaError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StemmaError("store-failed", `${path} cannot be written: ${reason}`, {
    hint: "check that there is room and that the folder may be written to; the same command goes on where it stopped",
    cause,
  });
}
