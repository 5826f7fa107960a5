/** The upper 32 bits of the product of two words of 32 bits without sign; the lower ones are `Math.imul(a, b)`. */
export function multiplyHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const left = (Math.imul(a1, b0) + (Math.imul(a0, b0) >>> 16)) >>> 0;
  const right = (Math.imul(a0, b1) + (left & 0xffff)) >>> 0;
  return (Math.imul(a1, b1) + (left >>> 16) + (right >>> 16)) | 0;
}
