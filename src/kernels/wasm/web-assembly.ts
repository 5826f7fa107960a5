/** The part of the engine's WebAssembly interface that is used here; the types of Node do not have it. */
interface Engine {
  readonly Module: new (bytes: Uint8Array) => CompiledModule;
  readonly Instance: new (module: CompiledModule, imports: Imports) => { readonly exports: unknown };
}

declare const compiled: unique symbol;
export interface CompiledModule {
  readonly [compiled]: true;
}

type Imports = Readonly<Record<string, Readonly<Record<string, (...args: number[]) => unknown>>>>;

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;
