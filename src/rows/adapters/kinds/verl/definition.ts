import { toTextPlace } from "../../flat-columns.ts";
import { findLabels, toFieldStep } from "../../labels.ts";
import { askingKinds, type RowAdapter } from "../../row-adapter.ts";

export const verl: RowAdapter = {
  name: "verl",
  meaning: "prompts with a checkable answer, as verl trains on them",
  places:
    "prompt (messages or text), reward_model.ground_truth (text, or its solution), data_source, extra_info",
  examples: ["BytedTsinghua-SIA/DAPO-Math-17k", "PRIME-RL/Eurus-2-RL-Data", "Skywork/Skywork-OR1-RL-Data"],
  findMapping: (columns) => {
    const prompt = columns.find(["prompt", "raw prompt"], askingKinds);
    const reward = columns.find(["reward model"], ["object"]);
    const truth = reward?.fields.find(({ words, filled }) => words === "ground truth" && filled > 0);
    if (prompt === undefined || reward === undefined || truth === undefined) return undefined;
    const answering = { ...truth, place: reward.place + toFieldStep(truth) };
    const output = toTextPlace(answering);
    const target = truth.fields.find(({ words, filled }) => words === "target" && filled > 0);
    const inTarget = target === undefined ? null : answering.place + toFieldStep(target);
    return {
      ...(prompt.kind === "text" ? { instruction: prompt.place } : { turns: prompt.place }),
      output,
      answer: inTarget === null || output.startsWith(inTarget) ? null : inTarget,
      ...findLabels(columns),
    };
  },
};
