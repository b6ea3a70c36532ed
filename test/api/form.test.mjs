/* Forms from outside: as browsers send them, as machines and intruders do; their files and the virus scanner. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eicar, startClamd } from '../lib/clamd.mjs';
import { letter } from '../lib/mail-link.mjs';
import { startServer } from '../lib/server.mjs';
import { sleep, until } from '../lib/scratch.mjs';

let clamd;
let server;
let ada;
let bea;
let nobody;
before(async () => {
    clamd = await startClamd();
    server = await startServer({ staff: { ada: 'administrator', bea: 'adviser' }, options: ['--clamd', clamd.socket, '--mail-address', 'contact@desk.example'] });
    [ada, bea, nobody] = [server.client('ada'), server.client('bea'), server.client()];
    const made = await ada.post('/api/forms', definition);
    assert.equal(made.status, 201, JSON.stringify(made.body));
});
after(async () => {
    await server.stop();
    await clamd.stop();
});

const definition = {
    slug: 'contact', name: 'Contact', open: true, languages: ['fr', 'en'], title: { fr: 'Nous écrire', en: 'Write to us' },
    subject: { fr: 'Formulaire : {{about}}' }, origins: ['https://site.example'],
    fields: [
        { key: 'name', type: 'name', label: { fr: 'Nom' } },
        { key: 'email', type: 'email', label: { fr: 'Adresse' } },
        { key: 'about', type: 'text', label: { fr: 'Sujet' } },
        { key: 'message', type: 'long_text', label: { fr: 'Message' }, required: true },
        { key: 'files', type: 'file', label: { fr: 'Fichiers' } },
    ],
};

const token = async () => /name="token" value="(\w+)"/.exec((await nobody.get('/f/contact')).body)[1];

/** Sends the fields as a browser does: after some seconds. */
async function send(fields, files = []) {
    const body = new FormData();
    for (const [name, value] of Object.entries({ token: await token(), ...fields })) body.append(name, value);
    for (const [name, bytes, type] of files) body.append('f.files', new Blob([bytes], { type }), name);
    await sleep(3100);
    const answer = await fetch(`${server.url}/f/contact`, { method: 'POST', body });
    return { status: answer.status, headers: answer.headers, page: await answer.text() };
}

const matter = (subject) =>
    until(`the matter "${subject}"`, async () => (await ada.get('/api/conversations?status=open&limit=50')).body.items.find((one) => one.subject === subject));
const thread = async (one) => (await ada.get(`/api/conversations/${one.id}/messages`)).body.items;

test('what is sent is a conversation with its files, and a copy that is answered comes back into it', async () => {
    const { status, page } = await send({ 'f.name': 'Zoé Martin', 'f.email': 'zoe@example.org', 'f.about': 'vélo', 'f.message': 'Bonjour,\nmon vélo.' }, [['notes.txt', 'des notes', 'text/plain']]);
    assert.equal(status, 200);
    const reference = /class="reference">([\w-]+)</.exec(page)[1];
    const one = await matter('Formulaire : vélo');
    assert.equal(one.channel, 'form');
    const copy = await until('the copy', async () => (await ada.get('/api/outbox')).body.items.find((item) => item.conversation.id === one.id));
    assert.match(copy.message.text, new RegExp(reference));
    assert.match(copy.message.text, /mon vélo/);
    const said = (await thread(one)).find((message) => message.direction === 'in');
    assert.deepEqual(said.attachments.map((file) => file.name), ['notes.txt']);
    await until('its verdict', async () => (await thread(one)).find((message) => message.direction === 'in').attachments[0].verdict === 'clean');
    assert.equal((await bea.get(`/api/attachments/${said.attachments[0].id}`)).body, 'des notes');
    const external = (await ada.get(`/api/messages/${copy.message.id}`)).body.external_id;
    if (external) {
        await server.deliver(letter({ from: 'zoe@example.org', to: 'contact@desk.example', subject: 'Re: autre chose', extra: [`In-Reply-To: <${external}>`] }));
        await until('the answer', async () => (await thread(one)).filter((message) => message.direction === 'in').length === 2);
    }
    /* The adviser's reply leaves by mail. */
    const reply = await bea.post(`/api/conversations/${one.id}/messages`, { kind: 'reply', text: 'Nous regardons.', undo: false });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    assert.equal(reply.body.channel, 'mail');
});

