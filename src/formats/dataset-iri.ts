import { type DatasetId, toDatasetIdKind } from "../model/index.ts";

/** The namespaces that names in provenance formats are made of, by the prefix that stands for them. */
export const namespaces = {
  prov: "http://www.w3.org/ns/prov#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  dct: "http://purl.org/dc/terms/",
  hf: "https://huggingface.co/datasets/",
  gh: "https://github.com/",
  page: "urn:stemma:page:",
  name: "urn:stemma:name:",
  document: "urn:stemma:document:",
  edge: "urn:stemma:edge:",
  stemma: "urn:stemma:terms:",
} as const;

/** Address of the page of a dataset on the hub, of a repository or of a page; undefined for a bare name. */
export function findDatasetUrl(id: DatasetId): string | undefined {
  const kind = toDatasetIdKind(id);
  if (kind === "url") return toIri(id.slice("url:".length));
  if (kind === "github") return `${namespaces.gh}${id.slice("github:".length)}`;
  return kind === "name" ? undefined : `${namespaces.hf}${id}`;
}

/** One IRI per dataset: its address on the hub or GitHub, a URN for a page and for a name that was not resolved. */
export function toDatasetIri(id: DatasetId): string {
  const kind = toDatasetIdKind(id);
  if (kind === "url") return `${namespaces.page}${toIriSegment(id.slice("url:".length))}`;
  if (kind === "name") return `${namespaces.name}${toIriSegment(id.slice("name:".length))}`;
  return findDatasetUrl(id) ?? id;
}

/** Addresses come from foreign texts: what an IRI may not contain is percent-encoded. */
export function toIri(url: string): string {
  return url.toWellFormed().replace(/[\p{C}\p{Z}<>"{}|\\^`]/gu, encodeURIComponent);
}

/** Letters, digits, `-`, `_` and `.`; all else percent-encoded. */
export function toIriSegment(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
