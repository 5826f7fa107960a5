import type { Command } from "commander";
import { type DescribedSetting, describeConfiguration } from "../../app/index.ts";
import type { Door } from "../door.ts";
import { toAlignedText } from "../views/table.ts";
import type { Table, View } from "../views/view.ts";
import { addExamples } from "./examples.ts";

export function addConfigCommand(program: Command, door: Door): void {
  const parent = program.command("config").description("settings in force");
  const command = parent
    .command("show")
    .description("print every setting in force")
    .option("--origin", "print where each value comes from")
    .action(async (options: { origin?: boolean }) => {
      const settings = describeConfiguration(door.configure(command));
      await door.print(settings, toConfigView(options.origin ?? false), command);
    });
  addExamples(command, ["stemma config show", "stemma config show --origin"]);
}

function toConfigView(hasOrigin: boolean): View<readonly DescribedSetting[]> {
  const toTable = (settings: readonly DescribedSetting[]): Table => ({
    columns: hasOrigin ? ["setting", "value", "origin"] : ["setting", "value"],
    rows: settings.map(({ key, value, origin }) => {
      const shown = value === null ? "" : String(value);
      return hasOrigin ? [key, shown, origin] : [key, shown];
    }),
  });
  return {
    toHuman: (settings, screen) => toAlignedText(toTable(settings), screen),
    toTable,
    toQuiet: (settings) => settings.map(({ key }) => key),
    toJson: (settings) =>
      settings.map(({ origin, ...setting }) => (hasOrigin ? { ...setting, origin } : setting)),
  };
}
