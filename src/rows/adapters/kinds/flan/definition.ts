import { findFlatMapping } from "../../flat-columns.ts";
import type { RowAdapter } from "../../row-adapter.ts";

const targets = [
  "targets",
  "target",
  "targets pretokenized",
  "target text",
  "output answer",
  "outputs",
  "output",
  "label",
  "labels",
  "summary",
  "highlights",
  "abstract",
];

export const flan: RowAdapter = {
  name: "flan",
  meaning: "an input and its target, as collections of tasks write them",
  places: "input or inputs (after a definition, where there is one), target or targets (or output, label)",
  examples: ["Muennighoff/flan", "bigscience/P3", "Muennighoff/natural-instructions", "allenai/lila"],
  findMapping: (columns) =>
    findFlatMapping(columns, {
      asking: ["definition", "task definition"],
      answering: targets,
      context: ["inputs", "input"],
    }) ??
    findFlatMapping(columns, {
      asking: [
        "inputs",
        "input",
        "inputs pretokenized",
        "input text",
        "source text",
        "sentence",
        "text",
        "article",
        "document",
        "dialogue",
      ],
      answering: targets,
    }),
};
