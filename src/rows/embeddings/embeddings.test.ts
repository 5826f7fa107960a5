import { appendFile, mkdtemp, rm, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEndpointEmbedder, type EndpointOptions } from "./endpoint-embedder.ts";
import { createLexicalEmbedder } from "./lexical-embedder.ts";
import { openVectorCache } from "./vector-cache.ts";

interface Request {
  readonly input: readonly string[];
  readonly encoding_format?: string;
  readonly dimensions?: number;
}
type Answer = (request: Request, response: ServerResponse, raw: IncomingMessage) => void;

const requests: Request[] = [];
let answer: Answer;
let server: Server;
let folder: string;

beforeEach(async () => {
  requests.length = 0;
  answer = answerWell;
  folder = await mkdtemp(join(tmpdir(), "stemma-vectors-"));
  server = createServer((raw, response) => {
    const chunks: Buffer[] = [];
    raw.on("data", (chunk: Buffer) => chunks.push(chunk));
    raw.on("end", () => {
      const request: Request = JSON.parse(Buffer.concat(chunks).toString());
      requests.push(request);
      answer(request, response, raw);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

/** A text's vector: its length, and one. */
function toVector(text: string): number[] {
  return [text.length, 1];
}

function answerWell({ input, encoding_format }: Request, response: ServerResponse): void {
  const data = input.map((text, index) => {
    const embedding = toVector(text);
    const isBase64 = encoding_format === "base64";
    const encoded = Buffer.from(Float32Array.from(embedding).buffer).toString("base64");
    return { object: "embedding", index, embedding: isBase64 ? encoded : embedding };
  });
  respond(response, 200, { object: "list", data: data.reverse(), model: "m", usage: { total_tokens: 1 } });
}

function respond(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

function createEmbedder(changes: Partial<EndpointOptions> = {}) {
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/v1/`;
  return createEndpointEmbedder({ fetch, baseUrl, model: "m", wait: async () => undefined, ...changes });
}

describe("an endpoint", () => {
  test("is asked in batches, for base64; vectors come in the order of the texts", async () => {
    const texts = ["a", "bbb", "cc", "", "ddddd"];
    const vectors = await createEmbedder({ batchSize: 2, dimensions: 2 }).embed(texts);
    expect(vectors.map((vector) => [...vector])).toEqual(texts.map(toVector));
    expect(
      requests.map(({ input, encoding_format, dimensions }) => [input.length, encoding_format, dimensions]),
    ).toEqual([
      [2, "base64", 2],
      [2, "base64", 2],
      [1, "base64", 2],
    ]);
  });

  test("that knows no base64 is asked for numbers from then on", async () => {
    answer = (request, response) => {
      if (request.encoding_format === undefined) return answerWell(request, response);
      respond(response, 400, { error: { message: "unknown parameter encoding_format" } });
    };
    const embedder = createEmbedder({ batchSize: 1 });
    expect((await embedder.embed(["a", "bb"])).map((vector) => [...vector])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(requests.map(({ encoding_format }) => encoding_format)).toEqual(["base64", undefined, undefined]);
  });

  test("that is busy is asked again after as long as it says", async () => {
    const waits: number[] = [];
    let refusals = 0;
    answer = (request, response) => {
      refusals += 1;
      if (refusals === 1) return respond(response, 429, {}, { "retry-after": "3" });
      if (refusals === 2) return respond(response, 503, {});
      answerWell(request, response);
    };
    const wait = async (ms: number) => void waits.push(ms);
    await createEmbedder({ wait }).embed(["a"]);
    expect(waits).toEqual([3000, 1000]);
  });

  test("that refuses a batch as too large gets halves", async () => {
    answer = (request, response) =>
      request.input.length > 2 ? respond(response, 413, {}) : answerWell(request, response);
    const vectors = await createEmbedder().embed(["a", "bb", "ccc", "dddd", "eeeee"]);
    expect(vectors.map(([length]) => length)).toEqual([1, 2, 3, 4, 5]);
  });

  test.each([
    [
      "gives fewer vectors than asked",
      { data: [{ embedding: [1] }] },
      "2 texts were sent and 1 vectors came back",
    ],
    [
      "gives one place twice",
      {
        data: [
          { index: 0, embedding: [1] },
          { index: 0, embedding: [1] },
        ],
      },
      "place 0",
    ],
    [
      "gives vectors of two lengths",
      { data: [{ embedding: [1] }, { embedding: [1, 2] }] },
      "different lengths",
    ],
    ["gives what is no number", { data: [{ embedding: "AADAfw==" }, { embedding: [1] }] }, "no number"],
    ["gives empty vectors", { data: [{ embedding: [] }, { embedding: [] }] }, "empty"],
    ["gives another answer", { error: "x" }, "no list of embeddings"],
  ])("that %s is told", async (_, body, message) => {
    answer = (_request, response) => respond(response, 200, body);
    await expect(createEmbedder().embed(["a", "b"])).rejects.toMatchObject({
      code: "bad-response",
      message: expect.stringContaining(message),
    });
  });

  test.each([
    [401, "auth"],
    [404, "not-found"],
    [429, "rate-limited"],
    [500, "network"],
    [418, "bad-response"],
  ])("that answers %d in the end: %s", async (status, code) => {
    answer = (_request, response) => respond(response, status, { error: "no" });
    await expect(createEmbedder({ key: "secret-key" }).embed(["a"])).rejects.toMatchObject({
      code,
      message: expect.not.stringContaining("secret-key"),
    });
  });
});

describe("kept vectors", () => {
  test("are not asked for again, in this run or the next", async () => {
    const path = join(folder, "vectors.bin");
    const first = await openVectorCache(path, createEmbedder());
    await first.embed(["a", "bb", "a"]);
    await first.close();
    const second = await openVectorCache(path, createEmbedder());
    const vectors = await second.embed(["bb", "ccc", "a"]);
    await second.close();
    expect(vectors.map((vector) => [...vector])).toEqual([
      [2, 1],
      [3, 1],
      [1, 1],
    ]);
    expect(requests.map(({ input }) => input)).toEqual([["a", "bb"], ["ccc"]]);
    expect([first.found, second.found]).toEqual([1, 2]);
  });

  test("a record that was cut off is embedded again", async () => {
    const path = join(folder, "vectors.bin");
    const first = await openVectorCache(path, createEmbedder());
    await first.embed(["a", "bb"]);
    await first.close();
    const { size } = await stat(path);
    await appendFile(path, Buffer.alloc(11));
    const second = await openVectorCache(path, createEmbedder());
    expect([...((await second.embed(["bb"]))[0] ?? [])]).toEqual([2, 1]);
    await second.close();
    expect((await stat(path)).size).toBe(size);
  });

  test("of another model are refused", async () => {
    const path = join(folder, "vectors.bin");
    const first = await openVectorCache(path, createEmbedder());
    await first.embed(["a"]);
    await first.close();
    await expect(openVectorCache(path, createEmbedder({ model: "other" }))).rejects.toMatchObject({
      code: "corrupt",
    });
  });
});

test("lexical vectors are near for like texts, far for others, zero without a letter", async () => {
  const embedder = createLexicalEmbedder();
  const [first, like, other, empty] = await embedder.embed([
    "How many apples does Tom have after he eats three?",
    "How many apples has Tom after he ate three?",
    "Prove that the series converges uniformly.",
    "?!",
  ]);
  const toCosine = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, place) => sum + value * b[place]!, 0);
  expect(toCosine(first!, first!)).toBeCloseTo(1, 5);
  expect(toCosine(first!, like!)).toBeGreaterThan(0.5);
  expect(toCosine(first!, other!)).toBeLessThan(0.2);
  expect(empty!.every((value) => value === 0)).toBe(true);
});
