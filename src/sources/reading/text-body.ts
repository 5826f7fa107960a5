export interface TextBody {
  readonly text: string;
  readonly isHtml: boolean;
}

const signatures = [
  "%PDF-",
  "PK\u0003\u0004",
  "\u001f\u008b",
  "\u0089PNG",
  "GIF8",
  "\u00ff\u00d8\u00ff",
  "PAR1",
];
const sniffLength = 4096;

/**
 * Decodes the bytes of a page or a Markdown file by byte-order mark, header, `<meta>`, else UTF-8. Undefined when the
 * bytes are no text, whatever the content type says.
 */
export function findTextBody(body: Uint8Array, contentType = ""): TextBody | undefined {
  const mark = findMarkedEncoding(body);
  const head = Buffer.from(body.subarray(0, sniffLength)).toString("latin1");
  if (mark === undefined && isBinary(head)) return undefined;
  if (!isTextType(contentType, head)) return undefined;
  const isHtml = /html/i.test(contentType) || isHtmlStart(head);
  const declared = mark ?? findCharset(contentType) ?? (isHtml ? findCharset(head) : undefined);
  return { text: decode(body, declared, isHtml), isHtml };
}

/** Whether a text begins as an HTML page does; HTML inside Markdown does not count. */
export function isHtmlStart(text: string): boolean {
  return /^(?:\u00ef\u00bb\u00bf|\ufeff)?\s*(?:<!--[^>]{0,200}-->\s*|<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html[\s>])/i.test(
    text,
  );
}

function isBinary(head: string): boolean {
  return head.includes("\u0000") || signatures.some((signature) => head.startsWith(signature));
}

function isTextType(contentType: string, head: string): boolean {
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type.startsWith("text/") || type === "" || /html|markdown/.test(type)) return true;
  if (/^(?:image|audio|video|font)\//.test(type)) return false;
  return isHtmlStart(head) || type === "application/octet-stream";
}

function findMarkedEncoding(body: Uint8Array): string | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return "utf-8";
  if (body[0] === 0xff && body[1] === 0xfe) return "utf-16le";
  return body[0] === 0xfe && body[1] === 0xff ? "utf-16be" : undefined;
}

function findCharset(text: string): string | undefined {
  return /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(text)?.[1];
}

function decode(body: Uint8Array, declared: string | undefined, isHtml: boolean): string {
  const decoder = declared === undefined ? undefined : findDecoder(declared);
  if (decoder !== undefined) return decoder.decode(body);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return new TextDecoder(isHtml ? "windows-1252" : "utf-8").decode(body);
  }
}

function findDecoder(label: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
