import type { Severity } from "../../model/index.ts";
import type { Colors } from "../terminal/screen.ts";
import { paint, type Tone } from "./remarks.ts";

const tones: Readonly<Record<Severity, Tone>> = { high: "bad", medium: "care", low: "plain", info: "faint" };

export function paintSeverity(colors: Colors, severity: Severity): string {
  return paint(colors, tones[severity], severity);
}
