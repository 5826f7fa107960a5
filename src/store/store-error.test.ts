import { describe, expect, it } from "vitest";
import { toStoreError } from "./store-error.ts";

function fromSqlite(errcode: number) {
  return toStoreError(Object.assign(new Error("disk I/O error"), { errcode }), "/home/ada/store.db");
}

describe("an error of SQLite", () => {
  it.each([
    ["a damaged page", 11, "corrupt"],
    ["a file that is cut short, which SQLite calls a failure of the disk", 522, "corrupt"],
    ["a failed read", 266, "store-failed"],
    ["a full disk", 13, "store-failed"],
    ["a store in use, of the extended kind", 517, "store-locked"],
  ])("%s is told apart", (_what, errcode, code) => {
    const error = fromSqlite(errcode);
    expect(error.code).toBe(code);
    expect(error.message).toContain("/home/ada/store.db");
    expect(error.hint).not.toBe("");
  });
});
