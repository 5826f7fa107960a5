import { toNamedFormat } from "./file-place.ts";
import { findCompression, inflate } from "./inflate.ts";
import type { ByteSource, RowCompression, RowEncoding, RowFormat } from "./row-input.ts";
import { countMarkBytes } from "./text-stream.ts";

const sniffedBytes = 256 * 1024;
const sniffedLines = 10;

export interface FileContent {
  /** Undefined when neither the name nor the content tells. */
  readonly format: RowFormat | undefined;
  readonly compression: RowCompression;
  readonly encoding: RowEncoding;
}

/** What a file holds: by its first bytes where they are unmistakable, else by its name. */
export async function sniffContent(bytes: ByteSource, signal?: AbortSignal): Promise<FileContent> {
  const packed = await bytes.readRange({ start: 0, end: Math.min(sniffedBytes, bytes.byteLength) }, signal);
  const compression = findCompression(packed);
  const start = compression === "none" ? packed : await unpackStart(packed, compression);
  const encoding = findEncoding(start);
  const named = toNamedFormat(bytes.name).format;
  return { format: findBinaryFormat(start) ?? findTextFormat(start, encoding, named), compression, encoding };
}

async function unpackStart(
  packed: Uint8Array,
  compression: Exclude<RowCompression, "none">,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of inflate(toIterable(packed), compression)) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= sniffedBytes) break;
    }
  } catch {
    // Only the beginning was given; reading the file tells what is wrong with it.
  }
  return Buffer.concat(chunks);
}

async function* toIterable(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function findEncoding(start: Uint8Array): RowEncoding {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  return start[0] === 0xfe && start[1] === 0xff ? "utf-16be" : "utf-8";
}

function findBinaryFormat(start: Uint8Array): RowFormat | undefined {
  const head = Buffer.from(start.subarray(0, 8)).toString("latin1");
  if (head.startsWith("PAR1")) return "parquet";
  return head.startsWith("ARROW1") || head.startsWith("\u00ff\u00ff\u00ff\u00ff") ? "arrow" : undefined;
}

function findTextFormat(
  start: Uint8Array,
  encoding: RowEncoding,
  named: RowFormat | undefined,
): RowFormat | undefined {
  if (named !== undefined && named !== "json" && named !== "jsonl") return named;
  const text = new TextDecoder(encoding).decode(start.subarray(countMarkBytes(start))).trimStart();
  if (text.startsWith("{")) return findFormatOfObjects(text, named);
  if (text.startsWith("[")) return isListPerLine(text) ? "jsonl" : "json";
  return named ?? findDelimitedFormat(text);
}

/** Objects on lines of their own are JSON Lines, also when some of the lines are broken. */
function findFormatOfObjects(text: string, named: RowFormat | undefined): RowFormat {
  const lines = text.split("\n");
  // The last one may go on after what was looked at.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  const parsed = whole.slice(0, sniffedLines).filter((line) => line.trim() !== "");
  if (lines.length === 1 || parsed.length === 1) return named === "jsonl" ? "jsonl" : "json";
  return parsed.some((line) => line.startsWith("{") && isJson(line)) ? "jsonl" : "json";
}

function isListPerLine(text: string): boolean {
  const [first = "", second = ""] = text.split("\n", 2);
  return second.startsWith("[") && isJson(first);
}

/** For text without a name that tells: the separator must part the first two lines alike. */
function findDelimitedFormat(text: string): RowFormat | undefined {
  const [first = "", second] = text.split("\n", 3);
  for (const [separator, format] of [
    ["\t", "tsv"],
    [",", "csv"],
  ] as const) {
    const count = first.split(separator).length;
    if (count > 1 && (second === undefined || second.split(separator).length >= count)) return format;
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
