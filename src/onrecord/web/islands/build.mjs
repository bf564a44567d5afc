// Builds what pages load into ../static: scripts as modules, styles as one file, nothing fetched from anywhere.
//
// Every script of src/ that no other one imports is an entry; src/early/ holds those that run before a page is drawn.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const made = join(here, "..", "static.new");
const target = join(here, "..", "static");
const browsers = ["chrome123", "firefox120", "safari17.5"];

async function scripts(folder) {
  const names = (await readdir(join(here, folder))).filter((name) => /\.(js|ts)$/.test(name)).sort();
  const imported = new Set();
  for (const name of names) {
    const words = await readFile(join(here, folder, name), "utf8");
    for (const [, from] of words.matchAll(/\bfrom\s+"\.\/([^"]+)"/g)) imported.add(from);
  }
  return names.filter((name) => !imported.has(name)).map((name) => join(here, folder, name));
}

const all = {
  bundle: true, minify: true, target: browsers, outdir: made, logLevel: "warning", charset: "utf8", legalComments: "none",
};
await rm(made, { recursive: true, force: true });
await mkdir(made, { recursive: true });
await build({ ...all, entryPoints: await scripts("src"), format: "esm", splitting: true, chunkNames: "chunk-[hash]" });
await build({ ...all, entryPoints: await scripts("src/early"), format: "iife" });
await build({
  ...all, entryPoints: [join(here, "..", "style", "desk.css")], external: ["/static/*"],
  nodePaths: [join(here, "node_modules")],
  loader: { ".png": "dataurl", ".gif": "dataurl", ".svg": "dataurl" },
});
await writeFile(join(made, "mark.svg"), await readFile(join(here, "mark.svg")));
// In one step, so that a desk that is running never finds half of it.
await rm(target, { recursive: true, force: true });
await rename(made, target);
