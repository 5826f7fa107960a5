import { type MixtureFormat, StemmaError } from "../../model/index.ts";
import type { TextFile } from "../import-format.ts";
import type { MixtureInput, MixtureReader, ParsedMixture } from "../mixture-format.ts";
import { parseYamlTree, type YamlTree } from "../yaml-tree.ts";
import { axolotl } from "./axolotl.ts";
import { list } from "./list.ts";
import { listCompanions, llamaFactory } from "./llama-factory.ts";
import { openInstruct } from "./open-instruct.ts";
import { trl } from "./trl.ts";

/** In the order in which they are tried: what has a key of its own comes first. */
export const mixtureReaders: readonly MixtureReader[] = [openInstruct, llamaFactory, trl, axolotl, list];

export interface MixtureOptions {
  /** Forces a format. */
  readonly format?: MixtureFormat;
  /** Files that the mixture refers to ({@link listMixtureCompanions}). */
  readonly companions?: readonly TextFile[];
}

/**
 * Reads what a model is to be trained on. Entries keep the order of the file, and line and column in it.
 *
 * @throws StemmaError `usage` when no format fits, the file is broken, or lists no training data; `too-large`.
 */
export function parseMixture(file: TextFile, options: MixtureOptions = {}): ParsedMixture {
  const input = { ...toInput(file), companions: options.companions ?? [] };
  const reader =
    options.format === undefined
      ? mixtureReaders.find((one) => one.fits(input))
      : mixtureReaders.find((one) => one.name === options.format);
  if (reader === undefined) throw notRecognised(file);
  const { entries, setAside } = reader.read(input);
  if (entries.length === 0) {
    throw new StemmaError("usage", `${file.name} lists no training data as ${reader.name} writes it`, {
      hint: `${reader.name} is ${reader.meaning}; name another format if it is none`,
    });
  }
  return { source: file.name, format: reader.name, entries: [...entries], setAside };
}

/** Paths of the files that a mixture refers to and that {@link parseMixture} needs beside it. */
export function listMixtureCompanions(file: TextFile): readonly string[] {
  const { tree } = toInput(file);
  return tree === undefined ? [] : listCompanions(tree);
}

/** A file is taken for YAML when it begins like a map or a document; a list of names is none. */
function toInput(file: TextFile): Omit<MixtureInput, "companions"> {
  const isMap = /^\s*(?:\{|(?:#.*\r?\n\s*|---.*\r?\n\s*)*["']?[\w./-]+["']?\s*:(?:\s|$))/.test(
    file.text.replace(/^\ufeff/, ""),
  );
  if (!isMap || /^#!/.test(file.text)) return { file, tree: undefined };
  const tree: YamlTree = parseYamlTree(file);
  return { file, tree };
}

function notRecognised(file: TextFile): StemmaError {
  return new StemmaError("usage", `${file.name} is no mixture of a known format`, {
    hint: `looked for ${mixtureReaders.map(({ meaning }) => meaning).join("; ")}`,
  });
}
