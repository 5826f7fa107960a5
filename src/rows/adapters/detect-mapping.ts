import { StemmaError } from "../../model/index.ts";
import { type ColumnProfile, profileRows } from "./columns.ts";
import { rowAdapters } from "./kinds/registry.ts";
import { emptyMapping, mappingParts, type RowMapping } from "./mapping.ts";
import { parsePlace, respellColumns, toPlaceText } from "./place.ts";
import { createPlaceReader } from "./read-place.ts";
import { type ColumnSet, createColumnSet, type RowAdapter } from "./row-adapter.ts";
import { createSampleReader } from "./sample-reader.ts";
import { isRecord } from "./value-text.ts";

/** Rows that are enough to tell the layout of a dataset. */
export const detectionRows = 200;

export interface MappingCandidate {
  readonly adapter: string;
  readonly mapping: RowMapping;
  /** Rows looked at that have what the mapping asks for. */
  readonly fits: number;
}

/** Rows that the mapping does not fit. */
interface MisfitGroup {
  /** The adapter that they look like, null when they look like none. */
  readonly adapter: string | null;
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface DetectedMapping extends MappingCandidate {
  readonly looked: number;
  /** What else the rows could be, the likeliest first. */
  readonly alternatives: readonly MappingCandidate[];
  /** The most frequent kinds of rows among those looked at that do not fit; not empty for a file of mixed schemas. */
  readonly misfits: readonly MisfitGroup[];
  readonly columns: readonly ColumnProfile[];
}

interface DetectionOptions {
  /** Parts whose places are given: they are taken as they are, the others are detected. */
  readonly given?: Partial<RowMapping>;
  /** What the rows are called in messages. */
  readonly name?: string;
}

/**
 * Tells from some rows, usually the first {@link detectionRows}, how they are laid out. The order of the rows' keys makes no
 * difference. A given place is looked for in any case, and comes back as the rows spell it.
 *
 * @throws StemmaError `usage` when there is no row, no layout fits, or a given place leads nowhere in all of the rows.
 */
export function detectMapping(
  records: readonly unknown[],
  { given = {}, name = "the rows" }: DetectionOptions = {},
): DetectedMapping {
  if (records.length === 0) {
    throw new StemmaError("usage", `${name}: there is no row to tell the layout from`, {
      hint: "the file is empty, or none of its lines could be read",
    });
  }
  const columns = profileRows(records);
  const respelled = respell(given, columns);
  checkGiven(records, { given: respelled, name, columns });
  const candidates = rankCandidates(listCandidates(records));
  const [detected] = candidates;
  const mapping = combine(detected?.mapping, respelled);
  if (mapping.instruction === null && mapping.turns === null) throw notRecognised(name, columns);
  const adapter = isGivenAlone(given) ? "given" : (detected?.adapter ?? "given");
  const read = createSampleReader(mapping);
  const misfits = records.filter((record) => read(record) === undefined);
  return {
    adapter,
    mapping,
    fits: records.length - misfits.length,
    looked: records.length,
    alternatives: candidates.slice(1),
    misfits: groupMisfits(misfits),
    columns,
  };
}

/** The adapter that a single row looks like, to name rows that do not fit; null when none does. */
export function nameRowLayout(record: unknown): string | null {
  return rankCandidates(listCandidates([record]))[0]?.adapter ?? null;
}

/** Asks every adapter about all rows and about the most frequent kinds of them, so that a mixture hides none. */
function listCandidates(records: readonly unknown[]): readonly MappingCandidate[] {
  const groups = groupByColumns(records).map((group) => createColumnSet(profileRows(group), group.length));
  const all = createColumnSet(profileRows(records), records.length);
  const columnSets = groups.length === 1 ? [all] : [all, ...groups];
  const candidates = new Map<string, MappingCandidate>();
  for (const adapter of rowAdapters) {
    for (const columnSet of columnSets) addCandidate(candidates, { adapter, columnSet, records });
  }
  return [...candidates.values()];
}

function addCandidate(
  candidates: Map<string, MappingCandidate>,
  {
    adapter,
    columnSet,
    records,
  }: { readonly adapter: RowAdapter; readonly columnSet: ColumnSet; readonly records: readonly unknown[] },
): void {
  const found = adapter.findMapping(columnSet);
  if (found === undefined) return;
  const mapping = { ...emptyMapping, ...found };
  const key = JSON.stringify([mapping.turns, mapping.instruction, mapping.input, mapping.output]);
  if (candidates.has(key)) return;
  const read = createSampleReader(mapping);
  const fits = records.filter((record) => isFilled(read(record))).length;
  if (fits > 0) candidates.set(key, { adapter: adapter.name, mapping, fits });
}

function isFilled(sample: ReturnType<ReturnType<typeof createSampleReader>>): boolean {
  return sample !== undefined && (sample.instruction.trim() !== "" || sample.turns.length > 0);
}

const maxGroups = 8;

function groupByColumns(records: readonly unknown[]): readonly (readonly unknown[])[] {
  const groups = new Map<string, unknown[]>();
  for (const record of records) {
    const key = listColumnNames(record).join("\0");
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [record]);
    else known.push(record);
  }
  return [...groups.entries()]
    .sort(([leftKey, left], [rightKey, right]) => right.length - left.length || (leftKey < rightKey ? -1 : 1))
    .slice(0, maxGroups)
    .map(([, group]) => group);
}

