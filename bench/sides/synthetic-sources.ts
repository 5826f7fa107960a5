import { createHash } from "node:crypto";
import type { DocumentRead } from "../../src/model/index.ts";
import type { HubLookup, HubRecord, Sources } from "../../src/model/ports/index.ts";
import { createSyntheticGraph } from "../../test/stand-ins/synthetic-content.ts";

/** The made-up graph of the stand-ins without a server between. */
export function createSyntheticSources(
  count: number,
  seed: number,
): { readonly sources: Sources; readonly seeds: readonly string[] } {
  const { content, seeds } = createSyntheticGraph(count, seed);
  const unreadable = async (url: string): Promise<DocumentRead> => ({
    state: "unreadable",
    url,
    reason: "missing",
    detail: "not in the synthetic graph",
  });
  const sources: Sources = {
    hub: {
      async findDataset(id): Promise<HubLookup> {
        const info = content.findDataset(id)?.info;
        if (info === undefined) return { state: "missing", detail: `${id} is not in the synthetic graph` };
        return { state: "found", record: toRecord(id, info) };
      },
      async readCard({ id, revision }) {
        const text = content.findDataset(id)?.card;
        return text === undefined ? unreadable(id) : toRead({ id, revision, text });
      },
      searchDatasets: async () => [],
    },
    papers: {
      findPaper: async () => undefined,
      findPaperByTitle: async () => undefined,
      readPaper: unreadable,
    },
    repositories: { readReadme: ({ owner, repository }) => unreadable(`${owner}/${repository}`) },
    pages: { readPage: unreadable },
  };
  return { sources, seeds };
}

function toRecord(id: string, info: Readonly<Record<string, unknown>>): HubRecord {
  return {
    id,
    key: String(info._id),
    revision: String(info.sha),
    createdAt: String(info.createdAt),
    lastModified: null,
    isGated: false,
    isDisabled: false,
    downloads: Number(info.downloads),
    description: null,
    tags: [],
    hasCard: true,
  };
}

function toRead(card: {
  readonly id: string;
  readonly revision: string | null;
  readonly text: string;
}): DocumentRead {
  const document = {
    url: `https://huggingface.co/datasets/${card.id}/blob/main/README.md`,
    kind: "hub-card" as const,
    title: null,
    revision: card.revision,
    sha256: createHash("sha256").update(card.text).digest("hex"),
    text: card.text,
    extractor: null,
    fetchedAt: "2026-01-01T00:00:00.000Z",
  };
  return { state: "read", document };
}
