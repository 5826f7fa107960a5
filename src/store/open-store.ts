import { randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { StemmaError } from "../model/index.ts";
import { listDamage } from "./damage.ts";
import { Database } from "./database.ts";
import { LineageStore } from "./lineage-store.ts";
import { applicationId, migrations, storeVersion } from "./schema.ts";
import { toCorruptError, toStoreError } from "./store-error.ts";

/** A larger file is not read whole at every opening; `listDamage` does that when asked. */
const maxCheckedBytes = 64 * 1024 * 1024;

export interface OpenOptions {
  /** Nothing is created or written; a store that is not there is an error. */
  readonly readOnly?: boolean | undefined;
}

/**
 * Opens the lineage store at `path`, creating it when there is none.
 *
 * @throws StemmaError `not-found` (read-only and no such file), `corrupt` (damaged, not a store of ours),
 *   `store-failed` (no permission, disk full, written by a newer version), `store-locked`.
 */
export function openStore(path: string, options: OpenOptions = {}): LineageStore {
  const file = resolve(path);
  const readOnly = options.readOnly ?? false;
  if (!existsSync(file)) {
    if (readOnly) throw toMissingError(file);
    createStore(file);
  }
  const { size } = statSync(file);
  if (size === 0) throw toCorruptError(file, "it is empty (0 bytes)");
  const database = openDatabase(file, readOnly);
  try {
    checkIdentity(database);
    if (size <= maxCheckedBytes) checkSoundness(database);
    if (!readOnly) {
      setDurability(database);
      migrate(database);
    }
  } catch (error) {
    database.close();
    throw error;
  }
  return new LineageStore(database);
}

function toMissingError(file: string): StemmaError {
  return new StemmaError("not-found", `there is no store at ${file}`, {
    hint: "trace a dataset first (stemma trace org/name), or name the file with --store",
  });
}

/** A kill in between leaves no half-made store: it is built beside its place and put there under its name at once. */
function createStore(file: string): void {
  if (existsSync(`${file}-wal`)) {
    throw toCorruptError(file, "the file is gone but its journal is still there");
  }
  makeFolder(file);
  const draft = `${file}.${randomUUID()}.new`;
  try {
    writeEmptyStore(draft, file);
    linkSync(draft, file);
  } catch (error) {
    if (!isAlreadyThere(error)) throw toCreationError(error, file);
  } finally {
    for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${draft}${suffix}`, { force: true });
  }
}

function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw toCreationError(error, file);
  }
}

function writeEmptyStore(draft: string, file: string): void {
  const database = new Database(draft, { readOnly: false, shownAs: file });
  try {
    database.execute(`PRAGMA application_id = ${applicationId}`);
    migrate(database);
    database.execute("PRAGMA journal_mode = WAL");
  } finally {
    database.close();
  }
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

function toCreationError(error: unknown, file: string): StemmaError {
  if (!(error instanceof Error) || !("syscall" in error)) return toStoreError(error, file);
  return new StemmaError("store-failed", `the store ${file} cannot be created: ${error.message}`, {
    hint: "check that you may write to the folder, or name another place with --store",
    cause: error,
  });
}

/** In a folder that cannot be written SQLite has no place for its locks; then the file is read as it lies there. */
function openDatabase(file: string, readOnly: boolean): Database {
  const database = new Database(file, { readOnly });
  if (!readOnly) return database;
  try {
    database.get("SELECT count(*) FROM sqlite_schema");
    return database;
  } catch (error) {
    database.close();
    const isBlocked = error instanceof StemmaError && error.code === "store-failed";
    if (!isBlocked || existsSync(`${file}-wal`)) throw error;
    return new Database(file, { readOnly, isImmutable: true });
  }
}

function checkIdentity(database: Database): void {
  const id = Number(database.get("PRAGMA application_id")?.application_id);
  if (id !== applicationId) {
    throw toCorruptError(database.path, "it is a SQLite database, but not one that Stemma made");
  }
  const version = readVersion(database);
  if (version <= storeVersion) return;
  throw new StemmaError(
    "store-failed",
    `the store ${database.path} was written by a newer Stemma (store version ${version}; this one knows up to ${storeVersion})`,
    { hint: "update Stemma, or name another store with --store" },
  );
}

function checkSoundness(database: Database): void {
  const [problem] = listDamage(database);
  if (problem !== undefined) throw toCorruptError(database.path, problem);
}

function setDurability(database: Database): void {
  database.execute("PRAGMA journal_mode = WAL");
  database.execute("PRAGMA synchronous = FULL");
}

function migrate(database: Database): void {
  for (let version = readVersion(database); version < storeVersion; version = readVersion(database)) {
    database.transaction(() => {
      if (readVersion(database) !== version) return;
      database.execute(migrations[version] ?? "");
      database.execute(`PRAGMA user_version = ${version + 1}`);
    });
  }
}

function readVersion(database: Database): number {
  return Number(database.get("PRAGMA user_version")?.user_version);
}
