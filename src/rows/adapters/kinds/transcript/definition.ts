import { findLabels } from "../../labels.ts";
import type { RowAdapter } from "../../row-adapter.ts";

export const transcript: RowAdapter = {
  name: "transcript",
  meaning: "a conversation written into one text, with a mark before each turn",
  places: "text (or any column) with Human: and Assistant:, ### marks, [INST] or <|im_start|>",
  examples: ["timdettmers/openassistant-guanaco", "mlabonne/guanaco-llama2-1k"],
  findMapping: (columns) => {
    const column =
      columns.find(["text", "conversation", "prompt", "content"], ["transcript"]) ??
      columns.columns.find(({ kind, filled }) => kind === "transcript" && filled > 0);
    return column === undefined ? undefined : { turns: column.place, ...findLabels(columns) };
  },
};
