/* Says what a first visit weighs once compressed, and refuses more than was promised. (The server's build
 * compresses the files for good, see tools/embed-web.) */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const FIRST_LOAD_MAX = 350 * 1024;
const WIDGET_MAX = 30 * 1000; /* the chat on the pages of others, with everything */

/* What the page names in its own text is fetched before anything is shown. */
const folder = process.argv[2] ?? 'dist';
const page = readFileSync(join(folder, 'index.html'), 'utf8');
const first = readdirSync(folder, { recursive: true }).filter((name) => name === 'index.html' || page.includes(`/${name}`));
const bytes = first
  .map((name) => join(folder, name))
  .filter((file) => /\.\w+$/.test(file))
  .reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);

const widget = gzipSync(readFileSync(join(folder, 'chat/widget.js')), { level: 9 }).length;

console.log(`chat widget: ${(widget / 1000).toFixed(1)} kB gzipped`);
if (widget > WIDGET_MAX) {
  console.error(`more than ${WIDGET_MAX / 1000} kB: it loads on every page of other sites`);
  process.exit(1);
}
console.log(`first load: ${(bytes / 1024).toFixed(1)} kB gzipped`);
if (bytes > FIRST_LOAD_MAX) {
  console.error(`more than ${FIRST_LOAD_MAX / 1024} kB: move something behind a route`);
  process.exit(1);
}
