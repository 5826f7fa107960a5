import { findArgument } from "./braces.ts";

/** Commands that only say how something looks. */
const looks =
  /\\(?:left|right|bigl?|bigr|Bigl?|Bigr|biggl?|biggr|displaystyle|textstyle|limits|nolimits|,|!|;|:|>|quad|qquad|hspace\*?\{[^}]{0,40}\}|phantom\{[^}]{0,40}\})(?![a-zA-Z])|\\(?= )|~/g;

const names: readonly (readonly [RegExp, string])[] = [
  [/\\(?:cdot|times|ast)(?![a-zA-Z])|[×·⋅∙]/g, "*"],
  [/\\div(?![a-zA-Z])|÷/g, "/"],
  [/\\pi(?![a-zA-Z])|π/g, " pi "],
  [/\\infty(?![a-zA-Z])|∞/g, " infinity "],
  [/\^\s*\{?\s*\\circ(?![a-zA-Z])\s*\}?|\\(?:degree|circ)(?![a-zA-Z])|°/g, " degrees "],
  [/\\(?:leq?|leqslant)(?![a-zA-Z])|≤/g, "<="],
  [/\\(?:geq?|geqslant)(?![a-zA-Z])|≥/g, ">="],
  [/\\(?:neq?|not=)(?![a-zA-Z])|≠/g, "!="],
  [/\\cup(?![a-zA-Z])|∪/g, " U "],
  [/\\in(?![a-zA-Z])|∈/g, " in "],
  [/\\(?:ldots|dots|cdots)(?![a-zA-Z])|…/g, "..."],
  [/\\pm(?![a-zA-Z])|±/g, "±"],
  [/[−–—‐‑]/g, "-"],
  [/\\[%％]|％/g, "%"],
  [/\\\$|\$|\\[()[\]]/g, " "],
  [/[“”„«»]/g, '"'],
  [/[’‘]/g, "'"],
];

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * Mathematics as a plain expression, whichever LaTeX spelling it had: `\dfrac{1}{2}`, `\frac12` and `½` become `((1)/(2))`,
 * roots calls of `sqrt` and `root`, text commands their text. Set braces stay braces, groups go.
 */
export function toPlainMath(text: string): string {
  const composed = text
    .replace(
      /[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g,
      (digits) => `^{${[...digits].map((digit) => superscripts.indexOf(digit)).join("")}}`,
    )
    .replace(/[¼-¾⅐-⅞]/g, (sign) => sign.normalize("NFKC").replace(/(\d+)\u2044(\d+)/, "\\frac{$1}{$2}"))
    .normalize("NFKC")
    .replaceAll("\u2044", "/");
  let plain = composed.replace(/\\%/g, "%").replace(looks, " ");
  plain = plain.replace(/\\[dtc]frac(?![a-zA-Z])/g, "\\frac");
  plain = expand(plain, 0);
  for (const [pattern, name] of names) plain = plain.replace(pattern, name);
  return plain
    .replace(/(?<=\d)\s*\{,\}\s*(?=\d)/g, ",")
    .replace(/\\\{/g, "⦃")
    .replace(/\\\}/g, "⦄")
    .replace(/([\^_])\s*\{([^{}]*)\}/g, "$1($2)")
    .replace(/^\s*\{(.*)\}\s*$/s, "⦃$1⦄")
    .replace(/[{}]/g, " ")
    .replace(/([\^_])\((\w)\)/g, "$1$2")
    .replaceAll("⦃", "{")
    .replaceAll("⦄", "}")
    .replace(/\s+/g, " ")
    .trim();
}

const deepest = 20;

/** Fractions, roots and text commands, from the outside in. */
function expand(text: string, depth: number): string {
  if (depth > deepest) return text;
  let done = "";
  let rest = text;
  for (let command = commands.exec(rest); command !== null; command = commands.exec(rest)) {
    const start = command.index + command[0].length;
    const before = rest.slice(0, command.index);
    const written = writeCommand(command[1] ?? "", { text: rest, start, depth, before });
    done += written?.text ?? before;
    rest = rest.slice(written?.end ?? start);
  }
  return done + rest;
}

const commands =
  /\\(frac|sqrt|text|textbf|textit|textrm|mathrm|mathbf|mathit|mathsf|mbox|operatorname|boxed|fbox)(?![a-zA-Z])/;

interface CommandSite {
  readonly text: string;
  /** Where the command's arguments start. */
  readonly start: number;
  readonly depth: number;
  readonly before: string;
}

function writeCommand(
  name: string,
  { text, start, depth, before }: CommandSite,
): { readonly text: string; readonly end: number } | undefined {
  const degree = name === "sqrt" ? /^\s*\[([^\]]{0,20})\]/.exec(text.slice(start)) : null;
  const first = findArgument(text, start + (degree?.[0].length ?? 0));
  if (first === undefined) return undefined;
  const inner = expand(first.text, depth + 1);
  if (name === "sqrt") {
    const call = degree === null ? `sqrt(${inner})` : `root(${degree[1]},${inner})`;
    return { text: `${before}${call}`, end: first.end };
  }
  if (name !== "frac") return { text: `${before} ${inner} `, end: first.end };
  const second = findArgument(text, first.end);
  if (second === undefined) return undefined;
  const fraction = `((${inner})/(${expand(second.text, depth + 1)}))`;
  return {
    text: `${joinMixedNumber(before, { above: first.text, below: second.text })}${fraction}`,
    end: second.end,
  };
}

/** A whole number right before a proper fraction of whole numbers is added to it, not multiplied with it. */
function joinMixedNumber(before: string, { above, below }: { above: string; below: string }): string {
  const isProper = /^\s*\d+\s*$/.test(above) && /^\s*\d+\s*$/.test(below) && Number(above) < Number(below);
  const whole = /(?<![\w.^_})])(\d+)\s*$/.exec(before);
  if (!isProper || whole === null) return before;
  return `${before.slice(0, whole.index)}${whole[1]}\u2064`;
}
