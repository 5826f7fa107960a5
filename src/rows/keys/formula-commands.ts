/** LaTeX commands that print nothing or only space. */
const silent = `
  left right middle big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm
  displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits quad qquad enspace enskip thinspace medspace
  thickspace negthinspace negmedspace negthickspace space nobreakspace hfill rm bf it sf tt sc cal em sl boldmath
  normalfont bfseries itshape tiny small normalsize large Large noindent nonumber notag allowbreak break linebreak
`;

/** Commands after which only the group that follows counts: fonts and boxes. */
const wrapping = `
  text textrm textbf textit textsf texttt textsl textsc textnormal textup textmd mathrm mathbf mathit mathsf mathtt
  mathbb mathcal mathfrak mathscr mathnormal mathop mathbin mathrel mathord operatorname mbox hbox boldsymbol bm pmb
  emph ensuremath
`;

/** Commands whose group is a length. */
const spacing = "hspace vspace hskip mspace kern mkern";

const fractions = "frac dfrac tfrac cfrac";
const binomials = "binom dbinom tbinom";
const ellipses = "dots ldots cdots dotsc dotsb dotsm dotsi hdots";

/** The character or word for a command, one name or several of the same meaning. */
const symbols: Readonly<Record<string, string>> = {
  "≤": "le leq leqslant leqq",
  "≥": "ge geq geqslant geqq",
  "≠": "ne neq",
  "<": "lt",
  ">": "gt",
  "≈": "approx",
  "≡": "equiv",
  "≅": "cong",
  "∼": "sim",
  "∝": "propto",
  "±": "pm",
  "∓": "mp",
  "×": "times",
  "⋅": "cdot",
  "÷": "div",
  "∗": "ast",
  "∞": "infty",
  "∈": "in",
  "∉": "notin",
  "⊂": "subset",
  "⊆": "subseteq",
  "⊃": "supset",
  "⊇": "supseteq",
  "∪": "cup",
  "∩": "cap",
  "∖": "setminus backslash",
  "∅": "emptyset varnothing",
  "→": "to rightarrow longrightarrow",
  "←": "gets leftarrow",
  "↔": "leftrightarrow",
  "⇒": "Rightarrow implies Longrightarrow",
  "⇔": "Leftrightarrow iff",
  "∑": "sum",
  "∏": "prod",
  "∫": "int",
  "∂": "partial",
  "∇": "nabla",
  "∀": "forall",
  "∃": "exists",
  "¬": "neg lnot",
  "∧": "wedge land",
  "∨": "vee lor",
  "⊕": "oplus",
  "∘": "circ",
  "°": "degree",
  angle: "angle",
  triangle: "triangle bigtriangleup vartriangle",
  "∥": "parallel",
  "⊥": "perp bot",
  "|": "mid vert lvert rvert",
  "‖": "Vert lVert rVert",
  "⌊": "lfloor",
  "⌋": "rfloor",
  "⌈": "lceil",
  "⌉": "rceil",
  "⟨": "langle",
  "⟩": "rangle",
  "⦃": "lbrace",
  "⦄": "rbrace",
  "[": "lbrack",
  "]": "rbrack",
  "′": "prime",
  "∶": "colon",
  "√": "surd",
  "%": "percent",
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon varepsilon",
  ζ: "zeta",
  η: "eta",
  θ: "theta vartheta",
  ι: "iota",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  ν: "nu",
  ξ: "xi",
  π: "pi",
  ρ: "rho varrho",
  σ: "sigma varsigma",
  τ: "tau",
  υ: "upsilon",
  φ: "phi varphi",
  χ: "chi",
  ψ: "psi",
  ω: "omega",
};

const greekCapitals = "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega";

/** What a command means for a key. Others stand as their name. */
export type FormulaCommand =
  | { readonly kind: "silent" | "wrapping" | "spacing" | "fraction" | "binomial" | "root" | "ellipsis" }
  | { readonly kind: "symbol"; readonly symbol: string };

export const formulaCommands: ReadonlyMap<string, FormulaCommand> = new Map<string, FormulaCommand>([
  ...list(silent, { kind: "silent" }),
  ...list(wrapping, { kind: "wrapping" }),
  ...list(spacing, { kind: "spacing" }),
  ...list(fractions, { kind: "fraction" }),
  ...list(binomials, { kind: "binomial" }),
  ...list(ellipses, { kind: "ellipsis" }),
  ...list("sqrt", { kind: "root" }),
  ...Object.entries(symbols).flatMap(([symbol, names]) => list(names, { kind: "symbol", symbol })),
  ...greekCapitals.split(" ").map((name): [string, FormulaCommand] => [name, toCapital(name)]),
]);

function list(names: string, command: FormulaCommand): [string, FormulaCommand][] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => [name, command]);
}

/** Keys know no case, so a capital is the small letter. */
function toCapital(name: string): FormulaCommand {
  const small = Object.entries(symbols).find(([, names]) => names.split(" ").includes(name.toLowerCase()));
  return { kind: "symbol", symbol: small?.[0] ?? name.toLowerCase() };
}
