import { randomUUID } from "node:crypto";
import { access, constants, link, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { StemmaError } from "../model/index.ts";

export interface NewFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** A file too large to be held: its content comes in pieces. */
export interface StreamedFile {
  readonly path: string;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface WriteOptions {
  /** Whether a file that is there already may be replaced; else nothing is written at all. */
  readonly replaces: boolean;
  /** Permissions; those of new files when absent. */
  readonly mode?: number | undefined;
}

/**
 * Writes each file whole or not at all: under a name of its own beside its place, then put there at once.
 *
 * @throws StemmaError `usage` for a place that is taken, `store-failed` for one that cannot be written.
 */
export async function writeFiles(
  files: readonly (NewFile | StreamedFile)[],
  options: WriteOptions,
): Promise<void> {
  if (!options.replaces) for (const { path } of files) await assertFree(path);
  for (const file of files) await writeWhole(file, options);
}

/**
 * Says before a long piece of work that what comes of it could not be written.
 *
 * @throws StemmaError `usage` for a place that is taken and not to be replaced, `store-failed` for a folder that is not there.
 */
export async function assertWritable(
  paths: readonly string[],
  { replaces }: Pick<WriteOptions, "replaces">,
): Promise<void> {
  for (const path of paths) {
    if (!replaces) await assertFree(path);
    await access(dirname(path), constants.W_OK).catch((cause: unknown) => {
      throw toWriteError(path, cause);
    });
  }
}

async function assertFree(path: string): Promise<void> {
  const isTaken = await stat(path).then(
    () => true,
    () => false,
  );
  if (isTaken) throw toTakenError(path);
}

async function writeWhole(
  { path, content }: NewFile | StreamedFile,
  { replaces, mode }: WriteOptions,
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.part`);
  try {
    const file = await open(draft, "wx", mode);
    try {
      if (mode !== undefined) await file.chmod(mode);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (replaces) await rename(draft, path);
    else await putNew(draft, path);
  } catch (error) {
    throw hasCode(error, "EEXIST") ? toTakenError(path) : toWriteError(path, error);
  } finally {
    await rm(draft, { force: true });
  }
}

/** A link, unlike a rename, never takes a place that is taken; some file systems have none. */
async function putNew(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, "EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP")) throw error;
    await assertFree(path);
    await rename(draft, path);
  }
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

function toTakenError(path: string): StemmaError {
  return new StemmaError("usage", `${path} is there already`, {
    hint: "name another place, or replace it with --force",
  });
}

function toWriteError(path: string, cause: unknown): StemmaError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StemmaError("store-failed", `${path} could not be written: ${reason}`, {
    hint: "check that the folder is there and may be written to",
    cause,
  });
}
