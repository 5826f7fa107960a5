import { StemmaError } from "../../model/index.ts";
import type { ExportFormat } from "../export-format.ts";
import { croissant } from "./croissant.ts";
import { csv } from "./csv.ts";
import { cyclonedx } from "./cyclonedx.ts";
import { cytoscape } from "./cytoscape.ts";
import { dot } from "./dot.ts";
import { gexf } from "./gexf.ts";
import { graphml } from "./graphml.ts";
import { mermaid } from "./mermaid.ts";
import { openlineage } from "./openlineage.ts";
import { parquet } from "./parquet.ts";
import { provJson } from "./prov-json.ts";
import { provJsonld } from "./prov-jsonld.ts";

/** Every way to write a graph down but the canonical JSON, which is the graph itself. */
export const exportFormats: readonly ExportFormat[] = [
  mermaid,
  dot,
  graphml,
  gexf,
  cytoscape,
  csv,
  parquet,
  provJson,
  provJsonld,
  croissant,
  openlineage,
  cyclonedx,
];

/** @throws StemmaError `usage` that names the formats there are. */
export function toExportFormat(name: string): ExportFormat {
  const format = exportFormats.find((one) => one.name === name);
  if (format !== undefined) return format;
  throw new StemmaError("usage", `no export format is called "${name}"`, {
    hint: `there are ${exportFormats.map((one) => one.name).join(", ")}`,
  });
}
