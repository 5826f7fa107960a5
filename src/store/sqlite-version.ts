import { DatabaseSync } from "node:sqlite";

export interface SqliteVersion {
  readonly version: string;
  /** Whether two processes that write and checkpoint at once may damage a store under this version (fixed in 3.51.3). */
  readonly hasWalResetBug: boolean;
}

const firstBroken = [3, 7, 0];
const firstFixed = [3, 51, 3];

export function readSqliteVersion(): SqliteVersion {
  const database = new DatabaseSync(":memory:");
  try {
    const version = String(database.prepare("SELECT sqlite_version() AS version").get()?.version);
    return { version, hasWalResetBug: hasWalResetBug(version) };
  } finally {
    database.close();
  }
}

export function hasWalResetBug(version: string): boolean {
  const numbers = version.split(".").map(Number);
  return compareVersions(numbers, firstBroken) >= 0 && compareVersions(numbers, firstFixed) < 0;
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (const [index, number] of b.entries()) {
    const difference = (a[index] ?? 0) - number;
    if (difference !== 0) return difference;
  }
  return 0;
}
