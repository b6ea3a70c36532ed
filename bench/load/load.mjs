/* load: a day at the desk, all at once: advisers whose screens live, and visitors who chat and fill in forms, on this
 * machine's loopback, for some minutes.
 *
 *   node bench/load/load.mjs [MINUTES] [ADVISERS] [VISITORS]        10 50 2000
 *
 * They come over the first half minute, which is not timed. Then each minute says what the server holds and works; in the
 * end each call stands with its times. Wanted: p99 ≤ 50 ms for every call of a screen, no error, memory that stays. The
 * program shares the machine with the server: how late its own timers were is told too, and what the machine did besides.
 * MESSAGES says how large the organisation is (base.mjs); it is a copy. */
import { readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { makeWidget } from '../../test/lib/chat.mjs';
import { startServer } from '../../test/lib/server.mjs';
import { makeBase, messages, out } from '../base.mjs';
import { cpuOf } from '../cpu.mjs';
import { copyOf, memory } from '../measure.mjs';
import { Adviser } from './adviser.mjs';
import { Times } from './line.mjs';
import { Talker, Writer } from './visitor.mjs';

const [minutes, advisers, visitors] = [10, 50, 2000].map((usual, i) => Number(process.argv[2 + i] ?? usual));
const COMING = 30_000; /* ms */
const FORMS = 0.1; /* of visitors */
const work = path.join(out, 'load');
const words = readFileSync(path.join(import.meta.dirname, '../words.txt'), 'utf8').trim().split('\n');
const form = {
    slug: 'contact', name: 'Contact', open: true, languages: ['fr'], title: { fr: 'Nous écrire' },
    fields: [{ key: 'email', type: 'email', label: { fr: 'Adresse' }, required: true }, { key: 'message', type: 'long_text', label: { fr: 'Message' }, required: true }],
};

const timers = new Set();
const pause = (ms) => new Promise((resolve) => {
    const timer = setTimeout(() => (timers.delete(timer), resolve()), ms);
    timers.add(timer);
});

async function prepare() {
    const token = copyOf(await makeBase(), work);
    const staff = Object.fromEntries(Array.from({ length: advisers }, (_, i) => [`a${i}`, 'adviser']));
    const server = await startServer({ data: work, staff, options: ['--log', 'error', '--mail-address', 'contact@desk.example'] });
    server.tokens.ada = token;
    const ada = server.client('ada');
    const made = await ada.post('/api/forms', form);
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return { server, widget: (await makeWidget(ada, { hours: 'mon-sun 00:00-24:00', patience: 60 })).key };
}

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
const columns = (cells, widths) => console.log(cells.map((cell, i) => (i ? String(cell).padStart(widths[i]) : String(cell).padEnd(widths[i]))).join(''));

/** A line a minute: what was asked, what it cost, what the server holds. */
async function watch(server, times, people) {
    const widths = [8, 9, 8, 12, 14, 10, 8, 12];
    columns(['minute', 'calls/s', 'errors', 'server MiB', 'µs of a call', 'processor', 'load', 'late p99 ms'], widths);
    const late = monitorEventLoopDelay({ resolution: 1 });
    late.enable();
    for (let minute = 0; minute < minutes; minute++) {
        const [cpu, calls, begun] = [cpuOf(server.process.pid), times.calls, performance.now()];
        late.reset();
        await pause(Math.min(1, minutes - minute) * 60_000);
        const [used, n, seconds] = [cpuOf(server.process.pid) - cpu, times.calls - calls, (performance.now() - begun) / 1000];
        columns([minute + 1, (n / seconds).toFixed(0), times.wrongs, memory(server.process.pid).toFixed(0), Math.round((used / n) * 1e6),
            `${((100 * used) / seconds).toFixed(0)} %`, os.loadavg()[0].toFixed(1), (late.percentile(99) / 1e6 - 1).toFixed(1)], widths);
    }
    late.disable();
    console.log(`answers heard by visitors: ${people.reduce((sum, one) => sum + (one.heard ?? 0), 0)}`);
}

function tell(times) {
    const widths = [18, 9, 9, 9, 9, 9];
    console.log();
    columns(['call, ms', 'n', 'p50', 'p95', 'p99', 'longest'], widths);
    for (const [kind, all] of [...times.kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const sorted = all.sort((a, b) => a - b);
        columns([kind, sorted.length, ...[0.5, 0.95, 0.99].map((q) => quantile(sorted, q).toFixed(1)), sorted.at(-1).toFixed(0)], widths);
    }
    for (const [what, n] of times.errors) console.log(`ERROR ${n} × ${what}`);
    if (!times.wrongs) console.log('no error');
}

const { server, widget } = await prepare();
const times = new Times();
const common = { port: server.port, words, pause };
const people = [
    ...Array.from({ length: advisers }, (_, number) => new Adviser(times, { ...common, number, token: server.tokens[`a${number}`] })),
    ...Array.from({ length: visitors }, (_, number) => (number < visitors * FORMS ? new Writer(times, { ...common, number }) : new Talker(times, { ...common, number, widget }))),
];
console.log(`${advisers} advisers and ${visitors} visitors on ${messages.toLocaleString('en')} messages; ${new Date().toISOString().slice(0, 10)}`);
people.forEach((one, i) => setTimeout(() => void one.run(), (COMING * i) / people.length));
await pause(COMING + 10_000);
times.counting = true;
await watch(server, times, people);
times.counting = false;
for (const one of people) one.stop();
for (const timer of timers) clearTimeout(timer);
tell(times);
await server.stop();
rmSync(work, { recursive: true, force: true });
process.exit(times.wrongs ? 1 : 0);
