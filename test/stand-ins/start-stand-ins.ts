import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answerArxiv } from "./arxiv-routes.ts";
import { emptyContent, type StandInContent, type TextContent } from "./content.ts";
import { createCorpusContent } from "./corpus-content.ts";
import { answerWithFault, changeRange, type FaultScript, FaultTable, isRangeFault } from "./faults.ts";
import { createGithubRoutes } from "./github-routes.ts";
import { answerFileHost, type FileHost } from "./hub-files.ts";
import { answerHub } from "./hub-routes.ts";
import { Journal, type Role } from "./journal.ts";
import { RateWindow, type WindowQuota } from "./rate-window.ts";
import { type Reply, sendReply, toTextReply, unknownRoute } from "./reply.ts";
import { createSnapshotContent } from "./snapshot-content.ts";

export interface StandInOptions {
  /** A snapshot folder to serve. */
  readonly snapshot?: string;
  /** A folder of labelled documents to serve. */
  readonly corpus?: string;
  readonly content?: StandInContent;
  readonly latencyMs?: number;
  readonly faults?: readonly FaultScript[];
  /** Quotas per window; by default wide enough for any test that does not ask for less. */
  readonly quotas?: Partial<Record<Bucket, WindowQuota>>;
  /** Pages of the blog by path, beside those of the content. */
  readonly pages?: Readonly<Record<string, TextContent>>;
}

export interface StandIns {
  readonly endpoints: {
    readonly hub: string;
    readonly arxivApi: string;
    readonly arxivPages: string;
    readonly github: string;
    readonly pageGateway: string;
  };
  /** Base address of the blog, for pages read at their own address. */
  readonly blog: string;
  /** What a client must be told to trust. */
  readonly origins: readonly string[];
  readonly journal: Journal;
  setFault(script: FaultScript): void;
  clearFaults(): void;
  close(): Promise<void>;
}

type Bucket = "api" | "resolvers" | "pages" | "github";
type Answer = (url: URL, request: IncomingMessage) => Reply;

const roles: readonly Role[] = ["hub", "arxiv", "github", "blog", "files"];
const wideQuota: WindowQuota = { quota: 1_000_000, windowMs: 300_000 };

/** Starts the hub, arXiv, GitHub, a blog and the host of large files on loopback, each on a port of its own. */
export async function startStandIns(options: StandInOptions = {}): Promise<StandIns> {
  const content = toContent(options);
  const journal = new Journal();
  const faults = new FaultTable();
  for (const script of options.faults ?? []) faults.add(script);
  const fileHost = { origin: "" };
  const answers = toAnswers(content, fileHost, options);
  const servers = roles.map((role) =>
    createServer((request, response) => {
      void serve({ role, request, response }).catch(() => response.destroy());
    }),
  );

  async function serve(call: {
    role: Role;
    request: IncomingMessage;
    response: ServerResponse;
  }): Promise<void> {
    const { role, request, response } = call;
    const path = request.url ?? "/";
    if (options.latencyMs) await sleep(options.latencyMs);
    const fault = faults.take(role, path);
    const note = (status: number, isUnknown: boolean) =>
      journal.entries.push({
        host: role,
        method: request.method ?? "",
        path,
        headers: request.headers,
        status,
        isUnknown,
      });
    if (isRangeFault(fault)) request.headers.range = changeRange(fault, request.headers.range);
    else if (fault !== undefined) {
      note(fault.kind === "status" ? fault.status : 200, false);
      answerWithFault(fault, path, response);
      return;
    }
    const reply = answers[role](new URL(path, `http://${request.headers.host}`), request);
    note(sendReply(reply, request, response), reply.isUnknown ?? false);
  }

  const origins = await Promise.all(servers.map(listen));
  const [hub = "", arxiv = "", github = "", blog = "", files = ""] = origins;
  fileHost.origin = files;
  return {
    endpoints: { hub, arxivApi: arxiv, arxivPages: arxiv, github, pageGateway: `${blog}/page?url=` },
    blog,
    origins,
    journal,
    setFault: (script) => faults.add(script),
    clearFaults: () => faults.clear(),
    async close() {
      await Promise.all(servers.map(stop));
    },
  };
}

function toContent({ content, snapshot, corpus }: StandInOptions): StandInContent {
  if (content !== undefined) return content;
  if (snapshot !== undefined) return createSnapshotContent(snapshot);
  return corpus === undefined ? emptyContent : createCorpusContent(corpus);
}

function toAnswers(
  content: StandInContent,
  fileHost: FileHost,
  { quotas, pages = {} }: StandInOptions,
): Record<Role, Answer> {
  const windows = {
    api: new RateWindow(quotas?.api ?? wideQuota),
    resolvers: new RateWindow(quotas?.resolvers ?? wideQuota),
    pages: new RateWindow(quotas?.pages ?? wideQuota),
    github: new RateWindow(quotas?.github ?? wideQuota),
  };
  const github = createGithubRoutes(content);
  return {
    hub(url, { headers }) {
      const bucket = toBucket(url.pathname);
      const window = windows[bucket];
      const isAllowed = window.take();
      const reply = isAllowed
        ? answerHub(content, { url, authorization: headers.authorization, fileHost })
        : { status: 429 };
      return withHeaders(reply, {
        ratelimit: `"${bucket}";r=${window.remaining};t=${window.secondsLeft}`,
        "ratelimit-policy": `"fixed window";"${bucket}";q=${window.quota};w=${window.windowMs / 1000}`,
      });
    },
    arxiv: (url) => answerArxiv(content, url),
    github(url) {
      const isAllowed = windows.github.take();
      return withHeaders(
        isAllowed ? github(url) : { status: 403, body: '{"message":"API rate limit exceeded"}' },
        {
          "x-ratelimit-limit": String(windows.github.quota),
          "x-ratelimit-remaining": String(windows.github.remaining),
          "x-ratelimit-reset": String(Math.ceil(windows.github.resetsAt / 1000)),
        },
      );
    },
    blog: (url) => answerBlog(url, content, pages),
    files: (url, { headers }) => answerFileHost(content, url, headers.authorization),
  };
}

function answerBlog(url: URL, content: StandInContent, pages: Readonly<Record<string, TextContent>>): Reply {
  const asked = url.pathname === "/page" ? url.searchParams.get("url") : null;
  if (asked === null && pages[url.pathname] === undefined) return unknownRoute;
  const page = asked === null ? pages[url.pathname] : content.findPage(asked);
  if (page !== undefined) return toTextReply(page.text, page.type);
  const failure = content.findFailure(asked ?? "");
  return { status: failure === undefined || failure === "missing" ? 404 : 503 };
}

function toBucket(path: string): Exclude<Bucket, "github"> {
  if (path.includes("/resolve/")) return "resolvers";
  return path.startsWith("/api/") ? "api" : "pages";
}

function withHeaders(reply: Reply, headers: Record<string, string>): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
