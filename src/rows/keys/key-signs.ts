/** The signs of strong keys that texts rarely have: each stands for one meaning of a sign that has several. */
export const keySigns = {
  minus: 0x2212,
  prime: 0x2032,
  /** A comma or semicolon between terms. */
  separator: 0x2e34,
  ratio: 0x2236,
  factorial: 0x2757,
  rowBreak: 0x2e35,
  openBrace: 0x2983,
  closeBrace: 0x2984,
  star: 0x2217,
  norm: 0x2016,
  root: 0x221a,
  ring: 0x2218,
  degree: 0xb0,
} as const;

/** Characters that mean the same as another one. */
export const sameSigns: Readonly<Record<string, number>> = {
  "·": 0x22c5,
  "∙": 0x22c5,
  "⋅": 0x22c5,
  "×": 0xd7,
  "∗": keySigns.star,
  "∕": 47,
  "⁄": 47,
  "∣": 124,
  "≦": 0x2264,
  "⩽": 0x2264,
  "≧": 0x2265,
  "⩾": 0x2265,
  "−": keySigns.minus,
  "′": keySigns.prime,
};
