import type { Edge, Evidence } from "../../model/index.ts";
import { findDatasetUrl, namespaces, toDatasetIri } from "../dataset-iri.ts";
import type { ExportFormat } from "../export-format.ts";
import { type ExportNode, toExportEdges, toExportNodes } from "../export-graph.ts";
import { toJson } from "../json-text.ts";
import { isQuote, toDocumentIri, toEdgeIri, toEvidenceIri, toQuotedDocuments } from "../provenance-names.ts";

type Attributes = Readonly<Record<string, unknown>>;

const prefixes = Object.entries(namespaces).filter(([prefix]) => prefix !== "rdfs" && prefix !== "dct");

/** W3C PROV-JSON: datasets, documents and evidence are entities, an edge is a derivation that names its evidence. */
export const provJson: ExportFormat = {
  name: "prov-json",
  meaning: "W3C PROV-JSON for the prov library and provenance stores",
  extension: "prov.json",
  mediaType: "application/json",
  needs: null,
  toContent: (graph) => {
    const edges = toExportEdges(graph);
    const evidence = edges.flatMap((edge) => edge.evidence.map((one, position) => ({ edge, one, position })));
    const entity = Object.fromEntries([
      ...toExportNodes(graph).map((node) => [toName(toDatasetIri(node.id)), toDatasetAttributes(node)]),
      ...toQuotedDocuments(edges).map(({ iri, document }) => [
        toName(iri),
        { "prov:type": toType("Document"), "prov:location": document.url, "stemma:sha256": document.sha256 },
      ]),
      ...evidence.map(({ edge, one, position }) => [
        toName(toEvidenceIri(edge, position)),
        toEvidenceAttributes(one),
      ]),
    ]);
    const wasDerivedFrom = Object.fromEntries([
      ...edges.map((edge) => [toName(toEdgeIri(edge)), toDerivation(edge)]),
      ...evidence
        .filter(({ one }) => isQuote(one))
        .map(({ edge, one, position }, index) => [`_:quotation${index}`, toQuotation(edge, one, position)]),
    ]);
    return toJson({ prefix: Object.fromEntries(prefixes), entity, wasDerivedFrom });
  },
};

/** `hf:org/name`: the longest namespace that the IRI begins with, by its prefix. */
function toName(iri: string): string {
  const [prefix = "", namespace = ""] = prefixes.find(([, start]) => iri.startsWith(start)) ?? [];
  return `${prefix}:${iri.slice(namespace.length)}`;
}

function toType(name: string): Attributes {
  return { $: `stemma:${name}`, type: "prov:QUALIFIED_NAME" };
}

function toDatasetAttributes({ id, dataset }: ExportNode): Attributes {
  const url = findDatasetUrl(id);
  return {
    "prov:type": toType("Dataset"),
    "prov:label": dataset?.title ?? id,
    "stemma:id": id,
    ...(url === undefined ? {} : { "prov:location": url }),
    ...(dataset === undefined
      ? {}
      : {
          "stemma:outcome": dataset.outcome.kind,
          "stemma:kind": dataset.profile.kind,
          ...toListAttribute("stemma:domain", dataset.profile.domains),
          ...toListAttribute("stemma:license", dataset.profile.licenses),
          ...(dataset.released === null
            ? {}
            : { "stemma:releasedEarliest": toDate(dataset.released.interval.earliest) }),
        }),
  };
}

function toListAttribute(name: string, values: readonly string[]): Attributes {
  return values.length === 0 ? {} : { [name]: values };
}

function toDate(day: string): Attributes {
  return { $: day, type: "xsd:date" };
}

function toEvidenceAttributes(evidence: Evidence): Attributes {
  if (evidence.kind === "quote") {
    return {
      "prov:type": toType("Quote"),
      "prov:value": evidence.quote.text,
      "stemma:start": evidence.quote.start,
      "stemma:end": evidence.quote.end,
      "stemma:method": evidence.method,
      "stemma:relation": evidence.relation,
    };
  }
  if (evidence.kind === "rows") {
    return {
      "prov:type": toType("Rows"),
      "prov:value": evidence.measure,
      "stemma:count": evidence.count,
      "stemma:of": evidence.of,
    };
  }
  return {
    "prov:type": toType("Assertion"),
    "prov:value": evidence.reason,
    "stemma:by": evidence.by,
    "stemma:relation": evidence.relation,
  };
}

function toDerivation(edge: Edge): Attributes {
  return {
    "prov:generatedEntity": toName(toDatasetIri(edge.downstream)),
    "prov:usedEntity": toName(toDatasetIri(edge.upstream)),
    "prov:type": toType(edge.relation),
    "stemma:status": edge.status,
    "stemma:confidence": { $: String(edge.confidence), type: "xsd:double" },
    ...toListAttribute("stemma:split", edge.splits),
    ...(edge.evidence.length === 0
      ? {}
      : {
          "stemma:evidence": edge.evidence.map((_, position) => ({
            $: toName(toEvidenceIri(edge, position)),
            type: "prov:QUALIFIED_NAME",
          })),
        }),
  };
}

function toQuotation(edge: Edge, evidence: Evidence, position: number): Attributes {
  const document = isQuote(evidence) ? toName(toDocumentIri(evidence.document)) : "";
  return {
    "prov:generatedEntity": toName(toEvidenceIri(edge, position)),
    "prov:usedEntity": document,
    "prov:type": { $: "prov:Quotation", type: "prov:QUALIFIED_NAME" },
  };
}
