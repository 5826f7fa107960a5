/** The policy that holds where none is given, written out for people to start from (`stemma check --init`). */
export const startingPolicy = `# What a training mixture must keep to: stemma check <mixture> --policy policy.yaml
# A rule that is left out is not checked.
version: 1

# No path from the test split of a benchmark to a dataset of the mixture.
no-path-to:
  benchmarks: all       # or a list: [openai/gsm8k, EleutherAI/hendrycks_math]
  except: []            # benchmarks that may be trained on
  unknown-split: fail   # a path whose split nobody states: fail or warn

# No upstream that no document identifies, or whose documents are gated or gone.
no-undocumented-upstream: true

# Everything along every path allows this use: commercial-ok or research-only.
# licence: commercial-ok

# At most so many ancestors that come into one dataset by several paths.
# max-intersections: 5

# At most so many supersets of one dataset, and upstreams that it includes twice.
# max-supersets: 0

# At most this share of rows that repeat another, and of a benchmark found in a dataset: numbers from --measurements.
# max-redundancy: 1%
# max-contamination: 0

# What is not known (not traced, under review, no licence, not measured): warn or fail.
unknown: warn

# Findings that were looked at and are accepted up to and with a day.
accept: []
#  - rule: no-path-to
#    dataset: org/name
#    other: openai/gsm8k
#    reason: "the rows of the test split were removed, see the build script"
#    until: 2027-06-30
`;
