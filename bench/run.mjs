/* bench: what Lien does on a large organisation, each line beside a limit measured in the same run on the same
 * machine. Never fails on time: it shows. The base (`lien seed`) is made once and kept in build-bench/base-N. */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openEvents } from '../test/lib/events.mjs';
import { MailLink, letter } from '../test/lib/mail-link.mjs';
import { freePort, listening, run, sleep, start, until } from '../test/lib/scratch.mjs';
import { openDesk } from '../test/web/lib/browser.mjs';
import { base, messages, makeBase, out } from './base.mjs';
import { catchUp } from './catch-up.mjs';
import { cpuOf } from './cpu.mjs';
import { openings } from './desk.mjs';
import { askAll, copyOf, eventDelays, json, memory, samplePaths, serveCopy, tool } from './measure.mjs';
import { Table, mib, ms, rate } from './table.mjs';

const mails = Number(process.env.MAILS ?? 20_000);
const imapMails = Number(process.env.IMAP ?? 5_000);
const work = path.join(out, 'work');
const corpus = path.join(out, `mails-${mails}.bin`);
const links = 64;

// ---- The base ----

async function prepare() {
    await makeBase();
    if (!existsSync(corpus)) await run([tool('make-mails'), String(3 * mails), '1', corpus]);
}

const copyBase = () => copyOf(base, work);
const serve = (token, env = {}) => serveCopy(work, token, env);

// ---- What is measured ----

/** Mails handed over by LMTP until the last one can be found by its words. */
async function intake(table, what, first, env) {
    const token = copyBase();
    const server = await serve(token, env);
    await sleep(1000);
    const before = cpuOf(server.process.pid);
    const begun = performance.now();
    const load = await json([tool('lmtp-load'), server.lmtp, links, first, mails, corpus].map(String));
    const word = `banc${first}`;
    const link = await MailLink.open(server.lmtp);
    await link.send('x@example.org', ['contact@desk.example'], letter({ from: 'x@example.org', to: 'contact@desk.example', text: `${word}\n` }));
    await link.quit();
    await until('the last mail to be found', async () => (await server.client('ada').get(`/api/search?q=${word}`)).body.items.length, 120);
    const seconds = (performance.now() - begun) / 1000;
    const cpu = cpuOf(server.process.pid) - before;
    await server.stop();
    const bare = await json([tool('bare-loop'), work, first + mails, mails, corpus].map(String), { env });
    table.add(what, rate(mails / seconds, 'mails/s'), rate(mails / bare.seconds, 'mails/s bare loop'), '≥ 50 %');
    table.add('  processor time of one mail', { number: (cpu / mails) * 1e6, text: `${Math.round((cpu / mails) * 1e6)} µs` },
        { number: (bare.cpu / mails) * 1e6, text: `${Math.round((bare.cpu / mails) * 1e6)} µs bare loop` }, '', { less: true });
    table.add(`  wait of one mail among ${links}, p50 / p99`, { number: load.p99, text: `${load.p50.toFixed(1)} / ${load.p99.toFixed(1)} ms` });
}

/** A mailbox full of mail, fetched from Dovecot after an outage. */
async function outage(table) {
    const server = await serve(copyBase());
    const { seconds, cpu, bare } = await catchUp(server, imapMails);
    await server.stop();
    table.add(`catch-up of a mailbox of ${imapMails.toLocaleString('en')} mails`, rate(imapMails / seconds, 'mails/s'), rate(imapMails / bare, 'mails/s kept nowhere'), '≥ 1,000/s');
    table.add('  processor time of one mail', { number: (cpu / imapMails) * 1e6, text: `${Math.round((cpu / imapMails) * 1e6)} µs` });
}

/** Answers asked one after the other on one connection, for many different pages. */
async function pages(table, server, what, paths, wanted, limit) {
    const { p50, p95, p99 } = await askAll(server, paths);
    table.add(`${what}, p50 / p95 / p99`, { number: p50, text: `${p50.toFixed(2)} / ${p95.toFixed(2)} / ${p99.toFixed(2)} ms` },
        { number: limit, text: `${limit.toFixed(2)} ms /health` }, wanted, { less: true });
}

