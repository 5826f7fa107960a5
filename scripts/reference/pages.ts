import { toCliPage } from "./cli-page.ts";
import { toConfigurationPage } from "./configuration-page.ts";
import { toRowAdaptersPage } from "./row-adapters-page.ts";
import { toSchemasPage } from "./schemas-page.ts";

/** Pages of docs/reference by file name. */
export const referencePages: Readonly<Record<string, () => string>> = {
  "cli.md": toCliPage,
  "configuration.md": toConfigurationPage,
  "row-adapters.md": toRowAdaptersPage,
  "schemas.md": toSchemasPage,
};
