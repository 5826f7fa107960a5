import { type EvidencePath, findDatasetIdKind, type PathCount, type PathStep } from "../../model/index.ts";
import { toRelationText } from "../charts/index.ts";
import { findDatasetUrl } from "../dataset-iri.ts";
import { type Markup, markup } from "../markup.ts";

/** An id that leads to its page where it has one. Its letters keep their direction to themselves. */
export function toIdMarkup(id: string): Markup {
  const kind = findDatasetIdKind(id);
  if (kind === "name")
    return markup`<bdi class="id">${id.slice("name:".length)}</bdi> <small>(a name)</small>`;
  const url = kind === undefined ? undefined : findDatasetUrl(id);
  if (url === undefined) return markup`<bdi class="id">${id}</bdi>`;
  const at = id.indexOf("/") + 1;
  return markup`<a class="id" href="${url}" rel="noreferrer"><bdi>${id.slice(0, at)}${at > 0 && lineBreak}${id.slice(at)}</bdi></a>`;
}

/** Where a line may end within an id. */
const lineBreak = markup`<wbr>`;

/** An id in running text: a bare name in quotation marks. */
export function toIdText(id: string): string {
  return id.startsWith("name:") ? `“${id.slice("name:".length)}”` : id;
}

/** Ids with commas between them, at most `limit`. */
export function toIdList(ids: readonly string[], limit = 8): Markup {
  const shown = ids.slice(0, limit).map((id, at) => markup`${at > 0 ? ", " : ""}${toIdMarkup(id)}`);
  return markup`${shown}${ids.length > limit && ` and ${toNumberText(ids.length - limit)} more`}`;
}

/** A path in one line; an arrow that is broken is an edge under review. */
export function toPathMarkup({ ids, steps }: EvidencePath): Markup {
  const parts = ids.map((id, at) => {
    const step = steps[at - 1];
    return markup`${step === undefined ? null : toArrow(step)}<bdi class="id">${id}</bdi>`;
  });
  return markup`<span class="path">${parts}</span>`;
}

function toArrow({ relation, status, splits }: PathStep): Markup {
  const isAccepted = status === "accepted";
  const details = [
    toRelationText(relation),
    ...(splits.length > 0 ? [`${splits.join(", ")} split`] : []),
    ...(isAccepted ? [] : ["needs review"]),
  ].join(", ");
  return markup` <span class="arrow" title="${details}">${isAccepted ? "→" : "⇢"}</span> `;
}

export function toPathList(paths: readonly EvidencePath[], pathCount: PathCount): Markup {
  const rest = BigInt(pathCount) - BigInt(paths.length);
  return markup`<ol class="paths">${paths.map((path) => markup`<li>${toPathMarkup(path)}</li>`)}</ol>${
    rest > 0n && markup`<p class="rest">${toCountText(String(rest))} more, not shown here.</p>`
  }`;
}

/** Whole numbers with commas between thousands. */
export function toNumberText(count: number): string {
  return toCountText(String(count));
}

export function toCountText(count: PathCount): string {
  const grouped = count.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return count.length <= 15 ? grouped : `about ${count[0]}.${count.slice(1, 3)} × 10^${count.length - 1}`;
}

export function toMeanText(mean: number): string {
  return mean.toFixed(2);
}

export function toPercentText(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** `1 dataset`, `2 datasets`. */
export function toQuantity(count: number, one: string, several = `${one}s`): string {
  return `${toNumberText(count)} ${count === 1 ? one : several}`;
}