test('a virus is found by the real scanner, shown as such, and opened by the right to alone', async () => {
    await send({ 'f.email': 'eve@example.org', 'f.about': 'virus', 'f.message': 'Regardez' }, [['facture.txt', eicar, 'text/plain']]);
    const one = await matter('Formulaire : virus');
    const file = await until('the verdict', async () => (await thread(one)).flatMap((message) => message.attachments).find((each) => each.verdict === 'infected'));
    assert.equal((await bea.get(`/api/attachments/${file.id}`)).status, 403);
    assert.equal((await bea.get(`/api/attachments/${file.id}?unsafe=1`)).status, 403);
    assert.equal((await ada.get(`/api/attachments/${file.id}`)).status, 403);
    const taken = await ada.get(`/api/attachments/${file.id}?unsafe=1`);
    assert.equal(taken.status, 200);
    assert.match(taken.headers.get('content-disposition'), /^attachment/);
});

test('while the scanner is down files wait and say so; they are seen once it is back', async () => {
    await clamd.stop({ keep: true });
    await send({ 'f.email': 'max@example.org', 'f.about': 'attente', 'f.message': 'Voici' }, [['a.txt', `attente ${Date.now()}`, 'text/plain']]);
    const one = await matter('Formulaire : attente');
    const [file] = (await thread(one)).flatMap((message) => message.attachments);
    assert.equal(file.verdict, 'waiting');
    assert.equal((await bea.get(`/api/attachments/${file.id}`)).status, 409);
    clamd = await startClamd(clamd.folder);
    await until('the verdict', async () => (await thread(one)).flatMap((message) => message.attachments)[0].verdict === 'clean', 90);
    assert.equal((await bea.get(`/api/attachments/${file.id}`)).status, 200);
});

