export { CorrelationStudy, studyCorrelation } from "./quality/correlation.ts";
export { PublishedQualityInput, QualityInput } from "./quality/quality-input.ts";
export { listQualityWarnings, QualityScore, toQualityScore } from "./quality/quality-score.ts";
export { Correctness, LabelledPrompt, labelPrompt } from "./sca/counterfactual-label.ts";
