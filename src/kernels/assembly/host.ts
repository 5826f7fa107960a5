/** Throws, as no memory can be had. */
export declare function failToGrow(bytes: usize): void;

/** Writes the text in lower case, by all the rules of Unicode, and gives the end of what it wrote. */
export declare function lowerText(into: usize, p: usize, end: usize): usize;

/**
 * Writes what Unicode says of the 256 code points of a page, a word each: its lower case in the lower 21 bits, above them
 * the bits of `character-table`.
 */
export declare function writeCharacterPage(page: u32, into: usize): void;
