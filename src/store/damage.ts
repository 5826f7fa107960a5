import type { Database } from "./database.ts";

/** What is wrong in the file's structure, indexes and references; empty when it is sound. Reads the whole file. */
export function listDamage(database: Database): string[] {
  const structure = database
    .all("PRAGMA integrity_check(10)")
    .map((row) => String(row.integrity_check))
    .filter((line) => line !== "ok");
  if (structure.length > 0) return structure;
  const references = database.all("PRAGMA foreign_key_check");
  return references.slice(0, 10).map((row) => `a ${row.table} belongs to a ${row.parent} that is not there`);
}
