import { toNameKey } from "../../model/index.ts";
import type { DocumentRequest, SourcingInput, Subject, SubjectDocument } from "../../model/ports/index.ts";
import { extractDocument } from "../extracting/extract-document.ts";
import type { Passage } from "../extracting/passage.ts";
import { headings } from "../tracing/lexicon.ts";
import { toLinkTarget } from "../tracing/links.ts";
import { findOwner, toTokens } from "../tracing/subject-names.ts";

const maxPapers = 4;
const maxRepositories = 3;
const maxPages = 2;
const maxDirectories = 6;

/** A document that a link of the subject's own documents leads to. */
export interface LinkedDocument {
  readonly request: DocumentRequest;
  /** Whether the place of the link shows that it speaks for the subject; elsewhere it may only be cited. */
  readonly isOwnPlace: boolean;
  readonly link: FoundLink;
}

/**
 * Lists the documents that speak for the subject (spec T2): papers named by tag or link, its own repository, the blog post
 * of its release. What is only cited is left out where the place shows it; papers are judged again once they are read.
 */
export function listDocuments(input: SourcingInput): readonly DocumentRequest[] {
  const { subject, documents, papers } = input;
  const found: DocumentRequest[] = [];
  for (const arxivId of findTaggedPapers(subject))
    found.push({ kind: "paper", arxivId, reason: "tag of the dataset" });
  for (const read of documents) if (read.isOwn) found.push(...fromDocument(subject, read));
  for (const paper of papers) {
    if (paper.repository !== null)
      found.push(...fromAddress(paper.repository, "repository", "repository of the paper"));
    if (paper.projectPage !== null)
      found.push(...fromAddress(paper.projectPage, "page", "project page of the paper"));
  }
  return toListed(found, input);
}

/** Leaves out what is known, then what goes beyond the number of papers, repositories, folders and pages. */
export function toListed(
  requests: readonly DocumentRequest[],
  { documents, papers }: SourcingInput,
): readonly DocumentRequest[] {
  return limit(
    withoutKnown(
      requests,
      documents,
      papers.map((paper) => paper.arxivId),
    ),
  );
}

/**
 * Links of one document to papers, to the subject's repositories and to pages that look like its release, wherever they
 * stand outside acknowledgements, related work and results. Elsewhere than in its own place a repository has to carry
 * the subject's owner or name. No other address is ever among them.
 */
export function listLinkedDocuments(subject: Subject, { document }: SubjectDocument): LinkedDocument[] {
  return extractDocument(document)
    .passages.filter((passage) => !isAside(passage))
    .flatMap((passage) =>
      passage.links.flatMap(({ url, start, end }) => {
        const link = { url, text: passage.text.slice(start, end), passage };
        const request = findLinked(subject, link);
        return request === undefined ? [] : toLinked(subject, request, link);
      }),
    );
}

function toLinked(subject: Subject, request: DocumentRequest, link: FoundLink): LinkedDocument[] {
  const isOwn = request.kind === "blog" || isOwnPlace(link);
  const isForeign =
    request.kind === "repository" && !isOwnRepository(subject, request.ref.owner, request.ref.repository);
  return !isOwn && isForeign ? [] : [{ request, isOwnPlace: isOwn, link }];
}

function findTaggedPapers(subject: Subject): string[] {
  return (subject.record?.tags ?? []).flatMap((tag) => /^arxiv:(\d{4}\.\d{4,5})$/.exec(tag)?.[1] ?? []);
}

function fromDocument(subject: Subject, read: SubjectDocument): DocumentRequest[] {
  const { document } = read;
  const found = listLinkedDocuments(subject, read).flatMap(({ request, isOwnPlace }) =>
    isOwnPlace ? [request] : [],
  );
  if (document.kind === "repository")
    found.push(...toDirectories(document.url, extractDocument(document).passages));
  return found;
}

