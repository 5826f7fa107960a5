const frameMagic = 0x184d2204;
const blockSizes: Readonly<Record<number, number>> = {
  4: 64 * 1024,
  5: 256 * 1024,
  6: 1024 * 1024,
  7: 4 * 1024 * 1024,
};
const shortestMatch = 4;

/** Bytes that grow, of which earlier ones can be repeated. */
interface Output {
  bytes: Uint8Array;
  length: number;
}

/**
 * Unpacks one LZ4 frame, whose blocks may refer to blocks before. Checksums are not looked at.
 *
 * @throws Error when the bytes are no such frame.
 */
export function unpackLz4Frame(packed: Uint8Array): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.length < 7 || view.getUint32(0, true) !== frameMagic) throw new Error("it is no LZ4 frame");
  const flags = view.getUint8(4);
  const blockBytes = blockSizes[(view.getUint8(5) >> 4) & 7];
  if (blockBytes === undefined) throw new Error("the LZ4 frame has an unknown block size");
  const hasContentSize = (flags & 8) !== 0;
  const output: Output = { bytes: new Uint8Array(blockBytes), length: 0 };
  let position = 7 + (hasContentSize ? 8 : 0) + (flags & 1 ? 4 : 0);
  for (;;) {
    const size = view.getUint32(position, true);
    position += 4;
    if (size === 0) return output.bytes.subarray(0, output.length);
    const end = position + (size & 0x7fffffff);
    if (end > packed.length) throw new Error("the LZ4 frame is cut off");
    reserve(output, blockBytes);
    const block = packed.subarray(position, end);
    if (size >>> 31 === 1) append(output, block);
    else unpackBlock(block, output, output.length + blockBytes);
    position = end + (flags & 16 ? 4 : 0);
  }
}

function unpackBlock(block: Uint8Array, output: Output, mostLength: number): void {
  const reader = { block, position: 0 };
  for (;;) {
    const token = readByte(reader);
    const literals = readLength(reader, token >> 4);
    if (reader.position + literals > block.length || output.length + literals > mostLength) throw toBroken();
    append(output, block.subarray(reader.position, reader.position + literals));
    reader.position += literals;
    if (reader.position === block.length) return;
    const offset = readByte(reader) | (readByte(reader) << 8);
    const length = readLength(reader, token & 15) + shortestMatch;
    if (offset === 0 || offset > output.length || output.length + length > mostLength) throw toBroken();
    repeat(output, offset, length);
  }
}

function readLength(reader: { block: Uint8Array; position: number }, short: number): number {
  let length = short;
  for (let byte = short === 15 ? 255 : 0; byte === 255; ) {
    byte = readByte(reader);
    length += byte;
  }
  return length;
}

function readByte(reader: { block: Uint8Array; position: number }): number {
  const byte = reader.block[reader.position];
  if (byte === undefined) throw toBroken();
  reader.position += 1;
  return byte;
}

function append(output: Output, bytes: Uint8Array): void {
  output.bytes.set(bytes, output.length);
  output.length += bytes.length;
}

/** The repeated bytes may overlap those that are written. */
function repeat(output: Output, offset: number, length: number): void {
  const { bytes } = output;
  const start = output.length - offset;
  if (offset >= length) bytes.copyWithin(output.length, start, start + length);
  else for (let index = 0; index < length; index++) bytes[output.length + index] = bytes[start + index] ?? 0;
  output.length += length;
}

function reserve(output: Output, more: number): void {
  if (output.length + more <= output.bytes.length) return;
  const larger = new Uint8Array(Math.max(output.bytes.length * 2, output.length + more));
  larger.set(output.bytes.subarray(0, output.length));
  output.bytes = larger;
}

function toBroken(): Error {
  return new Error("an LZ4 block is damaged");
}
