import { blockTags, type Element, findAttribute, findLinkTarget } from "./element-rules.ts";
import { toTableText } from "./table-rows.ts";
import { TextFlow } from "./text-flow.ts";

const maxTableDepth = 4;
const codeTags = new Set(["code", "kbd", "samp", "tt"]);

/** Turns the elements and texts of a page, met in order, into Markdown. */
export class PageWriter {
  readonly #baseUrl: string;
  readonly #outerFlows: TextFlow[] = [];
  readonly #tables: string[][][] = [];
  #ignoredTables = 0;
  #flow = new TextFlow();
  #code: string[] | undefined;

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  addText(text: string): void {
    if (this.#code !== undefined) this.#code.push(text);
    else this.#flow.addText(text);
  }

  /** Returns false when the element's content was taken care of and must not be walked. */
  enter(element: Element): boolean {
    const { tagName } = element;
    if (this.#code !== undefined) {
      if (tagName === "br") this.#code.push("\n");
      return true;
    }
    if (tagName === "math") return this.#enterMath(element);
    if (tagName === "pre") this.#enterCode();
    else if (tagName === "br") this.#flow.breakLine();
    else if (tagName === "hr") this.#flow.addBlock("---");
    else if (tagName === "img") this.#flow.addText(findAttribute(element, "alt") ?? "");
    else if (/^(?:table|tr|td|th)$/.test(tagName)) this.#enterTable(tagName);
    else this.#enterFlow(element);
    return true;
  }

  leave(element: Element): void {
    const { tagName } = element;
    if (tagName === "pre" && this.#code !== undefined) this.#leaveCode(element);
    if (this.#code !== undefined) return;
    if (/^(?:table|tr|td|th)$/.test(tagName)) this.#leaveTable(tagName);
    else this.#leaveFlow(tagName);
  }

  toText(): string {
    const text = this.#flow.toText();
    return text === "" ? "" : `${text}\n`;
  }

  #enterFlow(element: Element): void {
    const { tagName } = element;
    const flow = this.#flow;
    const level = findHeadingLevel(tagName);
    if (level !== undefined) flow.startHeading(level);
    else if (tagName === "ul" || tagName === "ol") flow.startList(tagName === "ol");
    else if (tagName === "li") flow.startItem();
    else if (tagName === "blockquote") flow.startQuote();
    else if (tagName === "a") flow.startMark(toLinkMark(findLinkTarget(element, this.#baseUrl)));
    else if (codeTags.has(tagName)) flow.startMark({ open: "`", close: "`" });
    else if (blockTags.has(tagName)) flow.breakParagraph();
  }

  #leaveFlow(tagName: string): void {
    const flow = this.#flow;
    if (findHeadingLevel(tagName) !== undefined) flow.endHeading();
    else if (tagName === "ul" || tagName === "ol") flow.endList();
    else if (tagName === "li") flow.endItem();
    else if (tagName === "blockquote") flow.endQuote();
    else if (tagName === "a" || codeTags.has(tagName)) flow.endMark();
    else if (blockTags.has(tagName)) flow.breakParagraph();
  }

  #enterMath(element: Element): boolean {
    const source = findAttribute(element, "alttext");
    if (source === undefined) return true;
    this.#flow.addText(`$${source}$`);
    return false;
  }

  #enterCode(): void {
    this.#code = [];
  }

  #leaveCode(element: Element): void {
    const code = (this.#code ?? []).join("").replace(/^\n+|\s+$/g, "");
    this.#code = undefined;
    if (code === "") return;
    const fence = code.includes("```") ? "````" : "```";
    this.#flow.addBlock(`${fence}${findLanguage(element)}\n${code}\n${fence}`);
  }

  #enterTable(tagName: string): void {
    const isIgnored = tagName === "table" && this.#tables.length >= maxTableDepth;
    if (isIgnored) this.#ignoredTables++;
    if (this.#ignoredTables > 0) {
      this.#flow.breakParagraph();
    } else if (tagName === "table") {
      this.#tables.push([]);
    } else if (tagName === "tr") {
      this.#tables.at(-1)?.push([]);
    } else {
      this.#outerFlows.push(this.#flow);
      this.#flow = new TextFlow();
    }
  }

  #leaveTable(tagName: string): void {
    if (this.#ignoredTables > 0) {
      if (tagName === "table") this.#ignoredTables--;
      this.#flow.breakParagraph();
    } else if (tagName === "table") {
      this.#flow.addBlock(toTableText(this.#tables.pop() ?? []));
    } else if (tagName !== "tr") {
      const cell = this.#flow.toText();
      this.#flow = this.#outerFlows.pop() ?? new TextFlow();
      this.#tables.at(-1)?.at(-1)?.push(cell);
    }
  }
}

function findHeadingLevel(tagName: string): number | undefined {
  return /^h[1-6]$/.test(tagName) ? Number(tagName[1]) : undefined;
}

function toLinkMark(target: string | undefined) {
  return target === undefined ? { open: "", close: "" } : { open: "[", close: `](${target})` };
}

function findLanguage(pre: Element): string {
  const code = pre.childNodes.find((child) => child.nodeName === "code");
  const classes = [pre, code].map(
    (node) => (node && "attrs" in node ? findAttribute(node, "class") : "") ?? "",
  );
  return /\b(?:language|lang|highlight-source)-([\w+-]+)/.exec(classes.join(" "))?.[1] ?? "";
}
