import type { CompletionOption, CompletionWords } from "./words.ts";

export function toBashScript(words: readonly CompletionWords[]): string {
  const cases = words.map(({ path, commands, options, choices, takesIds }) => {
    const fixed = [...commands.map(({ name }) => name), ...choices, ...options.flatMap(toSpellings)];
    const ids = takesIds ? " $(stemma list --quiet 2>/dev/null)" : "";
    return `    "${path}") words="${fixed.join(" ")}${ids}" ;;`;
  });
  return `_stemma() {
  local word="\${COMP_WORDS[COMP_CWORD]}" route="" candidate words=""
  for candidate in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$route $candidate" in
${toPathCases(words, (path) => `      "${toParentKey(path)}") route="${path}" ;;`)}
    esac
  done
  case "\${COMP_WORDS[COMP_CWORD-1]}" in
${toValueCases(words, ({ long, choices }) => `    ${long}) COMPREPLY=($(compgen -W "${choices.join(" ")}" -- "$word")); return ;;`)}
  esac
  case "$route" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _stemma stemma`;
}

export function toZshScript(words: readonly CompletionWords[]): string {
  const cases = words.map(({ path, commands, options, choices, takesIds }) => {
    const described = [
      ...commands.map(({ name, description }) => toZshWord(name, description)),
      ...choices.map((choice) => toZshWord(choice, "")),
      ...options.map(({ long, description }) => toZshWord(long, description)),
    ];
    const ids = takesIds ? ` ids=("\${(@f)$(stemma list --quiet 2>/dev/null)}")` : "";
    return `    "${path}") words_here=(${described.join(" ")})${ids} ;;`;
  });
  return `#compdef stemma
_stemma() {
  local route="" candidate
  local -a words_here ids
  for candidate in "\${(@)words[2,CURRENT-1]}"; do
    case "$route $candidate" in
${toPathCases(words, (path) => `      "${toParentKey(path)}") route="${path}" ;;`)}
    esac
  done
  case "\${words[CURRENT-1]}" in
${toValueCases(words, ({ long, choices }) => `    ${long}) compadd -- ${choices.join(" ")}; return ;;`)}
  esac
  case "$route" in
${cases.join("\n")}
  esac
  _describe 'stemma' words_here
  (( \${#ids} )) && compadd -a ids
}
compdef _stemma stemma`;
}

export function toFishScript(words: readonly CompletionWords[]): string {
  const lines = words.flatMap(({ path, commands, options, choices, takesIds }) => {
    const when = `complete -c stemma -f -n '__stemma_at "${path}"'`;
    return [
      ...commands.map(({ name, description }) => `${when} -a ${name} -d ${toFishText(description)}`),
      ...choices.map((choice) => `${when} -a ${choice}`),
      ...options.map((option) => `${when} ${toFishOption(option)}`),
      ...(takesIds ? [`${when} -a '(stemma list --quiet 2>/dev/null)'`] : []),
    ];
  });
  const known = words.filter(({ path }) => path !== "").map(({ path }) => `'${path}'`);
  return `function __stemma_at
  set -l route ''
  for word in (commandline -opc)[2..]
    set -l longer (string trim -- "$route $word")
    contains -- $longer ${known.join(" ")}; and set route $longer
  end
  test "$route" = "$argv[1]"
end
${lines.join("\n")}`;
}

export function toPowershellScript(words: readonly CompletionWords[]): string {
  const entries = words.map(({ path, commands, options, choices }) => {
    const fixed = [...commands.map(({ name }) => name), ...choices, ...options.map(({ long }) => long)];
    return `  '${path}' = @(${fixed.map((word) => `'${word}'`).join(", ")})`;
  });
  const withIds = words.filter(({ takesIds }) => takesIds).map(({ path }) => `'${path}'`);
  return `$stemmaWords = @{
${entries.join("\n")}
}
Register-ArgumentCompleter -Native -CommandName stemma -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $path = ''
  foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
    $longer = "$path $element".Trim()
    if ($stemmaWords.ContainsKey($longer)) { $path = $longer }
  }
  $words = $stemmaWords[$path]
  if (@(${withIds.join(", ")}) -contains $path) { $words += @(stemma list --quiet 2>$null) }
  $words | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}`;
}

function toSpellings({ long, short }: CompletionOption): string[] {
  return short === undefined ? [long] : [short, long];
}

function toPathCases(words: readonly CompletionWords[], toLine: (path: string) => string): string {
  return words
    .filter(({ path }) => path !== "")
    .map(({ path }) => toLine(path))
    .join("\n");
}

/** What the loop has before a path is complete: its parent and its last word, parted by a space. */
function toParentKey(path: string): string {
  return path.includes(" ") ? path : ` ${path}`;
}

function toValueCases(
  words: readonly CompletionWords[],
  toLine: (option: CompletionOption) => string,
): string {
  const withChoices = words.flatMap(({ options }) => options).filter(({ choices }) => choices.length > 0);
  return [...new Map(withChoices.map((option) => [option.long, option])).values()].map(toLine).join("\n");
}

function toZshWord(word: string, description: string): string {
  const text = description.replaceAll(":", "\\:").replaceAll("'", "");
  return `'${word}${text === "" ? "" : `:${text}`}'`;
}

function toFishText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function toFishOption({ long, short, description, choices, takesValue }: CompletionOption): string {
  const spelled = [`-l ${long.slice(2)}`, ...(short === undefined ? [] : [`-s ${short.slice(1)}`])];
  const value = choices.length > 0 ? ` -x -a '${choices.join(" ")}'` : takesValue ? " -r" : "";
  return `${spelled.join(" ")}${value} -d ${toFishText(description)}`;
}
