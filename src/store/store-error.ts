import { StemmaError } from "../model/index.ts";

const busy = 5;
const locked = 6;
const readOnly = 8;
const inputOutput = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notDatabase = 26;
/** An input/output error of the extended kind: the file ends before its last page. */
const shortRead = 522;

/** Puts what SQLite says into words a person can act on; a StemmaError passes through. */
export function toStoreError(thrown: unknown, path: string): StemmaError {
  if (thrown instanceof StemmaError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const code = findSqliteCode(thrown);
  if (code === shortRead) return toCorruptError(path, "the file is cut short", thrown);
  switch (toPrimaryCode(code)) {
    case notDatabase:
      return toCorruptError(path, "it is not a SQLite database", thrown);
    case corrupt:
      return toCorruptError(path, reason, thrown);
    case busy:
    case locked:
      return new StemmaError("store-locked", `the store ${path} is locked by another process`, {
        hint: "wait until the other command has ended, then run this one again",
        cause: thrown,
      });
    case readOnly:
      return new StemmaError("store-failed", `the store ${path} cannot be written: it is read-only`, {
        hint: "give yourself write permission for the file and its folder, or name another one with --store",
        cause: thrown,
      });
    case full:
      return new StemmaError("store-failed", `the disk is full: nothing more can be written to ${path}`, {
        hint: "free some space and run the same command again; everything written so far is intact",
        cause: thrown,
      });
    case inputOutput:
      return new StemmaError("store-failed", `the disk failed while ${path} was read or written: ${reason}`, {
        hint: "check the disk and its quota, then run the same command again; everything written so far is intact",
        cause: thrown,
      });
    case cannotOpen:
      return new StemmaError("store-failed", `the store ${path} cannot be opened: ${reason}`, {
        hint: "check that the folder exists and that you may write to it",
        cause: thrown,
      });
    default:
      return new StemmaError("store-failed", `the store ${path} failed: ${reason}`, { cause: thrown });
  }
}

export function toCorruptError(path: string, reason: string, cause?: unknown): StemmaError {
  return new StemmaError("corrupt", `the store ${path} is damaged: ${reason}`, {
    hint: `move it aside (keep it: "sqlite3 ${path} .recover" may save rows) and trace again, or restore a copy`,
    cause,
  });
}

function toPrimaryCode(extended: number | undefined): number | undefined {
  return extended === undefined ? undefined : extended & 0xff;
}

/** SQLite's extended result code. */
function findSqliteCode(thrown: unknown): number | undefined {
  if (typeof thrown !== "object" || thrown === null || !("errcode" in thrown)) return undefined;
  return typeof thrown.errcode === "number" ? thrown.errcode : undefined;
}
