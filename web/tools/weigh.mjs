/* Says what a first visit weighs once compressed, and refuses more than was promised. (The server's build
 * compresses the files for good, see tools/embed-web.) */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const FIRST_LOAD_MAX = 350 * 1024;

/* What the page names in its own text is fetched before anything is shown. */
const folder = process.argv[2] ?? 'dist';
const page = readFileSync(join(folder, 'index.html'), 'utf8');
const first = readdirSync(folder, { recursive: true }).filter((name) => name === 'index.html' || page.includes(`/${name}`));
const bytes = first
  .map((name) => join(folder, name))
  .filter((file) => /\.\w+$/.test(file))
  .reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);

console.log(`first load: ${(bytes / 1024).toFixed(1)} kB gzipped`);
if (bytes > FIRST_LOAD_MAX) {
  console.error(`more than ${FIRST_LOAD_MAX / 1024} kB: move something behind a route`);
  process.exit(1);
}
