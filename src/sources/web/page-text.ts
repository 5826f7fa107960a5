import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { type Element, findAttribute, isDropped } from "./element-rules.ts";
import { PageWriter } from "./page-writer.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** The readable text of an HTML page as plain Markdown, with the extraction's name and version. */
export interface PageText {
  readonly title: string | null;
  readonly text: string;
  readonly extractor: string;
}

interface Visitor {
  /** Returns false to leave the element's content out. */
  enter(element: Element): boolean;
  leave?(element: Element): void;
  addText?(text: string): void;
}

const extractor = "web-1";
const minMainLength = 200;
/** A tag costs about a kilobyte while the page is read; more of them are an attack, not a page. */
const maxTags = 250_000;

/**
 * Headings become `#`, items `- `, links `[text](url)`, tables pipe rows, code fences. What the page hides or repeats
 * on every page (scripts, navigation, footers) is left out; of a page with one `main` or `article`, that is read.
 * Undefined when the page has more tags than can be read.
 */
export function findPageText(html: string, baseUrl: string): PageText | undefined {
  if (hasMoreTags(html, maxTags)) return undefined;
  const page = parse(html);
  const { title, main } = findParts(page);
  const text = main === undefined ? "" : writeText(main, baseUrl);
  return { title, text: text.length >= minMainLength ? text : writeText(page, baseUrl), extractor };
}

function hasMoreTags(html: string, limit: number): boolean {
  const startOfTag = /<[a-z]/gi;
  let count = 0;
  while (count <= limit && startOfTag.test(html)) count++;
  return count > limit;
}

function findParts(page: Parent): { title: string | null; main: Element | undefined } {
  const mains: Element[] = [];
  const articles: Element[] = [];
  let title: string | null = null;
  walk(page, {
    enter(element) {
      if (element.tagName === "title" && title === null) title = toTitle(element);
      if (element.tagName === "head") return true;
      if (isDropped(element)) return false;
      if (element.tagName === "main" || findAttribute(element, "role") === "main") mains.push(element);
      if (element.tagName === "article") articles.push(element);
      return true;
    },
  });
  const main = [mains, articles].find((found) => found.length === 1)?.[0];
  return { title, main };
}

function toTitle(element: Element): string | null {
  const text = element.childNodes.map((child) => ("value" in child ? child.value : "")).join("");
  return text.replace(/\s+/g, " ").trim() || null;
}

function writeText(root: Parent, baseUrl: string): string {
  const writer = new PageWriter(baseUrl);
  walk(root, {
    enter: (element) => !isDropped(element) && writer.enter(element),
    leave: (element) => writer.leave(element),
    addText: (text) => writer.addText(text),
  });
  return writer.toText();
}

/** Walks without recursion: a page may nest its elements a hundred thousand deep. */
function walk(root: Parent, visitor: Visitor): void {
  const open: { parent: Parent; next: number }[] = [{ parent: root, next: 0 }];
  for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
    const child: Node | undefined = frame.parent.childNodes[frame.next++];
    if (child === undefined) {
      open.pop();
      if ("tagName" in frame.parent && frame.parent !== root) visitor.leave?.(frame.parent);
    } else if ("tagName" in child) {
      if (visitor.enter(child)) open.push({ parent: child, next: 0 });
    } else if (child.nodeName === "#text") {
      visitor.addText?.((child as DefaultTreeAdapterTypes.TextNode).value);
    }
  }
}
