export { toAbstractRead, toMissingPaper } from "./abstract.ts";
export { type Arxiv, createArxiv, type PaperLookup } from "./arxiv.ts";
export { findArxivId, toAbstractUrl, toTitleKey } from "./arxiv-id.ts";
