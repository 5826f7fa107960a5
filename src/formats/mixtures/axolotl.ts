import { toSourceEntries } from "../dataset-sources.ts";
import { type MixtureReader, toSetAside } from "../mixture-format.ts";

const trainingKeys = ["datasets", "pretraining_dataset"];

/** An axolotl configuration: `datasets` and `pretraining_dataset` are trained on, `test_datasets` are not. */
export const axolotl: MixtureReader = {
  name: "axolotl",
  meaning: "an axolotl configuration (YAML with `datasets:` as a list of `path:`)",
  fits: ({ tree }) =>
    tree !== undefined && trainingKeys.some((key) => tree.findValue(tree.root, key) !== undefined),
  read: ({ tree }) => {
    if (tree === undefined) return { entries: [], setAside: [] };
    const evaluation = toSourceEntries(tree, tree.findValue(tree.root, "test_datasets"));
    return {
      entries: trainingKeys.flatMap((key) => toSourceEntries(tree, tree.findValue(tree.root, key))),
      setAside: evaluation.map(toSetAside),
    };
  },
};
