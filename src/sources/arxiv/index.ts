export { toAbstractRead, toMissingPaper } from "./abstract.ts";
export { findArxivId, toAbstractUrl, toPaperPageUrl, toTitleKey } from "./arxiv-id.ts";
