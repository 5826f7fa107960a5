import type { TreeRow } from "../../app/index.ts";
import { toPlaceText } from "./evidence.ts";
import { toRemarks } from "./remarks.ts";
import type { Table } from "./view.ts";

/** A tree as a table of its edges, evidence included; the first row has no edge. */
export function toTreeTable(rows: readonly TreeRow[]): Table {
  return {
    columns: [
      "level",
      "id",
      "upstream",
      "downstream",
      "relation",
      "confidence",
      "status",
      "remarks",
      "quote",
      "document",
    ],
    rows: rows.map((row) => {
      const quotes = row.edge?.evidence.filter((evidence) => evidence.kind === "quote") ?? [];
      const remarks = toRemarks(row).map((remark) => remark.text);
      return [
        String(row.level),
        row.id,
        row.edge?.upstream ?? "",
        row.edge?.downstream ?? "",
        row.edge?.relation ?? "",
        row.edge?.confidence.toFixed(4) ?? "",
        row.edge?.status ?? "",
        remarks.join("; "),
        quotes.map((evidence) => evidence.quote.text).join(" | "),
        quotes.map(toPlaceText).join(" | "),
      ];
    }),
  };
}
