import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { parse as parseYaml } from "yaml";
import { StemmaError } from "../../model/index.ts";
import { type Environment, findProjectFolder, toUserFolders } from "./project-folder.ts";
import {
  type SettingName,
  type Settings,
  settingDefinitions,
  settingNames,
  toSettingKey,
} from "./settings.ts";
import { readTokens, type Tokens } from "./tokens.ts";

/** Where a value came from, strongest first: flag, environment, project file, user file, default. */
export interface SettingOrigin {
  readonly from: "flag" | "environment" | "project-file" | "user-file" | "default";
  /** `--store`, `HF_ENDPOINT` or the path of the file. */
  readonly detail: string;
}

export interface Configuration {
  readonly settings: Settings;
  readonly origins: Readonly<Record<SettingName, SettingOrigin>>;
  readonly cwd: string;
  readonly projectFolder: string;
  readonly storePath: string;
  readonly cacheFolder: string;
  readonly tokens: Tokens;
}

export interface ConfigurationInput {
  readonly flags: Readonly<Partial<Record<SettingName, unknown>>>;
  readonly env: Environment;
  readonly cwd: string;
}

interface Layer {
  readonly from: SettingOrigin["from"];
  find(
    name: SettingName,
  ): { readonly value: unknown; readonly detail: string; readonly folder: string } | undefined;
}

/**
 * Puts the configuration together: flag > environment > `.stemma/config.yaml` > user file > default. Relative paths
 * are read from where they were written: the working folder, or the folder above the file's.
 *
 * @throws StemmaError `usage` with the place and what is wrong for any value that cannot be read.
 */
export function loadConfiguration(input: ConfigurationInput): Configuration {
  const projectFolder = findProjectFolder(input.cwd);
  const userFolders = toUserFolders(input.env);
  const layers: Layer[] = [
    toFlagLayer(input),
    toEnvironmentLayer(input),
    readFileLayer("project-file", join(projectFolder, ".stemma", "config.yaml"), projectFolder),
    readFileLayer("user-file", join(userFolders.configuration, "config.yaml"), userFolders.configuration),
  ];
  const chosen = settingNames.map((name) => [name, chooseSetting(name, layers)] as const);
  const settings = Object.fromEntries(
    chosen.map(([name, { value }]) => [name, value]),
  ) as unknown as Settings;
  const origins = Object.fromEntries(chosen.map(([name, { origin }]) => [name, origin])) as Record<
    SettingName,
    SettingOrigin
  >;
  return {
    settings,
    origins,
    cwd: input.cwd,
    projectFolder,
    storePath: settings.store ?? join(projectFolder, ".stemma", "store.db"),
    cacheFolder: settings.cache ?? userFolders.cache,
    tokens: readTokens(input.env),
  };
}

function chooseSetting(
  name: SettingName,
  layers: readonly Layer[],
): { value: unknown; origin: SettingOrigin } {
  for (const layer of layers) {
    const found = layer.find(name);
    if (found === undefined) continue;
    const given = typeof found.value === "string" ? found.value.trim() : found.value;
    const result = settingDefinitions[name].schema.safeParse(given);
    if (!result.success) throw invalidSetting(name, found.detail, result.error.issues[0]?.message ?? "");
    const value = toAbsolute(name, result.data, found.folder);
    return { value, origin: { from: layer.from, detail: found.detail } };
  }
  return { value: settingDefinitions[name].fallback, origin: { from: "default", detail: "" } };
}

const pathSettings: ReadonlySet<SettingName> = new Set(["store", "cache", "snapshot", "modelPrices"]);

function toAbsolute(name: SettingName, value: unknown, folder: string): unknown {
  if (typeof value !== "string" || !pathSettings.has(name) || isAbsolute(value)) return value;
  return resolve(folder, value);
}

function toFlagLayer({ flags, cwd }: ConfigurationInput): Layer {
  return {
    from: "flag",
    find(name) {
      const value = flags[name];
      return value === undefined ? undefined : { value, detail: `--${toSettingKey(name)}`, folder: cwd };
    },
  };
}

function toEnvironmentLayer({ env, cwd }: ConfigurationInput): Layer {
  return {
    from: "environment",
    find(name) {
      const variable = settingDefinitions[name].environment.find((candidate) => env[candidate]);
      return variable === undefined ? undefined : { value: env[variable], detail: variable, folder: cwd };
    },
  };
}

function readFileLayer(from: "project-file" | "user-file", path: string, folder: string): Layer {
  const values = existsSync(path) ? readConfigurationFile(path) : {};
  const known = new Set(settingNames.map(toSettingKey));
  const unknown = Object.keys(values).filter((key) => !known.has(key));
  if (unknown.length > 0) {
    throw new StemmaError("usage", `${path}: unknown setting "${unknown[0]}"`, {
      hint: `the settings are ${[...known].join(", ")}`,
    });
  }
  return {
    from,
    find(name) {
      const value = values[toSettingKey(name)];
      return value === undefined ? undefined : { value, detail: path, folder };
    },
  };
}

function readConfigurationFile(path: string): Record<string, unknown> {
  try {
    const parsed: unknown = parseYaml(readFileSync(path, "utf8")) ?? {};
    if (typeof parsed === "object" && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new StemmaError("usage", `${path} cannot be read as YAML: ${reason}`, {
      hint: `correct the file or move it out of ${dirname(path)}`,
      cause,
    });
  }
  throw new StemmaError("usage", `${path} is not a list of settings`, {
    hint: "write one setting per line, for example: depth: 4",
  });
}

function invalidSetting(name: SettingName, detail: string, reason: string): StemmaError {
  return new StemmaError("usage", `${detail}: the value for ${toSettingKey(name)} cannot be read`, {
    hint: reason === "" ? undefined : reason,
  });
}
