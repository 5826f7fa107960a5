const modern = /^\d{4}\.\d{4,5}$/;
const legacy = /^[a-z-]+(?:\.[A-Z]{2})?\/\d{7}$/;

/** The id without prefix and version (`arXiv:2407.00001v2` -> `2407.00001`); undefined when it is none. */
export function findArxivId(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^arxiv:\s*/i, "")
    .replace(/v\d+$/, "");
  return modern.test(bare) || legacy.test(bare) ? bare : undefined;
}

/** The abstract's page, by which a paper is named whatever text of it was read. */
export function toAbstractUrl(arxivId: string): string {
  return `https://arxiv.org/abs/${arxivId}`;
}

export function toPaperPageUrl(arxivId: string): string {
  return `https://arxiv.org/html/${arxivId}`;
}

/** The form that two spellings of one title share. */
export function toTitleKey(title: string): string {
  return title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
