/* Writing, by the API of the whole program: rich text that is made safe, replies held a while or until a time, drafts
 * of two tabs, colleagues called, canned replies to one and to many. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { until } from '../lib/scratch.mjs';
import { startOrganisation } from '../lib/organisation.mjs';

let server;
let ada;
let bea;
let matter;
before(async () => {
    ({ server, ada, bea, matter } = await startOrganisation('Écrit'));
});
after(() => server.stop());

const write = (id, body) => bea.post(`/api/conversations/${id}/messages`, { kind: 'reply', ...body });
const thread = async (id) => (await bea.get(`/api/conversations/${id}/messages`)).body.items;
const one = async (id) => (await bea.get(`/api/conversations/${id}`)).body;
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString();
const setUndo = async (seconds) => assert.equal((await ada.put('/api/settings/conversation.undo_seconds', { value: seconds })).status, 200);

test('rich text leaves with what is allowed in it, and its text is made from it', async () => {
    const { id } = await matter();
    const sent = await write(id, { html: '<p>Bonjour <b>Camille</b>,</p><ul><li>un</li></ul><p><a href="https://example.org/a">suite</a></p>' });
    assert.equal(sent.status, 201);
    assert.match(sent.body.html, /<(b|strong)>Camille<\/(b|strong)>/);
    assert.match(sent.body.html, /<li>/);
    assert.match(sent.body.html, /href="https:\/\/example\.org\/a"/);
    assert.match(sent.body.text, /Bonjour Camille,/);
    assert.ok(!/[<>]/.test(sent.body.text));
});

test('hostile rich text is disarmed before it is kept', async () => {
    const { id } = await matter();
    for (const [html, bad] of [
        ['<p onclick="x()">a</p>', /onclick/i],
        ['<script>alert(1)</script><p>a</p>', /script|alert/i],
        ['<p>a<img src=x onerror=alert(1)></p>', /onerror|alert/i],
        ['<p><a href="javascript:alert(1)">a</a></p>', /javascript/i],
        ['<p><a href="java&#10;script:alert(1)">a</a></p>', /script:/i],
        ['<iframe src="https://evil.example"></iframe><p>a</p>', /iframe|evil/i],
        ['<form action="https://evil.example"><input name=p></form><p>a</p>', /<form|<input/i],
        ['<svg><style><img src=x onerror=alert(1)></style></svg><p>a</p>', /onerror|svg/i],
        ['<p style="position:fixed;background:url(https://evil.example/x)">a</p>', /position|url\(/i],
        ['<base href="https://evil.example/"><meta http-equiv=refresh content=0><p>a</p>', /base|meta/i],
    ]) {
        const sent = await write(id, { html });
        assert.equal(sent.status, 201, html);
        assert.doesNotMatch(sent.body.html ?? '', bad, html);
        assert.match(sent.body.text, /a/, html);
    }
});

test('what is empty, too long, or from elsewhere is refused, with the field', async () => {
    const { id } = await matter();
    for (const [body, field] of [
        [{ text: '   ' }, 'text'],
        [{ html: '<p> </p>' }, 'text'],
        [{ text: 'a', attachments: ['12'] }, 'attachments[0]'],
        [{ text: 'a', to: ['pas une adresse'] }, 'to[0]'],
        [{ text: 'a', send_at: inDays(-1) }, 'send_at'],
        [{ text: 'a', send_at: inDays(500) }, 'send_at'],
        [{ text: 'a', send_at: 'lundi' }, 'send_at'],
        [{ text: 'a', mentions: ['12'] }, 'mentions[0]'],
    ]) {
        const refused = await write(id, body);
        assert.equal(refused.status, 400, JSON.stringify(body));
        assert.ok(JSON.stringify(refused.body).includes(`"${field}"`), `${field}: ${JSON.stringify(refused.body)}`);
    }
    assert.ok([400, 413].includes((await write(id, { text: 'a'.repeat(3_000_000) })).status));
    assert.equal((await thread(id)).length, 1, 'nothing was written');
    assert.equal((await write('12', { text: 'a' })).status, 404);
    assert.equal((await bea.post(`/api/conversations/${id}/messages`, { kind: 'note', text: 'a', send_at: inDays(1) })).status, 400);
});

test('a reply held for a change of mind is taken back whole, and leaves only once', async () => {
    await setUndo(60);
    const { id } = await matter();
    const held = await write(id, { html: '<p>Trop <i>vite</i></p>', undo: true, close: true });
    assert.equal(held.body.delivery.state, 'queued');
    assert.ok(held.body.send_at);
    assert.equal((await one(id)).status, 'open', 'nothing has changed yet');
    const taken = await bea.delete(`/api/messages/${held.body.id}`);
    assert.equal(taken.status, 200);
    assert.equal(taken.body.conversation, id);
    assert.equal(taken.body.close, true);
    assert.match(taken.body.html, /vite/);
    assert.equal((await bea.delete(`/api/messages/${held.body.id}`)).status, 404);
    assert.equal((await thread(id)).length, 1);

    const again = await write(id, { text: 'Cette fois.', undo: true, close: true });
    assert.equal((await bea.patch(`/api/messages/${again.body.id}`, { send_at: null })).status, 200, 'at once');
    await until('it has left', async () => (await one(id)).status === 'closed');
    assert.equal((await bea.delete(`/api/messages/${again.body.id}`)).status, 409, 'what left cannot be taken back');
    assert.equal((await thread(id)).filter((message) => message.text.includes('Cette fois.')).length, 1);
});

test('what is meant for later waits, can be moved, and is held back when the person writes meanwhile', async () => {
    const { id, from, subject, mail } = await matter();
    const at = inDays(2);
    const later = await write(id, { text: 'Comme convenu.', send_at: at });
    assert.equal(later.body.delivery.state, 'scheduled');
    assert.equal(Date.parse(later.body.send_at), Date.parse(at));
    const scheduled = async () => (await bea.get('/api/scheduled?whose=mine')).body.items.find((each) => each.message.id === later.body.id);
    assert.equal((await scheduled()).conversation.id, id);
    const moved = await bea.patch(`/api/messages/${later.body.id}`, { send_at: inDays(3) });
    assert.ok(Date.parse(moved.body.send_at) > Date.parse(at));
    assert.ok((await one(id)).waiting_since, 'no clock stops before it leaves');

    await server.deliver(letter({ from, to: 'contact@desk.example', subject: `Re: ${subject}`, id: `again-${mail}`, extra: [`In-Reply-To: <${mail}>`, `References: <${mail}>`] }));
    const back = await until('it is held back', async () => {
        const message = (await thread(id)).find((each) => each.id === later.body.id);
        return message?.delivery.state === 'held-back' && message;
    });
    assert.equal(back.delivery.detail, 'person-wrote');
    await bea.patch(`/api/messages/${later.body.id}`, { send_at: null });
    await until('it left once somebody decided', async () => (await thread(id)).find((each) => each.id === later.body.id)?.send_at === null);
});

test('two tabs that write one draft: the second is told, and chooses', async () => {
    const { id } = await matter();
    const path = `/api/conversations/${id}/draft?kind=reply`;
    const save = (text, version) => bea.put(path, { text, letter: {}, ...(version ? { version } : {}) });
    const first = await save('Un', 0);
    assert.equal(first.status, 200);
    assert.equal((await save('Deux', first.body.version)).status, 200);
    const late = await save('Trois', first.body.version);
    assert.equal(late.status, 409);
    assert.equal((await bea.get(path)).body.draft.text, 'Deux', 'nothing was overwritten');
    assert.equal((await save('Trois', (await bea.get(path)).body.draft.version)).status, 200);
    assert.equal((await ada.get(path)).body.draft, null, 'nobody reads another’s');
    assert.equal((await bea.delete(path)).status, 204);
    assert.equal((await bea.get(path)).body.draft, null);
});

test('what is saved where a conversation was before it was merged is in the one that answers for it', async () => {
    const [one, two] = [await matter(), await matter()];
    const path = (id) => `/api/conversations/${id}/draft?kind=reply`;
    await bea.post(`/api/conversations/${one.id}/merge`, { into: two.id });
    const saved = await bea.put(path(one.id), { text: 'Bonjour, je', letter: {} });
    assert.deepEqual([saved.status, saved.body.conversation.id], [200, two.id]);
    for (const { id } of [one, two]) assert.equal((await bea.get(path(id))).body.draft.text, 'Bonjour, je');
    assert.equal((await bea.delete(path(one.id))).status, 204);
    assert.equal((await bea.get(path(two.id))).body.draft, null);
    assert.equal((await bea.get(path('1'))).status, 404);
});

test('a note calls colleagues, who find it; a reply calls nobody', async () => {
    const { id } = await matter();
    const me = (await ada.get('/api/session')).body.staff.id;
    const note = await bea.post(`/api/conversations/${id}/messages`, { kind: 'note', text: '@Ada ?', mentions: [me, me] });
    assert.equal(note.status, 201);
    assert.ok((await ada.get('/api/conversations?mentions=me&limit=200')).body.items.some((each) => each.id === id));
    assert.equal((await write(id, { text: 'a', mentions: [me] })).status, 400);
});

test('a canned reply is filled for the person it goes to, and names what it lacks', async () => {
    const canned = (await bea.post('/api/canned', { name: 'Reçu', personal: true, html: '<p>Bonjour {{person.first_name}}, <b>{{conversation.subject}}</b> est reçu.</p>' })).body;
    const known = await matter({ name: 'Zoé <b>Vif</b>'.replace(/<[^>]+>/g, '') });
    const filled = await bea.post(`/api/canned/${canned.id}/use`, { conversation: known.id });
    assert.match(filled.body.text, /Bonjour Zoé, Écrit \d+ est reçu\./);
    assert.deepEqual(filled.body.missing, []);
    const nameless = await matter({ name: '' });
    assert.deepEqual((await bea.post(`/api/canned/${canned.id}/use`, { conversation: nameless.id })).body.missing, ['person.first_name']);
    assert.equal((await ada.post(`/api/canned/${canned.id}/use`, { conversation: known.id })).status, 404, 'it is hers alone');
    assert.equal((await bea.post('/api/canned', { name: 'Faux', personal: true, text: 'Bonjour {{person.shoe_size}}' })).status, 400);
});

test('one canned reply goes to many, each with their own values; who cannot have it is named', async () => {
    await setUndo(60);
    const canned = (await bea.post('/api/canned', { name: 'À tous', personal: true, text: 'Bonjour {{person.first_name}}, la panne est réparée.' })).body;
    const [a, b, nameless] = [await matter({ name: 'Ana Roy' }), await matter({ name: 'Luc Roy' }), await matter({ name: '' })];
    const conversations = [a.id, nameless.id, '12', b.id];
    const ask = (body, who = bea) => who.post(`/api/canned/${canned.id}/replies`, { conversations, ...body });

    const seen = await ask({ preview: true });
    assert.equal(seen.status, 200);
    assert.equal(seen.body.count, 2);
    assert.match(seen.body.sample, /^Bonjour Ana,/);
    assert.deepEqual(seen.body.messages, []);
    assert.deepEqual(seen.body.refused, [
        { conversation: nameless.id, code: 'invalid', missing: ['person.first_name'] },
        { conversation: '12', code: 'not_found', missing: [] },
    ]);
    for (const each of [a, b]) assert.equal((await thread(each.id)).length, 1, 'looking writes nothing');
    assert.equal((await bea.get('/api/scheduled?whose=mine')).body.items.some((each) => each.conversation.id === a.id), false);

    const written = await ask({ close: true });
    assert.equal(written.body.count, 2);
    assert.deepEqual(written.body.messages.map((each) => each.conversation), [a.id, b.id]);
    const held = (await thread(b.id)).find((message) => message.id === written.body.messages[1].message);
    assert.match(held.text, /^Bonjour Luc, la panne est réparée\./);
    assert.ok(held.send_at, 'held, as any reply');
    assert.equal((await bea.delete(`/api/messages/${held.id}`)).status, 200);
    await bea.patch(`/api/messages/${written.body.messages[0].message}`, { send_at: null });
    await until('the other left, and its conversation is closed', async () => (await one(a.id)).status === 'closed');
    assert.equal((await one(b.id)).status, 'open');

    assert.equal((await ask({ preview: true }, ada)).status, 404, 'it is hers alone');
    assert.equal((await bea.post(`/api/canned/${canned.id}/replies`, { conversations: [] })).status, 400);
    assert.equal((await bea.post(`/api/canned/${canned.id}/replies`, { conversations: Array(501).fill(a.id) })).status, 400);
});

test('a change of many that was asked with a way back waits its seconds, and is taken back whole', async () => {
    await setUndo(60);
    const [a, b] = [await matter(), await matter()];
    const ask = (body) => bea.post('/api/conversations/bulk', { conversations: [a.id, b.id], change: { status: 'closed' }, undo: true, ...body });
    const held = await ask();
    assert.equal(held.body.state, 'running');
    assert.equal(held.body.total, 2);
    assert.ok(held.body.begins_in > 50);
    assert.equal((await one(a.id)).status, 'open');
    assert.equal((await ada.delete(`/api/bulks/${held.body.id}`)).status, 404, 'another’s');
    assert.equal((await bea.delete(`/api/bulks/${held.body.id}`)).status, 204);
    assert.equal((await bea.get(`/api/bulks/${held.body.id}`)).status, 404);
    assert.equal((await bea.delete(`/api/bulks/${held.body.id}`)).status, 404);

    await setUndo(1);
    const done = await ask();
    await until('its time came', async () => (await bea.get(`/api/bulks/${done.body.id}`)).body.state === 'done');
    for (const each of [a, b]) assert.equal((await one(each.id)).status, 'closed');
    assert.equal((await bea.delete(`/api/bulks/${done.body.id}`)).status, 409, 'too late');
    await setUndo(10);
});

test('a first message that is taken back takes its conversation with it, unless something else is in it by then', async () => {
    await setUndo(60);
    const begin = async (email, more = {}) => {
        const made = await bea.post('/api/conversations', { email, subject: `À ${email}`, text: 'Bonjour, une nouvelle.', undo: true, ...more });
        assert.equal(made.status, 201, JSON.stringify(made.body));
        const [message] = await thread(made.body.id);
        return { id: made.body.id, message: message.id };
    };
    const counted = async () => (await bea.get('/api/conversations/counts')).body;
    const before = await counted();
    const first = await begin('premier@example.org');
    const taken = await bea.delete(`/api/messages/${first.message}`);
    assert.equal(taken.status, 200);
    assert.deepEqual([taken.body.withdrawn, taken.body.subject, taken.body.to, taken.body.text], [true, 'À premier@example.org', ['premier@example.org'], 'Bonjour, une nouvelle.']);
    assert.equal((await bea.get(`/api/conversations/${first.id}`)).status, 404);
    assert.ok(!(await bea.all('/api/conversations')).some((item) => item.id === first.id));
    assert.deepEqual(await counted(), before);
    assert.equal((await bea.delete(`/api/messages/${first.message}`)).status, 404, 'once');

    for (const [about, fill] of [
        ['a note', (id) => bea.post(`/api/conversations/${id}/messages`, { kind: 'note', text: 'À voir.' })],
        ['another reply that waits', (id) => write(id, { text: 'Et aussi.', send_at: inDays(1) })],
        ['a draft', (id) => ada.put(`/api/conversations/${id}/draft?kind=note`, { text: 'Je regarde.', letter: {} })],
    ]) {
        const { id, message } = await begin(`${about.replace(/ /g, '-')}@example.org`);
        const filled = await fill(id);
        assert.ok(filled.status < 300, `${about}: ${filled.status} ${JSON.stringify(filled.body)}`);
        const kept = await bea.delete(`/api/messages/${message}`);
        assert.deepEqual([kept.status, kept.body.withdrawn], [200, false], about);
        assert.equal((await bea.get(`/api/conversations/${id}`)).status, 200, about);
    }
});

test('pictures in the text of a canned reply come along, to one and to many, and are shown from within the mail', async () => {
    await setUndo(60);
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const upload = async () => (await bea.post('/api/attachments?name=plan.png', png, { 'content-type': 'application/octet-stream' })).body.id;
    const picture = await upload();
    const html = `<p>Bonjour {{person.first_name}}, le plan :</p><p><img src="/api/attachments/${picture}" alt="le plan"></p>`;
    const made = await bea.post('/api/canned', { name: 'Plan d’accès', personal: true, html, attachments: [picture] });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const canned = made.body;
    assert.match(canned.html, new RegExp(`src="/api/attachments/${picture}"`), 'as the editor shows it');
    /* Saved again, whatever is said of its files. */
    for (const more of [{}, { attachments: [picture] }]) {
        const again = await bea.patch(`/api/canned/${canned.id}`, { html: canned.html, version: (await bea.get(`/api/canned/${canned.id}`)).body.version, ...more });
        assert.match(again.body.html, new RegExp(`src="/api/attachments/${picture}"`));
    }
    /* A picture that is no file of its own is not kept. */
    const stray = await bea.post('/api/canned', { name: 'Sans', personal: true, html: `<p>a</p><img src="/api/attachments/${await upload()}">` });
    assert.doesNotMatch(stray.body.html, /src/);

    const { id } = await matter({ name: 'Zoé Vif' });
    const filled = (await bea.post(`/api/canned/${canned.id}/use`, { conversation: id })).body;
    const [copy] = filled.attachments;
    assert.notEqual(copy.id, picture);
    assert.match(filled.html, new RegExp(`Bonjour Zoé.*src="/api/attachments/${copy.id}"`));
    const held = await write(id, { html: filled.html, attachments: [copy.id], undo: false });
    assert.equal(held.status, 201, JSON.stringify(held.body));
    const many = await bea.post(`/api/canned/${canned.id}/replies`, { conversations: [id] });
    assert.equal(many.body.count, 1, JSON.stringify(many.body));
    await bea.patch(`/api/messages/${many.body.messages[0].message}`, { send_at: null });
    for (const message of [held.body.id, many.body.messages[0].message]) {
        const sent = await until('it to have left', async () => (await thread(id)).find((item) => item.id === message && item.delivery?.state === 'outbox'));
        const [shown] = sent.attachments;
        assert.equal(sent.attachments.length, 1);
        assert.match(sent.html, new RegExp(`src="(cid:${shown.id}@attachment|/api/[^"]*${shown.id}[^"]*)"`));
        assert.equal((await bea.get(`/api/attachments/${shown.id}`)).bytes.length, png.length);
    }
    const file = (await ada.get('/api/configuration')).bytes.toString();
    assert.ok(!file.includes('@attachment'), 'files do not travel with the configuration');
});
