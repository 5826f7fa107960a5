import {
  type Amount,
  add,
  divide,
  multiply,
  negate,
  parseDecimal,
  raise,
  toExactAmount,
} from "./rational.ts";

/**
 * The value of a constant expression as {@link toPlainMath} writes it: numbers, `+ - * / ^ !`, brackets, `sqrt`, `root(n, x)`,
 * `pi`, `e`; factors may stand side by side. Undefined for anything else.
 */
export function evaluateExpression(text: string): Amount | undefined {
  if (text.length > 500) return undefined;
  const tokens = listTokens(text);
  if (tokens === undefined || tokens.length === 0) return undefined;
  const reader: TokenReader = { tokens, at: 0, depth: 0 };
  const amount = readSum(reader);
  if (amount === undefined || reader.at < tokens.length || !Number.isFinite(amount.approximate))
    return undefined;
  return amount;
}

interface TokenReader {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

const deepest = 40;
const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };
const half: Amount = toExactAmount({ numerator: 1n, denominator: 2n });

function listTokens(text: string): readonly string[] | undefined {
  const pattern =
    /\s*(?:(\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?|\.\d+)|(sqrt|root|pi|e(?![a-z]))|([-+*/^!(),[\]\u2064]))/y;
  const tokens: string[] = [];
  while (pattern.lastIndex < text.trimEnd().length) {
    const found = pattern.exec(text);
    if (found === null) return undefined;
    const [, number, name, sign] = found;
    tokens.push(
      number?.replaceAll(",", "") ?? name ?? (sign === "[" ? "(" : sign === "]" ? ")" : (sign ?? "")),
    );
  }
  return tokens;
}

function take(reader: TokenReader, ...wanted: readonly string[]): string | undefined {
  const token = reader.tokens[reader.at];
  if (token === undefined || !wanted.includes(token)) return undefined;
  reader.at += 1;
  return token;
}

function readSum(reader: TokenReader): Amount | undefined {
  reader.depth += 1;
  let sum = reader.depth > deepest ? undefined : readProduct(reader);
  while (sum !== undefined) {
    const sign = take(reader, "+", "-");
    if (sign === undefined) break;
    const next = readProduct(reader);
    if (next === undefined) return undefined;
    sum = add(sum, sign === "+" ? next : negate(next));
  }
  reader.depth -= 1;
  return sum;
}

function readProduct(reader: TokenReader): Amount | undefined {
  let product = readSigned(reader);
  while (product !== undefined) {
    const sign = take(reader, "*", "/");
    if (sign === undefined && !startsFactor(reader)) break;
    const next = sign === undefined ? readPower(reader) : readSigned(reader);
    if (next === undefined) return undefined;
    product = sign === "/" ? divide(product, next) : multiply(product, next);
  }
  return product;
}

/** A number does not follow a factor without a sign: `2 3` is no product. */
function startsFactor({ tokens, at }: TokenReader): boolean {
  const token = tokens[at];
  return token === "(" || token === "sqrt" || token === "root" || (token !== undefined && token in constants);
}

function readSigned(reader: TokenReader): Amount | undefined {
  const sign = take(reader, "+", "-");
  if (sign === undefined) return readPower(reader);
  reader.depth += 1;
  const amount = reader.depth > deepest ? undefined : readSigned(reader);
  reader.depth -= 1;
  return amount === undefined || sign === "+" ? amount : negate(amount);
}

function readPower(reader: TokenReader): Amount | undefined {
  const base = readMixed(reader);
  if (base === undefined || take(reader, "^") === undefined) return base;
  const exponent = readSigned(reader);
  return exponent === undefined ? undefined : raise(base, exponent);
}

/** A whole number and a proper fraction side by side. */
function readMixed(reader: TokenReader): Amount | undefined {
  const whole = readFactor(reader);
  if (whole === undefined || take(reader, "\u2064") === undefined) return whole;
  const part = readFactor(reader);
  return part === undefined ? undefined : add(whole, part);
}

function readFactor(reader: TokenReader): Amount | undefined {
  const amount = readAtom(reader);
  if (amount === undefined || take(reader, "!") === undefined) return amount;
  const { exact } = amount;
  if (exact?.denominator !== 1n || exact.numerator < 0n || exact.numerator > 100n) return undefined;
  let product = 1n;
  for (let factor = 2n; factor <= exact.numerator; factor++) product *= factor;
  return toExactAmount({ numerator: product, denominator: 1n });
}

function readAtom(reader: TokenReader): Amount | undefined {
  const token = reader.tokens[reader.at];
  if (token === undefined) return undefined;
  reader.at += 1;
  if (/^[\d.]/.test(token)) return parseDecimal(token);
  const constant = constants[token];
  if (constant !== undefined) return { exact: undefined, approximate: constant };
  if (token === "sqrt") {
    const inner = readArgument(reader);
    return inner === undefined ? undefined : raise(inner, half);
  }
  if (token === "root") return readRoot(reader);
  if (token !== "(") return undefined;
  const inner = readSum(reader);
  return take(reader, ")") === undefined ? undefined : inner;
}

function readArgument(reader: TokenReader): Amount | undefined {
  if (take(reader, "(") === undefined) return readFactor(reader);
  const inner = readSum(reader);
  return take(reader, ")") === undefined ? undefined : inner;
}

function readRoot(reader: TokenReader): Amount | undefined {
  if (take(reader, "(") === undefined) return undefined;
  const degree = readSum(reader);
  const inner = take(reader, ",") === undefined ? undefined : readSum(reader);
  if (degree === undefined || inner === undefined || take(reader, ")") === undefined) return undefined;
  const exponent = divide(toExactAmount({ numerator: 1n, denominator: 1n }), degree);
  if (exponent === undefined) return undefined;
  const isOdd = degree.exact?.denominator === 1n && degree.exact.numerator % 2n !== 0n;
  if (inner.approximate >= 0 || !isOdd) return raise(inner, exponent);
  const root = raise(negate(inner), exponent);
  return root === undefined ? undefined : negate(root);
}
