import { toSourceEntries } from "../dataset-sources.ts";
import { type MixtureReader, toEntry } from "../mixture-format.ts";
import type { YamlTree } from "../yaml-tree.ts";

/** Keys of training arguments that axolotl does not have. */
const marks = [
  "model_name_or_path",
  "per_device_train_batch_size",
  "dataset_train_split",
  "test_split_size",
  "streaming",
];

/** A TRL script configuration: `datasets:` (alone or under `dataset_mixture:`), else `dataset_name`. */
export const trl: MixtureReader = {
  name: "trl",
  meaning:
    "a TRL script configuration (YAML with `dataset_name:`, or `datasets:` beside `model_name_or_path:`)",
  fits: ({ tree }) => {
    if (tree === undefined) return false;
    const has = (key: string) => tree.findValue(tree.root, key) !== undefined;
    if (has("dataset_name") || has("dataset_mixture")) return true;
    return has("datasets") && !has("base_model") && marks.some(has);
  },
  read: ({ tree }) => {
    if (tree === undefined) return { entries: [], setAside: [] };
    const mixture = tree.findValue(tree.root, "dataset_mixture");
    const nested = tree.findValue(mixture, "datasets") ?? mixture;
    const listed = [tree.findValue(tree.root, "datasets"), nested].flatMap((node) =>
      toSourceEntries(tree, node),
    );
    return { entries: listed.length > 0 ? listed : toNamed(tree), setAside: [] };
  },
};

function toNamed(tree: YamlTree) {
  const text = (key: string) => tree.findText(tree.findValue(tree.root, key));
  const name = text("dataset_name");
  if (name === undefined) return [];
  const split = text("dataset_train_split")?.text ?? null;
  return [toEntry(name, { split, config: text("dataset_config")?.text ?? null })];
}
