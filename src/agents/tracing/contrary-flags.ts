import type { Passage } from "../extracting/passage.ts";
import type { Words } from "./cue-flags.ts";
import * as cues from "./lexicon.ts";
import type { Mention } from "./mention.ts";

export interface NearestWords extends Words {
  /** What stands in the clause before the source word. */
  readonly beforeCue: string;
}

/** What speaks against a source: evaluation, comparison, another model's training data, reuse of code … */
export function toContraryFlags(
  words: NearestWords,
  whole: Words,
  { passage, mention }: { readonly passage: Passage; readonly mention: Mention },
) {
  const clause = `${words.before} ▪ ${words.after.slice(0, 70)}`;
  const near = `${words.before.slice(-90)} ▪ ${words.after.slice(0, 40)}`;
  const said = `${words.beforeCue} ${words.before}`.slice(-160);
  const isSplitNamed = cues.splitAfter.test(whole.after) || cues.splitBefore.test(whole.before);
  const isBenchmark = mention.entry?.kind === "benchmark" && !isSplitNamed;
  const aroundBenchmark = `${words.beforeCue} ${words.before} ▪ ${words.after.slice(0, 70)}`.replace(
    /benchmarks?/gi,
    "",
  );
  const isDescribed = passage.table?.hasCounts === true;
  const intro = passage.introduction.at(-1)?.slice(-200) ?? "";
  return {
    evaluation: !isDescribed && cues.evaluationCue.test(isBenchmark ? aroundBenchmark : clause),
    evaluationIntro: cues.evaluationCue.test(intro),
    comparison: !isDescribed && (cues.comparisonCue.test(near) || cues.baselineCue.test(said)),
    decontamination: cues.decontaminationCue.test(`${said} ▪ ${words.after.slice(0, 70)}`),
    negation:
      cues.negationCue.test(words.before.slice(-50)) || cues.negationCue.test(words.beforeCue.slice(-25)),
    future: cues.futureCue.test(near) || cues.plannedCue.test(said),
    modelTraining: cues.modelTrainingCue.test(whole.before.slice(-160)),
    reuse:
      !cues.materialAfter.test(whole.after) &&
      cues.reuseCue.test(
        whole.before
          .slice(-150)
          .replace(/\([^()]*\)/g, " ")
          .slice(-110),
      ),
    labelsLink:
      /^\s*[\])]?\s*[:：]?\s*▮/.test(whole.after) &&
      mention.statedId === null &&
      /^[^\p{L}]*$/u.test(whole.before),
    modelTrainingIntro: cues.modelTrainingCue.test(intro),
    advice: cues.adviceCue.test(whole.before),
    example: cues.exampleCue.test(words.before),
    release: cues.releaseCue.test(`${whole.before.slice(-100)} ▪ ${whole.after.slice(0, 60)}`),
    usedBy:
      cues.usedByCue.test(`${said} ▪ ${words.after.slice(0, 70)}`) ||
      cues.usesOurs.test(whole.after.slice(0, 80)),
    modelAfter: cues.modelAfter.test(whole.after),
    methodAfter: cues.methodAfter.test(whole.after),
    distributive: cues.distributiveCue.test(whole.before) || /^[^.;。]*\brespectively\b/i.test(whole.after),
    mixedForTraining:
      cues.mixedWithOurs.test(whole.before) && /^[^.;。]*\b(?:train|tun)\w*/i.test(whole.after),
    releasedHere: cues.releasedObject.test(whole.before),
    readerOrder: passage.kind !== "code" && cues.readerOrder.test(`${whole.before} ▮ ${whole.after}`),
  };
}
