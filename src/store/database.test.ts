import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Database } from "./database.ts";

let folder: string;
let database: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-database-"));
  database = new Database(join(folder, "a.sqlite"), { readOnly: false });
  database.execute("CREATE TABLE thing (name TEXT) STRICT");
  database.run("INSERT INTO thing VALUES ('first')");
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function listNames(): unknown[] {
  return database.all("SELECT name FROM thing").map((row) => row.name);
}

describe("Database", () => {
  it("writes nothing of a transaction that fails half-way", () => {
    const work = () =>
      database.transaction(() => {
        database.run("INSERT INTO thing VALUES ('second')");
        throw new Error("broken off");
      });
    expect(work).toThrowError(/broken off/);
    expect(listNames()).toEqual(["first"]);
    database.transaction(() => database.run("INSERT INTO thing VALUES ('third')"));
    expect(listNames()).toEqual(["first", "third"]);
  });

  it("says that the disk is full and keeps what was there", () => {
    const pages = Number(database.get("PRAGMA page_count")?.page_count);
    database.execute(`PRAGMA max_page_count = ${pages}`);
    const work = () =>
      database.transaction(() => database.run("INSERT INTO thing VALUES (?)", "x".repeat(100_000)));
    expect(work).toThrowError(
      expect.objectContaining({ code: "store-failed", message: expect.stringContaining("disk is full") }),
    );
    expect(listNames()).toEqual(["first"]);
  });

  it("says that another process holds the file", () => {
    const other = new Database(database.path, { readOnly: false });
    other.execute("PRAGMA busy_timeout = 0");
    database.transaction(() => {
      database.run("INSERT INTO thing VALUES ('second')");
      expect(() => other.run("INSERT INTO thing VALUES ('other')")).toThrowError(
        expect.objectContaining({ code: "store-locked" }),
      );
    });
    other.close();
  });

  it("reads what belongs together as it was at one moment", () => {
    database.execute("PRAGMA journal_mode = WAL");
    const other = new Database(database.path, { readOnly: false });
    const seen = database.readAtOnce(() => {
      const before = listNames();
      other.run("INSERT INTO thing VALUES ('second')");
      return { before, after: listNames() };
    });
    other.close();
    expect(seen).toEqual({ before: ["first"], after: ["first"] });
    expect(listNames()).toEqual(["first", "second"]);
  });
});
