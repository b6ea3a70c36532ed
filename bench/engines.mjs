/* node bench/engines.mjs: the same organisation and the same mails on one file, on PostgreSQL, and on three nodes of one
 * PostgreSQL behind nginx and HAProxy, each beside the first as a ratio. Both engines write to the same disk, durably.
 *
 *   ENGINE_MESSAGES=5000 (of the organisation)   ENGINE_MAILS=1000 (that come in) */
import { appendFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../test/lib/scratch.mjs';
import { out } from './base.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const messages = process.env.ENGINE_MESSAGES ?? '5000';
const mails = process.env.ENGINE_MAILS ?? '1000';
const file = path.join(out, 'engines.txt');
const column = (kind, before = []) => run([...before, 'node', path.join(top, 'bench/engine.mjs'), kind, messages, mails], { cwd: top }).then(JSON.parse);
const onPostgres = ['python3', path.join(top, 'tools/cluster.py'), '--durable'];

function show(line) {
    console.log(line);
    appendFileSync(file, `${line}\n`);
}

/** Microseconds where the processor is told, milliseconds where a wait is, mails a second. */
function text(what, number) {
    if (what.startsWith('  ')) return `${Math.round(number).toLocaleString('en')} µs`;
    return what === 'mails a second' ? `${Math.round(number)} /s` : `${number.toFixed(2)} ms`;
}

writeFileSync(file, '');
const begun = loadavg()[0];
const columns = [await column('file'), await column('postgresql', onPostgres), await column('nodes', onPostgres)];
show(`on ${Number(messages).toLocaleString('en')} messages; load ${begun.toFixed(1)} to ${loadavg()[0].toFixed(1)}`);
show(`${''.padEnd(46)}${'one file'.padEnd(14)}${'PostgreSQL'.padEnd(22)}three nodes`);
for (const what of Object.keys(columns[0])) {
    const cells = columns.map((one) => text(what, one[what]) + (one === columns[0] ? '' : `  ${(one[what] / columns[0][what]).toFixed(2)} ×`));
    show(`${what.padEnd(46)}${cells[0].padEnd(14)}${cells[1].padEnd(22)}${cells[2]}`);
}
