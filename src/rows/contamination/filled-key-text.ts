import type { KeyTier } from "../keys/key-tier.ts";
import { toKeyText } from "../keys/to-key-text.ts";

/** The key text of a tier. A text of which a strong key leaves nothing stands for itself. */
export function toFilledKeyText(tier: KeyTier, text: string): string {
  return toKeyText(tier, text) || toKeyText("norm", text);
}
