import { mixWords } from "./random-numbers.ts";

/** What a synthetic row is made of. Rows are planned by their number alone, so that any of them can be written anywhere. */
export interface RowPlan {
  /** Number of the row whose texts these are. */
  readonly content: number;
  /** Number of the row that changed words of the question; -1 when none did. */
  readonly edit: number;
  /** 1 to 7 where white space of the question is other than in the row it was taken from; otherwise 0. */
  readonly spacing: number;
}

/** Where the question of a row's content comes from. */
export type Question =
  | { readonly kind: "own" }
  | { readonly kind: "planted" | "embedded"; readonly benchmark: number; readonly item: number };

/** What the rows must be found to hold. */
export interface RowTruth {
  readonly rows: number;
  /** Different triplets, character by character and regardless of white space. */
  readonly unique: { readonly raw: number; readonly norm: number };
  /** Items of each benchmark whose pair occurs. */
  readonly found: { readonly raw: readonly number[]; readonly norm: readonly number[] };
}

export const benchmarkCount = 5;
export const itemsPerBenchmark = 1000;
/** The others occur in no row. */
const plantedItems = 500;

const shares = { duplicate: 0.15, respaced: 0.01, near: 0.02, planted: 0.0004, embedded: 0.0002 };
const spacings = 7;
const purpose = { kind: 1, origin: 2, spacing: 3, question: 4, benchmark: 5, item: 6 };

export class RowPlanner {
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  planRow(row: number): RowPlan {
    const kind = row === 0 ? 1 : this.draw(row, purpose.kind);
    const { duplicate, respaced, near } = shares;
    if (kind >= duplicate + respaced + near) return { content: row, edit: -1, spacing: 0 };
    const origin = this.planRow(Math.floor(this.draw(row, purpose.origin) * row));
    if (kind < duplicate) return origin;
    if (kind >= duplicate + respaced) return { content: origin.content, edit: row, spacing: 0 };
    if (origin.spacing > 0) return origin;
    return { ...origin, spacing: 1 + Math.floor(this.draw(row, purpose.spacing) * spacings) };
  }

  findQuestion(content: number): Question {
    const drawn = this.draw(content, purpose.question);
    if (drawn >= shares.planted + shares.embedded) return { kind: "own" };
    return {
      kind: drawn < shares.planted ? "planted" : "embedded",
      benchmark: Math.floor(this.draw(content, purpose.benchmark) * benchmarkCount),
      item: Math.floor(this.draw(content, purpose.item) * plantedItems),
    };
  }

  /** Counts from the plan, without a text. */
  countTruth(rows: number): RowTruth {
    const variants = new Set<string>();
    const found = { raw: new Set<string>(), norm: new Set<string>() };
    const unique = { raw: 0, norm: 0 };
    for (let row = 0; row < rows; row++) {
      const plan = this.planRow(row);
      if (plan.content === row || plan.edit === row) {
        unique.raw++;
        unique.norm++;
      } else if (plan.spacing > 0) {
        const variant = `${plan.content} ${plan.edit} ${plan.spacing}`;
        if (!variants.has(variant)) unique.raw++;
        variants.add(variant);
      }
      this.noteItem(plan, found);
    }
    const list = (items: ReadonlySet<string>) =>
      Array.from(
        { length: benchmarkCount },
        (_, benchmark) => [...items].filter((item) => item.startsWith(`${benchmark} `)).length,
      );
    return { rows, unique, found: { raw: list(found.raw), norm: list(found.norm) } };
  }

  private noteItem(
    { content, edit, spacing }: RowPlan,
    found: { readonly raw: Set<string>; readonly norm: Set<string> },
  ): void {
    if (edit >= 0) return;
    const question = this.findQuestion(content);
    if (question.kind !== "planted") return;
    const name = `${question.benchmark} ${question.item}`;
    if (spacing === 0) found.raw.add(name);
    found.norm.add(name);
  }

  private draw(row: number, what: number): number {
    return mixWords(this.seed, row, what) / 2 ** 32;
  }
}
