const light = {
  page: "#ffffff",
  panel: "#f5f6f8",
  text: "#1b212a",
  muted: "#545f6d",
  line: "#d3d9e0",
  edge: "#77828f",
  link: "#0b5cad",
  "root-fill": "#fff3d1",
  "root-line": "#946500",
  "internal-fill": "#e1f2e9",
  "internal-line": "#28754f",
  "benchmark-fill": "#fde5e3",
  "benchmark-line": "#b3261e",
  "subject-fill": "#e0ebf9",
  "subject-line": "#0b5cad",
  "open-line": "#646f7d",
  math: "#2a68ad",
  code: "#84489c",
  general: "#47722b",
  science: "#a34c17",
  "on-domain": "#ffffff",
  alarm: "#b3261e",
  caution: "#8a5a00",
  calm: "#28754f",
};

const dark: typeof light = {
  page: "#11151a",
  panel: "#1a2028",
  text: "#e9edf2",
  muted: "#a9b3bf",
  line: "#37414d",
  edge: "#8692a0",
  link: "#84b9f7",
  "root-fill": "#372c10",
  "root-line": "#e2b84c",
  "internal-fill": "#143225",
  "internal-line": "#5fc391",
  "benchmark-fill": "#421c1a",
  "benchmark-line": "#f4938a",
  "subject-fill": "#152e4b",
  "subject-line": "#84b9f7",
  "open-line": "#98a3b0",
  math: "#8fbcf0",
  code: "#d2a8e6",
  general: "#a6d188",
  science: "#f2ad7f",
  "on-domain": "#11151a",
  alarm: "#f4938a",
  caution: "#e2b84c",
  calm: "#5fc391",
};

/** The colours of charts and report, by scheme; text on its ground has a contrast of at least 4.5, lines of 3 (WCAG AA). */
export const schemes = { light, dark };

const toVariables = (colours: typeof light) =>
  Object.entries(colours)
    .map(([name, colour]) => `--stemma-${name}:${colour}`)
    .join(";");

/** Colours as custom properties of the document, light or dark as the reader prefers; paper is light. */
export const colourRules = `:root{color-scheme:light dark;${toVariables(light)}}
@media screen and (prefers-color-scheme:dark){:root{${toVariables(dark)}}}`;

/** Faces with the widths of Arial, which labels are fitted to; one of them is nearly everywhere. */
export const fontFamily = '"Helvetica Neue",Helvetica,Arial,"Liberation Sans",Roboto,sans-serif';

/** How charts are drawn; needs {@link colourRules}. */
export const chartRules = `.stemma-chart{color:var(--stemma-text);font:12px/1.2 ${fontFamily};font-variant-numeric:tabular-nums}
.stemma-chart .minor{fill:var(--stemma-muted);font-size:11px}
.stemma-chart .name{fill:currentColor;font-weight:600}
.stemma-chart .node{stroke-width:1.5;fill:var(--stemma-page);stroke:var(--stemma-open-line)}
.stemma-chart .root{fill:var(--stemma-root-fill);stroke:var(--stemma-root-line)}
.stemma-chart .internal{fill:var(--stemma-internal-fill);stroke:var(--stemma-internal-line)}
.stemma-chart .benchmark{fill:var(--stemma-benchmark-fill);stroke:var(--stemma-benchmark-line)}
.stemma-chart .unreadable{stroke-dasharray:6 3}
.stemma-chart .unresolved{stroke-dasharray:2 3}
.stemma-chart .ended{stroke-dasharray:10 3 2 3}
.stemma-chart .subject{stroke:var(--stemma-subject-line);stroke-width:3}
.stemma-chart .meeting{stroke:var(--stemma-alarm);stroke-width:3}
.stemma-chart .edge{fill:none;stroke:var(--stemma-edge);stroke-width:1.5}
.stemma-chart .review{stroke-dasharray:5 4}
.stemma-chart .backward{stroke:var(--stemma-alarm);stroke-dasharray:1 4;stroke-linecap:round;stroke-width:2}
.stemma-chart .arrow{fill:var(--stemma-edge)}
.stemma-chart .solid{fill:var(--stemma-math);stroke:var(--stemma-math)}
.stemma-chart .hollow{fill:var(--stemma-page);stroke:var(--stemma-math)}`;
