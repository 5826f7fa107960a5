import { posix } from "node:path";
import { StemmaError } from "../../../model/index.ts";
import type { DatasetFile } from "../../../model/ports/index.ts";
import { findReasonToLeaveOut, findSplit, findSplitOfName, toNamedFormat } from "../file-place.ts";
import type { RowFormat } from "../row-input.ts";
import type { DeclaredConfig } from "./card-configs.ts";
import type { DatasetReference } from "./dataset-reference.ts";

export interface ChosenFile {
  readonly file: DatasetFile;
  readonly split: string | null;
}

/** Files that are read together under one name. */
export interface ConfigFiles {
  readonly name: string;
  readonly isDefault: boolean;
  readonly files: readonly ChosenFile[];
}

/** Of these formats the first that a dataset has is read: the others most often hold the same rows. */
const preference: readonly RowFormat[] = ["parquet", "arrow", "jsonl", "json", "csv", "tsv"];

/** The configurations that the card declares, with their files; those without a file of rows are left out. */
export function toDeclaredFiles(
  files: readonly DatasetFile[],
  declared: readonly DeclaredConfig[],
): ConfigFiles[] {
  const readable = files.filter((file) => toNamedFormat(file.path).format !== undefined);
  const configs = declared.map(({ name, isDefault, patterns }) => {
    const chosen = patterns.flatMap(({ split, paths }) =>
      readable
        .filter((file) => paths.some((pattern) => isMatch(file.path, pattern)))
        .map((file) => ({ file, split: split ?? findSplit(file.path) })),
    );
    return { name, isDefault, files: chosen };
  });
  return configs.filter((config) => config.files.length > 0);
}

/** All files of rows of the best format there is, as one configuration; a folder asked for by name as another. */
export function toFoundFiles(files: readonly DatasetFile[], config: string | null): ConfigFiles[] {
  const rows = files.filter((file) => findReasonToLeaveOut(file.path) === undefined);
  const inFolder =
    config === null ? [] : rows.filter((file) => file.path.split("/").slice(0, -1).includes(config));
  const candidates = inFolder.length > 0 ? inFolder : rows;
  const format = preference.find((one) => candidates.some((file) => toNamedFormat(file.path).format === one));
  const chosen = candidates.filter((file) => toNamedFormat(file.path).format === format);
  if (chosen.length === 0) return [];
  const name = inFolder.length > 0 && config !== null ? config : "default";
  return [{ name, isDefault: true, files: chosen.map((file) => ({ file, split: findSplit(file.path) })) }];
}

/** Files of the branch that the hub itself converts to: `config/split/0000.parquet`. */
export function toConvertedFiles(files: readonly DatasetFile[]): ConfigFiles[] {
  const parquet = files.filter((file) => file.path.endsWith(".parquet") && file.path.split("/").length === 3);
  const byConfig = Map.groupBy(parquet, (file) => file.path.split("/")[0] ?? "");
  return [...byConfig].map(([name, own]) => ({
    name,
    isDefault: name === "default",
    files: own.map((file) => ({ file, split: toConvertedSplit(file.path) })),
  }));
}

/** A split of which only the beginning was converted has `partial-` before its name. */
export function isPartial(path: string): boolean {
  return path.split("/").at(-2)?.startsWith("partial-") ?? false;
}

function toConvertedSplit(path: string): string | null {
  const folder =
    path
      .split("/")
      .at(-2)
      ?.replace(/^partial-/, "") ?? "";
  return findSplitOfName(folder) ?? folder;
}

/** The files below a path, or those that a glob over the repository fits. */
export function toFilesAt(files: readonly DatasetFile[], path: string): ChosenFile[] {
  const exact = files.filter((file) => file.path === path);
  const below = files.filter(
    (file) =>
      (file.path.startsWith(`${path}/`) || isMatch(file.path, path)) &&
      findReasonToLeaveOut(file.path) === undefined,
  );
  return (exact.length > 0 ? exact : below).map((file) => ({ file, split: findSplit(file.path) }));
}

function isMatch(path: string, pattern: string): boolean {
  return path === pattern || posix.matchesGlob(path, pattern);
}

/**
 * The configuration and split that are meant.
 *
 * @throws StemmaError `usage` when several configurations could be meant, `not-found` when the one named is not there.
 */
export function chooseConfig(configs: readonly ConfigFiles[], reference: DatasetReference): ConfigFiles {
  const { id } = reference;
  const names = configs.map(({ name }) => name).join(", ");
  const named = configs.find(({ name }) => name === reference.config);
  if (named !== undefined) return chooseSplit(named, reference.split, id);
  const byDefault =
    configs.find((config) => config.isDefault) ?? configs.find(({ name }) => name === "default");
  const only = byDefault ?? (configs.length === 1 ? configs[0] : undefined);
  if (reference.config !== null) {
    // `org/name:test`: a split without its configuration.
    const isSplit = only?.files.some(({ split }) => isSameSplit(split, reference.config)) ?? false;
    if (only !== undefined && isSplit && reference.split === null)
      return chooseSplit(only, reference.config, id);
    throw new StemmaError("not-found", `${id} has no configuration ${reference.config}`, {
      hint: `It has: ${names}.`,
    });
  }
  if (only !== undefined) return chooseSplit(only, reference.split, id);
  throw new StemmaError("usage", `${id} has several configurations, and none of them is the default`, {
    hint: `Name one, as in ${id}:${configs[0]?.name}. It has: ${names}.`,
  });
}

function chooseSplit(config: ConfigFiles, split: string | null, id: string): ConfigFiles {
  if (split === null) return config;
  const files = config.files.filter((chosen) => isSameSplit(chosen.split, split));
  if (files.length > 0) return { ...config, files };
  const splits = new Set(config.files.map((chosen) => chosen.split ?? "one without a name"));
  throw new StemmaError("not-found", `${id} has no split ${split} in its configuration ${config.name}`, {
    hint: `It has: ${[...splits].join(", ")}.`,
  });
}

function isSameSplit(split: string | null, asked: string | null): boolean {
  if (split === null || asked === null) return false;
  return split === asked || (findSplitOfName(split) ?? split) === (findSplitOfName(asked) ?? asked);
}
