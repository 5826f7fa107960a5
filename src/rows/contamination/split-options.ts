/** A multiple choice question: what is asked, and what there is to choose from. */
export interface ChoiceQuestion {
  readonly stem: string;
  /** The letters or numbers as they stand, `A`, `B`, …, with the text of each. */
  readonly options: readonly Option[];
}

export interface Option {
  readonly label: string;
  readonly text: string;
}

interface Marker extends Option {
  readonly start: number;
  readonly end: number;
}

const fewestOptions = 3;
const mostOptions = 12;

/**
 * The marker of an option: a letter or a small number with a bracket, a full stop or a colon, in LaTeX dress or not, at the
 * beginning of a line or after white space. `(A)`, `A)`, `A.`, `**A:**`, `\textbf{(A) }`, `$\text{(A)}$`.
 */
const markerPattern =
  /(?<=^|[\s$~,;{}])(?:\\(?:textbf|text|textrm|mathrm|mathbf|bf)\s*\{?\s*)?\*{0,2}(?:[([](?<boxed>[A-La-l]|1[0-2]|[1-9])\s*[)\]]|(?<bare>[A-La-l]|1[0-2]|[1-9])[).:](?=[\s*}~\\$]))[\s}~]*\*{0,2}/g;

const separators =
  /^(?:\\qquad|\\quad|\\hspace\{[^}]*\}|\\\\|[\s~$,;|*-])+|(?:\\qquad|\\quad|\\hspace\{[^}]*\}|\\\\|\\textbf\{|\\text\{|\\mathrm\{|[\s~$,;|*-])+$/g;

/** Takes a question apart where its options begin; undefined for one that has none. */
export function findOptions(text: string): ChoiceQuestion | undefined {
  const markers = findSequence(listMarkers(text));
  const first = markers[0];
  if (first === undefined) return undefined;
  const options = markers.map(({ label, end }, index) => ({
    label,
    text: cleanOption(text.slice(end, markers[index + 1]?.start ?? text.length)),
  }));
  const stem = text.slice(0, first.start).trim();
  const areFilled = options.every((option) => option.text !== "");
  return areFilled && stem !== "" ? { stem, options } : undefined;
}

function listMarkers(text: string): Marker[] {
  return Array.from(text.matchAll(markerPattern), (match) => ({
    label: (match.groups?.boxed ?? match.groups?.bare ?? "").toUpperCase(),
    text: "",
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The last run of markers that counts A, B, C … or 1, 2, 3 …: what counts before it may be a list in the question. */
function findSequence(markers: readonly Marker[]): Marker[] {
  let found: Marker[] = [];
  for (const [index, marker] of markers.entries()) {
    if (marker.label !== "A" && marker.label !== "1") continue;
    const sequence = followSequence(markers.slice(index));
    if (sequence.length >= fewestOptions) found = sequence;
  }
  return found.slice(0, mostOptions);
}

function followSequence(markers: readonly Marker[]): Marker[] {
  const sequence: Marker[] = [];
  for (const marker of markers) {
    const last = sequence.at(-1);
    if (last === undefined || marker.label === toNextLabel(last.label)) sequence.push(marker);
  }
  return sequence;
}

function toNextLabel(label: string): string {
  const number = Number(label);
  return Number.isNaN(number) ? String.fromCharCode(label.charCodeAt(0) + 1) : String(number + 1);
}

function cleanOption(text: string): string {
  return (
    text
      .split(/\n\s*\n/)[0]
      ?.replace(separators, "")
      .trim() ?? ""
  );
}
