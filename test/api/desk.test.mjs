/* What an adviser does all day, by the API: read, answer, note, assign, snooze, close; and what goes out. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { startOrganisation } from '../lib/organisation.mjs';
import { until } from '../lib/scratch.mjs';

let server;
let ada;
let bea;
let matter;
before(async () => {
    ({ server, ada, bea, matter } = await startOrganisation('Affaire'));
});
after(() => server.stop());

const messages = async (id) => (await ada.get(`/api/conversations/${id}/messages`)).body.items;
const current = async (id) => (await ada.get(`/api/conversations/${id}`)).body;

test('a reply waits in the outbox when no mail server is set, and can be read there', async () => {
    const { id } = await matter();
    const sent = await bea.post(`/api/conversations/${id}/messages`, { kind: 'reply', text: 'Bonjour,\n\nC’est fait.' });
    assert.equal(sent.status, 201);
    assert.equal(sent.body.direction, 'out');
    assert.equal(sent.body.author.kind, 'staff');
    const found = await until('the reply in the outbox', async () => {
        const { body } = await ada.get('/api/outbox');
        return body.items.find((one) => one.message.id === sent.body.id && one.message.delivery.state === 'outbox');
    });
    assert.equal(found.conversation.id, id);
    assert.equal((await current(id)).status, 'waiting');
    assert.ok((await current(id)).first_answer_at);
});

test('a note is for colleagues: it does not leave and changes no status', async () => {
    const { id } = await matter();
    const note = await bea.post(`/api/conversations/${id}/messages`, { kind: 'note', text: 'Vu au téléphone.' });
    assert.equal(note.status, 201);
    assert.equal(note.body.delivery, null);
    assert.equal((await current(id)).status, 'open');
    const { body } = await ada.get('/api/outbox');
    assert.ok(!body.items.some((one) => one.message.id === note.body.id));
});

test('reply and close at once', async () => {
    const { id } = await matter();
    await bea.post(`/api/conversations/${id}/messages`, { kind: 'reply', text: 'Voilà.', close: true });
    const now = await current(id);
    assert.equal(now.status, 'closed');
    assert.ok(now.closed_at);
});

test('a new word of the person opens a closed matter again', async () => {
    const one = await matter();
    await ada.patch(`/api/conversations/${one.id}`, { status: 'closed' });
    await server.deliver(letter({ from: one.person.address, to: 'contact@desk.example', subject: 'Re: suite', extra: [`In-Reply-To: <${one.mail}>`] }));
    const now = await current(one.id);
    assert.equal(now.status, 'open');
    assert.equal(now.message_count, 2);
});

test('a stranger who quotes the same message does not get into the matter', async () => {
    const one = await matter();
    await server.deliver(letter({ from: 'intrus@example.org', to: 'contact@desk.example', subject: `Re: ${one.subject}`, extra: [`In-Reply-To: <${one.mail}>`] }));
    assert.equal((await messages(one.id)).length, 1);
});

test('two mails of one subject from two persons are two matters', async () => {
    const first = await matter({ subject: 'Bonjour' });
    const second = await matter({ subject: 'Bonjour' });
    assert.notEqual(first.id, second.id);
});

test('the same mail delivered twice is there once', async () => {
    const text = letter({ from: 'deux@example.org', to: 'contact@desk.example', subject: 'Deux fois', id: 'deux@example.org' });
    await server.deliver(text, text);
    await server.deliver(text);
    const found = (await ada.all('/api/conversations')).filter((one) => one.subject === 'Deux fois');
    assert.deepEqual(found.map((one) => one.message_count), [1]);
});

test('another mail under a Message-ID already seen is not lost', async () => {
    for (const text of ['Un texte.', 'Un tout autre texte.']) {
        await server.deliver(letter({ from: 'meme@example.org', to: 'contact@desk.example', subject: 'Même identifiant', id: 'meme@example.org', text }));
    }
    const found = (await ada.all('/api/conversations')).filter((one) => one.subject === 'Même identifiant');
    assert.equal(found.reduce((sum, one) => sum + one.message_count, 0), 2);
});

test('an out-of-office answer opens nothing and reopens nothing', async () => {
    const one = await matter();
    const before = (await ada.all('/api/conversations')).length;
    await ada.patch(`/api/conversations/${one.id}`, { status: 'closed' });
    await server.deliver(
        letter({ from: one.person.address, to: 'contact@desk.example', subject: 'Absence', extra: ['Auto-Submitted: auto-replied', `In-Reply-To: <${one.mail}>`] }),
        letter({ from: 'absent@example.org', to: 'contact@desk.example', subject: 'Absence', extra: ['Auto-Submitted: auto-replied'] }));
    assert.equal((await current(one.id)).status, 'closed');
    const after = await ada.all('/api/conversations?status=active');
    assert.ok(!after.some((item) => item.subject === 'Absence'));
    assert.ok((await ada.all('/api/conversations')).length >= before);
});

test('assigning, to a colleague, to a team, to nobody', async () => {
    const { id } = await matter();
    const me = (await bea.get('/api/session')).body.staff;
    const team = (await ada.post('/api/teams', { name: 'Dons' })).body;
    let now = (await bea.patch(`/api/conversations/${id}`, { assignee: me.id, team: team.id })).body;
    assert.equal(now.assignee.id, me.id);
    assert.equal(now.team.name, 'Dons');
    assert.ok((await bea.get('/api/conversations?assignee=me')).body.items.some((one) => one.id === id));
    assert.ok((await bea.get(`/api/conversations?team=${team.id}`)).body.items.some((one) => one.id === id));
    now = (await bea.patch(`/api/conversations/${id}`, { assignee: null })).body;
    assert.equal(now.assignee, null);
    assert.equal(now.team.id, team.id, 'what is not named stays');
});

test('of two who change the same, the second is told', async () => {
    const one = await matter();
    assert.equal((await ada.patch(`/api/conversations/${one.id}`, { subject: 'Premier', version: one.version })).status, 200);
    const late = await bea.patch(`/api/conversations/${one.id}`, { subject: 'Second', version: one.version });
    assert.equal(late.status, 409);
    assert.equal((await current(one.id)).subject, 'Premier');
});

test('fifty who assign at once leave one assignee and a whole history', async () => {
    const one = await matter();
    const ids = (await ada.get('/api/staff')).body.items.map((staff) => staff.id);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) =>
        ada.patch(`/api/conversations/${one.id}`, { assignee: ids[i % ids.length], version: one.version })));
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
    assert.equal(answers.filter((answer) => answer.status === 409).length, 49);
});

test('snoozed until a time, it comes back by itself', async () => {
    const { id } = await matter();
    const late = new Date(Date.now() + 3600_000).toISOString();
    assert.equal((await ada.patch(`/api/conversations/${id}`, { status: 'snoozed', snoozed_until: late })).body.status, 'snoozed');
    assert.equal((await ada.patch(`/api/conversations/${id}`, { status: 'snoozed' })).status < 500, true);
    assert.equal((await ada.patch(`/api/conversations/${id}`, { status: 'snoozed', snoozed_until: '2020-01-01T00:00:00Z' })).status, 400);
});

test('what one writes first opens a matter with its person', async () => {
    const made = await bea.post('/api/conversations', { email: 'Nouvelle@Example.org', name: 'Nouvelle', subject: 'Votre visite', text: 'Bonjour.' });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal(made.body.person.address, 'nouvelle@example.org');
    const again = await bea.post('/api/conversations', { person: made.body.person.id, subject: 'Autre chose', text: 'Bonjour.' });
    assert.equal(again.body.person.id, made.body.person.id);
});

test('an attachment goes with one reply and comes back as it was', async () => {
    const { id } = await matter();
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, i) => i % 256));
    const file = (await bea.post('/api/attachments?name=plan.bin', bytes, { 'content-type': 'application/octet-stream' })).body;
    assert.equal(file.size, 5000);
    const stolen = await ada.post(`/api/conversations/${id}/messages`, { kind: 'reply', text: 'x', attachments: [file.id] });
    assert.equal(stolen.status, 400, 'only who uploaded it');
    const sent = await bea.post(`/api/conversations/${id}/messages`, { kind: 'reply', text: 'Ci-joint.', attachments: [file.id] });
    assert.deepEqual(sent.body.attachments.map((one) => one.name), ['plan.bin']);
    assert.deepEqual((await ada.get(`/api/attachments/${file.id}`)).bytes, bytes);
    const twice = await bea.post(`/api/conversations/${id}/messages`, { kind: 'reply', text: 'x', attachments: [file.id] });
    assert.equal(twice.status, 400, 'once');
    assert.ok((await bea.delete(`/api/attachments/${file.id}`)).status >= 400, 'sent is sent');
});

test('a mail with a file of any name gives it back', async () => {
    const bytes = Buffer.from('%PDF-1.4 un reçu');
    await server.deliver(['From: f@example.org', 'To: contact@desk.example', 'Subject: fichier', 'Message-ID: <fichier@example.org>', 'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=x', '', '--x', 'Content-Type: text/plain; charset=utf-8', '', 'Voici.', '--x',
        "Content-Type: application/pdf; name*=utf-8''re%C3%A7u.pdf", "Content-Disposition: attachment; filename*=utf-8''..%2F..%2Fre%C3%A7u.pdf",
        'Content-Transfer-Encoding: base64', '', bytes.toString('base64'), '--x--', ''].join('\r\n'));
    const [{ id }] = (await ada.get('/api/conversations?limit=1')).body.items;
    const [message] = await messages(id);
    const [file] = message.attachments;
    assert.match(file.name, /reçu\.pdf$/);
    assert.doesNotMatch(file.name, /\//);
    assert.deepEqual((await ada.get(`/api/attachments/${file.id}`)).bytes, bytes);
});

test('a person’s file holds what happened, and says who looked', async () => {
    const one = await matter();
    await bea.post(`/api/conversations/${one.id}/messages`, { kind: 'reply', text: 'Bonjour.' });
    const { body } = await bea.get(`/api/persons/${one.person.id}`);
    assert.equal(body.addresses[0].address, one.person.address);
    const facts = await until('the reading in the journal', async () => {
        const items = await ada.all(`/api/persons/${one.person.id}/timeline`);
        return items.some((item) => item.name === 'person.read') ? items : null;
    });
    for (const name of ['conversation.opened', 'message.received', 'message.sent', 'person.read']) {
        assert.ok(facts.some((fact) => fact.name === name), `${name} in ${facts.map((fact) => fact.name)}`);
    }
    assert.ok(facts.find((fact) => fact.name === 'person.read').actor);
});

test('counts are those of the lists', async () => {
    const { body } = await ada.get('/api/conversations/counts');
    for (const status of ['open', 'waiting', 'snoozed']) {
        assert.equal(body[status], (await ada.all(`/api/conversations?status=${status}`)).length, status);
    }
    assert.equal(body.unassigned, (await ada.all('/api/conversations?status=active&assignee=none')).length);
});
