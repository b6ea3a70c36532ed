/* node bench/engine.mjs KIND MESSAGES MAILS: a column of bench/engines.mjs, as one line of JSON {what: number}. KIND is
 *
 *   file         one node on its own file
 *   postgresql   one node on the PostgreSQL of LIEN_TEST_DATABASE
 *   nodes        three nodes there; screens are answered through nginx, mails handed over through HAProxy
 *
 * Processor time is that of all that runs for it: nodes, PostgreSQL, proxies. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startNodes, startProxy } from '../test/lib/nodes.mjs';
import { newFolder, run } from '../test/lib/scratch.mjs';
import { lien, startServer } from '../test/lib/server.mjs';
import { out } from './base.mjs';
import { cpuOf } from './cpu.mjs';
import { askAll, eventDelays, json, rest, samplePaths, tool } from './measure.mjs';

const [, , kind, messages, mails] = process.argv;
const corpus = path.join(out, `mails-${mails}.bin`);
const links = 64;

/** An organisation with its words already indexed. */
const seed = (data) => lien(['seed', '--data', data, '--persons', String(Math.ceil(messages / 5)), '--messages', messages, '--units', '60', '--seed', '1', '--index', 'now']);

/** What answers screens (port, url) and takes mails (lmtp), and the programs that do. */
async function begin() {
    if (kind === 'nodes') {
        const nodes = await startNodes(3, { staff: { ada: 'administrator' }, make: seed });
        const screens = await startProxy('nginx', nodes);
        const letters = await startProxy('haproxy', nodes);
        const door = Object.assign(Object.create(Object.getPrototypeOf(nodes[0])), { port: screens.plain, url: `http://127.0.0.1:${screens.plain}`, lmtp: letters.mail, tokens: nodes[0].tokens });
        return { door, programs: [...nodes, screens, letters] };
    }
    const data = path.join(newFolder('engine'), 'data');
    await seed(data);
    const server = await startServer({ data, staff: { ada: 'administrator' }, options: ['--log', 'error'] });
    return { door: server, programs: [server] };
}

/** The first process of the cluster: a URL names the folder of its socket, its data are beside. */
function postmaster() {
    const folder = decodeURIComponent(process.env.LIEN_TEST_DATABASE.split('@')[1]);
    return Number(readFileSync(path.join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
}

async function main() {
    const { door, programs } = await begin();
    const pids = programs.map((program) => program.process.pid).concat(kind === 'file' ? [] : [postmaster()]);
    const told = {};
    const cost = async (what, n, work) => {
        await rest(pids);
        const all = () => pids.reduce((sum, pid) => sum + cpuOf(pid), 0);
        const before = all();
        const answer = await work();
        await rest(pids);
        told[what] = ((all() - before) / n) * 1e6;
        return answer;
    };
    const paths = await samplePaths(door);
    for (const [what, asked] of [['list page', paths.list], ['thread page', paths.threads], ['search', paths.search]]) {
        const { p50 } = await cost(`  processor time of one ${what}`, 2 * asked.length, () => askAll(door, asked));
        told[`${what}, p50`] = p50;
    }
    if (!existsSync(corpus)) await run([tool('make-mails'), mails, '1', corpus]);
    const load = await cost('  processor time of one mail', Number(mails), () => json([tool('lmtp-load'), door.lmtp, links, 0, mails, corpus]));
    told['mails a second'] = Number(mails) / load.seconds;
    told[`wait of one mail among ${links}, p50`] = load.p50;
    told['from LMTP 250 to the event on a screen, p99'] = (await eventDelays(door)).p99;
    for (const program of programs.reverse()) await program.stop();
    console.log(JSON.stringify(told));
}

await main();
