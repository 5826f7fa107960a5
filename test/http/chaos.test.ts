import { describe, expect, it } from "vitest";
import { createHttpFixture, toText } from "./http-fixture.ts";
import { answer, type Reply } from "./loopback-server.ts";

const fixture = createHttpFixture();

describe("a host that fails every now and then", () => {
  it("gives every document whole or a clear error, and nothing false", async () => {
    const draw = createDraw(7);
    const faults: readonly Reply[] = [
      answer("", {}, 503),
      answer("<html>oops</html>", {}, 500),
      (request) => request.socket.resetAndDestroy(),
      (request, response) => {
        response.writeHead(200, { "content-length": "500" }).write("half", () => request.socket.end());
      },
      answer("damaged", { "content-encoding": "gzip" }),
      () => {},
    ];
    const server = await fixture.serve({
      "*": (request, response, visit) => {
        const fault = draw() < 0.2 ? faults[Math.floor(draw() * faults.length)] : undefined;
        (fault ?? answer(`document ${request.url}`))(request, response, visit);
      },
    });
    const client = fixture.createClient({
      trustedOrigins: [server.origin],
      cacheFolder: fixture.createFolder(),
      clock: { now: () => Date.now(), sleep: async () => {} },
      limits: { page: { headersMs: 400 } },
    });
    const paths = Array.from({ length: 200 }, (_, index) => `/${index}`);
    const outcomes = await Promise.allSettled(
      paths.map((path) => client.get({ url: `${server.origin}${path}`, purpose: "page" })),
    );
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === "fulfilled") expect(toText(outcome.value)).toBe(`document /${index}`);
      else expect(outcome.reason).toMatchObject({ code: "network" });
    }
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled").length).toBeGreaterThan(190);
    expect(server.journal.length).toBeGreaterThan(220);
  });
});

/** A fixed sequence of numbers between 0 and 1. */
function createDraw(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
