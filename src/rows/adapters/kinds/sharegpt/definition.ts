import type { ColumnProfile } from "../../columns.ts";
import { findLabels } from "../../labels.ts";
import type { ColumnSet, RowAdapter } from "../../row-adapter.ts";

export const sharegpt: RowAdapter = {
  name: "sharegpt",
  meaning: "a conversation in ShareGPT's way or one of its dialects",
  places:
    "conversations (from and value, or role and content), conversation (input and output), items, texts that take turns, " +
    "a row that is a list of turns",
  examples: [
    "anon8231489123/ShareGPT_Vicuna_unfiltered",
    "teknium/OpenHermes-2.5",
    "LDJnr/Capybara",
    "stingning/ultrachat",
  ],
  findMapping: (columns) => {
    const column = findConversation(columns);
    const system = columns.find(["system", "system prompt"], ["text"]);
    return column === undefined
      ? undefined
      : { turns: column.place, system: system?.place ?? null, ...findLabels(columns) };
  },
};

const names = [
  "conversations",
  "conversation",
  "items",
  "dialogue",
  "dialog",
  "dialogs",
  "chat",
  "data",
  "turns",
];

function findConversation(columns: ColumnSet): ColumnProfile | undefined {
  return (
    columns.find(names, ["turns", "transcript"]) ??
    columns.find(names.slice(0, -1), ["texts"]) ??
    columns.columns.find(({ kind, hasRoles }) => kind === "turns" && hasRoles)
  );
}
