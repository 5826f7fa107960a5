import type { DocumentRead } from "../model/index.ts";
import type { CallOptions, Papers } from "../model/ports/index.ts";
import {
  type Arxiv,
  findArxivId,
  type PaperLookup,
  toAbstractRead,
  toAbstractUrl,
  toMissingPaper,
} from "./arxiv/index.ts";
import type { HubPapers } from "./huggingface/index.ts";

/** Asks the hub first and arXiv, which allows a request per three seconds, only for what the hub does not have. */
export function createPapers(hub: HubPapers, arxiv: Arxiv): Papers {
  async function lookUp(arxivId: string, options?: CallOptions): Promise<PaperLookup | undefined> {
    const onHub = await hub.findPaper(arxivId, options);
    return onHub.state === "found" ? onHub : (await arxiv.findPapers([arxivId], options))[0];
  }

  async function findPaper(asked: string, options?: CallOptions) {
    const arxivId = findArxivId(asked);
    const lookup = arxivId === undefined ? undefined : await lookUp(arxivId, options);
    return lookup?.state === "found" ? lookup.record : undefined;
  }

  async function findPaperByTitle(title: string, options?: CallOptions) {
    if (!/[\p{L}\p{N}]/u.test(title)) return undefined;
    const id = await hub.findIdByTitle(title, options);
    const record = id === undefined ? undefined : await findPaper(id, options);
    if (record !== undefined) return record;
    const lookup = await arxiv.findPaperByTitle(title, options);
    return lookup.state === "found" ? lookup.record : undefined;
  }

  async function readPaper(asked: string, options?: CallOptions): Promise<DocumentRead> {
    const arxivId = findArxivId(asked);
    if (arxivId === undefined) return toMissingPaper(asked);
    const onHub = await hub.readText(arxivId, options);
    if (onHub.state === "read") return onHub;
    const atArxiv = await arxiv.readText(arxivId, options);
    if (atArxiv.state === "read") return atArxiv;
    const transient = [onHub, atArxiv].find(isTransient);
    return transient ?? readAbstract(arxivId, options);
  }

  async function readAbstract(arxivId: string, options?: CallOptions): Promise<DocumentRead> {
    const lookup = await lookUp(arxivId, options);
    if (lookup?.state === "found") return toAbstractRead(lookup.record, lookup.fetchedAt);
    if (lookup === undefined || lookup.reason === "missing") return toMissingPaper(arxivId);
    const { reason, detail } = lookup;
    return { state: "unreadable", url: toAbstractUrl(arxivId), reason, detail };
  }

  return { findPaper, findPaperByTitle, readPaper };
}

/** A full text that may come back tomorrow is not replaced by its abstract today: the graph would depend on the hour. */
function isTransient(read: DocumentRead): boolean {
  return read.state === "unreadable" && (read.reason === "network" || read.reason === "rate-limited");
}
