import type { HubLookup, Sources } from "../../model/ports/index.ts";
import type { SnapshotWriter } from "./snapshot-writer.ts";

/**
 * Sources that write down every answer they pass on, so that the same questions can be answered without a network.
 * What concerns the whole run (an exception) is not recorded.
 */
export function createRecordingSources(sources: Sources, writer: SnapshotWriter): Sources {
  const { hub, papers, repositories, pages } = sources;
  return {
    hub: {
      async findDataset(id, options) {
        const lookup = await hub.findDataset(id, options);
        await recordLookup(writer, id, lookup);
        return lookup;
      },
      async readCard(record, options) {
        const card = await hub.readCard(record, options);
        await writer.writeCard(record.id, card);
        return card;
      },
      async searchDatasets(query, options) {
        const hits = await hub.searchDatasets(query, options);
        writer.writeSearch(query, hits);
        return hits;
      },
    },
    papers: {
      async findPaper(arxivId, options) {
        const record = await papers.findPaper(arxivId, options);
        if (record !== undefined) await writer.writePaper(record);
        return record;
      },
      async findPaperByTitle(title, options) {
        const record = await papers.findPaperByTitle(title, options);
        if (record !== undefined) await writer.writePaper(record);
        return record;
      },
      async readPaper(arxivId, options) {
        const text = await papers.readPaper(arxivId, options);
        await writer.writePaperText(arxivId, text);
        return text;
      },
    },
    repositories: {
      async readReadme(ref, options) {
        const readme = await repositories.readReadme(ref, options);
        await writer.writeRepository(ref, readme);
        return readme;
      },
    },
    pages: {
      async readPage(url, options) {
        const page = await pages.readPage(url, options);
        await writer.writePage(url, page);
        return page;
      },
    },
  };
}

async function recordLookup(writer: SnapshotWriter, asked: string, lookup: HubLookup): Promise<void> {
  if (lookup.state === "found") {
    if (lookup.record.id !== asked) writer.writeRedirect(asked, lookup.record.id);
    await writer.writeDataset(lookup.record);
    return;
  }
  const reason = lookup.state === "missing" ? "missing" : lookup.reason;
  writer.writeFailure(asked, { reason, detail: lookup.detail });
}
