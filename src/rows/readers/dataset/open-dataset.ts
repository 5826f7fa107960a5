import { StemmaError } from "../../../model/index.ts";
import type { DatasetFiles, DatasetTree } from "../../../model/ports/index.ts";
import { toNamedFormat } from "../file-place.ts";
import type { DatasetOrigin, ReadNote, RowFile } from "../row-input.ts";
import { type FileContent, sniffContent } from "../sniff-content.ts";
import { listDeclaredConfigs } from "./card-configs.ts";
import {
  type ChosenFile,
  chooseConfig,
  isPartial,
  toConvertedFiles,
  toDeclaredFiles,
  toFilesAt,
  toFoundFiles,
} from "./choose-files.ts";
import type { DatasetReference } from "./dataset-reference.ts";
import { createRemoteBytes } from "./remote-bytes.ts";

const convertedBranch = "refs/convert/parquet";
const mostCardBytes = 1024 * 1024;

export interface DatasetOpening {
  readonly datasets: DatasetFiles;
  /** Where what is read of files is kept. */
  readonly copyFolder?: string | undefined;
  readonly onNote?: ((note: ReadNote) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The files of rows of a dataset on the hub, at the commit of now: those that its card declares, else all of the best
 * format that it has, else those that the hub converted to Parquet.
 *
 * @throws StemmaError what `DatasetFiles` throws; `not-found` and `usage` when configuration, split or path fit nothing.
 */
export async function openDataset(reference: DatasetReference, opening: DatasetOpening): Promise<RowFile[]> {
  const { datasets, signal } = opening;
  const revision = reference.revision ?? undefined;
  const tree = await datasets.listFiles(reference.id, { revision, signal });
  if (reference.path !== null) return await toRowFiles(tree, toFilesAtPath(tree, reference.path), opening);
  const declared = toDeclaredFiles(tree.files, listDeclaredConfigs(await readCard(tree, opening)));
  const own = declared.length > 0 ? declared : toFoundFiles(tree.files, reference.config);
  if (own.length > 0) return await toRowFiles(tree, chooseConfig(own, reference).files, opening);
  return await openConverted(reference, opening);
}

function toFilesAtPath(tree: DatasetTree, path: string): ChosenFile[] {
  const files = toFilesAt(tree.files, path);
  if (files.length > 0) return files;
  throw new StemmaError("not-found", `${tree.id} has no file of rows at ${path}`, {
    hint: `See what it holds at https://huggingface.co/datasets/${tree.id}/tree/main`,
  });
}

async function readCard(tree: DatasetTree, { datasets, signal }: DatasetOpening): Promise<string> {
  const card = tree.files.find((file) => file.path === "README.md");
  if (card === undefined) return "";
  const range = { start: 0, end: Math.min(card.byteLength, mostCardBytes) };
  const bytes = await datasets.readRange({ ...card, id: tree.id, revision: tree.revision }, range, {
    signal,
  });
  return new TextDecoder().decode(bytes);
}

async function openConverted(reference: DatasetReference, opening: DatasetOpening): Promise<RowFile[]> {
  const { datasets, signal } = opening;
  const tree = await datasets
    .listFiles(reference.id, { revision: convertedBranch, signal })
    .catch((error: unknown) => {
      if (error instanceof StemmaError && error.code === "not-found") return undefined;
      throw error;
    });
  const configs = toConvertedFiles(tree?.files ?? []);
  if (tree === undefined || configs.length === 0) {
    throw new StemmaError(
      "not-found",
      `${reference.id} has no file of rows, and the hub has no Parquet copy of it`,
      {
        hint: "Fetch the data from where its card says, and give the path of the files.",
      },
    );
  }
  const { files } = chooseConfig(configs, reference);
  for (const { file } of files) if (isPartial(file.path)) opening.onNote?.(toPartialNote(tree, file.path));
  return await toRowFiles(tree, files, opening);
}

function toPartialNote(tree: DatasetTree, path: string): ReadNote {
  const name = toName(tree, path);
  return {
    file: name,
    kind: "unread-part",
    isLoss: true,
    message: `${name}: the hub converted only the beginning of this split to Parquet; the rest is not read`,
    hint: "Fetch the data from where the dataset's card says, and give the path of the files.",
  };
}

/** One look at the beginning of a file tells how the others of its kind are written. */
async function toRowFiles(
  tree: DatasetTree,
  chosen: readonly ChosenFile[],
  { datasets, copyFolder, signal }: DatasetOpening,
): Promise<RowFile[]> {
  const known = new Map<string, FileContent>();
  const files: RowFile[] = [];
  for (const { file, split } of chosen) {
    const name = toName(tree, file.path);
    const origin: DatasetOrigin = {
      dataset: tree.id,
      revision: tree.revision,
      path: file.path,
      sha256: file.sha256,
    };
    const bytes = createRemoteBytes({ name, byteLength: file.byteLength, origin }, { datasets, copyFolder });
    const { format, compression } = toNamedFormat(file.path);
    const kind = `${format} ${compression}`;
    const isBinary = (format === "parquet" || format === "arrow") && compression === "none";
    const content = isBinary
      ? { format, compression, encoding: "utf-8" as const }
      : (known.get(kind) ?? (await sniffContent(bytes, signal)));
    known.set(kind, content);
    if (content.format !== undefined)
      files.push({ bytes, ...content, format: content.format, split, origin });
  }
  return files;
}

function toName(tree: DatasetTree, path: string): string {
  return `hf://datasets/${tree.id}/${path}`;
}
