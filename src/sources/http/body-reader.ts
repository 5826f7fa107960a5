import { type Readable, Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { StemmaError } from "../../model/index.ts";
import { toSafeUrl } from "./credentials.ts";
import type { HttpLimits } from "./limits.ts";
import { TransportFailure } from "./transport-failure.ts";

export const acceptedEncodings = "gzip, deflate, br, zstd";

const maxEncodings = 2;
const ratioFloorBytes = 1024 * 1024;

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

interface BodySource {
  readonly url: URL;
  readonly encoding: string | undefined;
  readonly limits: HttpLimits;
  readonly onBytes: (count: number) => void;
}

/** Decodes while reading and stops at the first byte over a cap. Throws StemmaError `too-large`. */
export async function readBody(body: Readable, source: BodySource): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const meter = createMeter(source);
  const counter = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => {
      source.onBytes(chunk.length);
      done(meter.addWire(chunk.length), chunk);
    },
  });
  const collector = new Writable({
    write: (chunk: Uint8Array, _encoding, done) => {
      chunks.push(chunk);
      done(meter.addDecoded(chunk.length));
    },
  });
  await pipeline([body, counter, ...createDecoders(source.encoding), collector]);
  return Buffer.concat(chunks);
}

/** Refuses by the announced length, before a byte is read. */
export function checkAnnouncedLength(url: URL, length: string | undefined, limits: HttpLimits): void {
  if (length !== undefined && Number(length) > limits.wireBytes) throw refuseSize(url, limits.wireBytes);
}

function createMeter({ url, encoding, limits }: BodySource) {
  let wireBytes = 0;
  let decodedBytes = 0;
  return {
    addWire: (count: number) => {
      wireBytes += count;
      return wireBytes > limits.wireBytes ? refuseSize(url, limits.wireBytes) : null;
    },
    addDecoded: (count: number) => {
      decodedBytes += count;
      if (decodedBytes > limits.decodedBytes) return refuseSize(url, limits.decodedBytes);
      const isBomb = decodedBytes > ratioFloorBytes && decodedBytes > limits.decodedRatio * wireBytes;
      return encoding !== undefined && isBomb ? refuseRatio(url, limits.decodedRatio) : null;
    },
  };
}

function createDecoders(encoding: string | undefined): NodeJS.ReadWriteStream[] {
  const names = (encoding ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (names.length > maxEncodings) throw new TransportFailure("its body is compressed too many times", false);
  return names.reverse().map((name) => {
    const create = decoders[name];
    if (create === undefined) throw new TransportFailure("its body has an unknown content encoding", false);
    return create();
  });
}

function refuseSize(url: URL, maxBytes: number): StemmaError {
  const limit = `${Math.round((maxBytes / 1024 / 1024) * 100) / 100} MB`;
  return new StemmaError("too-large", `Stopped reading ${toSafeUrl(url)}: it is larger than ${limit}`, {
    hint: "Documents of this size are not read; the dataset is marked unreadable.",
  });
}

function refuseRatio(url: URL, ratio: number): StemmaError {
  return new StemmaError(
    "too-large",
    `Stopped reading ${toSafeUrl(url)}: it unpacks to more than ${ratio} times its size`,
    { hint: "This looks like a decompression bomb; the document is marked unreadable." },
  );
}
