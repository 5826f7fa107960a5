import type { Catalogue } from "../../catalogue/index.ts";
import { toNameKey } from "../../model/index.ts";
import type { Passage } from "../extracting/passage.ts";
import { toLinkTarget } from "./links.ts";
import { emptyLinkTexts } from "./mention-patterns.ts";
import { toLastSegment } from "./subject-names.ts";

/** Names a document teaches: the text of a link that goes to a dataset, and the dataset's last segment. */
export function learnNames(passages: readonly Passage[], catalogue: Catalogue): ReadonlyMap<string, string> {
  const ids = new Map<string, Set<string>>();
  const add = (name: string, id: string) => {
    const key = toNameKey(name);
    if (key.length < 3 || key.length > 60 || emptyLinkTexts.has(key) || /^\d+[km]?$/.test(key)) return;
    ids.set(key, (ids.get(key) ?? new Set()).add(id));
  };
  for (const passage of passages) {
    for (const link of passage.links) {
      const target = toLinkTarget(link.url);
      if (target.kind !== "dataset" || link.isImage) continue;
      const id = toCanonical(target.id, catalogue);
      add(toLastSegment(target.id), id);
      const text = passage.text.slice(link.start, link.end);
      if (text.length <= 60 && !catalogue.isNotDataset(text)) add(text, id);
    }
  }
  const learned = new Map<string, string>();
  for (const [key, candidates] of ids) {
    const [only] = candidates;
    if (candidates.size === 1 && only !== undefined) learned.set(key, only);
  }
  return learned;
}

/** The canonical id of a legacy one; any other id as it is. */
export function toCanonical(id: string, catalogue: Catalogue): string {
  const entry = catalogue.findByHubId(id);
  return entry !== undefined &&
    (entry.legacyIds ?? []).some((legacy) => legacy.toLowerCase() === id.toLowerCase())
    ? entry.id
    : id;
}
