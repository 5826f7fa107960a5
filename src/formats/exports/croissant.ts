import { compareIds, type Dataset, type DatasetId, type Edge, type LineageGraph } from "../../model/index.ts";
import { findDatasetUrl, namespaces, toDatasetIri } from "../dataset-iri.ts";
import { type ExportFormat, toChosenDataset } from "../export-format.ts";
import { toExportEdges } from "../export-graph.ts";
import { toJson } from "../json-text.ts";
import { isQuote, toEdgeIri } from "../provenance-names.ts";
import { findSpdxIdentifier } from "../spdx-licenses.ts";

type JsonLd = Readonly<Record<string, unknown>>;

/** The context of Croissant 1.1 (its appendix 1), with PROV-O as its provenance section asks. */
const context = {
  "@language": "en",
  "@vocab": "https://schema.org/",
  annotation: "cr:annotation",
  arrayShape: "cr:arrayShape",
  citeAs: "cr:citeAs",
  column: "cr:column",
  conformsTo: "dct:conformsTo",
  containedIn: "cr:containedIn",
  cr: "http://mlcommons.org/croissant/",
  rai: "http://mlcommons.org/croissant/RAI/",
  data: { "@id": "cr:data", "@type": "@json" },
  dataType: { "@id": "cr:dataType", "@type": "@vocab" },
  dct: namespaces.dct,
  description: { "@container": "@language" },
  equivalentProperty: "cr:equivalentProperty",
  examples: { "@id": "cr:examples", "@type": "@json" },
  excludes: "cr:excludes",
  extract: "cr:extract",
  field: "cr:field",
  fileProperty: "cr:fileProperty",
  fileObject: "cr:fileObject",
  fileSet: "cr:fileSet",
  format: "cr:format",
  includes: "cr:includes",
  isArray: "cr:isArray",
  isLiveDataset: "cr:isLiveDataset",
  jsonPath: "cr:jsonPath",
  key: "cr:key",
  md5: "cr:md5",
  name: { "@container": "@language" },
  parentField: "cr:parentField",
  path: "cr:path",
  prov: namespaces.prov,
  readLines: "cr:readLines",
  recordSet: "cr:recordSet",
  references: "cr:references",
  regex: "cr:regex",
  repeated: "cr:repeated",
  replace: "cr:replace",
  samplingRate: "cr:samplingRate",
  sc: "https://schema.org/",
  sdVersion: "cr:sdVersion",
  separator: "cr:separator",
  source: "cr:source",
  stemma: namespaces.stemma,
  subField: "cr:subField",
  transform: "cr:transform",
  unArchive: "cr:unArchive",
  value: "cr:value",
};

/** Croissant 1.1 of one dataset: its own metadata and, as PROV-O, the whole of its ancestry. Files are not described. */
export const croissant: ExportFormat = {
  name: "croissant",
  meaning: "Croissant 1.1 metadata of one dataset with the provenance of its upstreams",
  extension: "croissant.json",
  mediaType: "application/ld+json",
  needs: "dataset",
  toContent: (graph, options) => {
    const dataset = toChosenDataset(graph, options);
    return toJson({
      "@context": context,
      "@type": "sc:Dataset",
      "@id": toDatasetIri(dataset.id),
      conformsTo: "http://mlcommons.org/croissant/1.1",
      ...toMetadata(dataset),
      ...toProvenance(graph, dataset.id),
    });
  },
};

function toMetadata(dataset: Dataset): JsonLd {
  const { profile, released, lastModified } = dataset;
  const url = findDatasetUrl(dataset.id);
  const owner = /^(?:github:)?([^/:]+)\//.exec(dataset.id)?.[1];
  return {
    name: dataset.title ?? dataset.id,
    description: profile.summary || dataset.id,
    identifier: dataset.id,
    ...(url === undefined ? {} : { url }),
    ...(owner === undefined ? {} : { creator: { "@type": "sc:Organization", name: owner } }),
    ...(released === null ? {} : { datePublished: released.interval.earliest }),
    ...(lastModified === null ? {} : { dateModified: lastModified }),
    license: profile.licenses.map(toLicense),
    inLanguage: profile.languages,
    keywords: [...profile.domains, ...profile.methods],
    isAccessibleForFree: !dataset.gated,
  };
}

function toLicense(tag: string): string {
  const identifier = findSpdxIdentifier(tag);
  return identifier === undefined ? tag : `https://spdx.org/licenses/${identifier}.html`;
}

/** The derivations of the dataset, then those of each of its ancestors, so that the whole way up is in the file. */
function toProvenance(graph: LineageGraph, id: DatasetId): JsonLd {
  const byDownstream = Map.groupBy(toExportEdges(graph), ({ downstream }) => downstream);
  const ancestors = toAncestors(byDownstream, id);
  return {
    "prov:wasDerivedFrom": (byDownstream.get(id) ?? []).map(({ upstream }) => ({
      "@id": toDatasetIri(upstream),
    })),
    "prov:qualifiedDerivation": (byDownstream.get(id) ?? []).map(toDerivation),
    "stemma:ancestor": ancestors.map((ancestor) => ({
      "@id": toDatasetIri(ancestor),
      "@type": "prov:Entity",
      "prov:label": ancestor,
      "prov:wasDerivedFrom": (byDownstream.get(ancestor) ?? []).map(({ upstream }) => ({
        "@id": toDatasetIri(upstream),
      })),
      "prov:qualifiedDerivation": (byDownstream.get(ancestor) ?? []).map(toDerivation),
    })),
  };
}

function toAncestors(
  byDownstream: ReadonlyMap<DatasetId, readonly Edge[]>,
  id: DatasetId,
): readonly DatasetId[] {
  const found = new Set<DatasetId>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { upstream } of byDownstream.get(next) ?? []) {
      if (found.has(upstream) || upstream === id) continue;
      found.add(upstream);
      open.push(upstream);
    }
  }
  return [...found].sort(compareIds);
}

function toDerivation(edge: Edge): JsonLd {
  return {
    "@id": toEdgeIri(edge),
    "@type": "prov:Derivation",
    "prov:entity": { "@id": toDatasetIri(edge.upstream) },
    "stemma:relation": edge.relation,
    "stemma:status": edge.status,
    "stemma:confidence": edge.confidence,
    "stemma:split": edge.splits,
    "stemma:quote": edge.evidence.filter(isQuote).map(({ quote, document }) => ({
      "prov:value": quote.text,
      "stemma:documentUrl": document.url,
      "stemma:documentSha256": document.sha256,
    })),
  };
}
