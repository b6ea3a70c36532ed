/* Files in an object store (--files s3://…): written before the mail is acknowledged, read in parts, refused and away. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { inFile } from '../lib/database.mjs';
import { MailLink, letter } from '../lib/mail-link.mjs';
import { signatureOf, startObjectStore } from '../lib/object-store.mjs';
import { newFolder, until } from '../lib/scratch.mjs';
import { lien, startServer } from '../lib/server.mjs';

const folder = newFolder('object-store');
const at = (name) => path.join(folder, name, 'data');
let store, server, ada;
before(async () => {
    store = await startObjectStore();
    store.use(at('desk'));
    server = await startServer({ data: at('desk'), staff: { ada: 'administrator' } });
    ada = server.client('ada');
});
after(async () => {
    await server?.stop();
    await store?.stop();
});

const withFile = (subject, bytes) => letter({
    from: `${subject.toLowerCase()}@example.org`, to: 'contact@desk.example', subject, id: `${subject}@example.org`, text: `--cut\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n--cut\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=note.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n--cut--\r\n`,
}).replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=cut');

/* The answer of LMTP to one mail. */
async function send(mail) {
    const link = await MailLink.open(server.lmtp);
    const [answer] = await link.send('client@example.org', ['contact@desk.example'], mail);
    await link.quit();
    return answer.code;
}
const matters = async (subject, client = ada) => (await client.all('/api/conversations', 200)).filter((one) => one.subject === subject);
async function fileOf(subject, client = ada) {
    const [{ id }] = await matters(subject, client);
    const { body } = await client.get(`/api/conversations/${id}/messages`);
    return client.get(`/api/attachments/${body.items[0].attachments[0].id}`);
}
const noise = (size) => Buffer.alloc(size, createHash('sha512').update(`${size}`).digest());

