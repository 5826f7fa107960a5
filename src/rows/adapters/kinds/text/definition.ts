import { findLabels } from "../../labels.ts";
import type { RowAdapter } from "../../row-adapter.ts";

export const text: RowAdapter = {
  name: "text",
  meaning: "plain text or questions without an answer: what is left when nothing else fits",
  places:
    "text, content or document; otherwise prompt, question, problem or instruction; or the only column of texts",
  examples: ["HuggingFaceFW/fineweb", "lmsys/toxic-chat"],
  findMapping: (columns) => {
    const texts = columns.columns.filter(({ kind, filled }) => kind === "text" && filled > 0);
    const column =
      columns.find(
        [
          "text",
          "content",
          "document",
          "prompt",
          "question",
          "problem",
          "problem statement",
          "question content",
          "instruction",
          "query",
          "body",
          "code",
        ],
        ["text"],
      ) ?? (texts.length === 1 ? texts[0] : undefined);
    return column === undefined ? undefined : { instruction: column.place, ...findLabels(columns) };
  },
};
