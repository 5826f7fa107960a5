import { writeCharacterPage } from "./character-page.ts";
import { type CompiledModule, webAssembly } from "./web-assembly.ts";

/** What `assembly/index.ts` exports: addresses and lengths are in bytes, a handle is an address. */
interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  allocate(bytes: number): number;
  rowAt(): number;
  reserveRow(bytes: number): number;
  setRow(first: number, second: number, third: number): void;
  hashAt(): number;
  hashRow(fields: number, form: number): void;
  reserveGiven(bytes: number): number;
  hashGiven(length: number): void;
  reserveText(bytes: number): number;
  shingleRow(unit: number, size: number): number;
  allShinglesAt(): number;
  signRow(unit: number, size: number, permutations: number, count: number): number;
  signatureAt(): number;
  createGramTable(): number;
  gramCount(table: number): number;
  addGrams(table: number, unit: number, size: number, length: number): number;
  findInGiven(table: number, unit: number, size: number, length: number): number;
  findInField(table: number, unit: number, size: number, field: number): number;
  resultsAt(): number;
  reserveNames(first: number, second: number, third: number): number;
  reserveLines(bytes: number): number;
  feedLines(bytes: number): void;
  nextLine(): number;
  lineAt(): number;
  lineLength(): number;
}

/** An instance of the compiled kernels and its memory. */
export class KernelInstance {
  readonly exports: KernelExports;
  #bytes = Buffer.alloc(0);
  #words = new Uint32Array(0);

  constructor(module: CompiledModule) {
    const host = {
      failToGrow: (bytes: number) => {
        throw new RangeError(`The memory of the kernels cannot take ${bytes >>> 0} bytes more.`);
      },
      lowerText: (into: number, from: number, to: number) =>
        into + this.writeText(this.readText(from, to).toLowerCase(), into),
      writeCharacterPage: (page: number, into: number) => writeCharacterPage(page, this.words, into >>> 2),
    };
    this.exports = new webAssembly.Instance(module, { host }).exports as KernelExports;
  }

  /** The memory as it is now: it moves when it grows, in any call. */
  get bytes(): Buffer<ArrayBuffer> {
    if (this.#bytes.byteLength === 0) this.#bytes = Buffer.from(this.exports.memory.buffer);
    return this.#bytes;
  }

  get words(): Uint32Array<ArrayBuffer> {
    if (this.#words.byteLength === 0) this.#words = new Uint32Array(this.exports.memory.buffer);
    return this.#words;
  }

  readText(from: number, to: number): string {
    return this.bytes.toString("utf8", from, to);
  }

  /** Where there is room for it; gives the number of bytes. */
  writeText(text: string, at: number): number {
    return text === "" ? 0 : this.bytes.write(text, at);
  }

  copyWords(at: number, count: number): Uint32Array {
    return this.words.slice(at >>> 2, (at >>> 2) + count);
  }
}

/** Bytes that a text may need as UTF-8: close for a long one, quick to tell for a short one. */
export function toByteBound(text: string): number {
  return text.length < 0x10000 ? text.length * 3 : Buffer.byteLength(text);
}
