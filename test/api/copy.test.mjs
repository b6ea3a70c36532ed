/* `lien copy`: a whole organisation moved to another store, files and key too, whatever cuts it. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { elsewhere, inFile, placeOf } from '../lib/database.mjs';
import { binary, lien, startServer } from '../lib/server.mjs';
import { newFolder, start, until } from '../lib/scratch.mjs';

const folder = newFolder('copy');
const dir = (name) => path.join(folder, name);
const copyWords = (from, to) => ['copy', '--from', placeOf(from), '--to', to, '--data', from];
const copy = (from, to) => lien(copyWords(from, to));
const holds = async (data) => assert.ok(!(await lien(['check', ...inFile(data)])).includes('FAILED'));
const refused = async (words) => (await words.then(() => assert.fail('not refused'), (error) => error)).stderr;

/** A seeded organisation with one mail that came with its source, under a key that is always the same. */
async function organisation(name, messages = 2000) {
    mkdirSync(dir(name));
    writeFileSync(path.join(dir(name), 'key'), `${'1a'.repeat(32)}\n`, { mode: 0o600 });
    await lien(['seed', '--data', dir(name), '--persons', '300', '--messages', String(messages), '--units', '2', '--seed', '4', '--index', 'later']);
}

before(async () => {
    await organisation('source');
    const mail = path.join(folder, 'one.eml');
    writeFileSync(mail, 'From: p@example.org\nTo: contact@desk.example\nSubject: Une\nMessage-ID: <one@example.org>\n\nBonjour.\n');
    await lien(['import', '--data', dir('source'), mail]);
});

test('the copy is whole, with files and key', async () => {
    const said = await copy(dir('source'), dir('whole'));
    assert.match(said, /^ok message: 2001 rows, [0-9a-f]{64}$/m);
    for (const line of said.trim().split('\n').slice(0, -1)) assert.match(line, /^ok \w+: \d+ rows, [0-9a-f]{64}$/);
    assert.deepEqual(readFileSync(path.join(dir('whole'), 'key')), readFileSync(path.join(dir('source'), 'key')));
    await holds(dir('whole'));
    assert.match(await refused(copy(dir('source'), dir('whole'))), /not empty/);
});

test('the copy serves, and its words are found', { skip: elsewhere }, async () => {
    const server = await startServer({ data: dir('whole'), staff: { ada: 'administrator' }, lmtp: false });
    try {
        await until('the words to be found', async () => (await server.client('ada').get('/api/search?q=bonjour')).body.items.length > 10);
    } finally {
        await server.stop();
    }
});

test('the same number makes the same rows in every table', async () => {
    await Promise.all([organisation('first', 700), organisation('second', 700)]);
    const [first, second] = await Promise.all(['first', 'second'].map((name) => copy(dir(name), dir(`${name}-copy`))));
    assert.equal(first, second);
    assert.match(first, /^ok message: 700 rows/m);
});

test('a copy that is killed goes on', async () => {
    const child = start([binary, ...copyWords(dir('source'), dir('killed'))], { log: path.join(folder, 'log') });
    await until('rows to arrive', () => existsSync(path.join(dir('killed'), 'lien.db-wal')) || existsSync(path.join(dir('killed'), 'key')));
    child.kill('SIGKILL');
    await child.ended;
    assert.match(await copy(dir('source'), dir('killed')), /^ok message: 2001 rows/m);
    await holds(dir('killed'));
    assert.equal(readdirSync(path.join(dir('killed'), 'files')).filter((name) => name.endsWith('.part')).length, 0);
});

test('a store that is told by its URL takes files and key from --data', { skip: elsewhere }, async () => {
    const words = (data) => ['copy', '--from', `sqlite:${path.join(dir('source'), 'lien.db')}`, '--to', dir('url'), '--data', data];
    assert.match(await refused(lien(words(dir('nothing')))), /not where the files and the key/);
    await lien(words(dir('source')));
    await holds(dir('url'));
    assert.match(await copy(dir('source'), `sqlite:${path.join(folder, 'alone.db')}`), /serve it with --data/);
});

test('nothing is copied from a server that runs, from nowhere, nor onto itself', { skip: elsewhere }, async () => {
    assert.match(await refused(copy(dir('source'), dir('source'))), /the same/);
    assert.match(await refused(copy(dir('missing'), dir('target'))), /missing/);
    assert.ok(!existsSync(dir('missing')));
    const server = await startServer({ data: dir('first'), staff: { ada: 'administrator' }, lmtp: false });
    try {
        assert.match(await refused(copy(dir('first'), dir('target'))), /a server runs/);
    } finally {
        await server.stop();
    }
});
