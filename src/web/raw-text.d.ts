// What the bundler adds to a module: texts of other files, put in as they are.

interface ImportMeta {
  /** Contents by path, relative to the module. The pattern and the options have to be written out. */
  glob(
    pattern: string | string[],
    options: { query: "?raw"; import: "default"; eager: true },
  ): Readonly<Record<string, string>>;
}
