import type { Node } from "yaml";
import {
  type MixtureInput,
  type MixtureReader,
  type ParsedMixtureEntry,
  toEntry,
  toSetAside,
  toWeight,
} from "../mixture-format.ts";
import type { PlacedText, YamlTree } from "../yaml-tree.ts";

const keys = ["dataset_mixer", "dataset_mixer_list"];
const flag = /(?:^|\s)--(dataset_mixer(?:_eval)?_list)[\s=\\]+/g;

/** An open-instruct configuration, or a script that calls it; a weight up to 1 is a share, above it a number of rows. */
export const openInstruct: MixtureReader = {
  name: "open-instruct",
  meaning:
    "an open-instruct or alignment-handbook configuration (`dataset_mixer:` or `dataset_mixer_list:`), or a script that passes `--dataset_mixer_list`",
  fits: ({ file, tree }) =>
    tree === undefined
      ? /(?:^|\s)--dataset_mixer_list[\s=]/.test(file.text)
      : keys.some((key) => tree.findValue(tree.root, key) !== undefined),
  read: (input) => (input.tree === undefined ? readScript(input) : readTree(input.tree)),
};

function readTree(tree: YamlTree): ReturnType<MixtureReader["read"]> {
  const splits = listTexts(tree, "dataset_mixer_list_splits");
  const pairs = toPairs(listTexts(tree, "dataset_mixer_list"));
  const listed = pairs.map(({ name, weight }, index) =>
    toEntry(name, { weight: toWeight(weight?.text), split: toSplitAt(splits, index) }),
  );
  const evaluation = toPairs(listTexts(tree, "dataset_mixer_eval_list"));
  return {
    entries: [...readMixer(tree), ...listed],
    setAside: evaluation.map(({ name }) => toSetAside({ ...name, raw: name.text })),
  };
}

/** A map of names and weights; alignment-handbook gives the splits apart, for all of them. */
function readMixer(tree: YamlTree): readonly ParsedMixtureEntry[] {
  const mixer = tree.findValue(tree.root, "dataset_mixer");
  const inText = tree.findText(mixer);
  if (inText !== undefined) return readMixerText(inText);
  return tree
    .listPairs(mixer)
    .map(({ key, value }) => toEntry(key, { weight: toWeight(tree.findText(value)?.text) }));
}

/** `dataset_mixer: '{"a/b": 1.0}'`, as command lines write it. */
function readMixerText(place: PlacedText): readonly ParsedMixtureEntry[] {
  try {
    const value: unknown = JSON.parse(place.text);
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).map(([text, weight]) =>
      toEntry({ ...place, text }, { weight: toWeight(String(weight)) }),
    );
  } catch {
    return [];
  }
}

function listTexts(tree: YamlTree, key: string): readonly PlacedText[] {
  const node: Node | undefined = tree.findValue(tree.root, key);
  const items = tree.listItems(node);
  if (items.length === 0) return tree.listParts(node, /\s+/);
  return items.map((item) => tree.findText(item)).filter((text) => text !== undefined);
}

/** Names and weights take turns; a name without a weight is followed by a name. */
function toPairs(
  texts: readonly PlacedText[],
): readonly { name: PlacedText; weight: PlacedText | undefined }[] {
  return texts.flatMap((name, index) => {
    if (toWeight(name.text) !== null) return [];
    const next = texts[index + 1];
    return [{ name, weight: next !== undefined && toWeight(next.text) !== null ? next : undefined }];
  });
}

/** One split for all datasets, or one for each. */
function toSplitAt(splits: readonly PlacedText[], index: number): string | null {
  return (splits.length === 1 ? splits[0] : splits[index])?.text ?? null;
}

function readScript({ file }: MixtureInput): ReturnType<MixtureReader["read"]> {
  const found = [...file.text.matchAll(flag)].map((match) => {
    const start = match.index + match[0].length;
    const rest = file.text.slice(start);
    const end = rest.search(/(?:^|\s)--|(?<!\\)\r?\n|$/);
    return { name: match[1], pairs: toPairs(toWords(file.text, start, start + end)) };
  });
  return {
    entries: found
      .filter(({ name }) => name === "dataset_mixer_list")
      .flatMap(({ pairs }) =>
        pairs.map(({ name, weight }) => toEntry(name, { weight: toWeight(weight?.text) })),
      ),
    setAside: found
      .filter(({ name }) => name !== "dataset_mixer_list")
      .flatMap(({ pairs }) => pairs.map(({ name }) => toSetAside({ ...name, raw: name.text }))),
  };
}

function toWords(source: string, start: number, end: number): readonly PlacedText[] {
  const before = source.slice(0, start);
  return [...source.slice(start, end).matchAll(/[^\s\\"']+/g)].map(({ 0: text, index }) => {
    const lines = (before + source.slice(start, start + index)).split("\n");
    return { text, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  });
}
