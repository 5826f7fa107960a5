import type { Nodes } from "mdast";

/** Identifiers of the footnotes that a page shows: the text refers to them, or another footnote that it shows does. */
export function toShownNotes(trees: readonly Nodes[]): ReadonlySet<string> {
  const references = new Map<string | null, string[]>();
  for (const tree of trees) collect(tree, references);
  const shown = new Set<string>();
  const open = [...(references.get(null) ?? [])];
  for (let note = open.pop(); note !== undefined; note = open.pop()) {
    if (shown.has(note)) continue;
    shown.add(note);
    open.push(...(references.get(note) ?? []));
  }
  return shown;
}

/** References by the footnote they stand in; null for the text itself. Keeps its own stack: trees may be deep. */
function collect(tree: Nodes, references: Map<string | null, string[]>): void {
  const open: { readonly node: Nodes; readonly note: string | null }[] = [{ node: tree, note: null }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, note } = next;
    if (node.type === "footnoteReference") {
      const known = references.get(note) ?? [];
      known.push(node.identifier);
      references.set(note, known);
    }
    if (!("children" in node)) continue;
    const inner = node.type === "footnoteDefinition" ? node.identifier : note;
    for (const child of node.children) open.push({ node: child, note: inner });
  }
}
