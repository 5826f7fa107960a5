/** What every exit code means (they are assigned to errors in the model). */
export const exitCodes: readonly { readonly code: number; readonly meaning: string }[] = [
  { code: 0, meaning: "all that was asked for is there" },
  { code: 1, meaning: "something unforeseen, or a Node that is too old" },
  { code: 2, meaning: "the command cannot be understood, or names something that is not there" },
  { code: 3, meaning: "a policy is violated (`check`)" },
  { code: 4, meaning: "partial: some sources could not be read" },
  { code: 5, meaning: "no access: a token is missing, refused, or lacks the right" },
  { code: 6, meaning: "the network or a rate limit gave up" },
  { code: 7, meaning: "a budget is used up" },
  { code: 8, meaning: "data is damaged, or the store is locked or cannot be written" },
  { code: 130, meaning: "interrupted; what was done is kept" },
];
