/** Whether a style leaves nothing to see of its element; `hasBackground` where white letters stand on a colour. */
export function isHidingStyle(style: string, hasBackground = false): boolean {
  const declarations = toDeclarations(style);
  const isOnColour = hasBackground || declarations.some(paintsBackground);
  return declarations.some(([property, value]) => {
    const isInvisible = hidingValues[property]?.test(value) ?? false;
    if (isInvisible || isOutsidePage(property, value)) return true;
    if (property === "font-size") return isTinyFont(value);
    if (property === "opacity") return isBelow(value, 0.05);
    if (property === "color" || property === "-webkit-text-fill-color")
      return isInvisibleColour(value, isOnColour);
    return false;
  });
}

/** Whether a style paints something behind the letters that white ones can be read on. */
export function hasColouredBackground(style: string): boolean {
  return toDeclarations(style).some(paintsBackground);
}

/** Whether letters of this colour cannot be seen: transparent, or white on a page that is white. */
export function isInvisibleColour(value: string, isOnColour: boolean): boolean {
  const channels = toChannels(value.trim().toLowerCase());
  if (channels === undefined) return false;
  const { red, green, blue, alpha } = channels;
  return alpha < 0.05 || (!isOnColour && Math.min(red, green, blue) >= 250);
}

type Declaration = readonly [property: string, value: string];

const zero = String.raw`[+-]?0*\.?0+(?:[a-z]+|%)?`;
const isNothing = new RegExp(`^${zero}$`);
const hidingValues: Readonly<Record<string, RegExp>> = {
  display: /^none\b/,
  visibility: /^(?:hidden|collapse)\b/,
  "content-visibility": /^hidden\b/,
  width: isNothing,
  height: isNothing,
  "max-width": isNothing,
  "max-height": isNothing,
  font: new RegExp(`(?:^|\\s)${zero}(?:\\s|/)`),
  clip: /^rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)/,
  "clip-path": /^(?:inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%|circle\(\s*0)/,
  transform: new RegExp(`scale[xy]?\\(\\s*${zero}\\s*[,)]|translate[xy]?\\([^)]*-\\d{4,}`),
  filter: new RegExp(`opacity\\(\\s*${zero}\\s*\\)`),
};

function toDeclarations(style: string): Declaration[] {
  return style
    .replace(/\/\*.*?(?:\*\/|$)/gs, "")
    .replace(/\\([\da-f]{1,6})\s?/gi, (_, digits: string) => toCharacter(Number.parseInt(digits, 16)))
    .toLowerCase()
    .split(";")
    .map((declaration): Declaration => {
      const colon = declaration.indexOf(":");
      const value = declaration.slice(colon + 1).replace(/!\s*important/, "");
      return [declaration.slice(0, Math.max(0, colon)).trim(), value.trim()];
    });
}

function toCharacter(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

function paintsBackground([property, value]: Declaration): boolean {
  if (property !== "background" && property !== "background-color") return false;
  return value !== "none" && value !== "" && !isInvisibleColour(value, false);
}

const offsetProperties = /^(?:left|right|top|bottom|text-indent|margin|margin-(?:left|top))$/;

function isOutsidePage(property: string, value: string): boolean {
  if (!offsetProperties.test(property)) return false;
  const match = /^-(\d+(?:\.\d+)?)(em|rem|vw|vh|%)?/.exec(value);
  if (match === null) return false;
  return Number(match[1]) >= (match[2] === undefined ? 500 : 99);
}

function isTinyFont(value: string): boolean {
  const match = /^\+?(\d*\.?\d+)\s*([a-z]+|%)?/.exec(value);
  if (match === null) return false;
  const limits: Readonly<Record<string, number>> = { px: 1, pt: 1, "%": 9, mm: 0.4, cm: 0.04, in: 0.02 };
  return Number(match[1]) <= (limits[match[2] ?? "px"] ?? 0.09);
}

function isBelow(value: string, limit: number): boolean {
  const match = /^[+-]?(\d*\.?\d+)(%?)/.exec(value);
  return match !== null && Number(match[1]) / (match[2] === "%" ? 100 : 1) < limit;
}

interface Channels {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** 0 is clear, 1 is solid. */
  readonly alpha: number;
}

const white: Channels = { red: 255, green: 255, blue: 255, alpha: 1 };
const named: Readonly<Record<string, Channels>> = {
  white,
  snow: white,
  ghostwhite: white,
  transparent: { ...white, alpha: 0 },
};

function toChannels(value: string): Channels | undefined {
  const hex = /^#?([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/.exec(value)?.[1];
  if (hex !== undefined) return toHexChannels(hex);
  const call = /^(rgb|hsl)a?\(([^)]*)\)/.exec(value);
  if (call === null) return named[value];
  const [first = 0, second = 0, third = 0, alpha = 1] = (call[2] ?? "")
    .split(/[\s,/]+/)
    .filter((part) => part !== "")
    .map((part, index) => toChannel(part, index === 3 ? 1 : 255));
  if (call[1] === "rgb") return { red: first, green: second, blue: third, alpha };
  return { red: third, green: third, blue: third, alpha };
}

/** A number, or a percentage of the whole. */
function toChannel(text: string, whole: number): number {
  const number = Number.parseFloat(text);
  return text.endsWith("%") ? (number * whole) / 100 : number;
}

function toHexChannels(hex: string): Channels {
  const digits = hex.length <= 4 ? [...hex].map((digit) => digit + digit) : (hex.match(/../g) ?? []);
  const [red = 0, green = 0, blue = 0, alpha = 255] = digits.map((pair) => Number.parseInt(pair, 16));
  return { red, green, blue, alpha: alpha / 255 };
}
