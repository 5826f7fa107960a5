import fc from "fast-check";
import { expect, test } from "vitest";
import {
  importFormats,
  insertCardSection,
  listMixtureCompanions,
  mixtureReaders,
  parseGraph,
  parseMixture,
  toExportFormat,
} from "../../src/formats/index.ts";
import { ImportedGraph, Mixture, StemmaError } from "../../src/model/index.ts";
import { makeGraph } from "../support/lineage-fixture.ts";
import { anyText } from "./hostile-graph.ts";

const graph = makeGraph(["a/one -> a/two", "a/two -> a/three"]);
const sound = [
  JSON.stringify(graph),
  String(toExportFormat("graphml").toContent(graph, {})),
  String(toExportFormat("csv").toContent(graph, { table: "edges" })),
  '{"target": "a/b", "source": "c/d", "meta_info": "{}"}\n{"target": "a/b", "source": "x", "meta_info": "[]"}\n',
  "base_model: x\ndatasets:\n  - path: a/b\n    split: train\n    data_files: [x.json]\n",
  '{"one": {"hf_hub_url": "a/b"}, "two": {"file_name": "x.json"}}',
  "dataset: one, two\ninterleave_probs: 0.5,0.5\n",
  "dataset_mixer_list: [a/b, 1.0]\ndataset_mixer: {c/d: 2}\n",
  "---\nsource_datasets: [a/b]\n---\ntext\n",
];

/** Sound files with a piece cut out, doubled or replaced, and texts that are no file at all. */
const anyFile = fc.oneof(
  anyText,
  fc
    .tuple(
      fc.constantFrom(...sound),
      fc.nat(),
      fc.nat(40),
      anyText.filter((text) => text.length < 100),
    )
    .map(([text, at, length, piece]) => {
      const start = at % (text.length + 1);
      return `${text.slice(0, start)}${piece}${text.slice(start + length)}`;
    }),
);

/** What is not a StemmaError is a fault of ours. */
function toCode(work: () => void): string {
  try {
    work();
  } catch (error) {
    if (error instanceof StemmaError) return error.code;
    throw error;
  }
  return "read";
}

const numRuns = 150;

test.each([undefined, ...importFormats.map(({ name }) => name)])("a damaged graph read as %s", (format) => {
  const codes = new Set<string>();
  fc.assert(
    fc.property(anyFile, (text) => {
      codes.add(
        toCode(() => {
          const { graph: found } = parseGraph([{ name: "x", text }], format);
          ImportedGraph.parse(found);
        }),
      );
    }),
    { numRuns },
  );
  expect([...codes].filter((code) => !["read", "usage", "corrupt"].includes(code))).toEqual([]);
});

test.each([undefined, ...mixtureReaders.map(({ name }) => name)])(
  "a damaged mixture read as %s",
  (format) => {
    const companions = [{ name: "dataset_info.json", text: sound[5] ?? "" }];
    const codes = new Set<string>();
    fc.assert(
      fc.property(anyFile, (text) => {
        const file = { name: "x", text };
        codes.add(
          toCode(() => Mixture.parse(parseMixture(file, format === undefined ? {} : { format, companions }))),
        );
        codes.add(toCode(() => listMixtureCompanions(file)));
      }),
      { numRuns },
    );
    expect([...codes].filter((code) => !["read", "usage"].includes(code))).toEqual([]);
  },
);

test("a damaged card", () => {
  fc.assert(
    fc.property(anyFile, (card) => {
      const code = toCode(() => {
        const once = insertCardSection(card, "text", ["a/b", "c/d"]);
        expect(insertCardSection(once, "text", ["a/b", "c/d"])).toBe(once);
      });
      expect(["read", "usage"]).toContain(code);
    }),
    { numRuns: 400 },
  );
});
