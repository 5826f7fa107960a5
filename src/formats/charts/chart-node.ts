/** What a node is, told by its outline and shape as well as its colour. */
export type NodeKind = "internal" | "root" | "unreadable" | "unresolved" | "ended" | "benchmark" | "group";

export interface ChartNode {
  readonly key: string;
  readonly name: string;
  /** The smaller second line. */
  readonly detail: string;
  /** A few letters at the right end of the second line; empty for none. */
  readonly badge: string;
  /** All there is to say of it; shown when it is pointed at. */
  readonly hint: string;
  readonly kind: NodeKind;
  /** `subject` is the dataset that the drawing is about, `meeting` one at which paths meet. */
  readonly role: "subject" | "meeting" | "plain";
}

export interface ChartEdge {
  readonly upstream: string;
  readonly downstream: string;
  readonly hint: string;
  readonly isAccepted: boolean;
}

export type RoleTexts = Readonly<Record<"subject" | "meeting", string>>;
