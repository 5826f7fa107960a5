/**
 * Strongly connected components of two or more nodes (Tarjan's algorithm with its own stack: a chain of ten thousand
 * must not overflow ours). Returns for every node on a cycle the number of its component.
 */
export function findCycles(
  nodes: readonly string[],
  targetsOf: (node: string) => readonly string[],
): Map<string, number> {
  return new CycleSearch(targetsOf).search(nodes);
}

interface Visit {
  readonly node: string;
  readonly targets: readonly string[];
  next: number;
}

class CycleSearch {
  readonly #targetsOf: (node: string) => readonly string[];
  readonly #order = new Map<string, number>();
  readonly #lowest = new Map<string, number>();
  readonly #path: string[] = [];
  readonly #isOnPath = new Set<string>();
  readonly #components = new Map<string, number>();
  #componentCount = 0;

  constructor(targetsOf: (node: string) => readonly string[]) {
    this.#targetsOf = targetsOf;
  }

  search(nodes: readonly string[]): Map<string, number> {
    for (const node of nodes) if (!this.#order.has(node)) this.#searchFrom(node);
    return this.#components;
  }

  #searchFrom(start: string): void {
    const visits = [this.#enter(start)];
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const target = visit.targets[visit.next++];
      if (target === undefined) {
        visits.pop();
        this.#leave(visit.node, visits.at(-1)?.node);
      } else if (!this.#order.has(target)) {
        visits.push(this.#enter(target));
      } else if (this.#isOnPath.has(target)) {
        this.#lower(visit.node, this.#order.get(target) ?? 0);
      }
    }
  }

  #enter(node: string): Visit {
    this.#order.set(node, this.#order.size);
    this.#lowest.set(node, this.#order.size - 1);
    this.#path.push(node);
    this.#isOnPath.add(node);
    return { node, targets: this.#targetsOf(node), next: 0 };
  }

  #leave(node: string, parent: string | undefined): void {
    const lowest = this.#lowest.get(node) ?? 0;
    if (parent !== undefined) this.#lower(parent, lowest);
    if (lowest !== this.#order.get(node)) return;
    const members = this.#path.splice(this.#path.lastIndexOf(node));
    for (const member of members) this.#isOnPath.delete(member);
    if (members.length < 2) return;
    for (const member of members) this.#components.set(member, this.#componentCount);
    this.#componentCount++;
  }

  #lower(node: string, order: number): void {
    this.#lowest.set(node, Math.min(this.#lowest.get(node) ?? order, order));
  }
}
