import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import { StemmaError } from "../model/index.ts";
import type { TextFile } from "./import-format.ts";

/** A text of a YAML or JSON file and where it stands, both counted from 1, columns in UTF-16 code units. */
export interface PlacedText {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

const maxTextLength = 4 * 2 ** 20;
/** Lists of aliases of lists of aliases grow without end. */
const maxAliases = 100;

/** A YAML (or JSON) file whose values know where they stand. Aliases are followed, nothing is expanded. */
export interface YamlTree {
  readonly root: Node | null;
  /** Value under a key of a map; undefined where there is none, or it is null. */
  readonly findValue: (node: Node | null | undefined, key: string) => Node | undefined;
  readonly listItems: (node: Node | undefined) => readonly Node[];
  readonly listPairs: (
    node: Node | null | undefined,
  ) => readonly { key: PlacedText; value: Node | undefined }[];
  readonly findText: (node: Node | undefined) => PlacedText | undefined;
  /** The parts of a text between separators, each with its own place. */
  readonly listParts: (node: Node | undefined, separator: RegExp) => readonly PlacedText[];
}

/** @throws StemmaError `usage` with the line where the file is broken, `too-large`. */
export function parseYamlTree({ name, text }: TextFile): YamlTree {
  if (text.length > maxTextLength) {
    throw new StemmaError(
      "too-large",
      `${name} has ${text.length} characters; a mixture has at most ${maxTextLength}`,
      {
        hint: "name the file that lists the training data",
      },
    );
  }
  const lines = new LineCounter();
  const { document, aliases } = parse(text, name, lines);
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    throw new StemmaError("usage", `${name}, line ${line}: ${error.message.split("\n")[0]}`, {
      hint: "mend the file: its training data cannot be told as it is",
    });
  }
  if (aliases > maxAliases) {
    throw new StemmaError("usage", `${name} has ${aliases} aliases; at most ${maxAliases} are followed`, {
      hint: "write the datasets out",
    });
  }
  return createTree(document, text, lines);
}

function countAliases(document: Document.Parsed): number {
  let count = 0;
  visit(document, {
    Alias: () => {
      count += 1;
    },
  });
  return count;
}

function parse(text: string, name: string, lineCounter: LineCounter) {
  try {
    const options = { lineCounter, logLevel: "silent", strict: false, uniqueKeys: false } as const;
    const document = parseDocument(text, options);
    return { document, aliases: countAliases(document) };
  } catch (cause) {
    throw new StemmaError("usage", `${name} cannot be read as YAML: it nests too deep`, {
      hint: "name the file that lists the training data",
      cause,
    });
  }
}

function createTree(document: Document.Parsed, source: string, lines: LineCounter): YamlTree {
  const resolve = (node: unknown): Node | undefined => {
    const target = isAlias(node) ? node.resolve(document) : node;
    if (isScalar(target)) return target.value === null ? undefined : target;
    return isMap(target) || isSeq(target) ? target : undefined;
  };
  const toPlaced = (text: string, offset: number): PlacedText => {
    const { line, col } = lines.linePos(offset);
    return { text, line, column: col };
  };
  const findText = (node: Node | undefined): PlacedText | undefined => {
    if (!isScalar(node) || (typeof node.value === "object" && node.value !== null)) return undefined;
    const raw = typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
    return toPlaced(raw, toStart(source, node));
  };
  return {
    root: resolve(document.contents) ?? null,
    findValue: (node, key) => (isMap(node) ? resolve(findIn(node, key)) : undefined),
    listItems: (node) => (isSeq(node) ? node.items.map(resolve).filter((item) => item !== undefined) : []),
    listPairs: (node) =>
      isMap(node)
        ? node.items.flatMap(({ key, value }) => {
            const text = isScalar(key) ? findText(key) : undefined;
            return text === undefined ? [] : [{ key: text, value: resolve(value) }];
          })
        : [],
    findText,
    listParts: (node, separator) => {
      const whole = findText(node);
      if (whole === undefined || node === undefined) return [];
      let from = toStart(source, node);
      const parts = whole.text.split(separator).map((part) => part.trim());
      return parts
        .filter((part) => part !== "")
        .map((part) => {
          const found = source.indexOf(part, from);
          const offset = found < 0 ? from : found;
          from = offset + part.length;
          return toPlaced(part, offset);
        });
    },
  };
}

function findIn(map: YAMLMap, key: string): unknown {
  return map.get(key, true);
}

/** Past the quote that opens a text. */
function toStart(source: string, node: Node): number {
  const start = node.range?.[0] ?? 0;
  return source[start] === '"' || source[start] === "'" ? start + 1 : start;
}
