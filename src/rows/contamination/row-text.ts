import { listComparableTokens, toComparableText } from "./comparable-text.ts";
import { RunIndex } from "./cover-item.ts";
import { toFilledKeyText } from "./filled-key-text.ts";
import { listOptionTexts } from "./item-text.ts";
import { findOptions } from "./split-options.ts";
import { dropSpace } from "./split-sentences.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** One text of a row that may hold items; what is costly is made when it is first asked for. */
export class RowText {
  readonly place: "prompt" | "output";
  readonly #readParts: () => readonly string[];
  readonly #vocabulary: Vocabulary;
  #parts: readonly string[] | undefined;
  #comparable: readonly string[] | undefined;
  #keyText: string | undefined;
  #spaceless: string | undefined;
  #runs: RunIndex | undefined;
  #options: ReadonlySet<string> | null | undefined;

  /** @param readParts fields or turns in their order; asked once, while the row is the current one. */
  constructor(place: "prompt" | "output", readParts: () => readonly string[], vocabulary: Vocabulary) {
    this.place = place;
    this.#readParts = readParts;
    this.#vocabulary = vocabulary;
  }

  /** Fields or turns in their order. */
  get parts(): readonly string[] {
    this.#parts ??= this.#readParts();
    return this.#parts;
  }

  get whole(): string {
    return this.parts.length === 1 ? (this.parts[0] ?? "") : this.parts.join("\n");
  }

  get comparable(): string {
    this.#comparable ??= this.parts.map(toComparableText);
    return this.#comparable.join("\n");
  }

  get spaceless(): string {
    this.#spaceless ??= dropSpace(this.whole);
    return this.#spaceless;
  }

  get keyText(): string {
    this.#keyText ??= toFilledKeyText("strong", this.whole);
    return this.#keyText;
  }

  /** Spares the making of the key text where it is known. */
  set keyText(text: string) {
    this.#keyText = text;
  }

  get runs(): RunIndex {
    this.#runs ??= this.#makeRuns();
    return this.#runs;
  }

  /** The options that the text offers, as {@link listOptionTexts} has them; null when it offers none. */
  get options(): ReadonlySet<string> | null {
    if (this.#options === undefined) {
      const found = findOptions(this.whole);
      this.#options = found === undefined ? null : new Set(listOptionTexts(found));
    }
    return this.#options;
  }

  #makeRuns(): RunIndex {
    const tokens: string[] = [];
    const borders = new Set<number>();
    for (const comparable of this.#comparable ?? this.parts.map(toComparableText)) {
      if (tokens.length > 0) borders.add(tokens.length);
      tokens.push(...listComparableTokens(comparable).tokens);
    }
    return new RunIndex({ tokens: this.#vocabulary.find(tokens), borders });
  }
}
