/* `lien backup` and `lien restore`: made while mail comes in, again and again to one place, encrypted; and put back. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { MailLink, letter } from '../lib/mail-link.mjs';
import { inFile } from '../lib/database.mjs';
import { lien, startServer } from '../lib/server.mjs';
import { newFolder } from '../lib/scratch.mjs';

const folder = newFolder('backup');
const at = (name) => path.join(folder, name);
const place = at('place');
const key = at('key');
const refused = async (words) => (await lien(words).then(() => assert.fail('not refused'), (error) => error)).stderr;
const newBytes = (said) => Number(/ (\d+) of them new, verified$/m.exec(said)[1]);
const holds = async (data) => {
    for (const line of (await lien(['check', ...inFile(data)])).trim().split('\n')) assert.match(line, /^ok /);
};

let server;
let link;
let sent = 0;
const send = async () => {
    const text = `Bonjour, question ${++sent}. ${'Encore un mot. '.repeat(40)}`;
    await link.send('p@example.org', ['contact@desk.example'], letter({ from: `p${sent}@example.org`, to: 'contact@desk.example', subject: `Question ${sent}`, text }));
};

before(async () => {
    server = await startServer({ staff: { ada: 'administrator' } });
    link = await MailLink.open(server.lmtp);
    await lien(['backup', '--new-key', key]);
});
after(async () => {
    await link?.quit();
    await server?.stop();
});

test('what is backed up while mail comes in holds all that was acknowledged before, and is whole', async () => {
    for (let i = 0; i < 20; i++) await send();
    let writing = true;
    const mails = (async () => {
        while (writing) await send();
    })();
    const before = sent;
    const said = await lien(['backup', '--data', server.data, '--to', place, '--key', key]);
    writing = false;
    await mails;
    assert.ok(newBytes(said) > 0);
    assert.ok(sent > before, 'mail came in meanwhile');
    await lien(['restore', '--from', place, '--data', at('first'), '--key', key]);
    await holds(at('first'));
    const second = await startServer({ data: at('first'), lmtp: false, options: inFile(at('first')).slice(2) });
    try {
        const client = Object.assign(second.client(), { headers: { authorization: `Bearer ${server.tokens.ada}` } });
        const subjects = new Set((await client.all('/api/conversations')).map((one) => one.subject));
        for (let n = 1; n < before; n++) assert.ok(subjects.has(`Question ${n}`), `question ${n}`);
    } finally {
        await second.stop();
    }
});

test('a second backup to the place costs what is new, and the first can still be had', async () => {
    const whole = newBytes(await lien(['backup', '--data', server.data, '--to', place, '--key', key]));
    const again = newBytes(await lien(['backup', '--data', server.data, '--to', place, '--key', key]));
    assert.ok(again < 200_000, `${again} bytes for nothing new`);
    assert.ok(again <= whole);
    const list = (await lien(['restore', '--from', place, '--key', key, '--list'])).trim().split('\n');
    assert.equal(list.length, 3);
    const [first] = list[0].split('\t');
    await lien(['restore', '--from', place, '--data', at('older'), '--key', key, '--at', first]);
    await holds(at('older'));
    assert.match(await refused(['restore', '--from', place, '--data', at('none'), '--key', key, '--at', '2020']), /no backup of 2020/);
});

test('older backups are dropped, and what is kept is whole', async () => {
    const pieces = () => readdirSync(path.join(place, 'chunks'), { recursive: true }).length;
    const before = pieces();
    await lien(['backup', '--data', server.data, '--to', place, '--key', key, '--keep', '1']);
    assert.equal(readdirSync(path.join(place, 'snapshots')).length, 1);
    assert.ok(pieces() < before);
    await lien(['restore', '--from', place, '--data', at('kept'), '--key', key]);
    await holds(at('kept'));
});

test('an encrypted place tells no word of a mail, its key is for its owner', () => {
    assert.equal(statSync(key).mode & 0o777, 0o600);
    for (const name of readdirSync(place, { recursive: true })) {
        const file = path.join(place, name);
        if (statSync(file).isFile()) assert.ok(!readFileSync(file).includes('question'), name);
    }
});

test('without a key it is plain; a place is of one kind and one key', async () => {
    const plain = at('plain');
    await lien(['backup', '--data', server.data, '--to', plain]);
    await lien(['restore', '--from', plain, '--data', at('plain-back')]);
    await holds(at('plain-back'));
    await lien(['backup', '--new-key', at('other')]);
    assert.match(await refused(['backup', '--new-key', at('other')]), /exists/i);
    assert.match(await refused(['backup', '--data', server.data, '--to', place]), /encrypted: --key FILE is needed/);
    assert.match(await refused(['restore', '--from', place, '--data', at('wrong'), '--key', at('other')]), /another key/);
    assert.match(await refused(['restore', '--from', plain, '--data', at('wrong'), '--key', key]), /not encrypted/);
    assert.ok(!existsSync(at('wrong')));
    assert.match(await refused(['restore', '--from', plain, '--data', at('plain-back')]), /not empty/);
    assert.match(await refused(['backup', '--data', server.data, '--to', server.data]), /not empty/);
    assert.match(await refused(['backup', '--data', server.data]), /--to PLACE is needed/);
});

test('files in a folder that nodes share are backed up too', async () => {
    const own = at('sharing');
    const shared = at('shared');
    const mail = at('one.eml');
    writeFileSync(mail, 'From: p@example.org\nTo: contact@desk.example\nSubject: Une\nMessage-ID: <one@example.org>\n\nBonjour.\n');
    await lien(['import', '--data', own, '--files', shared, mail]);
    await lien(['backup', '--data', own, '--files', shared, '--to', at('sharing-place')]);
    await lien(['restore', '--from', at('sharing-place'), '--data', at('shared-back')]);
    await holds(at('shared-back'));
    assert.ok(readdirSync(path.join(at('shared-back'), 'files')).some((name) => name.endsWith('.pack')));
});

test('a damaged piece is named, and nothing is half restored', async () => {
    const [shelf] = readdirSync(path.join(place, 'chunks')).filter((name) => readdirSync(path.join(place, 'chunks', name)).length);
    const [piece] = readdirSync(path.join(place, 'chunks', shelf));
    const file = path.join(place, 'chunks', shelf, piece);
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(file, bytes);
    mkdirSync(at('damaged'));
    const said = await refused(['restore', '--from', place, '--data', at('damaged'), '--key', key]);
    assert.match(said, new RegExp(`${piece}' is damaged`));
    assert.match(said, /nothing was restored/);
    assert.deepEqual(readdirSync(at('damaged')), []);
});
