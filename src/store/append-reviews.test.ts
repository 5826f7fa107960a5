import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ReviewEvent } from "../model/index.ts";
import { openStore } from "./open-store.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-reviews-"));
  path = join(folder, "store.db");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const toEvent = (id: string): ReviewEvent => ({
  id,
  at: "2026-11-20T10:00:00.000Z",
  by: "Ada",
  reason: "read it",
  action: { kind: "add-dataset", id: "a/b" },
  evidenceHash: null,
});

it("writes all reviews of a batch, or none where one cannot be written", () => {
  const store = openStore(path);
  const batch = [toEvent("1"), { ...toEvent("2"), batch: "b" }];
  store.appendReviews(batch);
  expect(() => store.appendReviews([toEvent("3"), toEvent("1")])).toThrowError();
  expect(store.loadReviews()).toEqual(batch);
  store.close();
});

it("tells when another connection has written, and only then", () => {
  const store = openStore(path);
  const other = openStore(path);
  const version = store.readForeignVersion();
  store.appendReview(toEvent("1"));
  expect(store.readForeignVersion()).toBe(version);
  other.appendReview(toEvent("2"));
  expect(store.readForeignVersion()).not.toBe(version);
  store.close();
  other.close();
});
