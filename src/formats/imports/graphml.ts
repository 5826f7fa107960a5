import { StemmaError } from "../../model/index.ts";
import type { ImportBuilder } from "../import-builder.ts";
import type { ImportFormat, TextFile } from "../import-format.ts";
import type { SourceRecord } from "../record-fields.ts";
import { readXml, type XmlElement } from "../xml-elements.ts";

interface Item {
  readonly element: XmlElement;
  readonly data: Map<string, string>;
}

/** GraphML of any tool: a dataset is named by its data `id`, `dataset` or `label`, else by the id of its node. */
export const graphml: ImportFormat = {
  name: "graphml",
  meaning: "GraphML; data named like Stemma's columns is taken over",
  fits: (files) =>
    files.length === 1 && files.every(({ text }) => /<(?:\w+:)?graphml[\s>]/.test(text.slice(0, 4096))),
  read: (files, builder) => {
    for (const file of files) readFile(file, builder);
  },
};

function readFile(file: TextFile, builder: ImportBuilder): void {
  const keys = new Map<string, string>();
  const nodes: Item[] = [];
  const edges: Item[] = [];
  const open: Item[] = [];
  let hasRoot = false;
  readXml(file, {
    onOpen: (element) => {
      const { name, attributes } = element;
      hasRoot ||= name === "graphml";
      if (name === "key") keys.set(attributes.id ?? "", attributes["attr.name"] ?? attributes.id ?? "");
      if (name === "node" || name === "edge") {
        const item = { element, data: new Map<string, string>() };
        open.push(item);
        (name === "node" ? nodes : edges).push(item);
      }
      if (name === "hyperedge") {
        builder.reject(
          "a hyperedge, which has no upstream and downstream",
          attributes,
          toPlace(file, element),
        );
      }
    },
    onClose: (element, text) => {
      const key = element.attributes.key;
      if (element.name === "data" && key !== undefined) open.at(-1)?.data.set(keys.get(key) ?? key, text);
      if (element.name === "node" || element.name === "edge") open.pop();
    },
  });
  if (!hasRoot) {
    throw new StemmaError("corrupt", `${file.name} is no GraphML: its root is not graphml`, {
      hint: "export the graph as GraphML again",
    });
  }
  addItems(file, { nodes, edges, builder });
}

function addItems(
  file: TextFile,
  { nodes, edges, builder }: { nodes: readonly Item[]; edges: readonly Item[]; builder: ImportBuilder },
): void {
  const ids = new Map<string, string>();
  for (const { element, data } of nodes) {
    const record: SourceRecord = Object.fromEntries(data);
    const name = element.attributes.id ?? "";
    const id = data.get("id") ?? data.get("dataset") ?? data.get("label") ?? name;
    ids.set(name, id);
    builder.addNode(id, record, toPlace(file, element));
  }
  for (const { element, data } of edges) {
    const { source = "", target = "" } = element.attributes;
    const ends = { upstream: ids.get(source) ?? source, downstream: ids.get(target) ?? target };
    builder.addEdge(ends, Object.fromEntries(data), toPlace(file, element));
  }
}

function toPlace(file: TextFile, { line }: XmlElement) {
  return { file: file.name, line, path: null };
}
