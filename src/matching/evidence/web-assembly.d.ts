// What of WebAssembly is used here: the same in every engine, and in no library of types without a browser's.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>)
  }
  class Instance {
    readonly exports: unknown
    constructor(module: Module)
  }
  interface Memory {
    readonly buffer: ArrayBuffer
    /** By pages of 64 KB; what lies over the buffer until now is cut off from it. */
    grow(pages: number): number
  }
  interface Global {
    value: number
  }
}
