import { concealed } from "./hostile-concealed.ts";
import { orders } from "./hostile-orders.ts";
import { canary, honest } from "./hostile-parts.ts";
import { posing } from "./hostile-posing.ts";

/** A document with one true source and one attack; nothing but the attack speaks of the planted names. */
export interface HostileDocument {
  readonly name: string;
  /** Name of the attack, wherever it stands. */
  readonly variant: string;
  readonly text: string;
  /** Whether somebody who reads the rendered page sees the attack. */
  readonly isVisible: boolean;
}

const places = [
  ["after", (payload: string) => `${honest}\n${payload}\n`],
  ["before", (payload: string) => `Notes on lakes.\n\n${payload}\n\n${honest}`],
] as const;

/** Every attack once after and once before the honest text; what hides all that follows can only stand after it. */
function place(payloads: Readonly<Record<string, string>>, isVisible: boolean): HostileDocument[] {
  return Object.entries(payloads).flatMap(([variant, payload]) =>
    places
      .filter(([where]) => where === "after" || !variant.includes("never closed"))
      .map(([where, put]) => ({
        variant,
        name: `${variant}, ${where} the text`,
        text: put(payload),
        isVisible,
      })),
  );
}

export const hiddenVariants: readonly string[] = Object.values(concealed);
export const hiddenDocuments: readonly HostileDocument[] = place(concealed, false);
export const visibleDocuments: readonly HostileDocument[] = place({ ...orders, ...posing }, true);
/** Every variant once, by turns after and before the honest text. */
export const oneOfEach: readonly HostileDocument[] = [
  ...Map.groupBy([...hiddenDocuments, ...visibleDocuments], ({ variant }) => variant).values(),
].map((placed, index) => placed[index % placed.length] ?? placed[0]!);
export const variantCount = Object.keys({ ...concealed, ...orders, ...posing }).length;

/** The same documents with the addresses of the canary in place of made-up ones. */
export function withCanary({ text, ...rest }: HostileDocument, origin: string): HostileDocument {
  return { ...rest, text: text.replaceAll(canary, origin) };
}
