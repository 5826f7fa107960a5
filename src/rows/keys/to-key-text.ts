import { toNormText } from "../../kernels/index.ts";
import { stripAnswerTails } from "./answer-tails.ts";
import type { KeyTier } from "./key-tier.ts";
import { toStrongText } from "./strong-text.ts";

/** The text that stands for a text at a tier: texts are alike at it when these are equal. The text of a key is its own key. */
export function toKeyText(tier: KeyTier, text: string): string {
  switch (tier) {
    case "raw":
      return text;
    case "trim":
      return text.trim();
    case "norm":
      return toNormText(text);
    case "strong":
      return toStrongText(text);
    case "skeleton":
      return toStrongText(stripAnswerTails(text));
  }
}
