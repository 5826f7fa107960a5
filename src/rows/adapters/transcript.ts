import type { Turn } from "../../model/index.ts";

/** How conversations are written into one text: a mark at the head of each turn, and what may stand at its end. */
const markings: readonly { readonly mark: RegExp; readonly end: RegExp }[] = [
  { mark: /<\|im_start\|>(system|user|assistant|tool)\r?\n?/g, end: /\s*<\|im_end\|>\s*$/ },
  {
    mark: /<\|start_header_id\|>(system|user|assistant|ipython)<\|end_header_id\|>\r?\n*/g,
    end: /\s*<\|eot_id\|>\s*$/,
  },
  { mark: /(?<!#)###\s?(System|Human|User|Assistant):[ \t]*\r?\n?/g, end: /\s+$/ },
  { mark: /^###\s?(System|Instruction|Response):[ \t]*\r?\n?/gm, end: /\s+$/ },
  { mark: /^(System|SYSTEM|Human|User|USER|Assistant|ASSISTANT): ?/gm, end: /\s+$/ },
];

const roles: ReadonlyMap<string, string> = new Map([
  ["human", "user"],
  ["instruction", "user"],
  ["response", "assistant"],
  ["ipython", "tool"],
]);

/** The turns of a text that is a conversation with marks at each turn; undefined when it is none. */
export function findTranscript(text: string): readonly Turn[] | undefined {
  const dialogue = findInstructionTags(text);
  if (dialogue !== undefined) return dialogue;
  for (const { mark, end } of markings) {
    const marks = [...text.matchAll(mark)];
    const [first] = marks;
    if (first === undefined || !/^(?:\s|<\|begin_of_text\|>|<s>)*$/.test(text.slice(0, first.index)))
      continue;
    const turns = marks.map((found, index) => {
      const name = (found[1] ?? "").toLowerCase();
      const content = text.slice(found.index + found[0].length, marks[index + 1]?.index);
      return { role: roles.get(name) ?? name, content: content.replace(end, "") };
    });
    if (turns.some(({ role }) => role === "user") && turns.some(({ role }) => role === "assistant"))
      return turns;
  }
  return undefined;
}

/** `<s>[INST] <<SYS>> … <</SYS>> … [/INST] … </s>`. */
function findInstructionTags(text: string): readonly Turn[] | undefined {
  if (!/^\s*(?:<s>)?\s*\[INST\]/.test(text)) return undefined;
  const turns: Turn[] = [];
  for (const [, asked = "", answered = ""] of text.matchAll(
    /\[INST\](.*?)\[\/INST\](.*?)(?=(?:<s>)?\s*\[INST\]|$)/gs,
  )) {
    const [, system, rest] = /^\s*<<SYS>>(.*?)<<\/SYS>>(.*)$/s.exec(asked) ?? [];
    if (system !== undefined) turns.push({ role: "system", content: system.trim() });
    turns.push({ role: "user", content: (rest ?? asked).trim() });
    const content = answered.replace(/<\/s>\s*$/, "").trim();
    if (content !== "") turns.push({ role: "assistant", content });
  }
  return turns.length === 0 ? undefined : turns;
}
