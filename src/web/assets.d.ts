// What the bundler understands beside code: style sheets.
declare module "*.css";
