export { choosePenalty } from "./choose-penalty.ts";
export { createDecoyHub } from "./decoy-hub.ts";
export { type EvaluateOptions, evaluateCorpus } from "./evaluate-corpus.ts";
export { collectExamples, fitConfidence } from "./fit-confidence.ts";
export { readLabelledCorpus } from "./labelled-corpus.ts";
export { EvaluationReport, type Score } from "./report.ts";
