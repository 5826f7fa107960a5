import { crc32 } from "node:zlib";

const sealLength = 8;

/** JSON behind a checksum of its own, so that a flipped bit is told from what was written. */
export function toSealedJson(value: unknown): string {
  const json = JSON.stringify(value);
  return `${toSeal(json)} ${json}`;
}

/** The JSON text, or undefined when it is not the one that was sealed. */
export function findSealedJson(sealed: string): string | undefined {
  const json = sealed.slice(sealLength + 1);
  return sealed.startsWith(`${toSeal(json)} `) ? json : undefined;
}

function toSeal(json: string): string {
  return crc32(json).toString(16).padStart(sealLength, "0");
}
