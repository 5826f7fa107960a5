/** Reasons that are given again and again; every decision may also be explained in own words. */
export const commonReasons = {
  accept: ["the quote says so", "the document as a whole says so", "known from elsewhere"],
  reject: [
    "only evaluated on it",
    "only mentioned or compared",
    "a model, not a dataset",
    "another dataset of that name is meant",
    "the text says the opposite",
  ],
  edit: ["another dataset is meant", "the relation is another one", "only these splits were used"],
} as const satisfies Record<string, readonly string[]>;
