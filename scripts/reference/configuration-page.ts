import { settingDefinitions, settingNames, toSettingKey } from "../../src/app/index.ts";
import { toTable, writtenByScript } from "./markdown.ts";

export function toConfigurationPage(): string {
  return [
    "# Configuration",
    writtenByScript,
    `The stronger wins: flag, environment, \`.stemma/config.yaml\` in the project folder, \`stemma/config.yaml\` in the
user's configuration folder (\`$XDG_CONFIG_HOME\`, else \`~/.config\`), default. \`stemma config show --origin\` tells
where each value in force comes from. Both files hold one setting per line, named as below.`,
    toTable(
      ["setting", "environment", "default", "meaning"],
      settingNames.map((name) => {
        const { environment, fallback, meaning } = settingDefinitions[name];
        const variables = environment.map((variable) => `\`${variable}\``).join(", ");
        return [`\`${toSettingKey(name)}\``, variables, fallback === null ? "" : `\`${fallback}\``, meaning];
      }),
    ),
    `## Tokens

Tokens are no settings, and there is no flag for them. The hub's is taken from \`HF_TOKEN\`, else from the file that
\`HF_TOKEN_PATH\` names, else from \`token\` in \`HF_HOME\` or in the hub's cache folder. GitHub's is taken from
\`GITHUB_TOKEN\`, else \`GH_TOKEN\`. Each goes to the origin of its own endpoint and nowhere else, is dropped at a
redirect to another origin, and is never printed, stored or logged. An endpoint that only the project file names gets no
token: such a file may have come with somebody else's repository.

## Colour and width

\`NO_COLOR\` and \`--no-color\` turn colour off, \`FORCE_COLOR\` turns it on where there is no terminal, \`COLUMNS\` sets the
width. \`--format auto\` prints for people; in a pipe it cuts nothing off.`,
  ].join("\n\n");
}
