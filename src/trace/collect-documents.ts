import {
  type Document,
  type DocumentRead,
  type ReleaseDate,
  StemmaError,
  type UnreadableDocument,
  type UnreadableReason,
} from "../model/index.ts";
import type {
  DocumentRequest,
  HubRecord,
  PaperRecord,
  Subject,
  SubjectDocument,
} from "../model/ports/index.ts";
import { isOldRelease, isPassing, toSubject, type VisitInput } from "./visit-input.ts";

/** A README that links thousands of pages does not make us read thousands of pages. */
const maxRequests = 24;
/** After papers and repositories have been read they may name further ones; once more is enough (T2). */
const rounds = 2;

export interface CollectedDocuments {
  readonly subject: Subject;
  readonly documents: readonly SubjectDocument[];
  readonly card: DocumentRead;
  readonly unreadable: readonly UnreadableDocument[];
  readonly released: ReleaseDate | null;
  /** See `isOldRelease`: nothing more was read. */
  readonly isOld: boolean;
  readonly notes: readonly string[];
}

/** Reads what speaks for the dataset: its card, then in two rounds the papers, repositories and pages listed. */
export async function collectDocuments(input: VisitInput, record: HubRecord): Promise<CollectedDocuments> {
  const collection = new Collection(input, record);
  await collection.readCard();
  for (let round = 0; round < rounds && !collection.isOld; round++) await collection.readListed();
  return collection.toResult();
}

class Collection {
  readonly #input: VisitInput;
  readonly #record: HubRecord;
  readonly #documents: SubjectDocument[] = [];
  readonly #unreadable: UnreadableDocument[] = [];
  readonly #papers: PaperRecord[] = [];
  readonly #ownPapers: PaperRecord[] = [];
  readonly #notes: string[] = [];
  readonly #asked = new Set<string>();
  #subject: Subject;
  #card: DocumentRead | undefined;

  constructor(input: VisitInput, record: HubRecord) {
    this.#input = input;
    this.#record = record;
    this.#subject = toSubject(input.id, record, []);
  }

