/** A text of which only the part in hand is held: `[position, end)` and what was marked to be kept before it. */
export class ByteWindow {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held = Buffer.alloc(0);
  /** Where the held bytes begin in the text. */
  #base = 0;
  #isOver = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The byte at a place of the text; undefined when more must be read, or nothing is left. */
  at(place: number): number | undefined {
    return this.#held[place - this.#base];
  }

  /** Where the held bytes end in the text. */
  get end(): number {
    return this.#base + this.#held.length;
  }

  /** The held bytes, and where they begin in the text. */
  get held(): { readonly bytes: Buffer; readonly base: number } {
    return { bytes: this.#held, base: this.#base };
  }

  slice(start: number, end: number): Buffer {
    return this.#held.subarray(start - this.#base, end - this.#base);
  }

  /** Reads on; bytes before `keep` are let go. As much is read as is kept, so that long values are not copied too often. */
  async more(keep: number): Promise<boolean> {
    const kept = this.#held.subarray(Math.max(keep - this.#base, 0));
    const fresh: Uint8Array[] = [];
    for (let read = 0; !this.#isOver && read <= kept.length; ) {
      const next = await this.#chunks.next();
      if (next.done) {
        this.#isOver = true;
        break;
      }
      fresh.push(next.value);
      read += next.value.length;
    }
    this.#base = this.end - kept.length;
    this.#held =
      fresh.length === 1 && kept.length === 0 ? toBuffer(fresh[0]) : Buffer.concat([kept, ...fresh]);
    return fresh.length > 0;
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}

function toBuffer(bytes: Uint8Array = new Uint8Array()): Buffer<ArrayBuffer> {
  return Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}
