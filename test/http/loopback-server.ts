import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface JournalEntry {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly at: number;
}

export interface LoopbackServer {
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  readonly journal: JournalEntry[];
  close(): Promise<void>;
}

export type Reply = (request: IncomingMessage, response: ServerResponse, visit: number) => void;

/** A real server on 127.0.0.1 that answers by path; `visit` counts the requests for that path from 1. */
export async function startServer(
  replies: Readonly<Record<string, Reply>>,
  options: { readonly now?: () => number; readonly port?: number } = {},
): Promise<LoopbackServer> {
  const journal: JournalEntry[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    journal.push({ path, headers: request.headers, at: (options.now ?? Date.now)() });
    const visit = journal.filter((entry) => entry.path === path).length;
    const reply = replies[path] ?? replies["*"];
    if (reply === undefined) response.writeHead(404).end("no such page");
    else reply(request, response, visit);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    port,
    journal,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const answer =
  (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}, status = 200): Reply =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

export const redirect =
  (location: string, status = 302): Reply =>
  (_request, response) => {
    response.writeHead(status, { location }).end();
  };
