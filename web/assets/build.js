// Builds the style sheet, the script and the icon into internal/web/static/dist,
// each under a name that holds a hash of its content, with a manifest that maps
// the plain names. The output is committed; CI builds again and compares.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../../internal/web/static/dist");

function style() {
  const { css } = compile(join(here, "style/app.scss"), {
    style: "compressed",
    charset: false,
    loadPaths: [join(here, "node_modules")],
    quietDeps: true,
  });
  return Buffer.from(inReadingOrder(css));
}

// inReadingOrder says "start" and "end" where the style sheets, those of GOV.UK
// among them, say "left" and "right": a page in Urdu is the mirror image of one
// in English. Floats stay (old phones know only left and right); what is drawn
// by its borders is turned round in _dress.scss.
function inReadingOrder(css) {
  const side = { left: "start", right: "end" };
  return css.replace(/([^{}]*)\{([^{}]*)\}/g, (rule, selector, body) => {
    const drawn = /clip-path/.test(body);
    const said = body
      .replace(/(^|;)(left|right):/g, (_, before, s) => `${before}inset-inline-${side[s]}:`)
      .replace(/(^|;)(margin|padding)-(left|right):/g, (_, before, what, s) => `${before}${what}-inline-${side[s]}:`)
      .replace(/(^|;)border-(left|right)([a-z-]*):/g, (all, before, s, rest) => (drawn ? all : `${before}border-inline-${side[s]}${rest}:`))
      .replace(/(^|;)text-align:(left|right)/g, (_, before, s) => `${before}text-align:${side[s]}`);
    return `${selector}{${said}}`;
  });
}

async function script() {
  const { outputFiles } = await build({
    entryPoints: [join(here, "script/app.js")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2019", // the phones of 2020
    legalComments: "none",
    write: false,
  });
  return Buffer.from(outputFiles[0].contents);
}

const files = {
  "app.css": style(),
  "app.js": await script(),
  "icon.svg": readFileSync(join(here, "icon/icon.svg")),
};

mkdirSync(out, { recursive: true });
for (const name of readdirSync(out)) rmSync(join(out, name));

const manifest = {};
for (const [name, content] of Object.entries(files)) {
  const ending = extname(name);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  manifest[name] = `${name.slice(0, -ending.length)}-${hash}${ending}`;
  writeFileSync(join(out, manifest[name]), content);
}
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
