// What the build says of itself.
interface ImportMeta {
  /** `DEV`: served while developing; false in everything that is built. */
  readonly env: { readonly DEV: boolean };
}
