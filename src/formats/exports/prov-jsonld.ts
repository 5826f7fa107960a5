import type { Edge, Evidence } from "../../model/index.ts";
import { findDatasetUrl, namespaces, toDatasetIri, toIri } from "../dataset-iri.ts";
import type { ExportFormat } from "../export-format.ts";
import { type ExportNode, toExportEdges, toExportNodes } from "../export-graph.ts";
import { toJson } from "../json-text.ts";
import { toDocumentIri, toEdgeIri, toEvidenceIri, toQuotedDocuments } from "../provenance-names.ts";

type JsonLd = Readonly<Record<string, unknown>>;

/** The context stands in the file: no reader has to fetch one. */
const context = {
  prov: namespaces.prov,
  xsd: namespaces.xsd,
  rdfs: namespaces.rdfs,
  dct: namespaces.dct,
  stemma: namespaces.stemma,
};

/** PROV-O as JSON-LD: `prov:wasDerivedFrom` for those who ask for it, a qualified derivation for all the rest. */
export const provJsonld: ExportFormat = {
  name: "prov-jsonld",
  meaning: "PROV-O as JSON-LD for RDF stores and rdflib",
  extension: "prov.jsonld",
  mediaType: "application/ld+json",
  needs: null,
  toContent: (graph) => {
    const edges = toExportEdges(graph);
    const byDownstream = Map.groupBy(edges, ({ downstream }) => downstream);
    return toJson({
      "@context": context,
      "@graph": [
        ...toExportNodes(graph).map((node) => toEntity(node, byDownstream.get(node.id) ?? [])),
        ...toQuotedDocuments(edges).map(({ iri, document }) => ({
          "@id": iri,
          "@type": ["prov:Entity", "stemma:Document"],
          "prov:atLocation": { "@id": toIri(document.url) },
          "stemma:documentKind": document.kind,
          "stemma:sha256": document.sha256,
        })),
        ...edges.flatMap((edge) =>
          edge.evidence.map((evidence, position) => toEvidence(toEvidenceIri(edge, position), evidence)),
        ),
      ],
    });
  },
};

function toEntity({ id, dataset }: ExportNode, edges: readonly Edge[]): JsonLd {
  const url = findDatasetUrl(id);
  return {
    "@id": toDatasetIri(id),
    "@type": ["prov:Entity", "stemma:Dataset"],
    "rdfs:label": dataset?.title ?? id,
    "dct:identifier": id,
    ...(url === undefined ? {} : { "prov:atLocation": { "@id": url } }),
    ...(dataset === undefined
      ? {}
      : {
          "dct:description": dataset.profile.summary,
          "dct:license": dataset.profile.licenses,
          "dct:subject": dataset.profile.domains,
          "stemma:outcome": dataset.outcome.kind,
          ...(dataset.released === null
            ? {}
            : { "dct:issued": { "@value": dataset.released.interval.earliest, "@type": "xsd:date" } }),
        }),
    "prov:wasDerivedFrom": edges.map(({ upstream }) => ({ "@id": toDatasetIri(upstream) })),
    "prov:qualifiedDerivation": edges.map(toDerivation),
  };
}

function toDerivation(edge: Edge): JsonLd {
  return {
    "@id": toEdgeIri(edge),
    "@type": ["prov:Derivation", `stemma:${edge.relation}`],
    "prov:entity": { "@id": toDatasetIri(edge.upstream) },
    "stemma:status": edge.status,
    "stemma:confidence": { "@value": String(edge.confidence), "@type": "xsd:double" },
    "stemma:split": edge.splits,
    "stemma:evidence": edge.evidence.map((_, position) => ({ "@id": toEvidenceIri(edge, position) })),
  };
}

function toEvidence(iri: string, evidence: Evidence): JsonLd {
  if (evidence.kind === "quote") {
    return {
      "@id": iri,
      "@type": ["prov:Entity", "stemma:Quote"],
      "prov:value": evidence.quote.text,
      "prov:wasQuotedFrom": { "@id": toDocumentIri(evidence.document) },
      "stemma:start": evidence.quote.start,
      "stemma:end": evidence.quote.end,
      "stemma:method": evidence.method,
    };
  }
  if (evidence.kind === "rows") {
    return {
      "@id": iri,
      "@type": ["prov:Entity", "stemma:Rows"],
      "prov:value": evidence.measure,
      "stemma:count": evidence.count,
      "stemma:of": evidence.of,
    };
  }
  return {
    "@id": iri,
    "@type": ["prov:Entity", "stemma:Assertion"],
    "prov:value": evidence.reason,
    "stemma:by": evidence.by,
  };
}
