import { type Markup, markup } from "../markup.ts";
import { toLabelWidth } from "./fit-label.ts";

export interface LegendItem {
  /** Drawn in a box of 24 by 16 pixels. */
  readonly sign: Markup;
  readonly text: string;
}

const rowHeight = 22;

/** Signs with their meaning in rows no wider than `width`. */
export function drawLegend(
  items: readonly LegendItem[],
  width: number,
): { readonly content: Markup; readonly height: number } {
  let left = 0;
  let row = 0;
  const drawn = items.map(({ sign, text }) => {
    const taken = 30 + toLabelWidth(text, 11) + 16;
    if (left > 0 && left + taken > width) {
      left = 0;
      row++;
    }
    const place = markup`translate(${left} ${row * rowHeight})`;
    left += taken;
    return markup`<g transform="${place}">${sign}<text class="minor" x="30" y="12">${text}</text></g>`;
  });
  return { content: markup`${drawn}`, height: items.length === 0 ? 0 : (row + 1) * rowHeight };
}
