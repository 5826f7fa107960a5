import { z } from "zod";
import bundledPrices from "./data/model-prices.json" with { type: "json" };

const rates = { inputUsd: z.number().nonnegative(), outputUsd: z.number().nonnegative() };

/** US dollars per million tokens at the list price: no discount for cached input or batches. */
export const ModelPrice = z.strictObject({
  ...rates,
  /** The rates of a request whose input is longer than this. */
  longInput: z.strictObject({ aboveTokens: z.int().positive(), ...rates }).optional(),
  source: z.string().min(3),
  /** When the price was stated. */
  date: z.iso.date(),
});
export type ModelPrice = z.infer<typeof ModelPrice>;

/** By `provider/model`. */
export const ModelPrices = z.record(z.string().regex(/^[a-z]+\/.+$/), ModelPrice);
export type ModelPrices = z.infer<typeof ModelPrices>;

const dateSuffix = /-(?:\d{4}-\d{2}-\d{2}|\d{8})$/;

let bundled: ModelPrices | undefined;

/**
 * The price of `provider/model`, of a dated version (`openai/gpt-4.1-2025-04-14`) that of the model. Undefined when it
 * is not known, which is not the same as free.
 */
export function findModelPrice(modelId: string, overrides: ModelPrices = {}): ModelPrice | undefined {
  bundled ??= ModelPrices.parse(bundledPrices);
  const plainId = modelId.replace(dateSuffix, "");
  return findOwn(overrides, modelId) ?? findOwn(overrides, plainId) ?? findOwn(bundled, plainId);
}

function findOwn(prices: ModelPrices, id: string): ModelPrice | undefined {
  return Object.hasOwn(prices, id) ? prices[id] : undefined;
}
