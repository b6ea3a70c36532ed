/* What an organisation costs as it grows: taking a mail in, a page of a list, a thread, a search, in processor time of one,
 * beside the same in the smallest. Wanted: within a factor of 2.
 *
 *   node bench/growth.mjs [SIZE…]     messages; 10,000, 100,000 and 1,000,000 unless told
 *
 * Organisations are made by `lien seed` once and kept in build-bench/. */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from '../test/lib/scratch.mjs';
import { makeBase, out } from './base.mjs';
import { cpuOf } from './cpu.mjs';
import { askAll, copyOf, json, rest, samplePaths, serveCopy, tool } from './measure.mjs';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000, 1_000_000];
const mails = 5_000;
const links = 16;
const corpus = path.join(out, `mails-${mails}.bin`);
const work = path.join(out, 'growth');

/** Microseconds of processor for one of n. */
async function costOf(server, n, work) {
    const before = cpuOf(server.process.pid);
    const told = await work();
    return { cost: ((cpuOf(server.process.pid) - before) / n) * 1e6, ...told };
}

async function intake(server) {
    return costOf(server, mails, async () => {
        const { p50 } = await json([tool('lmtp-load'), server.lmtp, links, 0, mails, corpus]);
        await rest([server.process.pid]);
        return { p50 };
    });
}

/* Asked twice, the first time to warm. */
const pages = (server, paths) => costOf(server, 2 * paths.length, () => askAll(server, paths));

async function measure(size) {
    const server = await serveCopy(work, copyOf(await makeBase(size), work));
    try {
        await rest([server.process.pid]);
        const paths = await samplePaths(server);
        return {
            'a page of a list': await pages(server, paths.list),
            'a thread': await pages(server, paths.threads),
            'a search': await pages(server, paths.search),
            'a mail in, searchable': await intake(server),
        };
    } finally {
        await server.stop();
        rmSync(work, { recursive: true, force: true });
    }
}

const told = [];
for (const size of sizes) {
    await makeBase(size);
    if (!existsSync(corpus)) await run([tool('make-mails'), String(mails), '1', corpus]);
    told.push(await measure(size));
    console.log(`\n${size.toLocaleString('en')} messages`);
    for (const [what, { cost, p50 }] of Object.entries(told.at(-1)))
        console.log(`  ${what.padEnd(24)}${`${Math.round(cost)} µs of processor`.padEnd(28)}p50 ${p50.toFixed(2).padStart(6)} ms   ${(cost / told[0][what].cost).toFixed(2)} × the smallest`);
}
