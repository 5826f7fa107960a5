import { type ChartTools, chartRules, colourRules } from "../charts/index.ts";
import { type Markup, markup, toTrustedMarkup } from "../markup.ts";
import { toNumberText } from "./elements.ts";
import type { ReportInput } from "./report-input.ts";
import { createReportPage, type Section } from "./report-page.ts";
import { pageRules } from "./report-style.ts";
import { sectionWriters } from "./sections/index.ts";

/** Nothing is loaded, sent or run; styles stand in the page. */
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * One HTML page that needs nothing but itself: no request, no script. The same input gives the same bytes. Names and
 * quotes are foreign text and stand in it as text.
 */
export function toHtmlReport(input: ReportInput, tools: ChartTools): string {
  const page = createReportPage(input, tools);
  const sections = sectionWriters.flatMap((write) => write(page) ?? []);
  const making = toMakingSection(input);
  const all = [...sections, making];
  return `<!doctype html>\n${markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${input.title}</title>
<style>${toTrustedMarkup(`${colourRules}\n${chartRules}\n${pageRules}`)}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header>
<p class="kicker">Dataset lineage report</p>
<h1>${input.title}</h1>
<p class="date"><time datetime="${input.date}">${input.date}</time></p>
${toKeyFigures(input)}
</header>
<nav aria-label="Contents"><h2>Contents</h2><ol>${all.map(
    ({ name, title }) => markup`<li><a href="#${name}">${title}</a></li>`,
  )}</ol></nav>
<main id="report">
${all.map(toSectionMarkup)}
</main>
<footer><p>Written by Stemma from documents about the datasets. Every edge rests on a quote, a count of rows, or a person’s word.</p></footer>
</body>
</html>`}\n`;
}

function toSectionMarkup({ name, title, content }: Section): Markup {
  return markup`<section id="${name}" aria-labelledby="${name}-title"><h2 id="${name}-title">${title}</h2>
${content}
</section>
`;
}

function toKeyFigures({ graph, findings }: ReportInput): Markup {
  const { datasets, edges } = graph;
  const countOutcome = (...kinds: readonly string[]) =>
    datasets.filter(({ outcome }) => kinds.includes(outcome.kind)).length;
  const figures: readonly (readonly [number, string])[] = [
    [datasets.length, "datasets"],
    [edges.length, "edges"],
    [edges.filter(({ status }) => status !== "accepted").length, "edges to review"],
    [countOutcome("root-declared", "root-no-statement"), "roots that were read"],
    [countOutcome("unreadable"), "unreadable"],
    [countOutcome("not-on-hub"), "unresolved names"],
    ...(findings === null
      ? []
      : [[findings.filter(({ severity }) => severity === "high").length, "high-severity findings"] as const]),
  ];
  return markup`<dl class="figures">${figures.map(
    ([value, label]) => markup`<div><dt>${label}</dt><dd>${toNumberText(value)}</dd></div>`,
  )}</dl>`;
}

function toMakingSection({ making }: ReportInput): Section {
  return {
    name: "making",
    title: "How this report was made",
    content: markup`<dl class="making">${making.lines.map(
      ({ label, value }) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`,
    )}</dl>`,
  };
}
