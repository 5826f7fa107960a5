import { type Markup, markup } from "../markup.ts";
import type { ChartEdge, ChartNode } from "./chart-node.ts";
import { fitLabel, toLabelWidth } from "./fit-label.ts";

export const nodeHeight = 38;
const inset = 12;

export interface PlacedNode {
  readonly node: ChartNode;
  readonly left: number;
  readonly middle: number;
  readonly width: number;
}

/** Left end and middle of the place in a layer that an edge goes through. */
export interface Passage {
  readonly left: number;
  readonly middle: number;
}

/** A box with two lines of text that nothing in the text can leave. */
export function drawNode({ node, left, middle, width }: PlacedNode): Markup {
  const room = width - 2 * inset;
  const { name, detail, badge } = node;
  const detailRoom = badge === "" ? room : room - toLabelWidth(badge, 11) - 6;
  const top = middle - nodeHeight / 2;
  const lines = [
    markup`<text class="name" y="16">${fitLabel(name, room, 12)}</text>`,
    markup`<text class="minor" y="31">${fitLabel(detail, detailRoom, 11)}</text>`,
    badge !== "" && markup`<text class="minor" x="${room}" y="31" text-anchor="end">${badge}</text>`,
  ];
  return markup`<g transform="translate(${left} ${top})"><title>${node.hint}</title>${drawOutline(node, width)}<svg x="${inset}" width="${room}" height="${nodeHeight}">${lines}</svg></g>`;
}

function drawOutline({ kind, role }: ChartNode, width: number): Markup {
  const classes = ["node", kind, role].join(" ");
  if (kind === "benchmark") {
    const half = nodeHeight / 2;
    return markup`<path class="${classes}" d="M8 0H${width - 8}L${width} ${half}L${width - 8} ${nodeHeight}H8L0 ${half}Z"/>`;
  }
  const back =
    kind === "group"
      ? markup`<rect class="node" x="4" y="4" width="${width - 4}" height="${nodeHeight - 1}" rx="4"/>`
      : null;
  const radius = kind === "root" ? nodeHeight / 2 : 4;
  return markup`${back}<rect class="${classes}" width="${width}" height="${nodeHeight}" rx="${radius}"/>`;
}

/** An edge with its arrow head; one that leads to the same or an earlier layer closes a cycle. */
export function drawEdge(edge: ChartEdge, start: PlacedNode, passages: readonly Passage[]): Markup {
  const first = passages[0];
  const last = passages.at(-1);
  if (first === undefined || last === undefined) return drawLoop(edge, start);
  const isForward = first.left < last.left;
  const middle = last.middle + (isForward ? 0 : backwardShift);
  const classes = ["edge", edge.isAccepted ? "" : "review", isForward ? "" : "backward"];
  const end = isForward ? last.left : last.left + start.width;
  const tip = isForward ? end - 7 : end + 7;
  const path = toCurve(isForward ? passages : passages.map(shift), start.width, tip);
  const arrow = markup`M${end} ${middle}L${tip} ${middle - 4}V${middle + 4}Z`;
  return markup`<g><title>${edge.hint}</title><path class="${classes.filter(Boolean).join(" ")}" d="${path}"/><path class="arrow" d="${arrow}"/></g>`;
}

/** Lower than an edge of the same two datasets in the other direction. */
const backwardShift = 10;

function shift({ left, middle }: Passage): Passage {
  return { left, middle: middle + backwardShift };
}

/** Straight through each layer it passes, curved between them. */
function toCurve(passages: readonly Passage[], width: number, tip: number): string {
  const isForward = tip > (passages[0]?.left ?? 0);
  const toIn = ({ left }: Passage) => (isForward ? left : left + width);
  const toOut = ({ left }: Passage) => (isForward ? left + width : left);
  return passages
    .map((passage, at) => {
      const y = round(passage.middle);
      const before = passages[at - 1];
      if (before === undefined) return `M${round(toOut(passage))} ${y}`;
      const isLast = at === passages.length - 1;
      const from = toOut(before);
      const to = isLast ? tip : toIn(passage);
      const bend = round((from + to) / 2);
      const curve = `C${bend} ${round(before.middle)} ${bend} ${y} ${round(to)} ${y}`;
      return isLast ? curve : `${curve}H${round(toOut(passage))}`;
    })
    .join("");
}

function drawLoop(edge: ChartEdge, { left, middle, width }: PlacedNode): Markup {
  const x = left + width - 34;
  const y = middle - nodeHeight / 2;
  return markup`<g><title>${edge.hint}</title><path class="edge backward" d="M${x} ${y}C${x} ${y - 12} ${x + 22} ${y - 12} ${x + 22} ${y}"/></g>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
