// Bundles the browser files into one folder; each name carries the hash of its content, so that a browser
// may keep it for ever. Same input, same bytes. Called by `python -m tools.assets`.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) throw new Error("usage: node build.mjs <folder>");

// Windows 7 and 8.1 stop at Chrome 109 and Firefox 115; shelters still have such computers.
const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  write: false,
  charset: "utf8",
  legalComments: "none",
  target: ["chrome109", "firefox115", "safari15.6"],
  logLevel: "warning",
};

const manifest = {};
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

function put(name, bytes) {
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  const hashed = name.replace(/(\.\w+)$/, `.${digest}$1`);
  writeFileSync(join(out, hashed), bytes);
  manifest[name] = hashed;
  return hashed;
}

async function bundle(entry, name, options = {}) {
  const { outputFiles } = await build({ ...common, entryPoints: [entry], outdir: "out", ...options });
  return put(name, outputFiles[0].contents);
}

// Scripts of single pages come first: their hashed names are written into app.js as its only script URLs.
const modules = {};
const folder = join(here, "src", "pages");
for (const file of readdirSync(folder, { withFileTypes: true }).filter((f) => f.name.endsWith(".ts"))) {
  const name = basename(file.name, ".ts");
  modules[name] = await bundle(`src/pages/${file.name}`, `${name}.js`, { format: "esm" });
}
await bundle("src/exit.ts", "exit.js", { format: "iife" });
await bundle("src/htmx.ts", "htmx.js", { format: "iife" });
await bundle("src/app.ts", "app.js", { format: "iife", define: { MODULES: JSON.stringify(modules) } });
await bundle("styles/app.css", "app.css");
put("icon.svg", readFileSync(join(here, "icon.svg")));

const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(out, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
