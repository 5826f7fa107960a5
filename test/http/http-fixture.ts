import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { StemmaError } from "../../src/model/index.ts";
import { createHttpClient, type HttpClient, type HttpClientOptions } from "../../src/sources/http/index.ts";
import { type LoopbackServer, type Reply, startServer } from "./loopback-server.ts";

/** Servers, clients and folders of one test; everything is closed and removed after it. */
export function createHttpFixture() {
  const cleanups: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
  return {
    serve: async (
      replies: Readonly<Record<string, Reply>>,
      options: { now?: () => number; port?: number } = {},
    ): Promise<LoopbackServer> => {
      const server = await startServer(replies, options);
      cleanups.push(() => server.close());
      return server;
    },
    createClient: (options: Partial<HttpClientOptions> = {}): HttpClient => {
      const client = createHttpClient({ cacheFolder: null, userAgent: "stemma-test", ...options });
      cleanups.push(() => client.close());
      return client;
    },
    createFolder: (): string => {
      const folder = mkdtempSync(join(tmpdir(), "stemma-http-"));
      cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
      return folder;
    },
  };
}

export async function catchError(promise: Promise<unknown>): Promise<StemmaError> {
  const error = await promise.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  if (error instanceof StemmaError) return error;
  throw error;
}

export function toText(response: { readonly body: Uint8Array }): string {
  return Buffer.from(response.body).toString("utf8");
}
