/* The server is killed (SIGKILL) at a random moment while advisers answer and close, and an import beside it, again and again
 * on the same folder. Of what was answered "done" each is there once, of what was not at most once; an import that was killed
 * brings in the rest when it runs again; each answer leaves; and after each kill everything that must be true of the data holds.
 *
 * ROUNDS=300 make crash plays longer; SEED repeats the same moments. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { chanceFrom } from '../lib/chance.mjs';
import { writeSql } from '../lib/database.mjs';
import { letter } from '../lib/mail-link.mjs';
import { sleep, start, tail, until } from '../lib/scratch.mjs';
import { binary, lien, startServer } from '../lib/server.mjs';
import { openSink } from '../lib/smtp-sink.mjs';

const rounds = Number(process.env.ROUNDS ?? 4);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const random = chanceFrom(seed);
const MATTERS = 12;   /* half are answered, half closed and opened */
const IMPORTED = 120; /* mails of each round */

const sink = await openSink();
after(() => sink.close());

const wait = (what, ask) => until(what, ask, 60);

/** Until the server dies: answers to the matters of one adviser. */
async function answer(ada, ids, made, kept) {
    for (let i = 0; ; i++) {
        const text = `Reponse ${made.size} fin`;
        made.add(text);
        const done = await ada.post(`/api/conversations/${ids[i % ids.length]}/messages`, { kind: 'reply', text }).catch(() => null);
        if (!done) return;
        assert.equal(done.status, 201, JSON.stringify(done.body));
        kept.add(text);
    }
}

/** Until the server dies: closes and opens. states: id → those it may be in. */
async function close(ada, states) {
    for (let i = 0; ; i++) {
        const [id, [now]] = [...states][i % states.size];
        const status = now === 'closed' ? 'open' : 'closed';
        states.get(id).push(status);
        const done = await ada.patch(`/api/conversations/${id}`, { status }).catch(() => null);
        if (!done) return;
        assert.equal(done.status, 200, JSON.stringify(done.body));
        states.set(id, [status]);
    }
}

/** A mailbox file of new mails → their subjects */
function mailbox(file, round) {
    const subjects = Array.from({ length: IMPORTED }, (_, i) => `Import ${round} ${i} fin`);
    writeFileSync(file, subjects.map((subject, i) => `From p@example.org Mon Nov 23 10:00:00 2026\n${letter({
        from: `q${i}@example.org`, to: 'contact@desk.example', subject, id: `import-${seed}-${round}-${i}@example.org` }).replaceAll('\r\n', '\n')}\n\n`).join(''));
    return subjects;
}

test(`answers, closings and imports are done once or not at all, whenever they are killed (seed ${seed})`, async (t) => {
    const server = await startServer({ staff: { ada: 'administrator' }, smtp: sink.url, options: ['--mail-address', 'contact@desk.example'] });
    const ada = server.client('ada');
    await server.deliver(...Array.from({ length: MATTERS }, (_, i) => letter({ from: `p${i}@example.org`, to: 'contact@desk.example', subject: `Affaire ${i}` })));
    const ids = (await ada.all('/api/conversations', 200)).map(({ id }) => id);
    const answered = ids.slice(MATTERS / 2);
    const states = new Map(ids.slice(0, MATTERS / 2).map((id) => [id, ['open']]));
    const made = new Set();
    const kept = new Set();
    const imported = [];
    let closings = 0;

    const holds = () => lien(['check', '--data', server.data]).catch((error) => {
        throw new Error(`${error.message}\n${tail(server.log)}`);
    });

    for (let round = 1; round <= rounds; round++) {
        await t.test(`round ${round}`, async () => {
            const before = kept.size;
            const file = path.join(path.dirname(server.data), `mbox${round}`);
            const words = ['import', '--data', server.data, file];
            imported.push(...mailbox(file, round));
            const working = [answer(ada, answered.slice(0, 3), made, kept), answer(ada, answered.slice(3), made, kept), close(ada, states)];
            const importer = start([binary, ...words], { log: path.join(path.dirname(server.data), 'import.log') });
            while (kept.size === before) await sleep(1);
            await sleep(random() * 400);
            importer.kill('SIGKILL');
            await server.kill();
            await Promise.all([...working, importer.ended]);
            await holds();
            await server.begin();
            for (const [id, may] of states) {
                const { status } = (await ada.get(`/api/conversations/${id}`)).body;
                assert.ok(may.includes(status), `${status}, not one of ${may}`);
                closings += may.length > 1;
                states.set(id, [status]);
            }
            await lien(words);
        });
    }

    await t.test('nothing is missing, nothing is there twice', async () => {
        const seen = new Map();
        const count = (what) => seen.set(what, (seen.get(what) ?? 0) + 1);
        for (const id of answered) for (const { text } of await ada.all(`/api/conversations/${id}/messages`, 200)) count(/Reponse \d+ fin/.exec(text)?.[0]);
        for (const { subject, message_count: n } of await ada.all('/api/conversations', 200)) for (let i = 0; i < n; i++) count(subject);
        assert.deepEqual([...kept].filter((text) => seen.get(text) !== 1), [], 'answers acknowledged');
        assert.deepEqual([...made].filter((text) => (seen.get(text) ?? 0) > 1), [], 'answers not acknowledged');
        assert.deepEqual(imported.filter((subject) => seen.get(subject) !== 1), [], 'imported');
        t.diagnostic(`${kept.size} answers done and ${made.size - kept.size} cut off, ${closings} closings cut off, ${imported.length} mails imported in ${rounds} rounds`);
    });

    await t.test('each answer leaves for its person', async () => {
        /* What was being sent at a kill waits for the end of a lease, minutes: it is over, as the server that had it. */
        await server.kill();
        writeSql(server.data, 'UPDATE job SET due_at = 1 WHERE state = 2');
        await server.begin();
        const missing = () => [...kept].filter((text) => !sink.mails.some(({ source }) => source.includes(text)));
        await wait('answers to leave', () => missing().length === 0).catch((error) => {
            throw new Error(`${error.message}: ${missing().slice(0, 5)}\n${tail(server.log)}`);
        });
    });
    await server.stop();
});
