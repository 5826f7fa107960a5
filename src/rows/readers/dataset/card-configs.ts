import { parse } from "yaml";
import { z } from "zod";

const Paths = z.union([z.string(), z.array(z.string())]).transform((paths) => [paths].flat());
const SplitFiles = z.object({ split: z.union([z.string(), z.number()]).transform(String), path: Paths });
const DataFiles = z.union([
  z.array(SplitFiles),
  Paths.transform((path) => [{ split: null, path }]),
  z
    .record(z.string(), Paths)
    .transform((splits) => Object.entries(splits).map(([split, path]) => ({ split, path }))),
]);
const CardConfig = z.object({
  config_name: z.union([z.string(), z.number()]).transform(String).default("default"),
  default: z.boolean().default(false),
  data_dir: z.string().nullish(),
  data_files: DataFiles.nullish(),
});

/** A configuration as the card declares it. */
export interface DeclaredConfig {
  readonly name: string;
  readonly isDefault: boolean;
  /** Globs over the repository; `split` null where the file names tell it. */
  readonly patterns: readonly { readonly split: string | null; readonly paths: readonly string[] }[];
}

/** The `configs` of a card's metadata; none when it has none, or the metadata cannot be read. */
export function listDeclaredConfigs(card: string): DeclaredConfig[] {
  const metadata = /^\ufeff?---\r?\n(.*?)\r?\n---/s.exec(card)?.[1];
  const configs = metadata === undefined ? undefined : findConfigs(metadata);
  const declared = Array.isArray(configs) ? configs : [];
  return declared.flatMap((config) => {
    const parsed = CardConfig.safeParse(config);
    return parsed.success ? [toDeclared(parsed.data)] : [];
  });
}

function findConfigs(metadata: string): unknown {
  try {
    const parsed: unknown = parse(metadata, { maxAliasCount: 100 });
    return typeof parsed === "object" && parsed !== null && "configs" in parsed ? parsed.configs : undefined;
  } catch {
    return undefined;
  }
}

function toDeclared(config: z.output<typeof CardConfig>): DeclaredConfig {
  const folder = config.data_dir?.replace(/^\.?\/|\/+$/g, "") ?? "";
  const inFolder = (path: string) => (folder === "" ? path : `${folder}/${path}`).replace(/^\.\//, "");
  const files = config.data_files ?? [{ split: null, path: ["**/*"] }];
  return {
    name: config.config_name,
    isDefault: config.default,
    patterns: files.map(({ split, path }) => ({ split, paths: path.map(inFolder) })),
  };
}
