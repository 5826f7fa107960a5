import type { ChartTools } from "../../formats/index.ts";

/** What charts are drawn with is slow to load, so it is only where one is drawn. */
export async function withChartTools<Result>(use: (tools: ChartTools) => Result): Promise<Result> {
  const [plot, { Window }] = await Promise.all([import("@observablehq/plot"), import("happy-dom")]);
  const window = new Window();
  try {
    return use({ plot, document: window.document as unknown as ChartTools["document"] });
  } finally {
    await window.happyDOM.close();
  }
}
