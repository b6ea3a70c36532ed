/* search: how long what one types takes to be answered, by the server, on a large organisation.
 *
 *   node bench/search.mjs [DATA]
 *
 * DATA is a folder that `lien seed` made (see desk.mjs), whose index is up to date; it is copied before. Words are those of its subjects and of its
 * persons' names, each cut as somebody types it; they are asked one after the other on one connection, each as often as
 * the others, the second time round. The limit is the answer of /health on the same connection. The processor time of the
 * server is told too: on a machine that others use, it is what stays the same.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { newFolder, run } from '../test/lib/scratch.mjs';
import { startServer } from '../test/lib/server.mjs';
import { makeBase } from './base.mjs';
import { Table } from './table.mjs';

const top = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const out = path.join(top, 'build-bench');
const WORDS = 120;

/** Words of the organisation's own subjects and names, always the same ones. */
async function wordsOf(ada) {
    const found = new Set();
    for (const list of ['/api/conversations?status=all', '/api/persons?']) {
        let next = `${list}&limit=200`;
        for (let page = 0; next && page < 5; page++) {
            const { body } = await ada.get(next);
            for (const one of body.items) for (const word of (one.subject ?? one.name ?? '').split(/[^\p{L}]+/u)) if (word.length >= 6) found.add(word.toLowerCase());
            next = body.next && `${list}&limit=200&cursor=${body.next}`;
        }
    }
    const all = [...found].sort();
    return all.filter((_, i) => i % Math.max(1, Math.floor(all.length / WORDS)) === 0).slice(0, WORDS);
}

const typed = {
    '2 letters': (word) => word.slice(0, 2),
    '3 letters': (word) => word.slice(0, 3),
    '4 letters': (word) => word.slice(0, 4),
    '5 letters': (word) => word.slice(0, 5),
    'a whole word': (word) => word,
    'two words, the second begun': (word, other) => `${word} ${other.slice(0, 3)}`,
    'two usual words, the second begun': (word) => `bonjour ${word.slice(0, 3)}`,
    'two whole words': (word, other) => `${word} ${other}`,
};

/** Milliseconds a process has worked. */
function worked(pid) {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function main([given]) {
    const base = given ?? await makeBase();
    const data = path.join(newFolder('search'), 'data');
    cpSync(base, data, { recursive: true });
    const server = await startServer({ data, staff: { typist: 'administrator' }, lmtp: false, options: ['--log', 'error'] });
    mkdirSync(out, { recursive: true });
    try {
        const words = await wordsOf(server.client('typist'));
        const file = path.join(out, 'typed.txt');
        const time = async (paths) => {
            writeFileSync(file, `${paths.join('\n')}\n`);
            const ask = () => run([path.join(top, 'build/bench/http-load'), String(server.port), server.tokens.typist, file]);
            await ask();
            return JSON.parse(await ask());
        };
        const health = (await time(Array(1000).fill('/health'))).p50;
        const table = new Table(path.join(out, 'search.txt'));
        table.note('p50 / p95 / longest; wanted: p95 ≤ 20 ms');
        const row = async (what, target, type, more = '') => {
            const before = worked(server.process.pid);
            const { count, p50, p95, max } = await time(words.map((word, i) => `${target}?q=${encodeURIComponent(type(word, words[(i * 7 + 3) % words.length]))}${more}`));
            const cpu = (worked(server.process.pid) - before) / (2 * count);
            table.add(what, { number: p50, text: `${p50.toFixed(1)} / ${p95.toFixed(1)} / ${max.toFixed(1)} ms` },
                { number: health, text: `${health.toFixed(2)} ms /health` }, `${cpu.toFixed(1)} ms of work`, { less: true });
        };
        for (const [what, type] of Object.entries(typed)) await row(`as one types: ${what}`, '/api/search/suggestions', type);
        await row('the page of results', '/api/search', typed['a whole word']);
        await row('the page of conversations', '/api/search', typed['a whole word'], '&kind=conversation');
    } finally {
        await server.stop();
        rmSync(path.dirname(data), { recursive: true, force: true });
    }
}

await main(process.argv.slice(2));
