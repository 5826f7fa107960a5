import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { HttpClientOptions } from "../../src/sources/http/index.ts";
import { catchError, createHttpFixture, toText } from "./http-fixture.ts";
import { answer, type Reply } from "./loopback-server.ts";

const fixture = createHttpFixture();
const mebibyte = 1024 * 1024;
const brotli = (bytes: Uint8Array) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
const noWait = { now: () => Date.now(), sleep: async () => {} };

async function open(reply: Reply, options: Partial<HttpClientOptions> = {}) {
  const server = await fixture.serve({ "/": reply });
  const client = fixture.createClient({ trustedOrigins: [server.origin], clock: noWait, ...options });
  const get = (purpose: "page" | "api" | "paper" = "page") =>
    client.get({ url: `${server.origin}/`, purpose });
  return { server, client, get };
}

describe("bodies", () => {
  const text = "Grüße, 数据集 — ".repeat(50);
  it.each([
    ["identity", (bytes: Uint8Array) => bytes],
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
    ["zstd", zstdCompressSync],
    ["gzip, br", (bytes: Uint8Array) => brotliCompressSync(gzipSync(bytes))],
  ])("arrive decoded from %s", async (encoding, compress) => {
    const wire = compress(Buffer.from(text));
    const { get, client, server } = await open(answer(wire, { "content-encoding": encoding }));
    expect(toText(await get())).toBe(text);
    expect(client.counts.bytes).toBe(wire.length);
    expect(server.journal[0]!.headers["accept-encoding"]).toContain("zstd");
  });

  it("in an encoding nobody announced are an error", async () => {
    const { get } = await open(answer("x", { "content-encoding": "rot13" }));
    const error = await catchError(get());
    expect([error.code, error.message]).toEqual(["network", expect.stringContaining("encoding")]);
  });

  it("packed three times over are an error", async () => {
    const { get } = await open(answer("x", { "content-encoding": "gzip, gzip, gzip" }));
    expect((await catchError(get())).message).toContain("too many times");
  });

  it("that announce too much are not read", async () => {
    const { get, client } = await open((_request, response) => {
      response.writeHead(200, { "content-length": String(9 * mebibyte) });
      response.flushHeaders();
    });
    expect((await catchError(get())).code).toBe("too-large");
    expect(client.counts.bytes).toBe(0);
  });

  it("without an end are cut at the cap of their purpose", async () => {
    const endless: Reply = (_request, response) => {
      const push = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, "a")));
      };
      response.on("drain", push);
      push();
    };
    const { get, client, server } = await open(endless);
    const error = await catchError(get("page"));
    expect(error.code).toBe("too-large");
    expect(error.message).toContain("8 MB");
    expect(client.counts.bytes).toBeLessThan(9 * mebibyte);
    expect(server.journal).toHaveLength(1);
  });

  it("are measured on the wire, too", async () => {
    const limits = { paper: { wireBytes: 1_000 } };
    const { get } = await open((_request, response) => response.writeHead(200).end("a".repeat(1_001)), {
      limits,
    });
    expect((await catchError(get("paper"))).code).toBe("too-large");
    const fits = await open((_request, response) => response.writeHead(200).end("a".repeat(1_000)), {
      limits,
    });
    expect((await fits.get("paper")).body).toHaveLength(1_000);
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotli],
    ["zstd", zstdCompressSync],
  ])("that are a bomb in %s are stopped while unpacking", async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(48 * mebibyte));
    const { get } = await open(answer(bomb, { "content-encoding": encoding }));
    const before = process.memoryUsage().arrayBuffers;
    const error = await catchError(get("api"));
    expect(error.code).toBe("too-large");
    expect(error.message).toContain("100 times");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(48 * mebibyte);
  });

  it("may be small and very repetitive", async () => {
    const { get } = await open(answer(gzipSync(" ".repeat(900_000)), { "content-encoding": "gzip" }));
    expect((await get()).body).toHaveLength(900_000);
  });

  it("that drip are cut at the total time", async () => {
    const { get, server } = await open(
      (_request, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write("."), 10);
        response.on("close", () => clearInterval(drip));
      },
      { limits: { page: { totalMs: 150 } } },
    );
    const error = await catchError(get());
    expect([error.code, error.message]).toEqual(["network", expect.stringContaining("longer than 0.15 s")]);
    expect(server.journal).toHaveLength(1);
  });

  it("that never start are tried again, then given up", async () => {
    const { get, server } = await open(() => {}, { limits: { page: { headersMs: 40 } }, maxTries: 3 });
    const error = await catchError(get());
    expect([error.code, error.message]).toEqual(["network", expect.stringContaining("no answer within")]);
    expect(server.journal).toHaveLength(3);
  });

  it("with headers beyond measure are an error", async () => {
    const { get } = await open(answer("x", { "x-large": "a".repeat(40_000) }));
    const error = await catchError(get());
    expect(error.message).toContain("headers are too large");
  });
});

describe("broken answers are asked for again", () => {
  const whole = answer("whole");
  const broken: readonly [string, Reply][] = [
    ["a reset before the answer", (request) => request.socket.resetAndDestroy()],
    [
      "a reset within the body",
      (request, response) => {
        response.writeHead(200, { "content-length": "1000" }).write("part");
        setTimeout(() => request.socket.resetAndDestroy(), 5);
      },
    ],
    [
      "a body shorter than announced",
      (request, response) => {
        response.writeHead(200, { "content-length": "1000", connection: "close" });
        response.write("part", () => request.socket.end());
      },
    ],
    [
      "chunks without an end",
      (request, response) => {
        response.writeHead(200).write("part", () => request.socket.end());
      },
    ],
    [
      "a cut compressed body",
      (request, response) =>
        answer(gzipSync("x".repeat(5_000)).subarray(0, 20), { "content-encoding": "gzip" })(
          request,
          response,
          1,
        ),
    ],
    [
      "a damaged compressed body",
      (request, response) => answer("not gzip at all", { "content-encoding": "gzip" })(request, response, 1),
    ],
    ["no HTTP", (request) => request.socket.end("NOPE\r\n\r\n")],
  ];

  it.each(broken)("%s", async (_name, reply) => {
    const { get, server } = await open((request, response, visit) =>
      (visit === 1 ? reply : whole)(request, response, visit),
    );
    expect(toText(await get())).toBe("whole");
    expect(server.journal).toHaveLength(2);
  });

  it("until the tries are used up", async () => {
    const { get, server } = await open((request) => request.socket.resetAndDestroy());
    const error = await catchError(get());
    expect(error.code).toBe("network");
    expect(error.message).toContain("(4 tries)");
    expect(server.journal).toHaveLength(4);
  });
});