/** Requests a second, by wrk; the limit is a program that answers as many bytes by hand. */
async function requests(table, server, what, target) {
    const bytes = (await server.client('ada').get(target)).bytes.length;
    const count = async (port) => {
        const said = await run(['wrk', '-t1', '-c64', '-d4s', '-H', `Authorization: Bearer ${server.tokens.ada}`, `http://127.0.0.1:${port}${target}`]);
        return Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]);
    };
    const port = await freePort();
    const bare = start([tool('bare-http'), String(port), String(bytes)]);
    await listening(port);
    const limit = await count(port);
    bare.kill();
    await bare.ended;
    table.add(`requests/s, ${what} (${bytes.toLocaleString('en')} bytes), 64 connections`, rate(await count(server.port), 'a second'), rate(limit, 'by hand'), '');
}

async function streams(table, server) {
    const ada = server.client('ada');
    const idle = memory(server.process.pid);
    const open = [];
    for (let i = 0; i < 10; i++) open.push(...await Promise.all(Array.from({ length: 100 }, () => openEvents(ada))));
    await sleep(500);
    const held = memory(server.process.pid);
    table.add('memory with 1,000 open streams', mib(held), null, `${((held - idle) * 1024 / 1000).toFixed(0)} KiB each`);
    for (const stream of open) stream.close();
    await sleep(500);
}

/** From the 250 of LMTP to the event on an open stream. */
async function eventDelay(table, server) {
    const { p50, p99 } = await eventDelays(server);
    table.add('from LMTP 250 to the event on a screen, p50 / p99', { number: p99, text: `${p50.toFixed(2)} / ${p99.toFixed(2)} ms` }, null, 'p99 ≤ 100 ms');
}

/** From the start of the program to its first answer, with nothing of the base in memory. */
async function coldStart(table) {
    for (const name of readdirSync(work)) {
        if (name.includes('.db')) await run(['python3', '-c', 'import os,sys\nf=os.open(sys.argv[1],0)\nos.fsync(f)\nos.posix_fadvise(f,0,0,os.POSIX_FADV_DONTNEED)', path.join(work, name)]);
    }
    const begun = performance.now();
    const server = await serve(readFileSync(`${base}.token`, 'utf8').trim());
    table.add('cold start, to the first answer', ms(performance.now() - begun), null, '≤ 300 ms');
    await sleep(1000);
    table.add('memory, idle', mib(memory(server.process.pid)), null, '≤ 40 MiB');
    return server;
}

/** From a click on a row of the list to the conversation painted, in a real browser. */
async function screens(table) {
    const desk = await openDesk({ data: work, staff: { reader: 'administrator' }, options: ['--log', 'error'] });
    const { p50, p95 } = await openings(desk, 'hand');
    await desk.close();
    table.add('from a click to the conversation painted, p50 / p95', { number: p95, text: `${p50.toFixed(0)} / ${p95.toFixed(0)} ms` }, null, 'p95 ≤ 150 ms');
}

async function main() {
    await prepare();
    const table = new Table(path.join(out, 'table.txt'));
    const slow = { LD_PRELOAD: tool('libslowfsync.so'), FSYNC_US: '2000' };
    table.note(`on ${messages.toLocaleString('en')} messages; ${new Date().toISOString().slice(0, 10)}`);
    await intake(table, 'mail in: durable, threaded and searchable', 0, {});
    await intake(table, 'the same, each fsync 2 ms longer', 0, slow);
    await outage(table);

    copyBase();
    const server = await coldStart(table);
    await streams(table, server);
    const paths = await samplePaths(server);
    const file = path.join(out, 'health.txt');
    writeFileSync(file, '/health\n'.repeat(2000));
    const health = (await json([tool('http-load'), server.port, server.tokens.ada, file].map(String))).p50;
    await pages(table, server, 'list page', paths.list, 'p99 ≤ 10 ms', health);
    await pages(table, server, 'thread page', paths.threads, 'p99 ≤ 10 ms', health);
    await pages(table, server, 'search', paths.search, 'p95 ≤ 100 ms', health);
    await requests(table, server, 'who am I', '/api/session');
    await requests(table, server, 'list page', '/api/conversations?status=open');
    await eventDelay(table, server);
    await server.stop();
    await screens(table);
    rmSync(work, { recursive: true, force: true });
    console.log('\nkept in build-bench/table.txt');
}

await main();
