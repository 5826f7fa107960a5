import type { Node } from "yaml";
import { StemmaError } from "../../model/index.ts";
import type { TextFile } from "../import-format.ts";
import {
  type MixtureInput,
  type MixtureReader,
  type ParsedMixtureEntry,
  toEntry,
  toSetAside,
  toWeight,
} from "../mixture-format.ts";
import { type PlacedText, parseYamlTree, type YamlTree } from "../yaml-tree.ts";

const sourceKeys = ["hf_hub_url", "ms_hub_url", "om_hub_url", "script_url", "cloud_file_name", "file_name"];

/**
 * LLaMA-Factory: `dataset_info.json` by itself (all that it defines), or a training configuration that names some of
 * it and needs `dataset_info.json` as a companion.
 */
export const llamaFactory: MixtureReader = {
  name: "llama-factory",
  meaning: "LLaMA-Factory's dataset_info.json, or its training configuration (YAML with `dataset:`)",
  fits: ({ tree }) => tree !== undefined && (isDefinition(tree) || isConfiguration(tree)),
  read: (input) => {
    const { tree, file } = input;
    if (tree === undefined) return { entries: [], setAside: [] };
    if (!isDefinition(tree)) return readConfiguration(input, tree);
    const entries = tree
      .listPairs(tree.root)
      .flatMap(({ key, value }) => (value === undefined ? [] : toDefined(tree, { key, value, file })));
    return { entries, setAside: [] };
  },
};

/** The files that a training configuration refers to, relative to the folder that training is started from. */
export function listCompanions(tree: YamlTree): readonly string[] {
  if (isDefinition(tree) || !isConfiguration(tree)) return [];
  const folder = tree.findText(tree.findValue(tree.root, "dataset_dir"))?.text ?? "data";
  return folder === "ONLINE" ? [] : [`${folder.replace(/\/+$/, "")}/dataset_info.json`];
}

function isConfiguration(tree: YamlTree): boolean {
  return listNames(tree, "dataset").length > 0;
}

function isDefinition(tree: YamlTree): boolean {
  const pairs = tree.listPairs(tree.root);
  return (
    pairs.length > 0 &&
    pairs.every(({ value }) => sourceKeys.some((key) => tree.findValue(value, key) !== undefined))
  );
}

/** A definition loads from the first of its sources that LLaMA-Factory looks at; only the hub has a public lineage. */
function toDefined(
  tree: YamlTree,
  { key, value, file }: { key: PlacedText; value: Node; file: TextFile },
): readonly ParsedMixtureEntry[] {
  const source = sourceKeys.find((name) => tree.findValue(value, name) !== undefined);
  const place = source === undefined ? undefined : tree.findText(tree.findValue(value, source));
  if (place === undefined) {
    throw new StemmaError(
      "usage",
      `${file.name}, line ${key.line}: "${key.text}" does not say where its data is`,
      {
        hint: `give it one of ${sourceKeys.join(", ")}`,
      },
    );
  }
  const host = { ms_hub_url: "https://modelscope.cn/datasets/", om_hub_url: "https://modelers.cn/datasets/" };
  const start = source === "ms_hub_url" || source === "om_hub_url" ? host[source] : "";
  const text = (name: string) => tree.findText(tree.findValue(value, name))?.text ?? null;
  return [
    toEntry(place, {
      target: `${start}${place.text}`,
      split: text("split"),
      config: text("subset"),
      weight: toWeight(text("num_samples") ?? undefined),
      ...(source === "hf_hub_url" || start !== "" ? {} : { isLocal: true }),
    }),
  ];
}

function readConfiguration(input: MixtureInput, tree: YamlTree): ReturnType<MixtureReader["read"]> {
  const weights = listNames(tree, "interleave_probs").map(({ text }) => toWeight(text));
  const resolve = createResolver(input, tree);
  const entries = listNames(tree, "dataset").map((name, index) => {
    const entry = resolve(name);
    return { ...entry, weight: weights[index] ?? entry.weight };
  });
  return {
    entries,
    setAside: listNames(tree, "eval_dataset").map((name) => toSetAside({ ...name, raw: name.text })),
  };
}

/** Names in the configuration, whether a list or one text with commas. */
function listNames(tree: YamlTree, key: string): readonly PlacedText[] {
  const node = tree.findValue(tree.root, key);
  const items = tree.listItems(node);
  if (items.length === 0) return tree.listParts(node, /,/);
  return items.map((item) => tree.findText(item)).filter((text) => text !== undefined);
}

function createResolver(
  { file, companions }: MixtureInput,
  tree: YamlTree,
): (name: PlacedText) => ParsedMixtureEntry {
  const [wanted] = listCompanions(tree);
  if (wanted === undefined) return (name) => toEntry(name);
  const companion = companions[0];
  if (companion === undefined) {
    throw new StemmaError(
      "usage",
      `${file.name} names its datasets by their names in ${wanted}, which was not found`,
      {
        hint: `run it from the folder of the training, where ${wanted} is`,
      },
    );
  }
  const defined = parseYamlTree(companion);
  return (name) => {
    const value = defined.findValue(defined.root, name.text);
    const [entry] = value === undefined ? [] : toDefined(defined, { key: name, value, file: companion });
    if (entry === undefined) {
      throw new StemmaError(
        "usage",
        `${file.name}, line ${name.line}: ${companion.name} defines no "${name.text}"`,
        {
          hint: "define it there, or take it out of the mixture",
        },
      );
    }
    return { ...entry, line: name.line, column: name.column, raw: name.text };
  };
}
