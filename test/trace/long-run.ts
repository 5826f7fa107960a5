/** `STEMMA_LONG=1` runs as many kills, worlds and datasets as a release has to stand. */
export const isLongRun = process.env.STEMMA_LONG === "1";
