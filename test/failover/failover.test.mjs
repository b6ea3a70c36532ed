/* The primary of PostgreSQL and one of two nodes lose their power while 200 mails a second come in at both; the synchronous standby
 * is promoted by a script, the node starts again. Nobody touches Lien: what it acknowledged is there exactly once, what it did
 * not the mail server hands over again. Prints its counts.
 *
 * RATE=200 SECONDS=15 make check-failover; as root, with network namespaces. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { MailLink, letter } from '../lib/mail-link.mjs';
import { startPostfix } from '../lib/mail-servers.mjs';
import { startPair } from '../lib/pair.mjs';
import { newFolder, run, sleep, tail, until } from '../lib/scratch.mjs';
import { lien, startServer } from '../lib/server.mjs';

const rate = Number(process.env.RATE ?? 200);
const seconds = Number(process.env.SECONDS ?? 15);
const LINKS = 8;
const DOMAINS = ['un.test', 'deux.test']; /* of each node one */

const idOf = (i) => `failover-${i}@example.org`;

/** Hands mails to Postfix at the rate, over several connections; it has accepted each. → mails a second */
async function pour(port, count) {
    const links = await Promise.all(Array.from({ length: LINKS }, () => MailLink.open(port, 'EHLO')));
    const began = performance.now();
    let next = 0;
    await Promise.all(links.map(async (link) => {
        while (next < count) {
            const i = next++;
            const due = began + (i * 1000) / rate;
            if (due > performance.now()) await sleep(due - performance.now());
            const from = `p${i % 500}@example.org`;
            const to = `contact@${DOMAINS[i % DOMAINS.length]}`;
            const [answer] = await link.send(from, [to], letter({ from, to, id: idOf(i), subject: `Panne ${i}` }));
            assert.equal(answer.code, 250, answer.text);
        }
        await link.quit();
    }));
    return (count * 1000) / (performance.now() - began);
}

/** What the mail server was answered: the mails acknowledged, those put off at least once, the number of refusals for good. */
function answersTo(dir) {
    const ids = new Map(); /* its number → Message-ID */
    const said = { acknowledged: new Set(), deferred: new Set(), bounced: 0 };
    for (const line of readFileSync(path.join(dir, 'maillog'), 'utf8').split('\n')) {
        const [, number, rest] = /postfix\/(?:cleanup|lmtp)\[\d+\]: ([0-9A-F]+): (.*)/.exec(line) ?? [];
        const [, id] = /^message-id=<(.*)>/.exec(rest) ?? [];
        if (id) ids.set(number, id);
        const [, status] = / status=(\w+)/.exec(rest) ?? [];
        if (status === 'sent') said.acknowledged.add(ids.get(number));
        if (status === 'deferred') said.deferred.add(ids.get(number));
        if (status === 'bounced') said.bounced += 1;
    }
    return said;
}

/** Two nodes on one store, one key and one folder of files. */
async function startBoth(url) {
    const folder = newFolder('failover');
    const nodes = [];
    for (const i of [0, 1]) {
        const data = path.join(folder, `node${i}`, 'data');
        mkdirSync(data, { recursive: true, mode: 0o700 });
        if (i > 0) copyFileSync(path.join(nodes[0].data, 'key'), path.join(data, 'key'));
        nodes.push(await startServer({ data, options: ['--database', url, '--files', path.join(folder, 'files'), '--mail-address', `contact@${DOMAINS[i]}`] }));
    }
    return nodes;
}

/** Message-ID → how many messages have it. */
async function messages(pair) {
    const rows = await pair.ask("SELECT external_id, count(*) FROM message WHERE external_id LIKE '%failover-%' GROUP BY 1");
    return new Map(rows.split('\n').filter(Boolean).map((row) => {
        const [id, count] = row.split('|');
        return [id.replace(/[<>]/g, ''), Number(count)];
    }));
}

test('intake resumes after the standby was promoted, and no mail is lost or doubled', { timeout: 540_000 }, async (t) => {
    const count = rate * seconds;
    const pair = await startPair();
    const nodes = await startBoth(pair.url);
    const postfix = await startPostfix(Object.fromEntries(DOMAINS.map((domain, i) => [domain, nodes[i].lmtp])));
    const since = (began) => ((performance.now() - began) / 1000).toFixed(1);
    try {
        const pouring = pour(postfix.port, count);
        await sleep((seconds * 1000) / 3);
        pair.killPrimary();
        const killed = performance.now();
        await nodes[1].kill();
        const before = answersTo(postfix.dir).acknowledged;
        await sleep(3000); /* a watcher wants to be sure */
        await pair.promote();
        const promoted = since(killed);
        const atPromotion = await messages(pair);
        await nodes[1].begin();
        const lost = [...before].filter((id) => !atPromotion.has(id));
        await until('each node to take mail again', async () => {
            await sleep(100); /* to look costs what the work needs */
            const { acknowledged } = answersTo(postfix.dir);
            const further = [...acknowledged].filter((id) => !before.has(id) && !atPromotion.has(id)).map((id) => Number(/\d+/.exec(id)[0]));
            return DOMAINS.every((_, i) => further.some((number) => number % DOMAINS.length === i));
        }, 120);
        const resumed = since(killed);
        const reached = await pouring;
        await until('the queue of the mail server to be empty', async () => {
            await sleep(1000);
            return (await run(['/usr/sbin/postqueue', '-c', `${postfix.dir}/etc`, '-p'])).includes('queue is empty');
        }, 300).catch((error) => { throw new Error(`${error.message}\n${postfix.log()}`); });

        const there = await messages(pair);
        const said = answersTo(postfix.dir);
        const missing = Array.from({ length: count }, (_, i) => idOf(i)).filter((id) => !there.has(id));
        const twice = [...there].filter(([, times]) => times > 1);
        for (const line of [
            `given to the mail server   ${count}, ${reached.toFixed(0)} a second, for two nodes`,
            `acknowledged               ${before.size} before the primary died, ${said.acknowledged.size - before.size} after`,
            `put off and tried again    ${said.deferred.size}`,
            `there exactly once         ${there.size - twice.length}`,
            `lost                       ${missing.length} (of those acknowledged before: ${lost.length})`,
            `twice                      ${twice.length}`,
            `the gap                    standby promoted after ${promoted} s, both nodes take mail again after ${resumed} s`,
        ]) t.diagnostic(line);
        assert.ok(before.size > 0 && before.size < count, `it died in the middle: ${before.size} acknowledged`);
        assert.deepEqual({ lost, missing, twice, bounced: said.bounced, acknowledged: said.acknowledged.size },
            { lost: [], missing: [], twice: [], bounced: 0, acknowledged: count });
        for (const node of nodes) {
            const check = await lien(['check', '--data', node.data, '--database', pair.url, '--files', path.join(node.data, '../../files')]);
            for (const line of check.trim().split('\n')) assert.match(line, /^ok /);
        }
    } catch (error) {
        for (const node of nodes) t.diagnostic(tail(node.log, 15));
        throw error;
    } finally {
        await postfix.stop();
        for (const node of nodes) await node.stop().catch((error) => t.diagnostic(error.message));
        pair.stop();
    }
});
