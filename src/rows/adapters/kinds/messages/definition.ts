import { findLabels } from "../../labels.ts";
import type { RowAdapter } from "../../row-adapter.ts";

export const messages: RowAdapter = {
  name: "messages",
  meaning: "a conversation as messages with role and content, as chat interfaces take them",
  places: "messages; the content of a message is a text or a list of parts",
  examples: ["HuggingFaceH4/ultrachat_200k", "allenai/tulu-3-sft-mixture", "HuggingFaceTB/smoltalk"],
  findMapping: (columns) => {
    const column = columns.find(["messages", "message", "* messages"], ["turns", "transcript"]);
    const system = columns.find(["system", "system prompt"], ["text"]);
    return column === undefined
      ? undefined
      : { turns: column.place, system: system?.place ?? null, ...findLabels(columns) };
  },
};