test('only the sites that are named may show it in a frame', async () => {
    const { headers } = await nobody.get('/f/contact');
    assert.match(headers.get('content-security-policy'), /frame-ancestors 'self' https:\/\/site\.example$/);
    assert.match(headers.get('content-security-policy'), /script-src 'sha256-/);
    assert.doesNotMatch(headers.get('content-security-policy'), /unsafe/);
    assert.equal(headers.get('x-frame-options'), null);
    assert.equal((await nobody.get('/f/none')).headers.get('x-frame-options'), 'DENY');
});

test('what is written is shown as text, and makes no header', async () => {
    const evil = '"><script>alert(1)</script>';
    const { status, page } = await send({ 'f.name': evil, 'f.email': 'nobody', 'f.about': 'x\r\nBcc: all@example.org', 'f.message': evil });
    assert.equal(status, 400);
    assert.doesNotMatch(page, /<script>alert/);
    const sent = await send({ 'f.email': 'ivy@example.org', 'f.about': 'x\r\nBcc: all@example.org', 'f.message': evil });
    assert.doesNotMatch(sent.page, /<script>alert/);
    const one = await matter('Formulaire : x Bcc: all@example.org');
    assert.equal(one.person.address, 'ivy@example.org');
});

for (const [what, type, body, status] of [
    ['no boundary', 'multipart/form-data', 'x', 415],
    ['another type', 'application/x-www-form-urlencoded', 'f.message=x', 415],
    ['no parts', 'multipart/form-data; boundary=x', 'x', 400],
    ['a part without an end', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="f.message"\r\n\r\nx', 400],
    ['many parts', 'multipart/form-data; boundary=x', `${'--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n'.repeat(500)}--x--`, 413],
    ['a huge body', 'multipart/form-data; boundary=x', new Uint8Array(26 * 1024 * 1024), 413],
]) {
    test(`${what} is refused`, async () => {
        const answer = await nobody.post('/f/contact', body, { 'content-type': type }).catch((error) => ({ status: /fetch failed/.test(error) ? 413 : 0 }));
        assert.equal(answer.status, status);
    });
}

test('files of a kind that is not taken are told beside their field; nor can they be sent', async () => {
    const { status, page } = await send({ 'f.message': 'Voici' }, [['setup.exe', 'MZ', 'application/octet-stream']]);
    assert.equal(status, 400);
    assert.match(page, /id="f-files-wrong"/);
    const upload = await bea.post('/api/attachments?name=setup.exe', new Uint8Array([77, 90]), { 'content-type': 'application/octet-stream' });
    assert.equal(upload.status, 400);
    assert.equal(upload.body.field, 'file');
});

test('a form says which team, tags and priority its conversations begin with, and a tag that was merged is the other', async () => {
    const own = await startServer({ staff: { ada: 'administrator' }, options: ['--mail-address', 'contact@desk.example'] });
    try {
        const chief = own.client('ada');
        const made = async (path, body) => (await chief.post(path, body)).body.id;
        const team = await made('/api/teams', { name: 'Astreinte' });
        const [first, second] = [await made('/api/tags', { name: 'urgence' }), await made('/api/tags', { name: 'astreinte' })];
        const form = await chief.post('/api/forms', { ...definition, slug: 'urgence', team, priority: 'urgent', tags: [first] });
        assert.equal(form.status, 201, JSON.stringify(form.body));
        assert.deepEqual([form.body.team.id, form.body.priority, form.body.tags], [team, 'urgent', [first]]);
        assert.equal((await chief.post('/api/forms', { ...definition, slug: 'faux', tags: ['12'] })).body.field, 'tags');
        assert.equal((await chief.post('/api/forms', { ...definition, slug: 'faux', priority: 'vite' })).status, 400);

        const page = (await own.client().get('/f/urgence')).body;
        const body = new FormData();
        for (const [name, value] of Object.entries({ token: /name="token" value="(\w+)"/.exec(page)[1], 'f.about': 'fuite', 'f.message': 'Une fuite.' })) body.append(name, value);
        await sleep(3100);
        assert.equal((await fetch(`${own.url}/f/urgence`, { method: 'POST', body })).status, 200);
        const one = await until('its matter', async () => (await chief.get('/api/conversations?limit=5')).body.items.find((item) => item.priority === 'urgent'));
        assert.deepEqual([one.subject, one.team.id, one.tags.map((tag) => tag.name)], ['Formulaire : fuite', team, ['urgence']]);

        assert.ok((await chief.post(`/api/tags/${first}/merge`, { into: second })).status < 300);
        assert.deepEqual((await chief.get(`/api/forms/${form.body.id}`)).body.tags, [second]);
        const file = (await chief.get('/api/configuration')).bytes;
        assert.deepEqual(JSON.parse(file).parts.forms[0].tags, ['astreinte']);
        const there = await startServer({ staff: { ada: 'administrator' }, options: ['--mail-address', 'contact@desk.example'] });
        try {
            const away = there.client('ada');
            const brought = await away.request('POST', '/api/configuration', file, { 'content-type': 'application/octet-stream' });
            assert.equal(brought.body.applied, true, JSON.stringify(brought.body));
            const [same] = (await away.get('/api/forms')).body.items;
            const tag = (await away.get('/api/tags')).body.items.find((item) => item.name === 'astreinte');
            assert.deepEqual([same.team.name, same.priority, same.tags], ['Astreinte', 'urgent', [tag.id]]);
            assert.deepEqual((await away.get('/api/configuration')).bytes.toString(), file.toString());
        } finally {
            await there.stop();
        }
    } finally {
        await own.stop();
    }
});

test('what is counted against machines survives a stop, and the files of what is aside have names and sizes', async () => {
    const own = await startServer({ staff: { ada: 'administrator' } });
    try {
        const chief = own.client('ada');
        assert.equal((await chief.post('/api/forms', definition)).status, 201);
        const hurry = async (message) => {
            const body = new FormData();
            body.append('f.message', message);
            body.append('f.files', new Blob(['12 octets...'], { type: 'text/plain' }), 'relevé d’août.txt');
            assert.equal((await fetch(`${own.url}/f/contact`, { method: 'POST', body })).status, 200);
            return (await chief.get('/api/form-answers')).body.items.find((item) => item.lines.some((line) => line.value === message));
        };
        for (const text of ['un', 'deux', 'trois']) assert.deepEqual((await hurry(text)).reasons, ['token'], text);
        await own.kill();
        await own.begin();
        for (const text of ['quatre', 'cinq']) assert.deepEqual((await hurry(text)).reasons, ['token'], text);
        const last = await hurry('six');
        assert.deepEqual(last.reasons, ['token', 'rate']);
        assert.deepEqual(last.files, [{ name: 'relevé d’août.txt', type: 'text/plain', size: 12 }]);
    } finally {
        await own.stop();
    }
});
