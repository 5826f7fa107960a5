import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HubRecord } from "../../model/ports/index.ts";
import { createSnapshotWriter, openSnapshot } from "./index.ts";

const head = { title: "T", note: "", recordedAt: "2026-01-01T00:00:00.000Z" };
const record: HubRecord = {
  id: "acme/mix",
  key: "66aa",
  revision: "abc",
  createdAt: "2024-07-01T10:00:00.000Z",
  lastModified: null,
  isGated: false,
  isDisabled: false,
  downloads: 3,
  description: null,
  tags: ["license:mit"],
  hasCard: true,
};

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "stemma-snapshot-"));
  folder = join(parent, "snapshot");
  await put("snapshot.json", JSON.stringify({ schemaVersion: 1, ...head }));
});

afterEach(() => rm(parent, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

describe("openSnapshot", () => {
  it("says that a folder is no snapshot", async () => {
    await expect(openSnapshot(join(parent, "nothing"))).rejects.toMatchObject({ code: "not-found" });
    await expect(openSnapshot(parent)).rejects.toMatchObject({ code: "not-found", hint: expect.any(String) });
  });

  it("names file and line of a broken index", async () => {
    await put("redirects.json", '{\n "a/b": "c/d",\n oops\n}');
    await expect(openSnapshot(folder)).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringMatching(/redirects\.json is not valid JSON at line 3$/),
    });
  });

  it("names the broken field of a dataset at its first use", async () => {
    await put("datasets/acme/mix/dataset.json", '{"id": "acme/mix", "downloads": "many"}');
    await put("datasets/acme/torn/dataset.json", '{"id": "acme/torn",\n "downloads":');
    const { hub } = await openSnapshot(folder);
    await expect(hub.findDataset("acme/mix")).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringMatching(/mix\/dataset\.json.*downloads: /),
    });
    await expect(hub.findDataset("acme/torn")).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringMatching(/torn\/dataset\.json is not valid JSON at line 2$/),
    });
  });

  it("refuses a folder of another version", async () => {
    await put("snapshot.json", JSON.stringify({ schemaVersion: 2, ...head }));
    await expect(openSnapshot(folder)).rejects.toMatchObject({ code: "corrupt" });
  });

  it("reads nothing outside the folder", async () => {
    await writeFile(join(parent, "secret.md"), "secret");
    await put("pages.json", '{"https://a.example/x": "../secret.md", "https://a.example/y": "pages/y.md"}');
    await put("datasets/acme/mix/dataset.json", '{"id": "acme/mix"}');
    await mkdir(join(folder, "pages"));
    await symlink(join(parent, "secret.md"), join(folder, "pages/y.md"));
    await symlink(join(parent, "secret.md"), join(folder, "datasets/acme/mix/README.md"));
    const { hub, pages, papers, repositories } = await openSnapshot(folder);
    expect(await pages.readPage("https://a.example/x")).toMatchObject({ reason: "missing" });
    expect(await pages.readPage("https://a.example/y")).toMatchObject({ reason: "missing" });
    expect(await hub.readCard(record)).toMatchObject({ reason: "missing" });
    expect(await hub.findDataset("../../secret")).toMatchObject({ state: "missing" });
    expect(await papers.readPaper("../../../secret")).toMatchObject({ reason: "missing" });
    const outside = { owner: "acme", repository: "..", directory: "../.." };
    expect(await repositories.readReadme(outside)).toMatchObject({ reason: "refused" });
  });

  it("tells a README of 50 MB as too large", async () => {
    await put("datasets/acme/mix/dataset.json", '{"id": "acme/mix"}');
    await put("datasets/acme/mix/README.md", "x".repeat(50 * 1024 * 1024));
    const { hub } = await openSnapshot(folder);
    expect(await hub.readCard(record)).toMatchObject({ state: "unreadable", reason: "too-large" });
  });

  it("stops at renames that go in a circle", async () => {
    await put("redirects.json", '{"a/b": "c/d", "c/d": "a/b"}');
    const { hub } = await openSnapshot(folder);
    expect(await hub.findDataset("a/b")).toMatchObject({ state: "unreadable", reason: "bad-response" });
  });

  it("lists its datasets in canonical order", async () => {
    for (const id of ["zeta/a", "Acme/b", "squad", "acme/a%23part"]) {
      await put(`datasets/${id}/dataset.json`, JSON.stringify({ id: decodeURIComponent(id) }));
    }
    expect((await openSnapshot(folder)).ids).toEqual(["acme/a#part", "Acme/b", "squad", "zeta/a"]);
  });
});

describe("createSnapshotWriter", () => {
  it("shows nothing before it finishes and replaces an older snapshot as a whole", async () => {
    await put("datasets/old/one/dataset.json", '{"id": "old/one"}');
    const writer = await createSnapshotWriter(folder, head);
    await writer.writeDataset(record);
    expect((await openSnapshot(folder)).ids).toEqual(["old/one"]);
    await writer.finish();
    const { ids, hub } = await openSnapshot(folder);
    expect(ids).toEqual(["acme/mix"]);
    expect(await hub.findDataset("acme/mix")).toEqual({ state: "found", record });
    expect(await readdir(parent)).toEqual(["snapshot"]);
  });

  it("removes its draft when the run is given up", async () => {
    const writer = await createSnapshotWriter(join(parent, "other"), head);
    await writer.writeDataset(record);
    await writer.discard();
    expect(await readdir(parent)).toEqual(["snapshot"]);
  });

  it("does not replace a folder that is no snapshot", async () => {
    await expect(createSnapshotWriter(parent, head)).rejects.toMatchObject({ code: "usage" });
  });

  it("keeps the later of two answers about one thing", async () => {
    const writer = await createSnapshotWriter(folder, head);
    await writer.writeDataset(record);
    writer.writeFailure("acme/mix", { reason: "network", detail: "down" });
    writer.writeSearch("mix", [{ id: "acme/mix", downloads: 3, createdAt: null }]);
    writer.writeSearch("mix", []);
    await writer.finish();
    const { hub } = await openSnapshot(folder);
    expect(await hub.findDataset("acme/mix")).toMatchObject({ state: "unreadable", reason: "network" });
    expect(await hub.searchDatasets("mix", { limit: 5 })).toHaveLength(1);
  });

  it("writes the same bytes whatever the order", async () => {
    const texts = await Promise.all(
      [
        ["a", "b"],
        ["b", "a"],
      ].map(async (names) => {
        const target = join(parent, names.join(""));
        const writer = await createSnapshotWriter(target, head);
        for (const name of names) writer.writeRedirect(`old/${name}`, `new/${name}`);
        await writer.finish();
        return readFile(join(target, "redirects.json"), "utf8");
      }),
    );
    expect(texts[0]).toBe(texts[1]);
  });
});
