/* A conversation taken out: what others' programs read of the PDF and of the mail, and who may. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openEvents } from '../lib/events.mjs';
import { letter } from '../lib/mail-link.mjs';
import { dropFolder, newFolder, run } from '../lib/scratch.mjs';
import { startServer } from '../lib/server.mjs';

let server;
let bea;
let id;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator', bea: 'adviser' } });
    bea = server.client('bea');
    await server.deliver(letter({ from: 'Zoé Élan <zoe@example.org>', to: 'contact@desk.example', subject: 'Piano & co', id: 'un@example.org', text: 'Où est mon piano ? 🎹' }));
    [{ id }] = (await bea.get('/api/conversations?status=all')).body.items;
    await bea.post(`/api/conversations/${id}/messages`, { kind: 'note', text: 'Entre nous' });
});
after(() => server.stop());

/** What pdftotext reads of a PDF. */
async function wordsOf(pdf) {
    const folder = newFolder('pdf');
    writeFileSync(path.join(folder, 'one.pdf'), pdf);
    const text = await run(['pdftotext', '-layout', path.join(folder, 'one.pdf'), '-']);
    dropFolder(folder);
    return text;
}

const take = async (form, query = '') => {
    const answer = await fetch(`${server.url}/api/conversations/${id}/transcript.${form}${query}`, { headers: bea.headers });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};

test('the PDF says who said what, with its accents, and keeps notes inside', async () => {
    const { status, headers, bytes } = await take('pdf');
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'application/pdf');
    assert.match(headers.get('content-disposition'), /^attachment; filename="conversation-\d+\.pdf"$/);
    const text = await wordsOf(bytes);
    for (const part of ['Piano & co', 'Zoé Élan', 'Où est mon piano ?', 'Page 1 sur 1']) assert.ok(text.includes(part), `${part}: ${text}`);
    assert.ok(!text.includes('Entre nous'));
    assert.ok((await wordsOf((await take('pdf', '?notes=true')).bytes)).includes('Entre nous'));
});

test('the mail holds the mail as it came', async () => {
    const { bytes } = await take('eml');
    const text = bytes.toString('latin1');
    assert.match(text, /Content-Type: multipart\/mixed/);
    assert.match(text, /Message-ID: <un@example\.org>/i);
    assert.equal(text.split('Content-Type: message/rfc822').length - 1, 1);
});

test('the page may run nothing', async () => {
    const { headers, bytes } = await take('html');
    assert.match(headers.get('content-security-policy'), /default-src 'none'/);
    assert.match(bytes.toString(), /<h1>Piano &amp; co<\/h1>/);
});

test('each taking is journalled; nobody else may, and nothing else is there', async () => {
    const stream = await openEvents(bea);
    await take('pdf', '?notes=true');
    const fact = await stream.next((one) => one.name === 'conversation.exported');
    assert.deepEqual(fact.data.data, { format: 'pdf', notes: true });
    stream.close();
    for (const form of ['html', 'pdf', 'eml']) {
        assert.equal((await fetch(`${server.url}/api/conversations/${id}/transcript.${form}`)).status, 401);
        assert.equal((await bea.get(`/api/conversations/7/transcript.${form}`)).status, 404);
    }
    assert.equal((await fetch(`${server.url}/api/conversations/${id}/transcript.doc`, { headers: bea.headers })).status, 404);
});
