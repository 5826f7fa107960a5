import { beforeAll, describe, expect, test } from "vitest";
import { type DetectLanguage, openLanguageDetector } from "./language-detector.ts";
import { toProse } from "./to-prose.ts";

let detect: DetectLanguage;
beforeAll(async () => {
  detect = await openLanguageDetector();
});

describe("openLanguageDetector", () => {
  test.each([
    ["en", "Please explain why the leaves of most trees turn yellow in the autumn."],
    ["de", "Bitte erkläre, warum sich die Blätter der meisten Bäume im Herbst gelb färben."],
    ["fr", "Expliquez pourquoi les feuilles de la plupart des arbres jaunissent en automne."],
    ["es", "Explica por qué las hojas de la mayoría de los árboles se vuelven amarillas en otoño."],
    ["it", "Spiega perché le foglie della maggior parte degli alberi ingialliscono in autunno."],
    ["pl", "Wyjaśnij, dlaczego liście większości drzew żółkną jesienią."],
    ["ru", "Объясните, почему листья большинства деревьев желтеют осенью."],
    ["zh", "请解释为什么大多数树木的叶子在秋天会变黄。"],
    ["ja", "ほとんどの木の葉が秋に黄色くなる理由を説明してください。"],
    ["ar", "اشرح لماذا تتحول أوراق معظم الأشجار إلى اللون الأصفر في الخريف."],
  ])("tells %s", (language, text) => {
    expect(detect(text, "")).toBe(language);
  });

  test("code and formulas say nothing about the language of what stands around them", () => {
    const code = "```python\ndef quadrat(zahl):\n    return zahl * zahl\n```";
    expect(detect(`Write a test for the following function, please.\n${code}`, "")).toBe("en");
    expect(detect(`Schreibe bitte einen Test für die folgende Funktion.\n${code}`, "")).toBe("de");
    expect(
      detect("Evaluate $\\lim_{x\\to 0}\\frac{\\sin x}{x}$ without the rule of de l'Hospital.", ""),
    ).toBe("en");
  });

  test("where too little prose is left nothing is told, unless the output has enough", () => {
    expect(detect("\\[\\int_0^1 x^2\\,dx\\]", "\\frac{1}{3}")).toBe(null);
    expect(detect(code, code)).toBe(null);
    expect(detect("$x^2=4$", "There are two solutions of this equation, namely two and minus two.")).toBe(
      "en",
    );
  });
});

const code = "const total = rows.reduce((sum, row) => sum + row.count, 0);\nreturn total;";

describe("toProse", () => {
  test("takes out code, formulas, markup and addresses", () => {
    expect(toProse("See <b>this</b> page: https://example.org/a?b=c and `x = 1`, then go on.")).toBe(
      "See this page: and , then go on.",
    );
    expect(
      toProse("Let $f(x)=x^2$ and \\(g\\) be given.\n\\begin{align*}f&=g\\end{align*}\nFind both."),
    ).toBe("Let and be given. Find both.");
    expect(toProse(`Look at this:\n${code}\nWhat does it do?`)).toBe("Look at this: What does it do?");
  });

  test("prices are no formulas", () => {
    expect(toProse("It costs $5 in spring.\nIn summer it costs $7.")).toBe(
      "It costs in spring. In summer it costs",
    );
  });
});
