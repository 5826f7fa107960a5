import type { Catalogue } from "../catalogue/index.ts";
import { findDatasetIdKind, toIdKey, toNameKey } from "../model/index.ts";
import type { GoldEdge } from "./labelled-corpus.ts";

/** Every key under which a label may be met: its ids, alternatives, what the catalogue knows them as, its names. */
export function toGoldKeys(edge: GoldEdge, catalogue: Catalogue): ReadonlySet<string> {
  const labels = [edge.source, ...(edge.alternatives ?? [])];
  const keys = new Set<string>();
  for (const label of labels) for (const key of toLabelKeys(label, catalogue)) keys.add(key);
  if (edge.unresolved === true && edge.mention != null) keys.add(`name:${toNameKey(edge.mention)}`);
  return keys;
}

function toLabelKeys(label: string, catalogue: Catalogue): string[] {
  const keys = [label.toLowerCase(), `github:${label.toLowerCase()}`];
  const entry = catalogue.findByHubId(label);
  if (entry !== undefined) keys.push(toIdKey(entry.id));
  else keys.push(...catalogue.findByRepository(label).map((home) => toIdKey(home.id)));
  if (findDatasetIdKind(label) !== "hub") {
    keys.push(`name:${toNameKey(label)}`);
    for (const match of catalogue.findByName(label)) keys.push(toIdKey(match.entry.id));
  }
  return keys;
}

/** Whether an id that was found is one that the label allows. */
export function isLabelled(id: string, mention: string, keys: ReadonlySet<string>): boolean {
  if (keys.has(toIdKey(id)) || keys.has(id.toLowerCase())) return true;
  const kind = findDatasetIdKind(id);
  const last =
    id
      .replace(/^[a-z]+:/, "")
      .split("/")
      .at(-1) ?? id;
  if (kind === "name" && keys.has(`name:${toNameKey(mention)}`)) return true;
  if (kind === "url") return [...keys].some((key) => key.includes("/") && id.toLowerCase().includes(key));
  return (
    kind !== "name" && [...keys].some((key) => key.startsWith("name:") && key === `name:${toNameKey(last)}`)
  );
}
