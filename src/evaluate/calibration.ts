import { estimate, type Resampling } from "./bootstrap.ts";
import type { Calibration, Estimate } from "./report.ts";

/** An edge that was reported, with the confidence it was given and whether the labels agree. */
export interface JudgedEdge {
  readonly confidence: number;
  readonly isCorrect: boolean;
  /** What is drawn as one when the figures are resampled: edges of one repository share its way of writing. */
  readonly repository: string;
}

export interface CalibrationOptions extends Resampling {
  readonly bins: number;
}

const defaultCalibration: CalibrationOptions = { bins: 10, resamples: 2000, seed: 1 };

const reviewedPercents = [5, 10, 20, 30, 50];

/**
 * Whether a confidence means what it says (0.8 is right eight times in ten) and whether the least sure edges hold the
 * errors. Intervals are percentile bootstraps over repositories, the same for the same edges and seed.
 */
export function toCalibration(
  edges: readonly JudgedEdge[],
  options: CalibrationOptions = defaultCalibration,
): Calibration {
  const groups = [...Map.groupBy(edges, (edge) => edge.repository).values()];
  const measure = (figure: (sample: readonly JudgedEdge[]) => number | null): Estimate =>
    estimate(groups, figure, options);
  return {
    edges: edges.length,
    wrong: countWrong(edges),
    repositories: groups.length,
    resamples: options.resamples,
    expectedError: {
      equalWidth: measure((sample) => toExpectedError(binByWidth(sample, options.bins))),
      equalMass: measure((sample) => toExpectedError(binByMass(sample, options.bins))),
    },
    brierScore: measure(toBrierScore),
    logLoss: measure(toLogLoss),
    reliability: toReliability(edges, options.bins),
    reviewYield: reviewedPercents.map((percent) => ({
      percent,
      edges: toReviewed(edges.length, percent),
      errors: measure((sample) => toReviewYield(sample, percent)),
    })),
  };
}

type Bin = readonly JudgedEdge[];

function binByWidth(edges: readonly JudgedEdge[], bins: number): Bin[] {
  const filled = Map.groupBy(edges, (edge) => Math.min(bins - 1, Math.floor(edge.confidence * bins)));
  return [...filled.values()];
}

/** Bins of as many edges each as can be; edges of one confidence stay together, so that their order means nothing. */
function binByMass(edges: readonly JudgedEdge[], bins: number): Bin[] {
  const levels = [...Map.groupBy(edges, (edge) => edge.confidence)].sort((a, b) => a[0] - b[0]);
  const filled = new Map<number, JudgedEdge[]>();
  let before = 0;
  for (const [, level] of levels) {
    const middle = before + (level.length - 1) / 2;
    const bin = Math.floor((middle * bins) / edges.length);
    filled.set(bin, [...(filled.get(bin) ?? []), ...level]);
    before += level.length;
  }
  return [...filled.values()];
}

/** Mean distance between what a bin promises and what it holds, weighted by its edges; null without any. */
function toExpectedError(bins: readonly Bin[]): number | null {
  const edges = bins.reduce((sum, bin) => sum + bin.length, 0);
  if (edges === 0) return null;
  const distance = bins.reduce((sum, bin) => sum + Math.abs(sumConfidence(bin) - countCorrect(bin)), 0);
  return distance / edges;
}

function toBrierScore(edges: readonly JudgedEdge[]): number | null {
  return toMean(edges, ({ confidence, isCorrect }) => (confidence - (isCorrect ? 1 : 0)) ** 2);
}

/** Confidences are written with four digits: a written 1 is no more than 0.9999. */
const surest = 0.9999;

function toLogLoss(edges: readonly JudgedEdge[]): number | null {
  return toMean(edges, ({ confidence, isCorrect }) => {
    const bounded = Math.min(surest, Math.max(1 - surest, confidence));
    return -Math.log(isCorrect ? bounded : 1 - bounded);
  });
}

function toMean(edges: readonly JudgedEdge[], value: (edge: JudgedEdge) => number): number | null {
  return edges.length === 0 ? null : edges.reduce((sum, edge) => sum + value(edge), 0) / edges.length;
}

function toReliability(edges: readonly JudgedEdge[], bins: number): Calibration["reliability"] {
  const byWidth = Map.groupBy(edges, (edge) => Math.min(bins - 1, Math.floor(edge.confidence * bins)));
  return [...byWidth]
    .sort((a, b) => a[0] - b[0])
    .map(([index, bin]) => ({
      from: index / bins,
      to: (index + 1) / bins,
      edges: bin.length,
      meanConfidence: sumConfidence(bin) / bin.length,
      correct: { value: countCorrect(bin) / bin.length, ...toWilsonInterval(countCorrect(bin), bin.length) },
    }));
}

const normalQuantile = 1.959964;

/** 95 % interval of a share, sound for few and for extreme counts. */
function toWilsonInterval(part: number, whole: number): { low: number; high: number } {
  const square = normalQuantile ** 2;
  const middle = (part + square / 2) / (whole + square);
  const half = (normalQuantile / (whole + square)) * Math.sqrt((part * (whole - part)) / whole + square / 4);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** How many edges a reviewer reads who looks at that share of them: at least one where there is any. */
function toReviewed(edges: number, percent: number): number {
  return Math.min(edges, Math.max(1, Math.round((edges * percent) / 100)));
}

/**
 * Share of all errors among the least sure edges; null where nothing is wrong. Where the border falls between edges of
 * one confidence, their errors count in proportion, so that their order means nothing.
 */
function toReviewYield(edges: readonly JudgedEdge[], percent: number): number | null {
  const wrong = countWrong(edges);
  if (wrong === 0) return null;
  let left = toReviewed(edges.length, percent);
  let found = 0;
  const levels = [...Map.groupBy(edges, (edge) => edge.confidence)].sort((a, b) => a[0] - b[0]);
  for (const [, level] of levels) {
    if (left <= 0) break;
    found += countWrong(level) * Math.min(1, left / level.length);
    left -= level.length;
  }
  return found / wrong;
}

function sumConfidence(edges: readonly JudgedEdge[]): number {
  return edges.reduce((sum, edge) => sum + edge.confidence, 0);
}

function countCorrect(edges: readonly JudgedEdge[]): number {
  return edges.filter((edge) => edge.isCorrect).length;
}

function countWrong(edges: readonly JudgedEdge[]): number {
  return edges.length - countCorrect(edges);
}
