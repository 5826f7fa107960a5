import type { Configuration, SettingOrigin } from "./load-configuration.ts";
import { settingDefinitions, settingNames, toSettingKey } from "./settings.ts";

export interface DescribedSetting {
  /** As flags and `config.yaml` spell it. */
  readonly key: string;
  readonly value: string | number | boolean | null;
  /** `flag --store`, `environment HF_ENDPOINT`, `project-file <path>` or `default`. */
  readonly origin: string;
  readonly meaning: string;
}

/** Every setting in force. Tokens are no settings and never appear. */
export function describeConfiguration(configuration: Configuration): DescribedSetting[] {
  const found = { store: configuration.storePath, cache: configuration.cacheFolder };
  return settingNames.map((name) => ({
    key: toSettingKey(name),
    value: { ...configuration.settings, ...found }[name],
    origin: toOriginText(configuration.origins[name]),
    meaning: settingDefinitions[name].meaning,
  }));
}

function toOriginText({ from, detail }: SettingOrigin): string {
  return detail === "" ? from : `${from} ${detail}`;
}
