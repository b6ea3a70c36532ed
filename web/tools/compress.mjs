/* Puts a .gz beside each text file of a folder, for the server to send as it is, and says what a first
 * visit weighs. The same input gives the same bytes: gzip's header carries no date and no name. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const FIRST_LOAD_MAX = 350 * 1024;
const TEXT = new Set(['.html', '.js', '.css', '.svg', '.json', '.txt', '.webmanifest']);

const folder = process.argv[2] ?? 'dist';
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && TEXT.has(extname(entry.name)))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();

const weight = new Map();
for (const file of files) {
  const packed = gzipSync(readFileSync(file), { level: 9 });
  writeFileSync(`${file}.gz`, packed);
  weight.set(file, packed.length);
}

/* What the page names in its own text comes before anything is shown. */
const page = readFileSync(join(folder, 'index.html'), 'utf8');
const first = files.filter((file) => file.endsWith('index.html') || page.includes(file.slice(folder.length)));
const sum = first.reduce((total, file) => total + weight.get(file), 0);
console.log(`first load: ${(sum / 1024).toFixed(1)} kB gzipped in ${first.length} files`);
if (sum > FIRST_LOAD_MAX) {
  console.error(`more than ${FIRST_LOAD_MAX / 1024} kB: move something behind a route`);
  process.exit(1);
}
