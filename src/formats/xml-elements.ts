import { SaxesParser } from "saxes";
import { StemmaError } from "../model/index.ts";

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
}

export interface XmlHandler {
  readonly onOpen: (element: XmlElement) => void;
  /** `text` is that of the element alone, not of those inside it. */
  readonly onClose: (element: XmlElement, text: string) => void;
}

const maxDepth = 64;
const maxAttributes = 256;

/**
 * Reads XML element by element. No entity but the five of XML itself is known, a document type that declares any is
 * refused, and depth is capped.
 *
 * @throws StemmaError `corrupt` with the line where the file is broken.
 */
export function readXml(file: { readonly name: string; readonly text: string }, handler: XmlHandler): void {
  const parser = new SaxesParser({ fileName: file.name, xmlns: false as const });
  const open: { element: XmlElement; text: string }[] = [];
  const fail = (reason: string): never => {
    throw new StemmaError("corrupt", `${file.name}, line ${parser.line}: ${reason}`, {
      hint: "the file must be well-formed XML without entities of its own",
    });
  };
  parser.on("error", (error) => fail(error.message.replace(/^.*?:\d+:\d+: /, "")));
  parser.on("doctype", (doctype) => {
    if (doctype.includes("[")) fail("a document type with declarations is refused");
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (open.length >= maxDepth) fail(`elements nest deeper than ${maxDepth}`);
    if (Object.keys(attributes).length > maxAttributes) fail(`more than ${maxAttributes} attributes`);
    const element = { name: toLocalName(name), attributes, line: parser.line };
    open.push({ element, text: "" });
    handler.onOpen(element);
  });
  const addText = (text: string) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const last = open.pop();
    if (last !== undefined) handler.onClose(last.element, last.text);
  });
  parser.write(file.text).close();
}

function toLocalName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
