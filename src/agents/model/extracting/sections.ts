import type { Passage } from "../../extracting/passage.ts";

/** Passages in a row that stand under one heading; the headings that open them are the first. */
export type Section = readonly Passage[];

/** Parts a document where its headings stand, and where a section is longer than `maxCharacters` between its passages. */
export function toSections(passages: readonly Passage[], maxCharacters: number): Section[] {
  const sections: Passage[][] = [];
  let size = 0;
  for (const passage of passages) {
    const open = sections.at(-1);
    const length = toLength(passage);
    const isNew = passage.kind === "heading" && open?.some(({ kind }) => kind !== "heading") === true;
    if (open === undefined || isNew || size + length > maxCharacters) {
      sections.push([passage]);
      size = 0;
    } else open.push(passage);
    size += length;
  }
  return sections;
}

export function toCharacters(section: Section): number {
  return section.reduce((sum, passage) => sum + toLength(passage), 0);
}

/** A passage is shown with its number and kind, so that even an empty one takes room. */
function toLength(passage: Passage): number {
  return passage.text.length + 16;
}
