/** Quotations and lists inside each other that one line may open; more is no document, and parsers fail on thousands. */
const maxMarkers = 40;
const marker = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;
const candidate = /^[ \t]*(?:[ \t]{40}|(?:(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])[ \t]*){40})/gm;
const indent = /[ \t]*/y;
const rule = /^[ \t]*([-*])(?:[ \t]*\1)*[ \t]*(?:\r?\n|$)/y;

/** Links and emphasis inside each other: the time that parsing takes grows with the square of their depth. */
const maxInlineDepth = 64;
/** Marks of one paragraph that close nothing; each is compared with all that stands before it. */
const maxLooseMarks = 1000;
const inlineMark = /\n[ \t\r]*\n|[[\]]|[*_~]+/g;

/**
 * The same text, character for character, with blanks that mean nothing in Markdown in place of the marks that nest
 * quotations, lists, links and emphasis deeper than any document does.
 */
export function limitNesting(text: string): string {
  const flat = blankOut(text, findBlockExcess(text));
  return blankOut(flat, findInlineExcess(flat));
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function blankOut(text: string, ranges: Iterable<Range>): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of ranges) {
    parts.push(text.slice(done, start), "\u00a0".repeat(end - start));
    done = end;
  }
  return done === 0 ? text : parts.join("") + text.slice(done);
}

function* findBlockExcess(text: string): Iterable<Range> {
  for (const { index } of text.matchAll(candidate)) {
    const excess = findExcess(text, index);
    if (excess.end > excess.start) yield excess;
  }
}

/** Marks that open while the limit of their paragraph is open, and those that close nothing once too many have. */
function* findInlineExcess(text: string): Iterable<Range> {
  let links = { open: 0, loose: 0 };
  let emphases = { open: 0, loose: 0 };
  for (const { 0: mark, index } of text.matchAll(inlineMark)) {
    if (mark.startsWith("\n")) {
      links = { open: 0, loose: 0 };
      emphases = { open: 0, loose: 0 };
      continue;
    }
    const range = { start: index, end: index + mark.length };
    const isBracket = mark === "[" || mark === "]";
    if (!isBracket && !isEmphasis(text, range)) continue;
    const opens = isBracket ? mark === "[" : opensEmphasis(text, range);
    if (isExcess(isBracket ? links : emphases, opens)) yield range;
  }
}

function isExcess(depth: { open: number; loose: number }, opens: boolean): boolean {
  const isDeep = opens && depth.open >= maxInlineDepth;
  const isLoose = !opens && depth.open === 0;
  if (isLoose) depth.loose++;
  else if (!isDeep) depth.open += opens ? 1 : -1;
  return isDeep || (isLoose && depth.loose > maxLooseMarks);
}

/** Neither a bullet or an operator between blanks, nor an underscore inside a name. */
function isEmphasis(text: string, { start, end }: Range): boolean {
  const around = text.charAt(start - 1) + text.charAt(end);
  return text.charAt(start) === "_" ? !/^\w\w$/.test(around) : /\S/.test(around);
}

function opensEmphasis(text: string, { start, end }: Range): boolean {
  return !/[^\s\p{P}]/u.test(text.charAt(start - 1)) && /\S/.test(text.charAt(end));
}

function findExcess(text: string, lineStart: number): Range {
  rule.lastIndex = lineStart;
  let start = lineStart;
  let end = lineStart;
  if (rule.test(text)) return { start, end };
  indent.lastIndex = lineStart;
  const indentLength = indent.exec(text)?.[0].length ?? 0;
  // Two blanks before a marker may stand for one list around it.
  const allowed = Math.max(0, maxMarkers - Math.floor(indentLength / 2));
  start = lineStart + indentLength;
  end = start;
  marker.lastIndex = start;
  for (let count = 1; marker.test(text); count++) {
    end = marker.lastIndex;
    if (count <= allowed) start = end;
  }
  return { start, end };
}
