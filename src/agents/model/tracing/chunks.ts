import type { Passage } from "../../extracting/passage.ts";
import { type Section, toCharacters, toSections } from "../extracting/sections.ts";

/** What a model reads at once. */
export type Chunk = readonly Passage[];

/** About four thousand tokens: short enough to be read with care, long enough to hold a card. */
const maxChunkCharacters = 16_000;

/**
 * Parts passages into chunks at section borders; a section that is longer than a chunk is parted between its passages, and
 * a passage that is longer stands alone. Every passage is in exactly one chunk, in the order of the document.
 */
export function toChunks(passages: readonly Passage[], maxCharacters = maxChunkCharacters): Chunk[] {
  const chunks: Section[] = [];
  let size = 0;
  for (const section of toSections(passages, maxCharacters)) {
    const length = toCharacters(section);
    const open = chunks.at(-1);
    if (open === undefined || size + length > maxCharacters) {
      chunks.push(section);
      size = length;
    } else {
      chunks[chunks.length - 1] = [...open, ...section];
      size += length;
    }
  }
  return chunks;
}
