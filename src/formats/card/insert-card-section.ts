import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, stringify } from "yaml";
import { StemmaError } from "../../model/index.ts";

const startMark = "<!-- stemma:lineage:start -->";
const endMark = "<!-- stemma:lineage:end -->";

/**
 * The card with the section between Stemma's marks and the datasets among `source_datasets` of its front matter. What
 * the card says elsewhere keeps its bytes; sources that it names already stay. Doing it twice changes nothing more.
 *
 * @throws StemmaError `usage` for a card whose front matter is broken or whose marks do not match.
 */
export function insertCardSection(card: string, section: string, sourceDatasets: readonly string[]): string {
  return insertSection(insertSources(card, sourceDatasets), section);
}

function insertSection(card: string, section: string): string {
  const lineBreak = toLineBreak(card);
  const marked = [startMark, ...section.split("\n"), endMark].join(lineBreak);
  const start = card.indexOf(startMark);
  const end = card.indexOf(endMark);
  if (start < 0 && end < 0) {
    if (card.trim() === "") return `${card}${marked}${lineBreak}`;
    const gap = card.endsWith("\n") ? lineBreak : `${lineBreak}${lineBreak}`;
    return `${card}${gap}${marked}${lineBreak}`;
  }
  if (
    start < 0 ||
    end < start ||
    card.indexOf(startMark, start + 1) >= 0 ||
    card.indexOf(endMark, end + 1) >= 0
  ) {
    throw new StemmaError("usage", "the marks of the lineage section do not match", {
      hint: `the card must have ${startMark} and ${endMark} once each, in this order, or neither`,
    });
  }
  return `${card.slice(0, start)}${marked}${card.slice(end + endMark.length)}`;
}

/** The line break that most lines of the card end with. */
function toLineBreak(card: string): string {
  const all = card.match(/\n/g)?.length ?? 0;
  const ofWindows = card.match(/\r\n/g)?.length ?? 0;
  return ofWindows * 2 > all ? "\r\n" : "\n";
}

interface FrontMatter {
  /** Where its text begins and ends in the card. */
  readonly start: number;
  readonly end: number;
  readonly lineBreak: string;
}

function insertSources(card: string, sources: readonly string[]): string {
  if (sources.length === 0) return card;
  const front = findFrontMatter(card);
  if (front === undefined) {
    const lineBreak = toLineBreak(card);
    const lines = ["---", "source_datasets:", ...sources.map(toItem), "---", ""];
    const mark = card.startsWith("\ufeff") ? "\ufeff" : "";
    return `${mark}${lines.join(lineBreak)}${card.slice(mark.length)}`;
  }
  const text = card.slice(front.start, front.end);
  return `${card.slice(0, front.start)}${addSources(text, sources, front.lineBreak)}${card.slice(front.end)}`;
}

function findFrontMatter(card: string): FrontMatter | undefined {
  const opening = /^\ufeff?---[ \t]*(\r?\n)/.exec(card);
  if (opening === null) return undefined;
  const start = opening[0].length;
  const closing = /^---[ \t]*$/m.exec(card.slice(start).replaceAll("\r", " "));
  if (closing === null) return undefined;
  return { start, end: start + closing.index, lineBreak: opening[1] ?? "\n" };
}

/** The front matter with the sources that it lacks put behind those it has, in the style in which it lists them. */
function addSources(text: string, sources: readonly string[], lineBreak: string): string {
  const document = parseFrontMatter(text);
  const list = findPair(document)?.value;
  const known = new Set(toTexts(list).map((one) => one.replace(/^extended\|/, "").toLowerCase()));
  const missing = sources.filter((source) => !known.has(source.toLowerCase()));
  if (missing.length === 0) return text;
  const lines = missing.map((source) => toItem(source));
  const key = findPair(document)?.key;
  if (key === undefined) {
    const gap = text === "" || text.endsWith("\n") ? "" : lineBreak;
    return `${text}${gap}${["source_datasets:", ...lines, ""].join(lineBreak)}`;
  }
  if (isSeq(list) && list.flow === true) return addToFlow(text, list, missing);
  if (isSeq(list) && list.items.length > 0) {
    const last = toRange(list.items.at(-1)).end;
    const indent = /[ \t]*(?=-[^\n]*$)/.exec(text.slice(0, toRange(list.items.at(-1)).start))?.[0] ?? "";
    return insertAt(
      text,
      toLineEnd(text, last),
      lines.map((line) => `${lineBreak}${indent}${line}`).join(""),
    );
  }
  const value = toTexts(list).map((one) => `${lineBreak}${toItem(one)}`);
  const added = [...value, ...lines.map((line) => `${lineBreak}${line}`)].join("");
  const colon = text.indexOf(":", toRange(key).end) + 1;
  if (value.length === 0) return insertAt(text, toLineEnd(text, colon), added);
  return `${text.slice(0, colon)}${added}${text.slice(toRange(list).end)}`;
}

function addToFlow(text: string, list: Node & { items: unknown[] }, missing: readonly string[]): string {
  const close = toRange(list).end - 1;
  const names = missing.map(toYamlText).join(", ");
  const last = list.items.at(-1);
  if (last === undefined) return insertAt(text, close, names);
  return insertAt(text, toRange(last).end, `, ${names}`);
}

function parseFrontMatter(text: string): Document.Parsed {
  try {
    const document = parseDocument(text, { logLevel: "silent", strict: false });
    const [error] = document.errors;
    if (error === undefined && (document.contents === null || isMap(document.contents))) return document;
    throw brokenFrontMatter(error?.message.split("\n")[0] ?? "it is no map");
  } catch (error) {
    throw error instanceof StemmaError ? error : brokenFrontMatter("it nests too deep");
  }
}

function brokenFrontMatter(reason: string): StemmaError {
  return new StemmaError("usage", `the front matter of the card is broken: ${reason}`, {
    hint: "mend it first, so that nothing of it is lost",
  });
}

function findPair(document: Document.Parsed) {
  if (!isMap(document.contents)) return undefined;
  const pair = document.contents.items.find(({ key }) => isScalar(key) && key.value === "source_datasets");
  return pair === undefined ? undefined : { key: pair.key, value: pair.value };
}

function toTexts(value: unknown): readonly string[] {
  if (isScalar(value)) return value.value === null ? [] : [String(value.value)];
  return isSeq(value) ? value.items.flatMap((item) => toTexts(item)) : [];
}

function toRange(node: unknown): { readonly start: number; readonly end: number } {
  const [start = 0, end = 0] = (node as Partial<Node> | undefined)?.range ?? [];
  return { start, end };
}

/** Before the line break of the line, so that a comment stays beside what it is about. */
function toLineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

function insertAt(text: string, position: number, added: string): string {
  return `${text.slice(0, position)}${added}${text.slice(position)}`;
}

function toItem(source: string): string {
  return `- ${toYamlText(source)}`;
}

function toYamlText(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
