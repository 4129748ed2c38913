// How the screens are built: one small entry, later pages in their own pieces, nothing inlined (the server's CSP forbids it).
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const api = { "/api": process.env.RETA_API ?? "http://localhost:7382" };

/** Writes each file a second and a third time, compressed once and well, for the server to send as they are. */
function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    writeBundle: ({ dir = "" }, files) => {
      for (const name of Object.keys(files).filter((file) => /\.(js|css)$/.test(file))) {
        const path = join(dir, name);
        const plain = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(plain));
        writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: "src/web",
  publicDir: "public",
  // Written as React, drawn by Preact, which is a sixth of its size: docs/decisions/0004.
  resolve: {
    alias: {
      "react-dom/client": "preact/compat/client",
      "react-dom": "preact/compat",
      react: "preact/compat",
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [compressed()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Chrome 109 is the last for Windows 7 and 8, which station PCs still run.
    target: ["chrome109", "firefox115", "safari16"],
    reportCompressedSize: false,
  },
  server: { proxy: api },
  preview: { proxy: api },
});
