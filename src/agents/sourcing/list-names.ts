import type { Catalogue } from "../../catalogue/index.ts";
import { type DatasetId, type Document, isSameDataset } from "../../model/index.ts";
import type { HubRecord } from "../../model/ports/index.ts";
import { readFrontMatter } from "../extracting/front-matter.ts";
import { toLastSegment } from "../tracing/subject-names.ts";

const emptyTitles =
  /^(?:data ?set|dataset card|readme|introduction|overview|summary|about|description|table of contents)$/i;

/**
 * Names by which documents call a dataset: the last segment of its id, the card's `pretty_name`, its first heading unless
 * that is the name of another dataset, as in a README that several share.
 */
export function listNames(
  catalogue: Catalogue,
  record: HubRecord | null,
  { id, card }: { readonly id: DatasetId; readonly card: Document | null },
): readonly string[] {
  const names = [toLastSegment(id), ...(record === null ? [] : [toLastSegment(record.id)])];
  if (card !== null) {
    const frontMatter = readFrontMatter(card.text);
    const pretty = frontMatter.fields.pretty_name;
    if (typeof pretty === "string" && pretty.trim() !== "") names.push(pretty.trim());
    const title = /^#\s+(.+)$/m.exec(card.text.slice(frontMatter.end, frontMatter.end + 4000))?.[1];
    const cleaned = title === undefined ? "" : toPlainTitle(title);
    const isOther = catalogue.findByName(cleaned).some((match) => !isSameDataset(match.entry.id, id));
    if (cleaned.length >= 3 && cleaned.length <= 60 && !emptyTitles.test(cleaned) && !isOther)
      names.push(cleaned);
  }
  return [...new Set(names)];
}

function toPlainTitle(title: string): string {
  return (
    title
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[*_`#]|:[a-z_]+:/g, "")
      .replace(/^\s*(?:data ?set card (?:for|of)|welcome to|the)\s+/i, "")
      .split(/[:：–—|]/)[0]
      ?.replace(/[^\p{L}\p{N}\s.+/-]/gu, "")
      .trim() ?? ""
  );
}
