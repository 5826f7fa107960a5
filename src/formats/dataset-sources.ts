import type { Node } from "yaml";
import { type ParsedMixtureEntry, toEntry, toWeight } from "./mixture-format.ts";
import type { PlacedText, YamlTree } from "./yaml-tree.ts";

/** Builders of the `datasets` library: the path is then no dataset, the data is in `data_files`. */
const builders = new Set(["json", "csv", "parquet", "text", "arrow"]);

/** A list of sources as `load_dataset` takes them, one of them, or only its path. */
export function toSourceEntries(tree: YamlTree, node: Node | undefined): readonly ParsedMixtureEntry[] {
  if (node === undefined) return [];
  const items = tree.listItems(node);
  return (items.length === 0 ? [node] : items).flatMap((source) => toPathEntries(tree, source));
}

/** The entry of `{path, name, split, weight, data_files}`, or one per file where the path is only a builder. */
function toPathEntries(tree: YamlTree, source: Node): readonly ParsedMixtureEntry[] {
  const text = (key: string) => tree.findText(tree.findValue(source, key));
  const path = tree.findText(source) ?? text("path");
  if (path === undefined) return [];
  const fields = {
    split: text("split")?.text ?? null,
    config: text("name")?.text ?? null,
    weight: toWeight(text("weight")?.text),
  };
  const files = builders.has(path.text) ? listFiles(tree, tree.findValue(source, "data_files")) : [];
  return (files.length === 0 ? [path] : files).map((place) => toEntry(place, fields));
}

/** A file, a list of them, or a list for each split. */
function listFiles(tree: YamlTree, node: Node | undefined): readonly PlacedText[] {
  const bySplit = tree.listPairs(node).flatMap(({ value }) => listTexts(tree, value));
  return [...listTexts(tree, node), ...bySplit];
}

function listTexts(tree: YamlTree, node: Node | undefined): readonly PlacedText[] {
  return [tree.findText(node), ...tree.listItems(node).map(tree.findText)].filter(
    (text) => text !== undefined,
  );
}
