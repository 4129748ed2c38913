// How the screens are built: one small entry, later pages in their own pieces, nothing inlined (the server's CSP forbids it).
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "src/web",
  publicDir: "public",
  plugins: [react()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Chrome 109 is the last for Windows 7 and 8, which station PCs still run.
    target: ["chrome109", "firefox115", "safari16"],
    reportCompressedSize: false,
  },
  server: { proxy: { "/api": process.env.RETA_API ?? "http://localhost:8080" } },
  preview: { proxy: { "/api": process.env.RETA_API ?? "http://localhost:8080" } },
});
