/* measure: what benches have in common: a copy of a base, the server on it, its memory and processor time, pages to ask. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEvents } from '../test/lib/events.mjs';
import { MailLink, letter } from '../test/lib/mail-link.mjs';
import { run, sleep } from '../test/lib/scratch.mjs';
import { startServer } from '../test/lib/server.mjs';
import { out } from './base.mjs';
import { cpuOf } from './cpu.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
export const tool = (name) => path.join(top, 'build/bench', name);
export const json = async (argv, options) => JSON.parse(await run(argv.map(String), options));

/** A fresh copy of a base, and its administrator's token. */
export function copyOf(base, work) {
    rmSync(work, { recursive: true, force: true });
    cpSync(base, work, { recursive: true });
    return readFileSync(`${base}.token`, 'utf8').trim();
}

export async function serveCopy(work, token, env = {}) {
    Object.assign(process.env, env);
    const server = await startServer({ data: work, options: ['--log', 'error'] });
    for (const name of Object.keys(env)) delete process.env[name];
    server.tokens.ada = token;
    return server;
}

export const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** Until programs rest: what follows a mail (index, readers) is its cost too. What they do idle is a few hundredths. */
export async function rest(pids) {
    const all = () => pids.reduce((sum, pid) => sum + cpuOf(pid), 0);
    for (let before = -1; all() - before > 0.03; await sleep(1000)) before = all();
}

/** From the 250 of LMTP to the event on an open stream, milliseconds, of 500 mails. */
export async function eventDelays(server) {
    const stream = await openEvents(server.client('ada'));
    const link = await MailLink.open(server.lmtp);
    const waits = [];
    for (let i = 0; i < 500; i++) {
        await link.send('x@example.org', ['contact@desk.example'], letter({ from: `p${i}@example.org`, to: 'contact@desk.example' }));
        const kept = performance.now();
        const event = await stream.next((one) => one.name === 'message.received');
        waits.push(Math.max(0, event.seen - kept));
    }
    await link.quit();
    stream.close();
    waits.sort((a, b) => a - b);
    return { p50: waits[250], p99: waits[494] };
}

/** Each path asked once, one after the other on one connection; the second time counts. */
export async function askAll(server, paths) {
    const file = path.join(out, 'paths.txt');
    writeFileSync(file, `${paths.join('\n')}\n`);
    const time = () => json([tool('http-load'), server.port, server.tokens.ada, file]);
    await time();
    return time();
}

/** Many different pages: of the lists, of threads, of what is found. */
export async function samplePaths(server) {
    const ada = server.client('ada');
    const list = [];
    const threads = [];
    const teams = (await ada.get('/api/teams?limit=200')).body.items.map((team) => team.id);
    for (let i = 0; i < 400; i++) {
        const team = teams[(i * 7) % teams.length];
        list.push(['/api/conversations', `/api/conversations?status=active&team=${team}`, '/api/conversations?status=open', `/api/conversations?status=closed&team=${team}`, '/api/conversations?assignee=none&status=active'][i % 5]);
    }
    let next = '/api/conversations?limit=50&status=closed';
    for (let page = 0; next && page < 20; page++) {
        const { body } = await ada.get(next);
        list.push(next);
        next = body.next && `/api/conversations?limit=50&status=closed&cursor=${body.next}`;
        threads.push(...body.items.filter((_, i) => i % 3 === 0).map((item) => `/api/conversations/${item.id}/messages`));
    }
    const words = readFileSync(path.join(top, 'bench/words.txt'), 'utf8').trim().split('\n');
    return { list, threads, search: Array.from({ length: 400 }, (_, i) => `/api/search?q=${encodeURIComponent(words[i % words.length])}`) };
}
