import type { Turn } from "../../model/index.ts";
import { findTranscript } from "./transcript.ts";
import { isRecord, toJsonText, toValueText } from "./value-text.ts";

const roleKeys = ["role", "from", "speaker", "author", "user"];
const contentKeys = ["content", "value", "text", "message", "utterance", "ground_truth"];
const askingKeys = ["input", "human", "user", "prompt", "question", "instruction", "query"];
const answeringKeys = ["output", "assistant", "bot", "gpt", "response", "answer", "chosen"];

const roles: ReadonlyMap<string, string> = new Map([
  ...["user", "human", "prompter", "question", "client", "customer"].map((name) => [name, "user"] as const),
  ...["assistant", "gpt", "chatgpt", "bot", "model", "ai", "bard", "bing", "claude", "answer"].map(
    (name) => [name, "assistant"] as const,
  ),
  ...["system", "developer"].map((name) => [name, "system"] as const),
  ...["tool", "tool_response", "function", "function_response", "observation", "ipython", "environment"].map(
    (name) => [name, "tool"] as const,
  ),
]);

/**
 * The turns of a conversation in whichever dialect it is kept: messages with role and content or from and value, exchanges
 * with input and output, texts that take turns, lists of roles and contents side by side, turns under the keys 0, 1, …,
 * any of these as a JSON text, or one text with marks between the turns. Empty when the value is none of them.
 */
export function toTurns(value: unknown): readonly Turn[] {
  if (typeof value === "string") return toTextTurns(value);
  if (Array.isArray(value)) return toListTurns(value);
  if (!isRecord(value)) return [];
  const numbered = listNumbered(value);
  if (numbered !== undefined) return toListTurns(numbered);
  const zipped = zipColumns(value);
  if (zipped !== undefined) return toListTurns(zipped);
  const inner = value.messages ?? value.conversations ?? value.conversation;
  return inner === undefined ? toItemTurns(value) : toTurns(inner);
}

/** Whether a value that is no text is plainly a conversation: every item says who speaks, or is a question and its answer. */
export function isConversation(value: unknown): boolean {
  const list = toList(value);
  return (
    list !== undefined &&
    list.length > 0 &&
    list.every((item) => (isRecord(item) ? isTurnLike(item) : Array.isArray(item) && isConversation(item)))
  );
}

/** Whether the turns of a conversation say who speaks. */
export function hasRoles(value: unknown): boolean {
  return (
    toList(value)?.some((item) => isRecord(item) && roleKeys.some((key) => typeof item[key] === "string")) ===
    true
  );
}

function toList(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return undefined;
  const inner = value.messages ?? value.conversations ?? value.conversation;
  return listNumbered(value) ?? zipColumns(value) ?? (Array.isArray(inner) ? inner : undefined);
}

function isTurnLike(item: Readonly<Record<string, unknown>>): boolean {
  const hasRole = roleKeys.some((key) => typeof item[key] === "string");
  if (hasRole && contentKeys.some((key) => key in item)) return true;
  return askingKeys.some((key) => key in item) && answeringKeys.some((key) => key in item);
}

function toTextTurns(text: string): readonly Turn[] {
  if (/^\s*[[{]/.test(text)) {
    try {
      const value: unknown = JSON.parse(text);
      return isConversation(value) ? toTurns(value) : [];
    } catch {
      // No JSON: a text that begins with a bracket.
    }
  }
  return findTranscript(text) ?? [];
}

function toListTurns(list: readonly unknown[]): readonly Turn[] {
  if (list.every((item) => typeof item === "string")) {
    return list.map((content, index) => ({ role: index % 2 === 0 ? "user" : "assistant", content }));
  }
  return list.flatMap((item) => {
    if (isRecord(item)) return toItemTurns(item);
    return Array.isArray(item) ? toListTurns(item) : [];
  });
}

function toItemTurns(item: Readonly<Record<string, unknown>>): readonly Turn[] {
  const role = roleKeys.map((key) => item[key]).find((one) => typeof one === "string");
  const contentKey = contentKeys.find((key) => item[key] !== undefined && item[key] !== null);
  const isMessage = role !== undefined && (contentKey !== undefined || "content" in item || "value" in item);
  if (isMessage) return [toMessage(item, toRole(role), contentKey)];
  const asking = askingKeys.find((key) => item[key] !== undefined && item[key] !== null);
  const answering = answeringKeys.find((key) => item[key] !== undefined && item[key] !== null);
  if (asking === undefined && answering === undefined) return [];
  const turns = [
    { role: "system", content: toValueText(item.system) },
    { role: "user", content: toValueText(asking === undefined ? "" : item[asking]) },
    { role: "assistant", content: toValueText(answering === undefined ? "" : item[answering]) },
  ];
  return turns.filter(({ content }) => content !== "");
}

function toRole(role: string): string {
  const name = role.trim().toLowerCase();
  return roles.get(name) ?? name;
}

/** What a turn says, its reasoning before it and the tools it calls after it, so that turns that differ stay different. */
function toMessage(
  item: Readonly<Record<string, unknown>>,
  role: string,
  contentKey: string | undefined,
): Turn {
  const calls = item.tool_calls ?? item.function_call;
  const hasCalls = Array.isArray(calls) ? calls.length > 0 : isRecord(calls);
  const parts = [
    toValueText(item.reasoning_content),
    toContentText(contentKey === undefined ? "" : item[contentKey]),
    hasCalls ? toJsonText(calls) : "",
  ];
  return { role, content: parts.filter((part) => part !== "").join("\n") };
}

function toContentText(content: unknown): string {
  if (Array.isArray(content)) return content.map(toPartText).join("\n");
  if (isRecord(content)) return toPartText(content);
  return toValueText(content);
}

/** A part of a content: its text, or its JSON where it is none (an image). */
function toPartText(part: unknown): string {
  if (!isRecord(part)) return toValueText(part);
  const text = part.text ?? part.value;
  return typeof text === "string" ? text : toJsonText(part);
}

function listNumbered(value: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  const keys = Object.keys(value);
  if (keys.length === 0 || !keys.every((key) => /^\d+$/.test(key))) return undefined;
  return keys.sort((left, right) => Number(left) - Number(right)).map((key) => value[key]);
}

/** `{role: […], content: […]}`, as columnar formats keep a list of messages. */
function zipColumns(value: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  const columns = Object.entries(value).filter(([, list]) => Array.isArray(list));
  const hasRoles = columns.some(([key]) => roleKeys.includes(key));
  const first = columns[0]?.[1];
  if (!hasRoles || !Array.isArray(first)) return undefined;
  return first.map((_, index) =>
    Object.fromEntries(columns.map(([key, list]) => [key, (list as readonly unknown[])[index]])),
  );
}
