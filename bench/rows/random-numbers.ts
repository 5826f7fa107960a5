/** Chris Doty-Humphrey's sfc32: the same numbers for the same three words, wherever and in whatever order they are asked for. */
export class RandomNumbers {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 1;

  restart(a: number, b: number, c: number): void {
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    this.counter = 1;
    for (let round = 0; round < 12; round++) this.nextWord();
  }

  /** 32 bits. */
  nextWord(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number from 0 to `limit` - 1. */
  nextBelow(limit: number): number {
    return Math.floor((this.nextWord() / 2 ** 32) * limit);
  }
}

/** 32 bits that look drawn, from a row's number and what they are for. */
export function mixWords(seed: number, row: number, purpose: number): number {
  let bits = Math.imul(row ^ Math.imul(purpose, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(seed, 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
