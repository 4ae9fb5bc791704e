// Bundles scripts and styles into the Python package. `--watch` rebuilds on every change.
import { copyFile, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../src/timonerie/web/static/build");

/** Tabler is written in Sass: the parts that tabler.scss names are compiled, the rest left out. */
const tabler = {
  name: "tabler",
  setup(build) {
    build.onLoad({ filter: /\.scss$/ }, ({ path }) => {
      const { css } = sass.compile(path, {
        loadPaths: [here("../node_modules/@tabler/core/scss")],
        quietDeps: true,
        logger: sass.Logger.silent,
      });
      return { contents: css, loader: "css" };
    });
  },
};

const drawings = {
  name: "drawings",
  setup(build) {
    build.onEnd(async () => {
      for (const name of ["icons.svg", "favicon.svg"]) await copyFile(here(name), `${out}/${name}`);
    });
  },
};

const options = {
  entryPoints: [here("app.ts"), here("theme.ts"), here("app.css")],
  outdir: out,
  bundle: true,
  minify: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome120", "firefox121", "safari17"],
  assetNames: "[name]",
  chunkNames: "[name]-[hash]",
  loader: { ".woff2": "file" },
  // ECharts asks for it in places; without it the development warnings stay in the bundle.
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "linked",
  banner: { css: "/*! Tabler and Bootstrap (MIT), Inter (OFL-1.1) */", js: "/*! htmx (0BSD), Apache ECharts (Apache-2.0) */" },
  logLevel: "info",
  plugins: [tabler, drawings],
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options);
}
