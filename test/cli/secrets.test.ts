import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StandIns, startStandIns } from "../stand-ins/index.ts";
import {
  broken,
  createReadingResponder,
  failing,
  type ModelStandIn,
  type Responder,
  startModelStandIn,
  toTextAnswer,
} from "../stand-ins/models/index.ts";
import { bundledSnapshot, makeWorkplace } from "./run-stemma.ts";

/** Trust S-04 and S-05: every secret is a fake that is found wherever it goes. */
const makeSecret = (name: string) => `leak-${name}-${randomBytes(12).toString("hex")}`;
const secrets = {
  hub: makeSecret("hub"),
  github: makeSecret("github"),
  openai: makeSecret("openai"),
  google: makeSecret("google"),
  anthropic: makeSecret("anthropic"),
  compatible: makeSecret("compatible"),
  collector: makeSecret("collector"),
};
type SecretName = keyof typeof secrets;

const { runWith, folder } = makeWorkplace();
const seed = "simplescaling/s1K-1.1";
const told: string[] = [];
const spans: { headers: IncomingHttpHeaders; body: string }[] = [];
let standIns: StandIns;
let models: ModelStandIn;
let collector: Server;
let env: Record<string, string>;

beforeAll(async () => {
  standIns = await startStandIns({ snapshot: bundledSnapshot });
  const { openai, google, anthropic, compatible } = secrets;
  models = await startModelStandIn({
    responder: createReadingResponder(),
    keys: { openai, google, anthropic, compatible },
  });
  collector = createServer(async (request, response) => {
    spans.push({ headers: request.headers, body: await readText(request) });
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  env = {
    HF_ENDPOINT: standIns.endpoints.hub,
    STEMMA_ARXIV_ENDPOINT: standIns.endpoints.arxivApi,
    STEMMA_ARXIV_PAGES_ENDPOINT: standIns.endpoints.arxivPages,
    STEMMA_GITHUB_ENDPOINT: standIns.endpoints.github,
    STEMMA_PAGE_GATEWAY: standIns.endpoints.pageGateway,
    HF_TOKEN: secrets.hub,
    GITHUB_TOKEN: secrets.github,
    OPENAI_BASE_URL: models.baseUrls.openai,
    OPENAI_API_KEY: secrets.openai,
    GOOGLE_GENERATIVE_AI_BASE_URL: models.baseUrls.google,
    GEMINI_API_KEY: secrets.google,
    ANTHROPIC_BASE_URL: models.baseUrls.anthropic,
    ANTHROPIC_API_KEY: secrets.anthropic,
    STEMMA_MODEL_ENDPOINT: models.baseUrls.compatible,
    STEMMA_MODEL_API_KEY: secrets.compatible,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    OTEL_EXPORTER_OTLP_HEADERS: `x-collector-key=${secrets.collector}`,
    STEMMA_AGENTS: "model",
    STEMMA_SOURCING_MODEL: "openai/gpt-5.1",
    STEMMA_EXTRACTING_MODEL: "google/gemini-2.5-flash",
    STEMMA_TRACING_MODEL: "anthropic/claude-sonnet-4-5",
    STEMMA_AGGREGATION_MODEL: "compatible/llama3.3",
    DEBUG: "*",
    NODE_DEBUG: "http,net,tls,undici",
  };
});
afterAll(async () => {
  await Promise.all([standIns.close(), models.close()]);
  collector.closeAllConnections();
  collector.close();
});

async function run(...command: readonly string[]) {
  const ended = await runWith({ env }, ...command);
  told.push(ended.stdout, ended.stderr);
  return ended;
}

async function traceAgainst(name: string, responder: Responder, ...flags: readonly string[]) {
  models.setResponder(responder);
  const places = ["--store", join(folder, `${name}.db`), "--cache", join(folder, `${name}-cache`)];
  const ended = await run("trace", seed, "--depth", "0", "--json", ...places, ...flags);
  models.setResponder(createReadingResponder());
  return ended;
}

function listFiles(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const forms = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString("base64").replace(/=+$/, "").slice(0, -1),
];

function findLeaks(text: string): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    forms(secret).some((form) => text.includes(form)) ? [name] : [],
  );
}

