import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import {
  type Claim,
  type Document,
  type DocumentRead,
  findDateInterval,
  type Profile,
} from "../../src/model/index.ts";
import type { Agents, HubLookup, HubRecord, Sources } from "../../src/model/ports/index.ts";

/** A dataset of a made-up hub: its card is a list of lines `from <id>`. */
export interface ScriptedDataset {
  readonly upstreams?: readonly string[];
  readonly card?: string;
  readonly createdAt?: string;
  readonly lastModified?: string;
  readonly key?: string;
  readonly revision?: string;
  readonly renamedTo?: string;
  readonly state?: "gated" | "network" | "card-network" | "no-card" | "disabled";
  readonly repositories?: readonly string[];
}

export type ScriptedWorld = Record<string, ScriptedDataset>;

export interface ScriptedOptions {
  readonly latencyMs?: number;
  /** Milliseconds that the first, second … call takes, over and over. */
  readonly delays?: readonly number[];
  readonly onCall?: (call: string) => void;
  readonly agentsName?: string;
}

export function createScriptedSources(world: ScriptedWorld, options: ScriptedOptions = {}): Sources {
  let calls = 0;
  const answer = async (call: string, signal: AbortSignal | undefined) => {
    options.onCall?.(call);
    const waitMs = options.latencyMs ?? options.delays?.[calls++ % options.delays.length];
    if (waitMs !== undefined) await delay(waitMs, undefined, signal ? { signal } : {});
  };
  return {
    hub: {
      findDataset: async (id, call) => {
        await answer(`find ${id}`, call?.signal);
        return lookUp(world, id);
      },
      readCard: async (record, call) => {
        await answer(`card ${record.id}`, call?.signal);
        return readCard(record.id, world[record.id] ?? {});
      },
      searchDatasets: async () => [],
    },
    papers: {
      findPaper: async () => undefined,
      findPaperByTitle: async () => undefined,
      readPaper: async (arxivId) => toUnreadable(`https://arxiv.org/abs/${arxivId}`, "missing"),
    },
    repositories: {
      readReadme: async (ref, call) => {
        await answer(`readme ${ref.owner}/${ref.repository}`, call?.signal);
        return toUnreadable(`https://github.com/${ref.owner}/${ref.repository}`, "missing");
      },
    },
    pages: { readPage: async (url) => toUnreadable(url, "missing") },
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
      tags: [],
      hasCard: dataset.state !== "no-card",
    },
  };
}

function readCard(id: string, dataset: ScriptedDataset): DocumentRead {
  const url = `https://huggingface.co/datasets/${id}`;
  if (dataset.state === "gated") return toUnreadable(url, "gated");
  if (dataset.state === "no-card") return toUnreadable(url, "missing");
  if (dataset.state === "card-network") return toUnreadable(url, "network");
  const lines = (dataset.upstreams ?? []).map((upstream) => `from ${upstream}\n`);
  const text = dataset.card ?? `# ${id}\n${lines.join("")}`;
  return { state: "read", document: toDocument(url, text) };
}

function toUnreadable(url: string, reason: "missing" | "gated" | "network"): DocumentRead {
  return { state: "unreadable", url, reason, detail: `${reason} in this world` };
}

function toDocument(url: string, text: string): Document {
  return {
    url,
    kind: "hub-card",
    title: null,
    revision: "r1",
    sha256: createHash("sha256").update(text).digest("hex"),
    text,
    extractor: null,
    fetchedAt: new Date().toISOString(),
  };
}

/** Agents that take every line `from <id>` as a statement; `root` on a line of its own declares a root. */
export function createScriptedAgents(options: ScriptedOptions = {}): Agents {
  const name = options.agentsName ?? "scripted-1";
  return {
    name,
    listDocuments: async () => [],
    judgePaper: () => ({ isOwn: false, reason: "scripted" }),
    listNames: (_record, id) => [id],
    traceDocument: async (subject, { document }) => {
      options.onCall?.(`trace ${subject.id}`);
      const root = /^root$/m.exec(document.text);
      return {
        claims: listClaims(subject.id, document, name),
        rootStatement: root === null ? null : toQuote(root),
        wasSearchable: document.text.trim() !== "",
        counts: { mentions: 0, hiddenCharacters: 0 },
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
    toProfile: () => emptyProfile,
    toReleaseDate: (record) => toReleaseDate(record),
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

function toReleaseDate(record: HubRecord | null) {
  const interval = record?.createdAt == null ? undefined : findDateInterval(record.createdAt);
  return interval === undefined ? null : { interval, source: "hub" as const, reason: "createdAt" };
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
