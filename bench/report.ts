import type { PeerPython } from "./peer-python.ts";

export interface BenchContext {
  /** A folder that is gone afterwards. */
  readonly folder: string;
  /** Undefined when Python or the registry cannot be had: then only our own figures are taken. */
  readonly peer: PeerPython | undefined;
  /** A tenth of the input and one round, to see whether the bench works. */
  readonly isQuick: boolean;
  /** Where peers that only one bench needs are installed. */
  readonly peersFolder: string;
}

export type Sample = Readonly<Record<string, number>>;

/** One of the programs compared; the first of a bench is Stemma. */
export interface Side {
  readonly name: string;
  measure(): Promise<Sample>;
}

export interface SideSamples {
  readonly name: string;
  /** One per round. */
  readonly samples: readonly Sample[];
}

/** A line of the table: the figure of that key, and the most it may be where the project promises so. */
export interface Figure {
  readonly key: string;
  readonly what: string;
  readonly unit: string;
  readonly atMost?: number;
  /** What the ratio to a peer of that name has to be. */
  readonly ratios?: Readonly<Record<string, RatioBar>>;
}

export interface RatioBar {
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface ReportRow {
  readonly what: string;
  readonly unit: string;
  /** Medians over the rounds, in the order of the sides; null for a side that has no such figure. */
  readonly values: readonly (number | null)[];
  /** Stemma to each peer: the median of the ratios within a round. */
  readonly ratios: readonly (number | null)[];
  readonly bar: { readonly atMost: number; readonly isKept: boolean } | null;
  /** In the order of the peers; null where nothing is promised or nothing was measured. */
  readonly ratioBars: readonly ((RatioBar & { readonly isKept: boolean }) | null)[];
}

export interface Report {
  readonly name: string;
  readonly title: string;
  readonly rounds: number;
  readonly sides: readonly string[];
  readonly rows: readonly ReportRow[];
  readonly notes: readonly string[];
}

/** Runs the sides in turn, A B A B, so that whatever else the machine does falls on all of them. */
export async function measureInTurn(sides: readonly Side[], rounds: number): Promise<SideSamples[]> {
  const measured = sides.map(({ name }) => ({ name, samples: [] as Sample[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [place, side] of sides.entries()) measured[place]?.samples.push(await side.measure());
  }
  return measured;
}

export function toReportRows(sides: readonly SideSamples[], figures: readonly Figure[]): ReportRow[] {
  const [own, ...peers] = sides;
  return figures.map(({ key, what, unit, atMost, ratios: promised = {} }) => {
    const listValues = (side: SideSamples | undefined) => side?.samples.map((sample) => sample[key]) ?? [];
    const ownValues = listValues(own);
    const median = toMedian(ownValues);
    const ratios = peers.map((peer) => {
      const peerValues = listValues(peer);
      return toMedian(ownValues.map((value, round) => toRatio(value, peerValues[round])));
    });
    const bar = atMost === undefined || median === null ? null : { atMost, isKept: median <= atMost };
    const values = [median, ...peers.map((peer) => toMedian(listValues(peer)))];
    const ratioBars = peers.map(({ name }, place) => judgeRatio(ratios[place] ?? null, promised[name]));
    return { what, unit, values, ratios, bar, ratioBars };
  });
}

function judgeRatio(ratio: number | null, bar: RatioBar | undefined): ReportRow["ratioBars"][number] {
  if (bar === undefined || ratio === null) return null;
  const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = bar;
  return { ...bar, isKept: ratio >= atLeast && ratio <= atMost };
}

function toRatio(own: number | undefined, peer: number | undefined): number | undefined {
  return own === undefined || peer === undefined || peer === 0 ? undefined : own / peer;
}

function toMedian(values: readonly (number | undefined)[]): number | null {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

export function toReportText(report: Report): string {
  const [own = "", ...peers] = report.sides;
  const header = ["", own, ...peers.flatMap((peer) => [peer, "ratio"]), peers.length === 0 ? "no peer" : ""];
  const lines = report.rows.map((row) => [
    row.unit === "" ? row.what : `${row.what}, ${row.unit}`,
    toNumberText(row.values[0]),
    ...peers.flatMap((_, place) => [toNumberText(row.values[place + 1]), toNumberText(row.ratios[place], 2)]),
    row.bar === null ? "" : `at most ${row.bar.atMost}: ${toVerdict(row.bar)}`,
  ]);
  const rounds = `${report.rounds} round${report.rounds === 1 ? "" : "s"}`;
  return [
    `${report.name}: ${report.title} (${rounds}; ratio: ${own} to the peer on its left)`,
    ...toAligned([header, ...lines]),
    ...report.rows.flatMap((row) => listRatioBars(row, peers)).map((line) => `  ${line}`),
    ...report.notes.map((note) => `  - ${note}`),
  ].join("\n");
}

function listRatioBars({ what, ratios, ratioBars }: ReportRow, peers: readonly string[]): string[] {
  return ratioBars.flatMap((bar, place) => {
    if (bar === null) return [];
    const least = bar.atLeast === undefined ? [] : [`at least ${bar.atLeast}`];
    const most = bar.atMost === undefined ? [] : [`at most ${Number(bar.atMost.toFixed(2))}`];
    const promise = [...least, ...most].join(", ");
    return [`${what}, to ${peers[place]}: ${toNumberText(ratios[place], 2)}; ${promise}: ${toVerdict(bar)}`];
  });
}

function toVerdict({ isKept }: { readonly isKept: boolean }): string {
  return isKept ? "kept" : "missed";
}

function toNumberText(value: number | null | undefined, digits?: number): string {
  if (value === null || value === undefined) return "-";
  if (digits === undefined && value !== 0 && Math.abs(value) < 0.1) return value.toPrecision(3);
  return value.toFixed(digits ?? (Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 2));
}

function toAligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, place) => Math.max(cell.length, widest[place] ?? 0)),
    [],
  );
  return rows.map((row) => {
    const cells = row.map((cell, place) =>
      place === 0 || place === row.length - 1
        ? cell.padEnd(widths[place] ?? 0)
        : cell.padStart(widths[place] ?? 0),
    );
    return `  ${cells.join("  ")}`.trimEnd();
  });
}