function isAside(passage: Passage): boolean {
  const inner = passage.section.slice(-1).join(" ");
  return (
    headings.related.test(inner) ||
    headings.acknowledgement.test(inner) ||
    headings.evaluation.test(inner) ||
    passage.table?.hasScores === true
  );
}

interface FoundLink {
  readonly url: string;
  readonly text: string;
  readonly passage: Passage;
}

function findLinked(subject: Subject, link: FoundLink): DocumentRequest | undefined {
  const target = toLinkTarget(link.url);
  const label = `${link.passage.text.slice(0, 40)} ${link.text}`;
  if (target.kind === "paper")
    return { kind: "paper", arxivId: target.arxivId, reason: "linked as its paper" };
  if (target.kind === "repository") {
    const isOwn =
      isOwnRepository(subject, target.owner, target.repository) ||
      /\b(?:repository|github|code|source code|项目|代码)\s*[:：]?/i.test(
        withoutAddresses(label).slice(0, 60),
      );
    if (!isOwn) return undefined;
    const directory = /^(?:tree|blob)\/[^/]+\/(.+)$/.exec(target.path)?.[1]?.replace(/\/?[^/]*\.\w+$/, "");
    const ref = { owner: target.owner, repository: target.repository, ...(directory ? { directory } : {}) };
    return { kind: "repository", ref, reason: "linked as its repository" };
  }
  const isPost =
    target.kind === "other" && /^https?:/i.test(target.url) && isReleasePost(subject, target.url, label);
  return isPost
    ? { kind: "blog", url: target.url, reason: "linked as its blog post or project page" }
    : undefined;
}

/** An address that is its own text says nothing about what it leads to. */
function withoutAddresses(text: string): string {
  return text.replace(/https?:\/\/\S*|\b(?:www\.)?github\.com\S*/gi, " ");
}

/** The head of the document, a key/value line or a section about the dataset: not a reference in the middle of prose. */
function isOwnPlace(link: FoundLink): boolean {
  if (link.passage.index <= 12) return true;
  return /\b(?:paper|repository|github|homepage|arxiv|code|blog|project page|point of contact|论文|项目)\b/i.test(
    link.passage.text.slice(0, 60),
  );
}

function isOwnRepository(subject: Subject, owner: string, repository: string): boolean {
  const subjectOwner = findOwner(subject.id)?.toLowerCase() ?? "";
  if (owner.toLowerCase() === subjectOwner) return true;
  const key = toNameKey(repository);
  if (subject.names.some((name) => toNameKey(name).includes(key) || key.includes(toNameKey(name))))
    return true;
  const tokens = new Set(
    subject.names
      .flatMap(toTokens)
      .filter(
        (token) =>
          token.length > 3 && !/^(?:data|dataset|instruct|train|reasoning|math|code|open|chat)$/.test(token),
      ),
  );
  return toTokens(repository).some((token) => tokens.has(token));
}

const postHosts =
  /(?:notion\.(?:site|so)|medium\.com|substack\.com|\.github\.io|huggingface\.co\/blog|blog|lmsys\.org|novasky|openthoughts)/i;