function listColumnNames(record: unknown): readonly string[] {
  if (!isRecord(record)) return ["."];
  return Object.keys(record)
    .filter((name) => record[name] !== null)
    .sort();
}

/**
 * In the adapters' order among those that fit nearly as many rows as the best, then by the rows they fit. Plain text, which
 * anything can be taken for, stands last unless the others fit next to nothing.
 */
function rankCandidates(candidates: readonly MappingCandidate[]): readonly MappingCandidate[] {
  const byFits = (left: MappingCandidate, right: MappingCandidate) => right.fits - left.fits;
  const texts = candidates.filter(({ adapter }) => adapter === lastResort).sort(byFits);
  const others = candidates.filter(({ adapter }) => adapter !== lastResort);
  const best = Math.max(0, ...others.map(({ fits }) => fits));
  const isNearBest = ({ fits }: MappingCandidate) => fits >= best * 0.9;
  const ranked = [...others.filter(isNearBest), ...others.filter((one) => !isNearBest(one)).sort(byFits)];
  const isNextToNothing = best < (texts[0]?.fits ?? 0) * 0.1;
  return isNextToNothing ? [...texts, ...ranked] : [...ranked, ...texts];
}

const lastResort = "text";

/** A place that is given to one part is no longer that of another; texts that are given stand for themselves, not for turns. */
function combine(detected: RowMapping | undefined, given: Partial<RowMapping>): RowMapping {
  const base = { ...(detected ?? emptyMapping) };
  const taken = new Set(Object.values(given).filter((place) => place !== null));
  for (const part of ["instruction", "input", "output", "answer"] as const) {
    if (base[part] !== null && taken.has(base[part])) base[part] = null;
  }
  if (given.instruction && given.output !== undefined && given.turns === undefined) base.turns = null;
  return { ...base, ...given };
}

function isGivenAlone(given: Partial<RowMapping>): boolean {
  return Boolean(given.turns) || (Boolean(given.instruction) && given.output !== undefined);
}

function checkGiven(
  records: readonly unknown[],
  {
    given,
    name,
    columns,
  }: {
    readonly given: Partial<RowMapping>;
    readonly name: string;
    readonly columns: readonly ColumnProfile[];
  },
): void {
  for (const part of mappingParts) {
    const place = given[part];
    if (place === undefined || place === null) continue;
    const read = createPlaceReader(parsePlace(place));
    if (records.some((record) => read(record) !== undefined)) continue;
    throw new StemmaError(
      "usage",
      `${name}: ${part}=${place} leads nowhere in any of the ${records.length} rows looked at`,
      {
        hint: `columns there are: ${columns.map((column) => column.place).join(", ") || "none"}`,
      },
    );
  }
}

function respell(given: Partial<RowMapping>, columns: readonly ColumnProfile[]): Partial<RowMapping> {
  const names = columns.map(({ name }) => name);
  const entries = Object.entries(given).map(([part, place]) => [
    part,
    place === null ? null : toPlaceText(respellColumns(parsePlace(place), names)),
  ]);
  return Object.fromEntries(entries);
}

function groupMisfits(misfits: readonly unknown[]): readonly MisfitGroup[] {
  return groupByColumns(misfits).map((group) => ({
    adapter: nameRowLayout(group[0]),
    columns: listColumnNames(group[0]),
    rows: group.length,
  }));
}

function notRecognised(name: string, columns: readonly ColumnProfile[]): StemmaError {
  return new StemmaError("usage", `${name}: no known layout fits these rows`, {
    hint: `say where the texts are, as in --map instruction=COLUMN --map output=COLUMN; columns there are: ${
      columns.map((column) => column.place).join(", ") || "none"
    }`,
  });
}
