// Texts the bundler puts in as they are.
declare module "*.md?raw" {
  const text: string;
  export default text;
}
