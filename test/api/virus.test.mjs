/* Files held by the scanner's verdict, wherever they come from and wherever they could leave: the chat both ways, the
 * form, the PDF and the mail of a conversation. The scanner is scripted: "virus" in a file is one, "slow" gets no
 * answer. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { deflateSync, crc32 } from 'node:zlib';
import { makeWidget, Visitor } from '../lib/chat.mjs';
import { openScanner } from '../lib/scanner.mjs';
import { dropFolder, newFolder, run, sleep, until } from '../lib/scratch.mjs';
import { startServer } from '../lib/server.mjs';

let scanner;
let server;
let ada;
let bea;
let widget;
before(async () => {
    scanner = await openScanner();
    scanner.answer = (bytes) => (bytes.includes('virus') ? 'Test.Virus FOUND' : bytes.includes('slow') ? null : 'OK');
    server = await startServer({ staff: { ada: 'administrator', bea: 'adviser' }, options: ['--clamd', scanner.socket, '--mail-address', 'contact@desk.example'] });
    [ada, bea] = [server.client('ada'), server.client('bea')];
    widget = await makeWidget(ada, { hours: 'mon-sun 00:00-24:00' });
});
after(async () => {
    await server.stop();
    await scanner.close();
});

const matterOf = (text) => until(`the matter "${text}"`, async () => (await ada.get('/api/conversations?limit=50')).body.items.find((one) => one.subject === text));
const thread = async (id) => (await ada.get(`/api/conversations/${id}/messages`)).body.items;
const filesOf = async (id) => (await thread(id)).flatMap((message) => message.attachments);
const judged = (id, verdict) => until(`the verdict ${verdict}`, async () => (await filesOf(id)).find((file) => file.verdict === verdict));
const shown = (part) => until(`${part} to be shown to the scanner`, async () => scanner.seen.some((text) => text.includes(part)));
const upload = async (visitor, text) => visitor.post(`/files?name=${encodeURIComponent(text)}.txt`, Buffer.from(text));

test('what a visitor sends is opened by nobody before its verdict, and then by both', async () => {
    const camille = await new Visitor(server, widget).begin();
    for (const [text, verdict, status] of [['a clean file', 'clean', 200], ['a slow file', 'waiting', 409]]) {
        const up = await upload(camille, text);
        assert.equal(up.status, 201, JSON.stringify(up.body));
        assert.equal((await camille.say(`Voici ${text}`, { files: [up.body.id] })).status, 201, text);
        const { id } = await matterOf('Voici a clean file');
        const file = await until('the verdict', async () => (await thread(id)).find((one) => one.text === `Voici ${text}` && one.attachments[0].verdict === verdict));
        assert.equal((await bea.get(`/api/attachments/${file.attachments[0].id}`)).status, status, `${text}, by an adviser`);
        const own = (await camille.messages()).at(-1).files[0];
        assert.equal((await camille.get(`/files/${own.id}`)).status, status, `${text}, by the visitor`);
    }
});

test('an infected file of a visitor is refused, and said to be so', async () => {
    const camille = await new Visitor(server, widget).begin();
    const up = await upload(camille, 'a virus in a chat');
    assert.equal(up.status, 201, 'nobody knows it yet');
    await shown('a virus in a chat');
    const again = await until('the verdict', async () => {
        const answer = await upload(camille, 'a virus in a chat');
        return answer.status === 403 && answer;
    });
    assert.equal(again.body.field, 'file');
    const said = await camille.say('Ouvrez-le', { files: [up.body.id] });
    assert.deepEqual([said.status, said.body.field], [400, 'files']);
    assert.equal((await camille.get(`/files/${up.body.id}`)).status, 403);
    assert.equal((await camille.say('Sans lui, alors')).status, 201);
});

test('what an adviser sends is not shown to the visitor before its verdict', async () => {
    const camille = await new Visitor(server, widget).begin();
    await camille.say('Un document ?');
    const { id } = await matterOf('Un document ?');
    const file = (await bea.post('/api/attachments?name=reponse.txt', Buffer.from('a slow answer'), { 'content-type': 'application/octet-stream' })).body;
    const sent = await bea.post(`/api/conversations/${id}/messages`, { kind: 'reply', text: 'Le voici.', attachments: [file.id] });
    assert.equal(sent.status, 201, JSON.stringify(sent.body));
    await until('a try', async () => ['retrying', 'queued'].includes((await thread(id)).find((one) => one.id === sent.body.id)?.delivery?.state));
    assert.deepEqual((await camille.messages()).map((one) => one.text), ['Un document ?']);
});

test('a form says beside its field that a file it knows is infected', async () => {
    const fields = [{ key: 'm', type: 'long_text', label: { fr: 'Message' }, required: true }, { key: 'files', type: 'file', label: { fr: 'Fichiers' } }];
    assert.equal((await ada.post('/api/forms', { slug: 'dossier', name: 'Dossier', open: true, languages: ['fr'], title: { fr: 'Dossier' }, fields, origins: [] })).status, 201);
    const send = async (text) => {
        const page = await (await fetch(`${server.url}/f/dossier`)).text();
        const body = new FormData();
        body.append('token', /name="token" value="(\w+)"/.exec(page)[1]);
        body.append('f.m', text);
        body.append('f.files', new Blob(['a virus in a form'], { type: 'text/plain' }), 'dossier.txt');
        await sleep(3100); /* a page sent at once is a machine's */
        const answer = await fetch(`${server.url}/f/dossier`, { method: 'POST', body });
        return { status: answer.status, page: await answer.text() };
    };
    assert.equal((await send('Mon dossier')).status, 200, 'nobody knows it yet');
    const { id } = await matterOf('Dossier');
    const file = await judged(id, 'infected');
    assert.equal((await bea.get(`/api/attachments/${file.id}`)).status, 403);
    const again = await send('Mon dossier, encore');
    assert.equal(again.status, 400);
    assert.match(again.page, /Un virus a été trouvé dans un des fichiers/);
});

