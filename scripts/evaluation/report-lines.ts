import type { EvaluationReport, Score } from "../../src/evaluate/index.ts";

export function toReportLines(report: EvaluationReport): string[] {
  const { silent, negatives, candidates, resolution, relations, macro } = report;
  return [
    toScoreLine("edges", report.edges),
    toScoreLine("accepted", report.accepted),
    toScoreLine("strict", report.strict),
    toScoreLine("without the two longest", report.withoutLongest),
    `  ${"macro".padEnd(26)}P ${show(macro.precision)}  R ${show(macro.recall)}  F1 ${show(macro.f1)}`,
    `  silent documents with an edge: ${silent.withEdge} of ${silent.documents}; negatives reported: ${negatives.reported} of ${negatives.labelled} (${show(negatives.rate)})`,
    `  candidate recall ${show(candidates.recall)}; resolution ${show(resolution.accuracy)}, without the catalogue ${show(resolution.withoutCatalogue)}; relations ${show(relations.accuracy)}`,
    ...toCalibrationLines(report.calibration),
  ];
}

function toScoreLine(name: string, score: Score): string {
  return `  ${name.padEnd(26)}P ${show(score.precision)}  R ${show(score.recall)}  F1 ${show(score.f1)}  (${score.tp} found, ${score.fp} wrong, ${score.fn} missed)`;
}

function toCalibrationLines(calibration: EvaluationReport["calibration"]): string[] {
  const { expectedError, brierScore, logLoss, edges, wrong, repositories, resamples } = calibration;
  return [
    `  confidence: ${edges} edges of ${repositories} repositories, ${wrong} wrong; 95 % intervals of ${resamples} resamples by repository`,
    `  expected calibration error ${showInterval(expectedError.equalWidth)}, in equally filled bins ${showInterval(expectedError.equalMass)}`,
    `  Brier score ${showInterval(brierScore)}, log loss ${showInterval(logLoss)}`,
    ...calibration.reviewYield.map(
      (point) =>
        `  the least sure ${String(point.percent).padStart(2)} % (${point.edges} edges) hold ${showInterval(point.errors)} of the errors`,
    ),
    ...calibration.reliability.map(
      (bin) =>
        `  confidence ${bin.from.toFixed(1)} to ${bin.to.toFixed(1)}: ${String(bin.edges).padStart(3)} edges, mean ${show(bin.meanConfidence)}, right ${showInterval(bin.correct)}`,
    ),
  ];
}

function showInterval(figure: EvaluationReport["calibration"]["brierScore"]): string {
  return figure.value === null ? "-" : `${show(figure.value)} [${show(figure.low)}, ${show(figure.high)}]`;
}

function show(value: number | null): string {
  return value === null ? "  -  " : value.toFixed(3);
}
