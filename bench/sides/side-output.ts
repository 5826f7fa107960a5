/** What a measured script found by its own clock, as its last output. */
export function printFigures(figures: Readonly<Record<string, unknown>>): void {
  process.stdout.write(JSON.stringify(figures));
}

export interface Elapsed {
  readonly wallSeconds: number;
  /** Of all threads: the collector and the compiler count too. */
  readonly cpuSeconds: number;
}

export function measureWork<Result>(work: () => Result): Elapsed & { readonly result: Result } {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = work();
  const wallSeconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { result, wallSeconds, cpuSeconds: (user + system) / 1e6 };
}