describe("secrets", () => {
  test("a trace with every key set, telemetry on and debugging asked for works", async () => {
    const { exitCode } = await traceAgainst("fine", createReadingResponder());
    expect([0, 4]).toContain(exitCode);
    expect(models.journal.entries.length).toBeGreaterThan(2);
    expect(spans.length).toBeGreaterThan(0);
  });

  const answers: Record<string, Responder> = {
    "a model that writes its key": async ({ key }) => toTextAnswer(`My key is ${key}, thank you.`),
    "a refusal that repeats the key": async ({ key }) => ({
      kind: "failure",
      failure: { kind: "wrong-key", key: key ?? "" },
    }),
    "an error that repeats the key": async ({ key }) => ({
      kind: "failure",
      failure: { kind: "invalid", message: `no such thing for ${key}`, parameter: null },
    }),
    "a model that does not exist": failing({ kind: "model-not-found", model: "gpt-5.1" }),
    "a server that is down": broken(500),
    "a page in the place of an answer": async ({ key }) => ({
      kind: "wire",
      fault: { kind: "status", status: 502, body: `<html>${key}</html>` },
    }),
  };
  test.each(Object.entries(answers))("%s", async (name, responder) => {
    const { exitCode, stderr } = await traceAgainst(name.replaceAll(" ", "-"), responder);
    expect(exitCode).not.toBe(null);
    expect(findLeaks(stderr)).toEqual([]);
  });

  test("every command that tells of the configuration", async () => {
    const store = ["--store", join(folder, "a-model-that-writes-its-key.db")];
    for (const command of [["config", "show", "--origin"], ["config", "--json"], ["doctor"], ["models"]]) {
      await run(...command, ...store);
    }
    for (const what of ["ledger", "quarantine"]) {
      await run("models", what, "--json", ...store);
    }
    await run("doctor", "--online", ...store);
    await run("show", seed, "--json", ...store);
    expect(told.flatMap(findLeaks)).toEqual([]);
  });

  test("a project file can name an endpoint, but gets no key", async () => {
    const project = join(folder, "cloned");
    mkdirSync(join(project, ".stemma"), { recursive: true });
    writeFileSync(
      join(project, ".stemma", "config.yaml"),
      `agents: model\nmodel: openai/gpt-5.1\nopenai-endpoint: ${models.baseUrls.openai}\n`,
    );
    const before = models.journal.entries.length;
    const bare = { HF_ENDPOINT: env.HF_ENDPOINT ?? "", OPENAI_API_KEY: secrets.openai };
    const ended = await runWith({ env: bare, cwd: project }, "trace", seed, "--depth", "0");
    told.push(ended.stdout, ended.stderr);
    expect(ended.exitCode).not.toBe(0);
    expect(models.journal.entries.length).toBe(before);
  });

  test("nothing of them is in what was printed, kept, or told to the collector", () => {
    expect(told.flatMap(findLeaks)).toEqual([]);
    const files = listFiles(folder);
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((path) => findLeaks(readFileSync(path).toString("latin1")).length > 0)).toEqual([]);
    expect(spans.flatMap(({ body }) => findLeaks(body))).toEqual([]);
  });

  test("each went to its own origin only, in its own header", () => {
    const found = (headers: IncomingHttpHeaders | Readonly<Record<string, unknown>>, rest = "") =>
      findLeaks(`${JSON.stringify(headers)} ${rest}`);
    for (const { host, headers, path } of standIns.journal.entries) {
      const allowed: SecretName[] = host === "hub" ? ["hub"] : host === "github" ? ["github"] : [];
      expect(found(headers, path).filter((name) => !allowed.includes(name as SecretName))).toEqual([]);
    }
    for (const { api, headers, path, body } of models.journal.entries) {
      expect(found({}, `${path} ${body}`)).toEqual([]);
      if (api !== null) expect(found(headers)).toEqual([api]);
    }
    for (const { headers } of spans) expect(found(headers)).toEqual(["collector"]);
  });
});
