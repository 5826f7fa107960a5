/**
 * Imports the edges that the paper prints and looks for its printed paths and figures in the graph that comes of them; fails
 * when one is missing. Usage: node scripts/check-paper.ts [FOLDER]
 */
import { join } from "node:path";
import { toFigureLines } from "./evaluation/figure.ts";
import { checkPaper } from "./evaluation/paper-check.ts";

const rows = await checkPaper(process.argv[2] ?? join(import.meta.dirname, "../../shared/paper"));
process.stdout.write(`${toFigureLines(rows).join("\n")}\n`);
if (rows.some(({ isMissed }) => isMissed)) process.exitCode = 1;
