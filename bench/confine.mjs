/* node bench/confine.mjs [MAILS] [ROUNDS]: what it costs to have mail read by processes without rights. The same mails by
 * LMTP to a server that confines and to one that does not, in turns, so that what the machine does besides falls on both. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { startServer } from '../test/lib/server.mjs';
import { run } from '../test/lib/scratch.mjs';
import { cpuOf } from './cpu.mjs';

const top = path.dirname(path.dirname(new URL(import.meta.url).pathname));
const tool = (name) => path.join(top, 'build/bench', name);
const mails = Number(process.argv[2] ?? 10_000);
const rounds = Number(process.argv[3] ?? 5);
const links = 32;
const corpus = path.join(top, 'build-bench', `confine-${mails}.bin`);

/** Microseconds of processor and mails a second. */
async function measure(confine) {
    const server = await startServer({ staff: { ada: 'administrator' }, options: ['--log', 'error', '--confine', confine] });
    const before = cpuOf(server.process.pid);
    const begun = performance.now();
    await run([tool('lmtp-load'), server.lmtp, links, 0, mails, corpus].map(String));
    const seconds = (performance.now() - begun) / 1000;
    const cpu = cpuOf(server.process.pid) - before;
    await server.stop();
    return { cpu: (cpu / mails) * 1e6, rate: mails / seconds };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

mkdirSync(path.dirname(corpus), { recursive: true });
if (!existsSync(corpus)) await run([tool('make-mails'), String(mails), '1', corpus]);
const found = { no: [], yes: [] };
for (let round = 0; round < rounds; round++) for (const confine of ['no', 'yes']) found[confine].push(await measure(confine));
for (const [confine, all] of Object.entries(found)) {
    console.log(`confine ${confine.padEnd(3)}  ${Math.round(median(all.map((one) => one.cpu)))} µs of processor a mail, `
        + `${Math.round(median(all.map((one) => one.rate)))} mails/s (medians of ${rounds}: ${all.map((one) => Math.round(one.cpu)).join(' ')} µs)`);
}
const ratio = median(found.yes.map((one) => one.cpu)) / median(found.no.map((one) => one.cpu)) - 1;
console.log(`confining costs ${(100 * ratio).toFixed(1)} % of the processor time of intake`);
