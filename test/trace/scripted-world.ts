import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import {
  type Claim,
  type Document,
  type DocumentRead,
  findDateInterval,
  type Profile,
  type ReleaseDate,
} from "../../src/model/index.ts";
import type {
  Agents,
  DocumentRequest,
  HubLookup,
  HubRecord,
  PaperRecord,
  Sources,
  Subject,
  SubjectDocument,
} from "../../src/model/ports/index.ts";

/**
 * A dataset of a made-up hub: its card is a list of lines `from <id>`. A line `see arxiv:…`, `see github:…` or a tag of
 * that form leads to a further document, which is an entry of the world under that name.
 */
export interface ScriptedDataset {
  readonly upstreams?: readonly string[];
  readonly card?: string;
  readonly createdAt?: string;
  readonly lastModified?: string;
  readonly key?: string;
  readonly revision?: string;
  readonly renamedTo?: string;
  readonly state?: "gated" | "network" | "card-network" | "no-card" | "disabled";
  readonly tags?: readonly string[];
  /** Of a paper: the dataset that it introduces. */
  readonly introduces?: string;
}

export type ScriptedWorld = Record<string, ScriptedDataset>;

export interface ScriptedOptions {
  readonly latencyMs?: number;
  /** Milliseconds that the first, second … call takes, over and over. */
  readonly delays?: readonly number[];
  readonly onCall?: (call: string) => void;
  readonly agentsName?: string;
  /** Whether the agents read again what others have read. */
  readonly supersedes?: boolean;
  /** Whether this call fails for now. */
  readonly isDown?: (call: string) => boolean;
}

export function createScriptedSources(world: ScriptedWorld, options: ScriptedOptions = {}): Sources {
  let calls = 0;
  const answer = async (call: string, signal: AbortSignal | undefined) => {
    options.onCall?.(call);
    const waitMs = options.latencyMs ?? options.delays?.[calls++ % options.delays.length];
    if (waitMs !== undefined) await delay(waitMs, undefined, signal ? { signal } : {});
  };
  const read = async (place: Place, signal: AbortSignal | undefined): Promise<DocumentRead> => {
    await answer(place.call, signal);
    if (options.isDown?.(place.call)) return toUnreadable(place.url, "network");
    return readText(place, world[place.name]);
  };
  return {
    hub: {
      findDataset: async (id, call) => {
        await answer(`find ${id}`, call?.signal);
        if (options.isDown?.(`find ${id}`)) return { state: "unreadable", reason: "network", detail: "down" };
        return lookUp(world, id);
      },
      readCard: ({ id }, call) => {
        const url = `https://huggingface.co/datasets/${id}`;
        return read({ call: `card ${id}`, url, name: id, kind: "hub-card" }, call?.signal);
      },
      searchDatasets: async () => [],
    },
    papers: {
      findPaper: async (arxivId, call) => {
        await answer(`paper ${arxivId}`, call?.signal);
        return options.isDown?.(`paper ${arxivId}`) ? undefined : findPaper(world, arxivId);
      },
      findPaperByTitle: async () => undefined,
      readPaper: (arxivId, call) => {
        const url = `https://arxiv.org/abs/${arxivId}`;
        return read({ call: `text ${arxivId}`, url, name: `arxiv:${arxivId}`, kind: "paper" }, call?.signal);
      },
    },
    repositories: {
      readReadme: ({ owner, repository }, call) => {
        const name = `github:${owner}/${repository}`;
        const url = `https://github.com/${owner}/${repository}`;
        return read({ call: `readme ${name}`, url, name, kind: "repository" }, call?.signal);
      },
    },
    pages: { readPage: async (url) => toUnreadable(url, "missing") },
  };
}

interface Place {
  readonly call: string;
  readonly url: string;
  readonly name: string;
  readonly kind: Document["kind"];
}

function findPaper(world: ScriptedWorld, arxivId: string): PaperRecord | undefined {
  const paper = world[`arxiv:${arxivId}`];
  if (paper === undefined) return undefined;
  return {
    arxivId,
    title: arxivId,
    summary: paper.introduces ?? "",
    publishedAt: paper.createdAt ?? "2024-01-01",
    repository: null,
    projectPage: null,
    linkedDatasets: [],
  };
}

function lookUp(world: ScriptedWorld, id: string): HubLookup {
  const dataset = world[id];
  if (dataset === undefined) return { state: "missing", detail: `no dataset ${id}` };
  if (dataset.renamedTo !== undefined) return lookUp(world, dataset.renamedTo);
  if (dataset.state === "network")
    return { state: "unreadable", reason: "network", detail: "connection reset" };
  return {
    state: "found",
    record: {
      id,
      key: dataset.key ?? `key-${id}`,
      revision: dataset.revision ?? "r1",
      createdAt: dataset.createdAt ?? "2024-01-01T00:00:00.000Z",
      lastModified: dataset.lastModified ?? "2024-06-01T00:00:00.000Z",
      isGated: dataset.state === "gated",
      isDisabled: dataset.state === "disabled",
      downloads: 1,
      description: null,
      tags: dataset.tags ?? [],
      hasCard: dataset.state !== "no-card",
    },
  };
}

function readText({ url, name, kind }: Place, entry: ScriptedDataset | undefined): DocumentRead {
  if (entry === undefined || entry.state === "no-card") return toUnreadable(url, "missing");
  if (entry.state === "gated") return toUnreadable(url, "gated");
  if (entry.state === "card-network") return toUnreadable(url, "network");
  const lines = (entry.upstreams ?? []).map((upstream) => `from ${upstream}\n`);
  return { state: "read", document: toDocument({ url, kind }, entry.card ?? `# ${name}\n${lines.join("")}`) };
}