/* ---- What leaves ---- */

/** A picture of one point, with words behind its end. */
function picture(words) {
    const chunk = (type, data) => {
        const body = Buffer.concat([Buffer.from(type), data]);
        const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
        length.writeUInt32BE(data.length);
        sum.writeUInt32BE(crc32(body));
        return Buffer.concat([length, body, sum]);
    };
    const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
    return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from([0, 200, 30, 60]))), chunk('IEND', Buffer.alloc(0)), Buffer.from(words)]);
}

const mailWith = (subject, bytes) =>
    [
        'From: zoe@example.org', 'To: contact@desk.example', `Subject: ${subject}`, `Message-ID: <${encodeURIComponent(subject)}@example.org>`, 'MIME-Version: 1.0',
        'Content-Type: multipart/related; boundary=cut', '', '--cut', 'Content-Type: text/html; charset=utf-8', '', '<p>Regardez : <img src="cid:image"></p>',
        '--cut', 'Content-Type: image/png', 'Content-ID: <image>', 'Content-Disposition: inline; filename="image.png"', 'Content-Transfer-Encoding: base64', '',
        ...bytes.toString('base64').match(/.{1,76}/g), '--cut--', '',
    ].join('\r\n');

async function picturesIn(pdf) {
    const folder = newFolder('pdf');
    writeFileSync(path.join(folder, 'one.pdf'), pdf);
    const list = await run(['pdfimages', '-list', path.join(folder, 'one.pdf')]);
    dropFolder(folder);
    return list.trim().split('\n').length - 2;
}

for (const [words, verdict, pictures] of [['clean picture', 'clean', 1], ['virus picture', 'infected', 0], ['slow picture', 'waiting', 0]])
    test(`a picture that is ${verdict} ${pictures ? 'is' : 'is neither'} in the PDF ${pictures ? 'and' : 'nor'} in the mail that are taken out`, async () => {
        const bytes = picture(words);
        await server.deliver(mailWith(words, bytes));
        const { id } = await matterOf(words);
        await shown(words);
        await judged(id, verdict);
        const take = async (form) => Buffer.from(await (await fetch(`${server.url}/api/conversations/${id}/transcript.${form}`, { headers: bea.headers })).arrayBuffer());
        assert.equal(await picturesIn(await take('pdf')), pictures);
        const mail = (await take('eml')).toString('latin1').replace(/\r?\n/g, '');
        assert.equal(mail.includes(bytes.toString('base64').slice(0, 80)), pictures === 1);
    });
