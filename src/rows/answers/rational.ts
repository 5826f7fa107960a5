/** A value of a constant expression: exact where that is known, always as a double. */
export interface Amount {
  readonly exact: Rational | undefined;
  readonly approximate: number;
}

export interface Rational {
  readonly numerator: bigint;
  /** Positive; the fraction is in lowest terms. */
  readonly denominator: bigint;
}

const longestBits = 4096;

function toRational(numerator: bigint, denominator: bigint): Rational | undefined {
  if (denominator === 0n) return undefined;
  const divisor = findCommonDivisor(
    numerator < 0n ? -numerator : numerator,
    denominator < 0n ? -denominator : denominator,
  );
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

/** @param text digits, perhaps with a decimal point. */
export function parseDecimal(text: string): Amount | undefined {
  const [, whole = "", decimals = ""] = /^(\d*)\.?(\d*)$/.exec(text) ?? [];
  if (whole + decimals === "" || text.length > 400) return undefined;
  const exact = toRational(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  return { exact, approximate: Number(text) };
}

export function toExactAmount(exact: Rational): Amount {
  return { exact, approximate: toDouble(exact) };
}

export function toRationalText({ numerator, denominator }: Rational): string {
  return denominator === 1n ? numerator.toString() : `${numerator}/${denominator}`;
}

export function add(left: Amount, right: Amount): Amount {
  return combine(left, right, {
    exact: (one, other) =>
      toRational(
        one.numerator * other.denominator + other.numerator * one.denominator,
        one.denominator * other.denominator,
      ),
    approximate: left.approximate + right.approximate,
  });
}

export function multiply(left: Amount, right: Amount): Amount {
  return combine(left, right, {
    exact: (one, other) => toRational(one.numerator * other.numerator, one.denominator * other.denominator),
    approximate: left.approximate * right.approximate,
  });
}

/** Undefined for a division by nought. */
export function divide(left: Amount, right: Amount): Amount | undefined {
  if (right.approximate === 0) return undefined;
  return combine(left, right, {
    exact: (one, other) => toRational(one.numerator * other.denominator, one.denominator * other.numerator),
    approximate: left.approximate / right.approximate,
  });
}

export function negate(amount: Amount): Amount {
  return multiply(amount, toExactAmount({ numerator: -1n, denominator: 1n }));
}

/** Exact for whole exponents and for roots of squares. Undefined where there is no real value. */
export function raise(base: Amount, exponent: Amount): Amount | undefined {
  const approximate = base.approximate ** exponent.approximate;
  if (!Number.isFinite(approximate)) return undefined;
  const power = exponent.exact;
  if (base.exact === undefined || power === undefined) return { exact: undefined, approximate };
  if (power.denominator === 1n) return { exact: raiseExactly(base.exact, power.numerator), approximate };
  const isRoot = power.numerator === 1n && power.denominator <= 64n;
  const exact = isRoot ? findExactRoot(base.exact, Number(power.denominator)) : undefined;
  return { exact, approximate };
}

/** Equal where both are exact, otherwise to nine digits. */
export function isSameAmount(left: Amount, right: Amount): boolean {
  if (left.exact !== undefined && right.exact !== undefined) {
    return (
      left.exact.numerator === right.exact.numerator && left.exact.denominator === right.exact.denominator
    );
  }
  const scale = Math.max(Math.abs(left.approximate), Math.abs(right.approximate));
  return Math.abs(left.approximate - right.approximate) <= scale * 1e-9;
}

function combine(
  left: Amount,
  right: Amount,
  by: { exact(one: Rational, other: Rational): Rational | undefined; readonly approximate: number },
): Amount {
  const exact =
    left.exact === undefined || right.exact === undefined ? undefined : by.exact(left.exact, right.exact);
  const isShort =
    exact !== undefined && countBits(exact.numerator) + countBits(exact.denominator) <= longestBits;
  return isShort
    ? { exact, approximate: toDouble(exact) }
    : { exact: undefined, approximate: by.approximate };
}

function raiseExactly(base: Rational, exponent: bigint): Rational | undefined {
  const size = exponent < 0n ? -exponent : exponent;
  const bits = BigInt(Math.max(countBits(base.numerator), countBits(base.denominator)));
  if (size > 10_000n || bits * size > BigInt(longestBits)) return undefined;
  const raised = { numerator: base.numerator ** size, denominator: base.denominator ** size };
  return exponent < 0n ? toRational(raised.denominator, raised.numerator) : raised;
}

function findExactRoot(base: Rational, degree: number): Rational | undefined {
  const numerator = findWholeRoot(base.numerator, degree);
  const denominator = findWholeRoot(base.denominator, degree);
  return numerator === undefined || denominator === undefined
    ? undefined
    : toRational(numerator, denominator);
}

function findWholeRoot(value: bigint, degree: number): bigint | undefined {
  if (value < 0n || value > 10n ** 30n) return undefined;
  const guess = BigInt(Math.round(Number(value) ** (1 / degree)));
  for (const root of [guess - 1n, guess, guess + 1n]) {
    if (root >= 0n && root ** BigInt(degree) === value) return root;
  }
  return undefined;
}

function toDouble({ numerator, denominator }: Rational): number {
  const excess = Math.max(countBits(numerator), countBits(denominator)) - 1000;
  if (excess <= 0) return Number(numerator) / Number(denominator);
  const shift = BigInt(excess);
  return Number(numerator >> shift) / Number(denominator >> shift);
}

function countBits(value: bigint): number {
  return value.toString(16).length * 4;
}

function findCommonDivisor(left: bigint, right: bigint): bigint {
  let [one, other] = [left, right];
  while (other !== 0n) [one, other] = [other, one % other];
  return one === 0n ? 1n : one;
}
