/* make bench-peers: the same mails and the same pages, given in one run to Lien and to a Request Tracker 5 as Debian packages
 * it (in a bare Debian of its own, build-bench/peers; as root). What is printed are ratios; nothing fails on time.
 *
 *   PEER_MAILS=100
 *
 * Where they differ, the peer has the better of it: its gate for mails is asked over HTTP without the program that a mail
 * server starts for each; its acknowledgements go nowhere; its pages are asked without their scripts and styles. Lien's pages
 * are data that the browser draws, Request Tracker's are HTML: a thread is the ticket and its history in both. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MailLink } from '../test/lib/mail-link.mjs';
import { freePort, run, start, until } from '../test/lib/scratch.mjs';
import { startServer } from '../test/lib/server.mjs';
import { out } from './base.mjs';
import { cpuOf } from './cpu.mjs';
import { rest, tool } from './measure.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const folder = path.join(out, 'peers');
const bare = path.join(folder, 'rt');
const count = Number(process.env.PEER_MAILS ?? 100);
const corpus = path.join(folder, `mails-${count}.bin`);
const hands = 4; /* mails handed over at once */
const rounds = 12; /* pages asked, each once to warm and once to count */

/** The mails of a file of make-mails: size and bytes of each. */
function readMails() {
    const all = readFileSync(corpus);
    const mails = [];
    for (let at = 0; at < all.length; at += 4 + all.readUInt32LE(at)) mails.push(all.subarray(at + 4, at + 4 + all.readUInt32LE(at)));
    return mails;
}

/** All mails, by a few hands; open() gives what hands one over. */
async function pour(mails, open) {
    const left = [...mails];
    await Promise.all(Array.from({ length: hands }, async () => {
        const hand = await open();
        for (let mail = left.shift(); mail; mail = left.shift()) await hand.give(mail);
        await hand.end?.();
    }));
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** What a program costs on these mails: {what: [number, unit]}. */
async function measure(peer) {
    const mails = readMails();
    const told = { 'start, to the first answer': [peer.started, 'ms'], 'memory, idle, without database': [peer.memory(), 'MiB'] };
    const cost = async (work) => {
        await rest([peer.pid]);
        const before = cpuOf(peer.pid);
        const begun = performance.now();
        const seconds = (await work(), (performance.now() - begun) / 1000);
        await rest([peer.pid]);
        return { seconds, cpu: cpuOf(peer.pid) - before };
    };
    const taken = await cost(async () => {
        await pour(mails, peer.hand);
        await peer.index?.();
    });
    told['mails in, searchable, 4 at once'] = [mails.length / taken.seconds, 'a second', 'more'];
    told['  processor time of one'] = [(taken.cpu / mails.length) * 1000, 'ms'];
    for (const [what, page] of Object.entries(await peer.pages())) {
        const waits = [];
        let bytes = 0;
        const asked = await cost(async () => {
            for (let i = 0; i < 2 * rounds; i++) {
                const begun = performance.now();
                bytes = await page(i % rounds);
                if (i >= rounds) waits.push(performance.now() - begun);
            }
        });
        told[`${what}, p50`] = [median(waits), 'ms'];
        told['  processor time of one ' + what] = [(asked.cpu / (2 * rounds)) * 1000, 'ms'];
        told['  bytes of one ' + what] = [bytes / 1000, 'kB'];
    }
    await peer.stop();
    return told;
}

/** Private memory of a program and all that it started, but for its database, MiB. */
function memoryOf(programs) {
    return programs.reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]) / 1024, 0);
}

/** Whether an answer is what was asked for; its bytes. */
async function whole(answer, mark) {
    const text = await answer.text();
    if (answer.status !== 200 || !text.includes(mark)) throw new Error(`${answer.url}: ${answer.status}, and no "${mark}": ${text.slice(0, 200)}`);
    return Buffer.byteLength(text);
}

// ---- Request Tracker ----

/** Processes whose root is the bare system. */
const insiders = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('rt-server');
    } catch {
        return false;
    }
});

const inBare = (...words) => ['bash', '-c', '. tools/bare.sh && bare_become "$@"', 'bare', bare, ...words];

