export {
  GapRule,
  RankAggregation,
  type RankOptions,
  ScoreTable,
  toRankAggregation,
} from "./rank-aggregation.ts";
