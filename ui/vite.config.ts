import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

import { fluent } from "./build/fluent.ts";

export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [fluent(), svelte(), ...(mode === "test" ? [svelteTesting()] : [])],
  build: {
    outDir: mode === "mock" ? "dist-mock" : "dist",
    target: ["es2022", "safari16", "chrome105"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { host: "127.0.0.1", port: 5173, strictPort: true, fs: { allow: [".."] } },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/set-up.ts"],
  },
}));
