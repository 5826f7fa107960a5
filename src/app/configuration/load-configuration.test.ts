import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listCredentials } from "../open-world.ts";
import { describeConfiguration } from "./describe-configuration.ts";
import { loadConfiguration } from "./load-configuration.ts";

let folder: string;
let project: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-configuration-"));
  project = join(folder, "project");
  mkdirSync(join(project, "deep", "er"), { recursive: true });
  writeFileSync(join(project, "package.json"), "{}");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(flags: Record<string, unknown> = {}, env: Record<string, string> = {}, cwd = project) {
  return loadConfiguration({ flags, env: { HOME: folder, ...env }, cwd });
}

function writeSettings(path: string, text: string) {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
}

describe("precedence", () => {
  test("flag over environment over project file over user file over default", () => {
    expect(load().settings.concurrency).toBe(6);
    writeSettings(join(folder, ".config", "stemma", "config.yaml"), "concurrency: 2\n");
    expect(load()).toMatchObject({
      settings: { concurrency: 2 },
      origins: { concurrency: { from: "user-file" } },
    });
    writeSettings(join(project, ".stemma", "config.yaml"), "concurrency: 3\n");
    expect(load()).toMatchObject({
      settings: { concurrency: 3 },
      origins: { concurrency: { from: "project-file" } },
    });
    const env = { STEMMA_CONCURRENCY: "4" };
    expect(load({}, env)).toMatchObject({
      settings: { concurrency: 4 },
      origins: { concurrency: { from: "environment", detail: "STEMMA_CONCURRENCY" } },
    });
    expect(load({ concurrency: "5" }, env)).toMatchObject({
      settings: { concurrency: 5 },
      origins: { concurrency: { from: "flag", detail: "--concurrency" } },
    });
  });

  test("reads durations with units, and limits that are lifted again", () => {
    expect(load({ maxDuration: "1.5m" }).settings.maxDuration).toBe(90_000);
    expect(load({ maxDatasets: "unlimited" }, { STEMMA_MAX_DATASETS: "3" }).settings.maxDatasets).toBeNull();
  });

  test.each([
    [{ maxDuration: "10" }, "--max-duration", "90s"],
    [{ concurrency: "0" }, "--concurrency", "from 1 to 64"],
    [{ depth: "x" }, "--depth", "whole number"],
    [{ hubEndpoint: "ftp://hub" }, "--hub-endpoint", "https://"],
  ])("refuses %o with the place and a hint", (flags, place, hint) => {
    expect(() => load(flags)).toThrow(
      expect.objectContaining({ code: "usage", message: expect.stringContaining(place) }),
    );
    expect(() => load(flags)).toThrow(expect.objectContaining({ hint: expect.stringContaining(hint) }));
  });
});

describe("places", () => {
  test("the store is in the nearest folder with .stemma, .git or package.json", () => {
    const inside = join(project, "deep", "er");
    expect(load({}, {}, inside).storePath).toBe(join(project, ".stemma", "store.db"));
    mkdirSync(join(project, "deep", ".git"));
    expect(load({}, {}, inside).storePath).toBe(join(project, "deep", ".stemma", "store.db"));
  });

  test("relative paths are read from where they were written", () => {
    expect(load({ store: "a.db" }, {}, join(project, "deep")).storePath).toBe(join(project, "deep", "a.db"));
    writeSettings(join(project, ".stemma", "config.yaml"), "snapshot: recorded\n");
    expect(load({}, {}, join(project, "deep")).settings.snapshot).toBe(join(project, "recorded"));
  });
});

describe("tokens", () => {
  test("come from HF_TOKEN, else from the file of HF_TOKEN_PATH, HF_HOME or the cache", () => {
    writeSettings(join(folder, ".cache", "huggingface", "token"), "hf_cache\n");
    expect(load().tokens.hub?.value).toBe("hf_cache");
    writeSettings(join(folder, "home", "token"), "hf_home");
    expect(load({}, { HF_HOME: join(folder, "home") }).tokens.hub?.value).toBe("hf_home");
    writeSettings(join(folder, "mine"), "hf_mine");
    expect(load({}, { HF_TOKEN_PATH: join(folder, "mine") }).tokens.hub?.value).toBe("hf_mine");
    expect(load({}, { HF_TOKEN: "hf_env" }).tokens.hub).toEqual({ value: "hf_env", origin: "HF_TOKEN" });
  });

  test("go to their own origin only (S-04)", () => {
    const env = { HF_TOKEN: "hf_env", GITHUB_TOKEN: "ghp_env" };
    expect(listCredentials(load({}, env))).toEqual([
      { origin: "https://huggingface.co", header: "Bearer hf_env" },
      { origin: "https://api.github.com", header: "Bearer ghp_env" },
    ]);
    expect(listCredentials(load({}, { ...env, HF_ENDPOINT: "https://mirror.example/hub/" }))[0]?.origin).toBe(
      "https://mirror.example",
    );
  });

  test("do not follow an endpoint that a project file names, since it may come with a cloned repository", () => {
    writeSettings(join(project, ".stemma", "config.yaml"), "hub-endpoint: https://evil.example\n");
    expect(listCredentials(load({}, { HF_TOKEN: "hf_env" }))).toEqual([]);
  });

  test("are in no description of the configuration", () => {
    const described = describeConfiguration(load({}, { HF_TOKEN: "hf_env" }));
    expect(JSON.stringify(described)).not.toContain("hf_env");
  });
});
