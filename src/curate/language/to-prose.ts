/**
 * What of a text is written in a language: without code, formulas, markup, addresses and names with digits. The order
 * matters: what holds others goes first.
 */
const leftOut: readonly RegExp[] = [
  /(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:\n\1|$)/g,
  /`[^`\n]+`/g,
  /\\begin\{(\w+\*?)\}[\s\S]*?\\end\{\1\}/g,
  /\$\$[\s\S]*?\$\$/g,
  /\\\[[\s\S]*?\\\]/g,
  /\\\([\s\S]*?\\\)/g,
  /\$(?=\S)[^$\n]{0,400}[^\s$]\$(?!\d)/g,
  /<(script|style|code|pre)\b[^>]*>[\s\S]*?<\/\1\s*>/gi,
  /<\/?[a-z][^<>]{0,400}>/gi,
  /&#?\w{1,10};/g,
  /\b(?:https?|ftp):\/\/\S+|\bwww\.\S+|\S+@\S+\.\w+/gi,
  /\\[a-z]+\*?/gi,
];

/** Lines that read like source code: they end as statements do, or begin with a keyword and hold what only code has. */
const codeLine =
  /^(?:\s*(?:[#$>]\s|\/\/|\/\*|\*\/|@\w+\(|(?:import|from|def|class|return|const|let|var|function|public|private|static|elif|else:|try:|print|console\.)\b.*[(){}=;:.]|#include\b).*|.*(?:[;{}]|\)\s*:|=>|[=!]==?\s*\S+\s*[,;)]?)\s*)$/;

const notLetters = /[^\p{L}\p{M}'’\s.,!?;:-]+/gu;

/** The prose of a text, on one line. */
export function toProse(text: string): string {
  let prose = text;
  for (const pattern of leftOut) prose = prose.replace(pattern, " ");
  if (prose.includes("\n")) {
    prose = prose
      .split("\n")
      .filter((line) => !codeLine.test(line))
      .join("\n");
  }
  return prose
    .replace(/\S*\d\S*/g, " ")
    .replace(notLetters, " ")
    .replace(/\s+/g, " ")
    .trim();
}
