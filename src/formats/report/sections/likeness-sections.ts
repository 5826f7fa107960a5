import { toRelationText } from "../../charts/index.ts";
import { markup } from "../../markup.ts";
import {
  toCountText,
  toIdList,
  toIdMarkup,
  toMeanText,
  toNumberText,
  toPathMarkup,
  toQuantity,
} from "../elements.ts";
import type { ReportPage, Section } from "../report-page.ts";

const maxRows = 40;

export function toSimilaritySection({ input, addTable }: ReportPage): Section | null {
  const { similarity } = input;
  if (similarity === null) return null;
  const { pairs, pairCount } = similarity;
  return {
    name: "similarity",
    title: "Shared ancestry",
    content:
      pairs.length === 0
        ? markup`<p>No two datasets have a known ancestor in common.</p>`
        : markup`<p>Pairs whose ancestries overlap, by the share of the weight of their paths that they have in common. It predicts shared rows; it does not count them.</p>
${addTable({
  caption: "Pairs with the most ancestry in common",
  columns: [
    { label: "Dataset" },
    { label: "With" },
    { label: "Similarity", isNumber: true },
    { label: "Shared ancestors", isNumber: true },
    { label: "Where the overlap comes in" },
  ],
  rows: pairs.slice(0, maxRows).map(({ a, b, similarity: value, sharedCount, contained, shared }) => [
    toIdMarkup(a),
    toIdMarkup(b),
    toMeanText(value),
    toNumberText(sharedCount),
    contained === null
      ? toIdList(
          shared.filter(({ isNearest }) => isNearest).map(({ ancestor }) => ancestor),
          4,
        )
      : markup`${toIdMarkup(contained)} is an ancestor of the other`,
  ]),
  total: pairCount,
})}`,
  };
}

export function toPatternsSection({ input, addTable }: ReportPage): Section | null {
  const { patterns } = input;
  if (patterns === null) return null;
  const { families, sequences, loneRoots, islands } = patterns;
  return {
    name: "patterns",
    title: "Families and patterns",
    content: markup`<p>${toQuantity(families.length, "family", "families")} of datasets that descend from one root more than from any other; ${toQuantity(loneRoots, "root")} without descendants; ${toQuantity(islands, "group")} connected at all.</p>
${
  families.length > 0 &&
  addTable({
    caption: "Families, by the root they descend from",
    columns: [{ label: "Root" }, { label: "Members", isNumber: true }, { label: "Largest shares" }],
    rows: families.slice(0, maxRows).map(({ root, members }) => [
      toIdMarkup(root),
      toNumberText(members.length),
      toIdList(
        members.map(({ id }) => id),
        5,
      ),
    ]),
    total: families.length,
  })
}
${
  sequences.length > 0 &&
  addTable({
    caption: "Relations that follow each other again and again",
    columns: [
      { label: "Steps, oldest first" },
      { label: "Chains", isNumber: true },
      { label: "Datasets", isNumber: true },
      { label: "Example" },
    ],
    rows: sequences
      .slice(0, maxRows)
      .map(({ relations, count, datasets, examples }) => [
        relations.map(toRelationText).join(" → "),
        toCountText(count),
        toNumberText(datasets),
        examples[0] === undefined ? "–" : toPathMarkup(examples[0]),
      ]),
    total: sequences.length,
  })
}`,
  };
}
