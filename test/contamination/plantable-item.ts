/** An item of a benchmark that can be planted into training rows. */
export interface PlantableItem {
  /** The question without its options. */
  readonly question: string;
  /** In the benchmark's order; empty for a question that is answered freely. */
  readonly options: readonly string[];
  /** The final answer, or the text of the right option. */
  readonly answer: string;
  /** The question as a person would put it in another language; without one it is put into a made-up one. */
  readonly translation?: string;
}

const letters = ["A", "B", "C", "D", "E", "F", "G", "H"];

export type OptionStyle = "(A)" | "A)" | "A." | "latex";
export const optionStyles: readonly OptionStyle[] = ["(A)", "A)", "A.", "latex"];

/** The question with its options as a benchmark prints it. */
export function toQuestionText(item: PlantableItem, style: OptionStyle = "(A)"): string {
  if (item.options.length === 0) return item.question;
  if (style === "latex") {
    const choices = item.options.map((option, index) => `\\textbf{(${letters[index]}) } ${option}`);
    return `${item.question}\n$${choices.join(" \\qquad ")}$`;
  }
  return [item.question, ...item.options.map((option, index) => `${toLabel(index, style)} ${option}`)].join(
    "\n",
  );
}

/** What stands as the answer beside it: the letter of the right option, else the answer. */
export function toAnswerText(item: PlantableItem): string {
  const index = item.options.indexOf(item.answer);
  return index < 0 ? item.answer : (letters[index] ?? "");
}

function toLabel(index: number, style: Exclude<OptionStyle, "latex">): string {
  return style.replace("A", letters[index] ?? "");
}