test('the gate of these tests asks for the signature that AWS publishes as its example', () => {
    const request = {
        method: 'GET', url: '/test.txt', headers: {
            host: 'examplebucket.s3.amazonaws.com', range: 'bytes=0-9', 'x-amz-date': '20130524T000000Z',
            'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
            authorization: 'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=',
        },
    };
    assert.equal(signatureOf(request, 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'), 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
});

test('a mail is in the store before it is acknowledged, and its file is read as a part of it', async () => {
    const bytes = noise(5000);
    store.asked.length = 0;
    assert.equal(await send(withFile('Petit', bytes)), 250);
    const put = store.asked.filter((one) => one.method === 'PUT');
    assert.equal(put.length, 1, 'one object for one commit');
    assert.ok(put[0].size > 5000);
    const { status, bytes: got } = await fileOf('Petit');
    assert.deepEqual([status, got.equals(bytes)], [200, true]);
    assert.match(store.asked.find((one) => one.method === 'GET').range, /^bytes=\d+-\d+$/);
    const asked = store.asked.length;
    assert.ok((await fileOf('Petit')).bytes.equals(bytes));
    assert.equal(store.asked.length, asked, 'read from memory the second time');
    assert.deepEqual(store.refused, [], 'every request was signed');
    assert.equal(existsSync(path.join(at('desk'), 'files')), false, 'nothing lies beside');
});

test('a large file goes and comes back whole', async () => {
    const bytes = noise(9 * 1024 * 1024);
    assert.equal(await send(withFile('Grand', bytes)), 250);
    assert.ok((await fileOf('Grand')).bytes.equals(bytes));
});

test('while the store is away a mail is put off and an upload refused, the rest works, and nothing is lost or twice', async () => {
    const mail = withFile('Absent', noise(3000));
    await store.away();
    assert.equal(Math.floor(await send(mail) / 100), 4);
    assert.equal((await ada.post('/api/attachments?name=a.txt', new Uint8Array([65]), { 'content-type': 'application/octet-stream' })).status, 503);
    assert.equal((await matters('Absent')).length, 0, 'nothing half done');
    const [{ id, version }] = await matters('Petit');
    assert.equal((await ada.patch(`/api/conversations/${id}`, { status: 'closed', version })).status, 200, 'what needs no file goes on');
    assert.equal((await fileOf('Petit')).status, 200, 'what is in memory is there');
    await store.begin();
    await until('the mail to be taken', async () => (await send(mail)) === 250);
    assert.equal(await send(mail), 250, 'handed over again, as by who lost the answer');
    assert.equal((await matters('Absent')).length, 1);
    assert.ok((await fileOf('Absent')).bytes.equals(noise(3000)));
});

const hostile = {
    'talks no HTTP': (request, response) => response.socket.end('220 bonjour\r\n'.repeat(200)),
    'hangs up': (request, response) => response.socket.destroy(),
    'says yes and keeps nothing': (request, response) => response.writeHead(200).end('<html>Welcome</html>'),
    'sends elsewhere': (request, response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
    'is broken': (request, response) => response.writeHead(500).end('<Code>InternalError'),
    'answers without an end': (request, response) => {
        response.writeHead(503);
        const more = setInterval(() => response.write('x'.repeat(60_000)), 1);
        response.on('close', () => clearInterval(more));
    },
    'lets wait, a byte now and then': (request, response) => {
        const { socket } = response;
        socket.write('HTTP/1.1 200 OK\r\nX-');
        const more = setInterval(() => socket.write('a'), 500);
        socket.on('close', () => clearInterval(more));
    },
};
for (const [what, gate] of Object.entries(hostile)) {
    test(`a store that ${what}: the mail is put off, then taken`, async () => {
        const mail = withFile(`Hostile${Object.keys(hostile).indexOf(what)}`, noise(2000));
        let met = 0;
        await until('the store to be asked', async () => {
            store.gate = (request, response) => (met++, gate(request, response), true);
            assert.equal(Math.floor(await send(mail) / 100), 4);
            return met > 0;
        });
        store.gate = null;
        await until('the mail to be taken', async () => (await send(mail)) === 250);
    });
}

test('bytes that are not those of the file, too few or the whole object are never shown', async () => {
    const other = {
        'other bytes': (request, response) => response.writeHead(206).end(Buffer.alloc(1000, 'x')),
        'too few': (request, response) => response.writeHead(206).end('x'),
        'the whole': (request, response) => response.writeHead(200, { etag: '"a"' }).end('x'.repeat(5000)),
        'too many': (request, response) => response.writeHead(206).end('x'.repeat(500_000)),
        'not there': (request, response) => response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>'),
    };
    assert.equal(await send(withFile('Faux', noise(1000))), 250);
    for (const [what, gate] of Object.entries(other)) {
        store.gate = (request, response) => (gate(request, response), true);
        assert.ok((await fileOf('Faux')).status >= 500, what);
    }
    store.gate = null;
    await until('the right bytes', async () => (await fileOf('Faux')).status === 200);
});

test('a wrong secret, and a clock that is not that of the store, are said at the start', async () => {
    store.use(at('wrong'), { secret: 'un autre secret' });
    const words = ['user', 'list', '--data', at('wrong')];
    const said = async () => (await lien(words).then(() => assert.fail('not refused'), (error) => error)).stderr;
    const first = await said();
    assert.match(first, /the object store refuses: 403 SignatureDoesNotMatch/);
    assert.doesNotMatch(first, /un autre secret|S3RVER/);
    store.use(at('wrong'));
    store.ahead = 3_600_000;
    assert.match(await said(), /RequestTimeTooSkewed, the clocks differ/);
    store.ahead = 0;
    await lien(words);
});

test('a secret is taken from the file or the environment, never from a flag', async () => {
    const refused = await lien(['user', 'list', '--data', at('wrong'), '--s3-secret', 'visible']).then(() => assert.fail('not refused'), (error) => error);
    assert.match(refused.stderr, /s3-secret/);
});

test('a backup holds the files of the store, fetches each once, and is put back without it; upload brings them to a store again', async () => {
    const fetched = () => store.asked.filter((one) => one.method === 'GET' && !one.range).length;
    const place = path.join(folder, 'place');
    const restored = at('restored');
    await lien(['backup', '--data', at('desk'), '--to', place]);
    const first = fetched();
    assert.ok(first > 0);
    await lien(['backup', '--data', at('desk'), '--to', place]);
    assert.equal(fetched(), first, 'what is here already is not fetched again');
    await store.away();
    assert.match(await lien(['restore', '--from', place, '--data', restored]), /verified/);
    await store.begin();
    assert.ok(readdirSync(path.join(restored, 'files')).length > 1);

    store.use(restored, { prefix: 'elsewhere' });
    const check = () => lien(['check', ...inFile(restored)]);
    const missing = await check().then(() => assert.fail('the files are not there yet'), (error) => error);
    assert.match(missing.stdout, /FAILED files/);
    assert.match(await lien(['upload', '--data', restored]), /^[1-9]\d* packs/);
    assert.match(await lien(['upload', '--data', restored]), /^0 packs/);
    assert.match(await check(), /^ok files/m);
});

test('everything that was acknowledged is there', async () => {
    for (const subject of ['Petit', 'Grand', 'Absent', 'Faux', ...Object.keys(hostile).map((_, i) => `Hostile${i}`)]) assert.equal((await matters(subject)).length, 1, subject);
    for (const line of (await lien(['check', '--data', at('desk')])).trim().split('\n')) assert.match(line, /^ok /);
});