  get #released(): ReleaseDate | null {
    return this.#input.agents.toReleaseDate(this.#record, this.#ownPapers);
  }

  get isOld(): boolean {
    return isOldRelease(this.#released);
  }

  async readCard(): Promise<void> {
    const { id, agents } = this.#input;
    const card = await this.#readCardOrKeep();
    this.#card = card;
    this.#add(card, true);
    const document = card.state === "read" ? card.document : null;
    this.#subject = toSubject(id, this.#record, agents.listNames(this.#record, id, document));
  }

  async #readCardOrKeep(): Promise<DocumentRead> {
    const kept = this.#input.earlier?.documents.find(
      ({ document }) => document.kind === "hub-card",
    )?.document;
    const { revision } = this.#record;
    const isUnchanged = revision !== null && this.#input.earlier?.node.facts?.record?.revision === revision;
    if (kept !== undefined && isUnchanged) return { state: "read", document: kept };
    return this.#read(`https://huggingface.co/datasets/${this.#record.id}`, () =>
      this.#input.sources.hub.readCard(this.#record, { signal: this.#input.signal }),
    );
  }

  async readListed(): Promise<void> {
    const requests = await this.#listNew();
    const papers = await Promise.all(requests.map((request) => this.#findPaper(request)));
    const known = new Set(this.#papers.map((paper) => paper.arxivId));
    const own = papers.map((paper) => {
      if (paper === undefined || known.has(paper.arxivId)) return undefined;
      known.add(paper.arxivId);
      return this.#judge(paper);
    });
    if (this.isOld) return;
    const reads = await Promise.all(requests.map((request, index) => this.#readRequest(request, own[index])));
    for (const read of reads) if (read !== undefined) this.#add(read, true);
  }

  async #listNew(): Promise<DocumentRequest[]> {
    const requests = await this.#input.agents.listDocuments(
      { subject: this.#subject, documents: this.#documents, papers: this.#papers },
      { signal: this.#input.signal },
    );
    const fresh = requests.filter((request) => {
      const key = toRequestKey(request);
      const isNew = !this.#asked.has(key);
      this.#asked.add(key);
      return isNew;
    });
    const room = Math.max(0, maxRequests - (this.#asked.size - fresh.length));
    if (fresh.length > room)
      this.#notes.push(`further documents listed and not read: ${fresh.length - room}`);
    return fresh.slice(0, room);
  }

  async #findPaper(request: DocumentRequest): Promise<PaperRecord | undefined> {
    if (request.kind !== "paper" && request.kind !== "paper-title") return undefined;
    const { papers } = this.#input.sources;
    const options = { signal: this.#input.signal };
    try {
      const paper =
        request.kind === "paper"
          ? await papers.findPaper(request.arxivId, options)
          : await papers.findPaperByTitle(request.title, options);
      if (paper === undefined && request.kind === "paper") await this.#tellWhy(request.arxivId);
      return paper;
    } catch (error) {
      const address = request.kind === "paper" ? toPaperUrl(request.arxivId) : `paper "${request.title}"`;
      this.#leaveOut(address, toReason(error), toDetail(error));
      return undefined;
    }
  }

  /** Without its record a paper can be neither dated nor judged; whether to try again is known by its text's reader. */
  async #tellWhy(arxivId: string): Promise<void> {
    const read = await this.#input.sources.papers.readPaper(arxivId, { signal: this.#input.signal });
    if (read.state === "unreadable") this.#leaveOut(read.url, read.reason, read.detail);
    else this.#leaveOut(read.document.url, "bad-response", "its text was found, its record was not");
  }

  /** Only the dataset's own paper dates it and is read; a cited one speaks for something else (T7). */
  #judge(paper: PaperRecord): PaperRecord | undefined {
    this.#papers.push(paper);
    const judgement = this.#input.agents.judgePaper(this.#subject, paper, this.#documents);
    if (!judgement.isOwn) return undefined;
    this.#ownPapers.push(paper);
    this.#notes.push(`own paper arXiv ${paper.arxivId}: ${judgement.reason}`);
    return paper;
  }

  #readRequest(request: DocumentRequest, paper: PaperRecord | undefined): Promise<DocumentRead | undefined> {
    const { sources, signal } = this.#input;
    if (request.kind === "repository") {
      const { owner, repository, directory } = request.ref;
      const address = `https://github.com/${owner}/${repository}${directory === undefined ? "" : `/${directory}`}`;
      return this.#read(address, () => sources.repositories.readReadme(request.ref, { signal }));
    }
    if (request.kind === "blog") {
      return this.#read(request.url, () => sources.pages.readPage(request.url, { signal }));
    }
    if (paper === undefined) return Promise.resolve(undefined);
    return this.#read(toPaperUrl(paper.arxivId), () => sources.papers.readPaper(paper.arxivId, { signal }));
  }

  /** A text that was read before stands in when the source fails for now. */
  async #read(address: string, read: () => Promise<DocumentRead>): Promise<DocumentRead> {
    const result = await read().catch(
      (error: unknown): DocumentRead => ({
        state: "unreadable",
        url: address,
        reason: toReason(error),
        detail: toDetail(error),
      }),
    );
    if (result.state === "read" || !isPassing(result.reason)) return result;
    const kept = this.#input.earlier?.documents.find(({ document }) => document.url === result.url)?.document;
    if (kept === undefined) return result;
    this.#leaveOut(result.url, result.reason, `${result.detail}; the text read earlier was kept`);
    return { state: "read", document: kept };
  }

  #add(read: DocumentRead, isOwn: boolean): void {
    if (read.state === "unreadable") this.#leaveOut(read.url, read.reason, read.detail);
    else if (!this.#documents.some(({ document }) => isSameText(document, read.document))) {
      this.#documents.push({ document: read.document, isOwn });
    }
  }

  #leaveOut(url: string, reason: UnreadableReason, detail: string): void {
    if (this.#unreadable.some((entry) => entry.url === url)) return;
    this.#unreadable.push({ url, reason, detail });
  }

  toResult(): CollectedDocuments {
    if (this.#card === undefined)
      throw new StemmaError("unexpected", `the card of ${this.#input.id} was not asked for`);
    return {
      subject: this.#subject,
      documents: this.#documents,
      card: this.#card,
      unreadable: this.#unreadable,
      released: this.#released,
      isOld: this.isOld,
      notes: this.#notes,
    };
  }
}

function isSameText(a: Document, b: Document): boolean {
  return a.url === b.url && a.sha256 === b.sha256;
}

function toPaperUrl(arxivId: string): string {
  return `https://arxiv.org/abs/${arxivId}`;
}

function toRequestKey(request: DocumentRequest): string {
  switch (request.kind) {
    case "paper":
      return `paper ${request.arxivId}`;
    case "paper-title":
      return `title ${request.title}`;
    case "repository":
      return `repository ${request.ref.owner}/${request.ref.repository}/${request.ref.directory ?? ""}`.toLowerCase();
    case "blog":
      return `blog ${request.url}`;
  }
}

/** One thing that cannot be read is a value; what concerns the whole run goes on up. */
function toReason(error: unknown): UnreadableReason {
  if (!(error instanceof StemmaError)) throw error;
  switch (error.code) {
    case "network":
    case "offline":
      return "network";
    case "rate-limited":
    case "refused":
    case "too-large":
    case "bad-response":
      return error.code;
    case "not-found":
      return "missing";
    default:
      throw error;
  }
}

function toDetail(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
