import type { Dataset, Edge, Outcome } from "../../../model/index.ts";
import { toRelationText } from "../../charts/index.ts";
import { type Markup, markup } from "../../markup.ts";
import { toIdMarkup, toNumberText, toQuantity } from "../elements.ts";
import type { ReportPage, Section } from "../report-page.ts";

const maxRows = 60;

const outcomeTexts: Readonly<Record<Outcome["kind"], { readonly name: string; readonly meaning: string }>> = {
  traced: { name: "Traced", meaning: "documents were read and name sources" },
  "root-declared": { name: "Root, declared", meaning: "a document says that it was made of nothing else" },
  "root-no-statement": {
    name: "Root, no statement",
    meaning: "documents were read and searched, and name no source",
  },
  unreadable: { name: "Unreadable", meaning: "its documents could not be read; it may have sources" },
  "not-on-hub": { name: "Not on the hub", meaning: "a name or page that no dataset was found for" },
  "cut-off": {
    name: "Cut off",
    meaning: "not traced: released in 2020 or earlier, too far, or a budget was used up",
  },
};

/** How tracing ended, dataset by dataset. */
export function toOutcomesSection({ input, addTable }: ReportPage): Section {
  const { datasets } = input.graph;
  const byKind = Map.groupBy(datasets, ({ outcome }) => outcome.kind);
  return {
    name: "outcomes",
    title: "What was traced",
    content: addTable({
      caption: "Datasets by how their tracing ended",
      columns: [{ label: "Outcome" }, { label: "Datasets", isNumber: true }, { label: "What it means" }],
      rows: (Object.keys(outcomeTexts) as Outcome["kind"][]).map((kind) => [
        outcomeTexts[kind].name,
        toNumberText(byKind.get(kind)?.length ?? 0),
        outcomeTexts[kind].meaning,
      ]),
    }),
  };
}

/** What a reader must not take for known. */
export function toUnknownsSection(page: ReportPage): Section {
  const { datasets, rejected } = page.input.graph;
  const lists = [
    toDatasetTable(
      page,
      "Datasets whose documents could not be read",
      datasets.filter(({ outcome }) => outcome.kind === "unreadable"),
    ),
    toDatasetTable(
      page,
      "Names that no dataset was found for",
      datasets.filter(({ outcome }) => outcome.kind === "not-on-hub"),
    ),
    toDatasetTable(
      page,
      "Datasets that were not traced",
      datasets.filter(({ outcome }) => outcome.kind === "cut-off"),
    ),
    toRejectedTable(page, rejected),
  ];
  return {
    name: "unknown",
    title: "What is not known",
    content: markup`<p>Lineage is what documents say. What nobody wrote down, or what could not be read, is missing from every table above.</p>
<ul class="notes">${toGaps(datasets).map((gap) => markup`<li>${gap}</li>`)}</ul>
${lists}`,
  };
}

function toGaps(datasets: readonly Dataset[]): string[] {
  const count = (isMissing: (dataset: Dataset) => boolean) => datasets.filter(isMissing).length;
  const documents = datasets.reduce((sum, { unreadable }) => sum + unreadable.length, 0);
  const gaps: readonly (readonly [number, string, string])[] = [
    [documents, "document", "looked for and not readable"],
    [count(({ released }) => released === null), "dataset", "without a known date of release"],
    [count(({ profile }) => profile.domains.length === 0), "dataset", "without a known domain"],
    [count(({ profile }) => profile.licenses.length === 0), "dataset", "without a declared licence"],
  ];
  return gaps.flatMap(([missing, one, what]) =>
    missing === 0 ? [] : [`${toQuantity(missing, one)} ${what}.`],
  );
}

function toDatasetTable(
  { addTable }: ReportPage,
  caption: string,
  datasets: readonly Dataset[],
): Markup | null {
  if (datasets.length === 0) return null;
  return addTable({
    caption,
    columns: [{ label: "Dataset" }, { label: "Reason" }],
    rows: datasets.slice(0, maxRows).map(({ id, outcome }) => [toIdMarkup(id), toReason(outcome)]),
    total: datasets.length,
  });
}

function toReason(outcome: Outcome): string {
  switch (outcome.kind) {
    case "unreadable":
      return outcome.detail === "" ? outcome.reason : `${outcome.reason}: ${outcome.detail}`;
    case "cut-off":
      return outcome.reason.replaceAll("-", " ");
    default:
      return outcomeTexts[outcome.kind].meaning;
  }
}

function toRejectedTable({ addTable }: ReportPage, rejected: readonly Edge[]): Markup | null {
  if (rejected.length === 0) return null;
  return addTable({
    caption: "Edges that were claimed and are not in the graph",
    columns: [
      { label: "Dataset" },
      { label: "Claimed source" },
      { label: "Relation" },
      { label: "Why it was rejected" },
    ],
    rows: rejected
      .slice(0, maxRows)
      .map((edge) => [
        toIdMarkup(edge.downstream),
        toIdMarkup(edge.upstream),
        toRelationText(edge.relation),
        edge.reasons.join("; "),
      ]),
    total: rejected.length,
  });
}
