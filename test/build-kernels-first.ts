import { buildKernels } from "../scripts/build-kernels.ts";

/** The compiled kernels that are tested are those of the sources as they are. */
export async function setup(): Promise<void> {
  await buildKernels();
}