function isReleasePost(subject: Subject, url: string, label: string): boolean {
  if (
    /\.(?:png|jpe?g|gif|svg|pdf|mp4|zip|gz|jsonl?|parquet)(?:[?#]|$)|shields\.io|twitter\.com|x\.com|discord|youtube|colab\.research|creativecommons|opensource\.org|wandb\.ai|linkedin/i.test(
      url,
    )
  )
    return false;
  const isNamed = subject.names.some(
    (name) => toNameKey(name).length >= 5 && toNameKey(url).includes(toNameKey(name)),
  );
  return (
    /\b(?:blog(?: ?post)?|announcement|release post|technical report|博客)\b/i.test(label) ||
    (postHosts.test(url) && isNamed) ||
    (isNamed && /\b(?:homepage|website|project page|主页)\b/i.test(label))
  );
}

function fromAddress(url: string, as: "repository" | "page", reason: string): DocumentRequest[] {
  const target = toLinkTarget(url);
  if (target.kind === "repository")
    return [{ kind: "repository", ref: { owner: target.owner, repository: target.repository }, reason }];
  return as === "page" && target.kind === "other" ? [{ kind: "blog", url: target.url, reason }] : [];
}

/** READMEs of folders of the same repository that its own README links as being about the data. */
function toDirectories(url: string, passages: readonly Passage[]): DocumentRequest[] {
  const base = toLinkTarget(url);
  if (base.kind !== "repository") return [];
  const directories = new Set<string>();
  for (const link of passages.flatMap((passage) => passage.links)) {
    const path = toOwnPath(link.url, base);
    if (path !== undefined && /data|seed|prompt|generat|pipeline|sourc|corpus|curat|instruct/i.test(path))
      directories.add(path);
  }
  return [...directories].slice(0, maxDirectories).map((directory) => ({
    kind: "repository",
    ref: { owner: base.owner, repository: base.repository, directory },
    reason: "folder of the repository that its README links",
  }));
}

function toOwnPath(
  url: string,
  base: { readonly owner: string; readonly repository: string },
): string | undefined {
  const target = toLinkTarget(url);
  const inside =
    target.kind === "repository" && target.owner === base.owner && target.repository === base.repository
      ? /^(?:tree|blob)\/[^/]+\/(.+)$/.exec(target.path)?.[1]
      : undefined;
  const relative =
    target.kind === "other" && !/^[a-z]+:|^\/\/|\.\./i.test(url)
      ? url.replace(/^\.?\//, "").split(/[?#]/)[0]
      : undefined;
  const path = (inside ?? relative)?.replace(/\/?README\.md$/i, "").replace(/\/$/, "");
  return path === undefined || path === "" || /\.\w{1,6}$/.test(path) || !/^[\w./-]+$/.test(path)
    ? undefined
    : path;
}

function toRequestKey(request: DocumentRequest): string {
  if (request.kind === "paper") return `paper ${request.arxivId}`;
  if (request.kind === "paper-title") return `title ${toNameKey(request.title)}`;
  if (request.kind === "blog") return `blog ${request.url.replace(/[#?].*$/, "").replace(/\/$/, "")}`;
  return `repository ${request.ref.owner}/${request.ref.repository}/${request.ref.directory ?? ""}`.toLowerCase();
}

function withoutKnown(
  requests: readonly DocumentRequest[],
  documents: readonly SubjectDocument[],
  papers: readonly string[],
): DocumentRequest[] {
  const known = new Set([
    ...papers.map((id) => `paper ${id}`),
    ...documents.flatMap(({ document }) => toDocumentKeys(document.url)),
  ]);
  return requests.filter((request) => {
    const key = toRequestKey(request);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

function toDocumentKeys(url: string): string[] {
  const target = toLinkTarget(url);
  if (target.kind === "paper") return [`paper ${target.arxivId}`];
  if (target.kind !== "repository") return [`blog ${url.replace(/[#?].*$/, "").replace(/\/$/, "")}`];
  const directory = /^tree\/[^/]+\/(.+)$/.exec(target.path)?.[1] ?? "";
  return [`repository ${target.owner}/${target.repository}/${directory}`.toLowerCase()];
}

function limit(requests: readonly DocumentRequest[]): DocumentRequest[] {
  const roots = requests.filter(
    (request) => request.kind === "repository" && request.ref.directory === undefined,
  );
  const folders = requests.filter(
    (request) => request.kind === "repository" && request.ref.directory !== undefined,
  );
  const papers = requests.filter((request) => request.kind === "paper" || request.kind === "paper-title");
  const pages = requests.filter((request) => request.kind === "blog");
  return [
    ...papers.slice(0, maxPapers),
    ...roots.slice(0, maxRepositories),
    ...folders.slice(0, maxDirectories),
    ...pages.slice(0, maxPages),
  ];
}