/** A mail as rt-mailgate posts it: bytes, and no file's name. */
function gateForm(mail) {
    const fields = { SessionType: 'REST', queue: 'General', action: 'correspond' };
    const head = Object.entries(fields).map(([name, value]) => `--between\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('');
    const last = '--between\r\nContent-Disposition: form-data; name="message"\r\nContent-Type: application/octet-stream\r\n\r\n';
    return { headers: { 'content-type': 'multipart/form-data; boundary=between' }, body: Buffer.concat([Buffer.from(head + last), mail, Buffer.from('\r\n--between--\r\n')]) };
}

async function startRt() {
    rmSync(path.join(bare, 'var/lib/postgresql'), { recursive: true });
    cpSync(path.join(bare, 'var/lib/postgresql.empty'), path.join(bare, 'var/lib/postgresql'), { recursive: true, preserveTimestamps: true });
    await run(['chown', '-R', '--reference', path.join(bare, 'var/lib/postgresql.empty/15/main'), path.join(bare, 'var/lib/postgresql')]);
    const url = `http://127.0.0.1:${await freePort()}`;
    const begun = performance.now();
    const program = start(inBare('/usr/local/bin/serve-rt', new URL(url).port, String(hands)), { cwd: top, log: path.join(folder, 'rt.log') });
    await until('Request Tracker to answer', () => fetch(url).then((answer) => answer.ok, () => false), 120);
    const started = performance.now() - begun;
    const login = await fetch(`${url}/NoAuth/Login.html`, { method: 'POST', body: new URLSearchParams({ user: 'root', pass: 'password' }), redirect: 'manual' });
    const headers = { cookie: login.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ') };
    const ask = async (target, mark) => whole(await fetch(url + target, { headers }), mark);
    return {
        pid: program.pid, started, memory: () => memoryOf(insiders()),
        hand: async () => ({
            async give(mail) {
                await whole(await fetch(`${url}/REST/1.0/NoAuth/mail-gateway`, { method: 'POST', ...gateForm(mail) }), 'ok\n');
            },
        }),
        index: () => run(inBare('/usr/sbin/rt-fulltext-indexer', '--all'), { cwd: top }),
        pages: () => ({
            'list page': () => ask("/Search/Results.html?Query=Queue%3D'General'&Rows=50&OrderBy=LastUpdated&Order=DESC", 'Ticket/Display.html?id='),
            'thread page': async (i) => await ask(`/Ticket/Display.html?id=${i + 1}`, 'Ticket/Display') + await ask(`/Helpers/TicketHistory?id=${i + 1}`, 'transaction'),
            'search': () => ask(`/Search/Simple.html?q=${encodeURIComponent('fulltext:bonjour')}`, 'Ticket/Display.html?id='),
        }),
        async stop() {
            program.kill('SIGKILL');
            await program.ended;
            await until('Request Tracker to end', () => insiders().length === 0, 60);
        },
    };
}

// ---- Lien ----

async function startLien() {
    const begun = performance.now();
    const server = await startServer({ staff: { ada: 'administrator' }, options: ['--log', 'error'] });
    const started = performance.now() - begun;
    const ada = server.client('ada');
    const ask = async (target, mark) => whole(await fetch(server.url + target, { headers: ada.headers }), mark);
    return {
        pid: server.process.pid, started, memory: () => memoryOf([server.process.pid]),
        async hand() {
            const link = await MailLink.open(server.lmtp);
            return {
                async give(mail) {
                    for (const { code, text } of await link.send('x@example.org', ['contact@desk.example'], mail)) if (code !== 250) throw new Error(text);
                },
                end: () => link.quit(),
            };
        },
        async pages() {
            const ids = (await ada.get('/api/conversations?limit=50&status=all')).body.items.map((item) => item.id);
            return {
                'list page': () => ask('/api/conversations?limit=50&status=all', '"items"'),
                'thread page': async (i) => await ask(`/api/conversations/${ids[i % ids.length]}`, '"subject"') + await ask(`/api/conversations/${ids[i % ids.length]}/messages`, '"items"'),
                'search': () => ask('/api/search?q=bonjour', '"items"'),
            };
        },
        stop: () => server.stop(),
    };
}

if (process.getuid() !== 0) throw new Error('as root: a bare system is made');
mkdirSync(folder, { recursive: true });
if (!existsSync(bare)) {
    console.log('making a Request Tracker in a bare Debian, once (build-bench/peers/)…');
    await run([path.join(top, 'bench/peers/make-rt'), bare]);
}
if (!existsSync(corpus)) await run([tool('make-mails'), String(count), '1', corpus]);
const before = loadavg()[0];
const peer = await measure(await startRt());
const ours = await measure(await startLien());
console.log(`${count} mails; load ${before.toFixed(1)} to ${loadavg()[0].toFixed(1)}`);
console.log(`${''.padEnd(44)}${'Lien'.padEnd(20)}${'Request Tracker 5'.padEnd(22)}Lien is`);
for (const [what, [number, unit, more]] of Object.entries(ours)) {
    const text = (value) => `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`;
    const [theirs] = peer[what];
    console.log(`${what.padEnd(44)}${text(number).padEnd(20)}${text(theirs).padEnd(22)}${(more ? number / theirs : theirs / number).toFixed(1)} ×`);
}
