import type { Catalogue, CatalogueEntry } from "../../catalogue/index.ts";
import { isHubId, toIdKey, toNameKey, toUnresolvedId } from "../../model/index.ts";
import type { Passage, PassageLink } from "../extracting/passage.ts";
import { toCanonical } from "./learn-names.ts";
import { type LinkTarget, toLinkTarget } from "./links.ts";
import type { Mention, MentionForm } from "./mention.ts";
import {
  bareHubId,
  datasetFlag,
  emptyLinkTexts,
  hubAddress,
  loadCall,
  modelText,
  noDataPath,
  notAnId,
  projectText,
} from "./mention-patterns.ts";
import { toNameScanner } from "./name-scanner.ts";
import { pickEntry } from "./pick-entry.ts";
import { toLastSegment } from "./subject-names.ts";

/** Every place in a passage that names something that may be a dataset, in reading order, without overlaps. */
export function findMentions(
  passage: Passage,
  catalogue: Catalogue,
  learned: ReadonlyMap<string, string>,
): readonly Mention[] {
  const finder = new MentionFinder(passage, catalogue);
  finder.addLinks(learned);
  if (passage.kind === "code") finder.addCode();
  else finder.addPlainIds();
  if (passage.kind !== "code") finder.addNames(learned);
  return finder.mentions.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** `open-r1/OpenR1-Math-220k`, not `dedup/bff` or `exp_data/models`, which are folders. */
function isNameLikeId(id: string): boolean {
  const [owner = "", name = ""] = id.split("/");
  return !owner.includes("_") && /[\p{Lu}\d-]/u.test(name);
}

function findByAddress(url: string, catalogue: Catalogue): CatalogueEntry | undefined {
  const last = url.split(/[?#]/)[0]?.replace(/\/$/, "").split("/").at(-1) ?? "";
  const name = last.replace(/\.html?$|[-_](?:explorer|dataset|website|page|project)$/gi, "");
  const match = name.length >= 4 ? catalogue.findByName(name)[0] : undefined;
  return match?.strength === "name" ? match.entry : undefined;
}

function isLeading(passage: Passage, link: PassageLink): boolean {
  const isStructured = passage.kind === "list-item" || passage.kind === "table-row";
  return isStructured && passage.text.slice(0, link.start).replace(/[^\p{L}]+/gu, "").length <= 3;
}

/** Short, and with a capital inside, a digit or a hyphen somewhere: NExT-QA, TGIF, WebVid. */
function isHomepageName(text: string): boolean {
  const words = text.split(/\s+/);
  if (text.length < 3 || text.length > 40 || words.length > 4) return false;
  return words.some((word) => /\p{Lu}.*\p{Lu}|\p{L}.*\d|\p{L}-\p{L}/u.test(word));
}

class MentionFinder {
  readonly mentions: Mention[] = [];
  readonly #passage: Passage;
  readonly #catalogue: Catalogue;
  readonly #taken: { start: number; end: number }[] = [];

  constructor(passage: Passage, catalogue: Catalogue) {
    this.#passage = passage;
    this.#catalogue = catalogue;
  }

  addLinks(learned: ReadonlyMap<string, string>): void {
    for (const link of this.#passage.links) {
      if (link.isImage) continue;
      const target = toLinkTarget(link.url);
      if (target.kind === "dataset") this.#addHubLink(link, target.id, "hub-link");
      else if (target.kind === "hub-other") this.#addHubOther(link, target.id);
      else if (target.kind === "repository") this.#addRepositoryLink(link, target, learned);
      else if (target.kind === "dataset-page") this.#addPageLink(link, target.url);
      else if (target.kind === "other") this.#addHomepage(link, target.url);
    }
  }

  #addHubLink(link: PassageLink, id: string, form: MentionForm): void {
    const canonical = toCanonical(id, this.#catalogue);
    this.#add(link, form, {
      key: canonical,
      statedId: id,
      entry: this.#catalogue.findByHubId(canonical) ?? null,
    });
  }

  /** `org/name` without /datasets/: a dataset when the catalogue knows it or the address is relative, as cards write it. */
  #addHubOther(link: PassageLink, id: string): void {
    const text = this.#passage.text.slice(link.start, link.end).trim();
    const isRelative =
      !modelText.test(text) && !/^(?:https?:)?\/\//i.test(link.url) && !notAnId.test(id) && isNameLikeId(id);
    if (this.#catalogue.findByHubId(id) !== undefined || isRelative)
      this.#addHubLink(link, id, isRelative ? "bare-link" : "hub-link");
    else this.#take(link);
  }

  #addRepositoryLink(
    link: PassageLink,
    target: Extract<LinkTarget, { kind: "repository" }>,
    learned: ReadonlyMap<string, string>,
  ): void {
    if (noDataPath.test(target.path)) return;
    const text = this.#passage.text.slice(link.start, link.end).trim();
    const repository = `${target.owner}/${target.repository}`;
    const entries = this.#catalogue.findByRepository(repository);
    const isNamed = this.#catalogue.findByName(text).length > 0;
    const learnedId = learned.get(toNameKey(text));
    const isList = entries.length === 0 && /^awesome\b/i.test(target.repository);
    if (isList || (!isNamed && projectText.test(text))) {
      this.#take(link);
      return;
    }
    const isOther = !isNamed && this.#catalogue.isNotDataset(text);
    const entry = isOther ? null : (pickEntry(entries, repository, text) ?? null);
    const known = entry !== null && isHubId(entry.id) ? entry.id : undefined;
    const key = known ?? learnedId ?? `github:${repository}`;
    this.#add(link, "repository-link", {
      key,
      statedId: `github:${repository}`,
      entry,
    });
  }

  #addPageLink(link: PassageLink, url: string): void {
    const text = this.#passage.text.slice(link.start, link.end).trim();
    const match = this.#catalogue.findByName(text)[0];
    const last =
      url
        .split(/[?#]/)[0]
        ?.replace(/\/(?:summary|overview|data)?$/, "")
        .split("/")
        .at(-1) ?? "";
    const byLast = this.#catalogue.findByName(last)[0];
    const entry = match?.entry ?? byLast?.entry ?? null;
    const modelscope = /modelscope\.cn\/datasets\/([\w.-]+\/[\w.-]+)/.exec(url)?.[1];
    this.#add(link, "page-link", {
      key: entry?.id ?? modelscope ?? `url:${url}`,
      statedId: modelscope ?? `url:${url}`,
      entry,
    });
  }

  /**
   * A page outside the hub: the site of a dataset that its address names, or one whose link text is a name and that leads
   * its list item or row, which is how lists of sources are written.
   */
  #addHomepage(link: PassageLink, url: string): void {
    const text = this.#passage.text.slice(link.start, link.end).trim();
    const isBare = text === "" || text.startsWith("http") || emptyLinkTexts.has(toNameKey(text));
    const entry = this.#findBySite(url) ?? (isBare ? findByAddress(url, this.#catalogue) : undefined);
    if (entry !== undefined) this.#add(link, "page-link", { key: entry.id, statedId: entry.id, entry });
    if (entry !== undefined || isBare || !isHomepageName(text) || !isLeading(this.#passage, link)) return;
    const id = this.#catalogue.findByName(text).length === 0 ? toUnresolvedId(text) : undefined;
    if (id !== undefined) this.#add(link, "page-link", { key: id, statedId: null, entry: null });
  }

  /** Of the datasets that share a site, the one that the heading above or the text names at greatest length. */
  #findBySite(url: string): CatalogueEntry | undefined {
    const around = toNameKey(`${this.#passage.section.at(-1) ?? ""} ${this.#passage.text}`);
    const toFit = (entry: CatalogueEntry) => {
      const key = toNameKey(toLastSegment(entry.id));
      return around.includes(key) ? key.length : -key.length;
    };
    return this.#catalogue.findByHomepage(url).toSorted((a, b) => toFit(b) - toFit(a))[0];
  }

  addCode(): void {
    for (const pattern of [loadCall, datasetFlag]) {
      for (const match of this.#passage.text.matchAll(pattern)) {
        const id = match[1];
        if (id === undefined || notAnId.test(id)) continue;
        const start = match.index + match[0].lastIndexOf(id);
        this.#addId({ start, end: start + id.length }, id, "load-call");
      }
    }
    this.#addAddresses();
  }

  addPlainIds(): void {
    this.#addAddresses();
    for (const match of this.#passage.text.matchAll(bareHubId)) {
      const id = match[1];
      if (id === undefined || notAnId.test(id) || !this.#isBelievable(id, match.index)) continue;
      this.#addId({ start: match.index, end: match.index + id.length }, id, "hub-id");
    }
    for (const match of this.#passage.text.matchAll(loadCall)) {
      const id = match[1];
      if (id !== undefined && !notAnId.test(id)) {
        const start = match.index + match[0].lastIndexOf(id);
        this.#addId({ start, end: start + id.length }, id, "load-call");
      }
    }
  }

  #addAddresses(): void {
    for (const match of this.#passage.text.matchAll(hubAddress)) {
      const range = { start: match.index, end: match.index + match[0].length };
      if (!this.#isFree(range)) continue;
      const target = toLinkTarget(match[0]);
      if (target.kind === "dataset")
        this.#addHubLink({ ...range, url: match[0], isImage: false }, target.id, "hub-link");
      else if (target.kind === "repository")
        this.#addRepositoryLink({ ...range, url: match[0], isImage: false }, target, new Map());
    }
  }

  /** Paths and pairs of words look like ids too: the catalogue, a digit or hyphen in the name, or the word dataset decide. */
  #isBelievable(id: string, at: number): boolean {
    if (this.#catalogue.findByHubId(id) !== undefined) return true;
    const [owner = "", name = ""] = id.split("/");
    if (/^[A-Z][a-z]+$/.test(owner) && /^[A-Z][a-z]+$/.test(name)) return false;
    const around = this.#passage.text.slice(Math.max(0, at - 24), at + id.length + 16);
    return (
      /[-_\d]/.test(name) &&
      /[a-z]/i.test(name) &&
      name.length >= 5 &&
      !/\s\/|\/\s/.test(around) &&
      /data|subset|from|corpus/i.test(around)
    );
  }

  #addId(range: { start: number; end: number }, id: string, form: MentionForm): void {
    const entry = this.#catalogue.findByHubId(id) ?? null;
    this.#add(range, form, { key: toCanonical(id, this.#catalogue), statedId: id, entry });
  }

  addNames(learned: ReadonlyMap<string, string>): void {
    const { text } = this.#passage;
    for (const name of toNameScanner(this.#catalogue).findNames(text, learned)) {
      const form = name.isLearned ? "learned-name" : "catalogue-name";
      this.#add(name, form, { key: name.id, statedId: null, entry: name.entry, strength: name.strength });
    }
  }

  #add(
    range: { start: number; end: number },
    form: MentionForm,
    found: {
      key: string;
      statedId: string | null;
      entry: CatalogueEntry | null;
      strength?: Mention["strength"];
    },
  ): void {
    if (!this.#isFree(range)) return;
    this.#take(range);
    const isModel =
      (form === "catalogue-name" || form === "repository-link") &&
      /\d[bB]$/.test(this.#passage.text.slice(range.start, range.end));
    if (isModel) return;
    this.mentions.push({
      passage: this.#passage,
      start: range.start,
      end: range.end,
      text: this.#passage.text.slice(range.start, range.end),
      form,
      id: found.key,
      key: toIdKey(found.key),
      statedId: found.statedId,
      strength: found.strength ?? "name",
      entry: found.entry,
    });
  }

  #take(range: { start: number; end: number }): void {
    if (range.end > range.start) this.#taken.push({ start: range.start, end: range.end });
  }

  #isFree(range: { start: number; end: number }): boolean {
    return !this.#taken.some((other) => range.start < other.end && other.start < range.end);
  }
}
