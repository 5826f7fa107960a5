import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "./open-store.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-open-"));
  path = join(folder, "stemma.sqlite");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fillStore(count = 400): void {
  const store = openStore(path);
  store.saveSeeds(Array.from({ length: count }, (_, index) => `some-owner/dataset-number-${index}`));
  store.close();
}

function findError(work: () => unknown) {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("openStore", () => {
  it("creates the folder and the file, and leaves no draft behind", () => {
    path = join(folder, "deep", "er", "stemma.sqlite");
    openStore(path).close();
    expect(readdirSync(join(folder, "deep", "er"))).toEqual(["stemma.sqlite"]);
  });

  it("finds again what was written, also read-only", () => {
    fillStore(3);
    const store = openStore(path, { readOnly: true });
    expect(store.loadNodes().map(({ id, isSeed, state }) => [id, isSeed, state])).toEqual([
      ["some-owner/dataset-number-0", true, "pending"],
      ["some-owner/dataset-number-1", true, "pending"],
      ["some-owner/dataset-number-2", true, "pending"],
    ]);
    expect(findError(() => store.saveSeeds(["a/b"]))).toMatchObject({
      code: "store-failed",
      message: expect.stringContaining("read-only"),
    });
    store.close();
  });

  it("says that there is no store instead of showing an empty one", () => {
    expect(findError(() => openStore(path, { readOnly: true }))).toMatchObject({ code: "not-found" });
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ["an empty file", () => writeFileSync(path, ""), "empty (0 bytes)"],
    ["some text", () => writeFileSync(path, "this is no database\n".repeat(200)), "not a SQLite database"],
    ["a torn page", () => truncateSync(path, statSync(path).size - 4096), "damaged"],
    ["half a file", () => truncateSync(path, Math.floor(statSync(path).size / 2)), "damaged"],
    ["overwritten pages", () => overwrite(4096 * 3, 4096 * 4), "damaged"],
    ["somebody else's database", () => replaceByForeign(), "not one that Stemma made"],
    ["a journal without its file", () => loseFile(), "its journal is still there"],
  ])("reports %s as damage with the path and what to do", (_what, damage, message) => {
    fillStore();
    damage();
    const error = findError(() => openStore(path));
    expect(error).toMatchObject({
      code: "corrupt",
      message: expect.stringContaining(message),
      hint: expect.stringContaining("move it aside"),
    });
    expect(String(error)).toContain(path);
  });

  it("refuses a store of a newer version without touching it", () => {
    fillStore(1);
    const database = new DatabaseSync(path);
    database.exec("PRAGMA user_version = 99");
    database.close();
    const before = readFileSync(path);
    expect(findError(() => openStore(path))).toMatchObject({
      code: "store-failed",
      message: expect.stringMatching(/newer Stemma \(store version 99; this one knows up to 3\)/),
      hint: expect.stringContaining("update Stemma"),
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("names the folder that cannot be written", () => {
    writeFileSync(join(folder, "file"), "");
    path = join(folder, "file", "stemma.sqlite");
    expect(findError(() => openStore(path))).toMatchObject({
      code: "store-failed",
      message: expect.stringContaining("cannot be created"),
    });
  });

  it("reports a record that does not fit as damage, not as absence", () => {
    fillStore(1);
    const database = new DatabaseSync(path);
    database.exec("UPDATE node SET facts = '{\"agents\": 1}'");
    database.close();
    const store = openStore(path);
    expect(findError(() => store.loadNodes())).toMatchObject({
      code: "corrupt",
      message: expect.stringContaining("some-owner/dataset-number-0"),
    });
    store.close();
  });
});

function overwrite(from: number, to: number): void {
  const file = openSync(path, "r+");
  writeSync(file, Buffer.alloc(to - from, 0x5a), 0, to - from, from);
  closeSync(file);
}

function replaceByForeign(): void {
  rmSync(path);
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE thing (id INTEGER)");
  database.close();
}

function loseFile(): void {
  rmSync(path);
  writeFileSync(`${path}-wal`, "frames");
}