function toUnreadable(url: string, reason: "missing" | "gated" | "network"): DocumentRead {
  return { state: "unreadable", url, reason, detail: `${reason} in this world` };
}

function toDocument(place: Pick<Document, "url" | "kind">, text: string): Document {
  return {
    url: place.url,
    kind: place.kind,
    title: null,
    revision: "r1",
    sha256: createHash("sha256").update(text).digest("hex"),
    text,
    extractor: null,
    fetchedAt: new Date().toISOString(),
  };
}

/**
 * Agents that take every line `from <id>` as a statement; `root` on a line of its own declares a root, and where a text
 * says `unreadable` a part of it could not be read.
 */
export function createScriptedAgents(options: ScriptedOptions = {}): Agents {
  const name = options.agentsName ?? "scripted-1";
  return {
    name,
    supersedes: (other) => options.supersedes === true && other !== name,
    listDocuments: async ({ subject, documents }) => listRequests(subject, documents),
    judgePaper: (subject, paper) => ({
      isOwn: paper.summary === subject.id,
      reason: paper.summary === subject.id ? "it introduces the dataset" : "only cited",
    }),
    listNames: (_record, id) => [id],
    traceDocument: async (subject, { document }) => {
      options.onCall?.(`trace ${subject.id}`);
      const root = /^root$/m.exec(document.text);
      return {
        claims: listClaims(subject.id, document, name),
        rootStatement: root === null ? null : toQuote(root),
        wasSearchable: document.text.trim() !== "",
        problems: document.text.includes("unreadable") ? ["a part of it cannot be read"] : [],
        counts: { mentions: 0, hiddenCharacters: 0, unprovenClaims: 0 },
      };
    },
    resolveClaims: async ({ claims }) =>
      claims.map((claim) => ({
        claim,
        resolution: {
          mention: claim.mention,
          id: claim.mention,
          method: "stated" as const,
          margin: 1,
          candidates: [],
        },
      })),
    toProfile: async () => emptyProfile,
    toBareProfile: () => emptyProfile,
    toReleaseDate,
    checkDates: (upstream, downstream) => {
      if (upstream.released === null || downstream.lastModified === null) return "unknown";
      return upstream.released.interval.earliest > downstream.lastModified ? "anachronistic" : "in-order";
    },
    judgeEdge: ({ claims }) => ({
      relation: "direct-inclusion",
      splits: [],
      confidence: Math.min(0.9, 0.3 + 0.3 * claims.length),
      features: { claims: claims.length },
      status: claims.length > 1 ? "accepted" : "needs-review",
      reasons: claims.length > 1 ? [] : ["below the threshold"],
    }),
  };
}

const emptyProfile: Profile = {
  summary: "",
  domains: [],
  methods: [],
  kind: "unknown",
  testSplit: null,
  licenses: [],
  languages: [],
};

function toReleaseDate(record: HubRecord | null, papers: readonly PaperRecord[]): ReleaseDate | null {
  const times = [record?.createdAt, ...papers.map(({ publishedAt }) => publishedAt)];
  const [earliest] = times.filter((time) => time != null).sort();
  const interval = earliest === undefined ? undefined : findDateInterval(earliest);
  return interval === undefined ? null : { interval, source: "hub", reason: "the earliest of all" };
}

function listRequests(subject: Subject, documents: readonly SubjectDocument[]): DocumentRequest[] {
  const lines = documents.flatMap(({ document }) => [...document.text.matchAll(/^see (\S+)$/gm)]);
  const names = [...(subject.record?.tags ?? []), ...lines.map((match) => match[1]!)];
  return [...new Set(names)].flatMap((name): DocumentRequest[] => {
    if (name.startsWith("arxiv:")) return [{ kind: "paper", arxivId: name.slice(6), reason: "named" }];
    const [owner = "", repository = ""] = name.replace("github:", "").split("/");
    return [{ kind: "repository", ref: { owner, repository }, reason: "named" }];
  });
}

function listClaims(target: string, document: Document, agents: string): Claim[] {
  return [...document.text.matchAll(/^from (.+?)(?: badly)?$/gm)].map((match) => ({
    target,
    mention: match[1]!,
    statedId: match[1]!,
    relation: "direct-inclusion",
    split: null,
    quote: match[0].endsWith("badly") ? { ...toQuote(match), text: "not there" } : toQuote(match),
    documentUrl: document.url,
    documentSha256: document.sha256,
    documentKind: document.kind,
    section: [],
    method: `${agents}/from-line`,
    features: {},
  }));
}

function toQuote(match: RegExpExecArray | RegExpMatchArray) {
  const start = match.index ?? 0;
  return { start, end: start + match[0].length, text: match[0] };
}

/** A diamond with a root, two names without a hub id, a missing and a gated dataset. */
export const family: ScriptedWorld = {
  "a/seed": { upstreams: ["b/left", "b/right", "name:Some Corpus", "github:owner/repo"] },
  "b/left": { upstreams: ["c/base"] },
  "b/right": { upstreams: ["c/base", "c/gone", "c/locked"] },
  "c/base": { card: "# base\nroot\n" },
  "c/locked": { state: "gated", upstreams: ["never/read"] },
};
