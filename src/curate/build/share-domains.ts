import { type Domain, StemmaError } from "../../model/index.ts";

/** Rows of sources with the same domains, of which some may be taken. */
export interface DomainPool {
  readonly domains: readonly Domain[];
  readonly rows: number;
}

const mostRounds = 10_000;

/**
 * How many rows of each pool are taken, at most, so that no domain has more than its share of all that are taken. A row
 * counts in every domain of its source.
 *
 * @throws StemmaError `usage` when nothing can be taken: the shares add up to less than the whole and no other domain is there.
 */
export function shareDomains(
  pools: readonly DomainPool[],
  shares: Readonly<Partial<Record<Domain, number>>>,
): readonly number[] {
  const taken = pools.map(({ rows }) => rows);
  const limits = Object.entries(shares) as [Domain, number][];
  for (let round = 0; round < mostRounds; round += 1) {
    const over = limits.find(([domain, share]) => isOver(pools, taken, domain, share));
    if (over === undefined) return assertSome(pools, taken);
    cut(pools, taken, over);
  }
  return assertSome(
    pools,
    pools.map(() => 0),
  );
}

function isOver(
  pools: readonly DomainPool[],
  taken: readonly number[],
  domain: Domain,
  share: number,
): boolean {
  return sumOf(pools, taken, domain) > Math.floor(share * sum(taken) + 1e-9);
}

/** As many as keep the share with the rows of other domains as they are; each pool gives in proportion. */
function cut(pools: readonly DomainPool[], taken: number[], [domain, share]: [Domain, number]): void {
  const own = sumOf(pools, taken, domain);
  const others = sum(taken) - own;
  const allowed = Math.min(own - 1, share === 1 ? own : Math.floor((share * others) / (1 - share) + 1e-9));
  for (const [index, { domains }] of pools.entries()) {
    if (domains.includes(domain)) taken[index] = Math.floor(((taken[index] ?? 0) * allowed) / own);
  }
}

function assertSome(pools: readonly DomainPool[], taken: readonly number[]): readonly number[] {
  const hadSome = pools.some(({ rows }) => rows > 0);
  if (!hadSome || taken.some((rows) => rows > 0)) return taken;
  throw new StemmaError("usage", "the domain shares leave no row", {
    hint: "let the shares of the domains that the sources have add up to 1 or more, or name fewer domains",
  });
}

function sumOf(pools: readonly DomainPool[], taken: readonly number[], domain: Domain): number {
  return sum(taken.filter((_, index) => pools[index]?.domains.includes(domain)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
