/* Conversations that are one, two, or about something new; and whom a reply goes to. By the API, as an adviser does. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { lien, startServer } from '../lib/server.mjs';
import { until } from '../lib/scratch.mjs';

let server;
let bea;
before(async () => {
    server = await startServer({ staff: { bea: 'adviser', rene: 'reader' } });
    bea = server.client('bea');
});
after(async () => {
    /* Whatever was done here, the data hold together. */
    await until('the data to hold together', () => lien(['check', '--data', server.data]).then(() => true, () => false));
    await server.stop();
});

let number = 0;
async function arrives(options = {}) {
    number += 1;
    const mail = { from: `Personne ${number} <p${number}@example.org>`, to: 'contact@desk.example', subject: `Affaire ${number}`, id: `x${number}@example.org`, ...options };
    await server.deliver(letter(mail));
    const found = await until('the mail', async () => (await bea.get('/api/conversations?limit=1')).body.items[0]);
    return { ...mail, conversation: found.id };
}

const full = async (id) => (await bea.get(`/api/conversations/${id}`)).body;
const thread = async (id) => (await bea.get(`/api/conversations/${id}/messages`)).body.items;
const listed = async (id) => (await bea.all('/api/conversations?status=all')).some((one) => one.id === id);

test('merged, an answer to either thread arrives in the survivor; taken back, all is as before', async () => {
    const one = await arrives();
    const two = await arrives();
    const before = await full(one.conversation);
    const merged = await bea.post(`/api/conversations/${one.conversation}/merge`, { into: two.conversation, version: before.version });
    assert.equal(merged.status, 200);
    assert.equal(merged.body.id, two.conversation);
    assert.equal(merged.body.message_count, 2);
    assert.deepEqual(merged.body.merged.map((each) => each.id), [one.conversation]);
    assert.equal(merged.body.participants.length, 2);
    assert.equal((await full(one.conversation)).merged_into.id, two.conversation);
    assert.ok(!(await listed(one.conversation)));

    await arrives({ from: one.from, subject: `Re: ${one.subject}`, extra: [`In-Reply-To: <${one.id}>`] });
    assert.equal((await thread(two.conversation)).length, 3);
    assert.equal((await bea.post(`/api/conversations/${one.conversation}/messages`, { kind: 'note', text: 'Trop tard.' })).status, 409);
    assert.equal((await bea.patch(`/api/conversations/${one.conversation}`, { status: 'open' })).status, 409);

    const back = await bea.post(`/api/conversations/${one.conversation}/unmerge`);
    assert.equal(back.status, 200);
    assert.equal(back.body.merged_into, null);
    assert.equal((await thread(one.conversation)).length, 2);
    assert.equal((await thread(two.conversation)).length, 1);
    assert.ok(await listed(one.conversation));
});

test('merges that cannot be are refused', async () => {
    const one = await arrives();
    const two = await arrives();
    const merge = (from, into, more = {}) => bea.post(`/api/conversations/${from}/merge`, { into, ...more });
    assert.equal((await merge(one.conversation, one.conversation)).status, 400);
    assert.equal((await merge(one.conversation, '12345')).status, 404);
    assert.equal((await merge(one.conversation, two.conversation, { version: 99 })).status, 409);
    assert.equal((await bea.post(`/api/conversations/${one.conversation}/unmerge`)).status, 409);
    assert.equal((await merge(one.conversation, two.conversation)).status, 200);
    assert.equal((await merge(one.conversation, two.conversation)).status, 409);
    assert.equal((await merge(two.conversation, one.conversation)).status, 400);
    assert.equal((await server.client('rene').post(`/api/conversations/${two.conversation}/split`, { messages: ['1'], subject: 'x' })).status, 403);
});

test('messages taken out become a conversation, both linked', async () => {
    const first = await arrives();
    await arrives({ from: first.from, subject: `Re: ${first.subject}`, extra: [`In-Reply-To: <${first.id}>`] });
    const [, second] = await thread(first.conversation);
    const made = await bea.post(`/api/conversations/${first.conversation}/split`, { messages: [second.id], subject: 'Autre chose' });
    assert.equal(made.status, 201);
    assert.equal(made.body.subject, 'Autre chose');
    assert.deepEqual(made.body.links.map((one) => one.id), [first.conversation]);
    assert.deepEqual((await full(first.conversation)).links.map((one) => one.id), [made.body.id]);
    assert.equal((await thread(first.conversation)).length, 1);
    assert.equal((await bea.delete(`/api/conversations/${first.conversation}/links/${made.body.id}`)).status, 204);
    assert.deepEqual((await full(made.body.id)).links, []);
    assert.equal((await bea.post(`/api/conversations/${first.conversation}/links`, { conversation: made.body.id })).status, 201);
    assert.equal((await bea.post(`/api/conversations/${first.conversation}/split`, { messages: (await thread(first.conversation)).map((one) => one.id), subject: 'Tout' })).status, 400);
});

test('a new subject on an old thread is offered, and made a conversation only when asked', async () => {
    const first = await arrives({ subject: 'Ma facture' });
    await arrives({ from: first.from, subject: 'Re: Changement d’adresse', extra: [`In-Reply-To: <${first.id}>`] });
    const [, other] = await thread(first.conversation);
    assert.equal(other.offer, 'new-matter');
    const made = await bea.post(`/api/messages/${other.id}/new-matter`);
    assert.equal(made.status, 201);
    assert.equal(made.body.subject, 'Changement d’adresse');
    assert.equal((await bea.post(`/api/messages/${other.id}/new-matter`)).status, 409);

    await arrives({ from: first.from, subject: 'Stage de mon fils', extra: [`In-Reply-To: <${first.id}>`] });
    const kept = (await thread(first.conversation)).at(-1);
    assert.equal((await bea.delete(`/api/messages/${kept.id}/offer`)).status, 204);
    assert.equal((await thread(first.conversation)).at(-1).offer, null);
});

test('a reply says whom it goes to, and keeps its hidden copies to itself', async () => {
    const { conversation } = await arrives({ extra: ['Cc: Sacha <sacha@example.org>, contact@desk.example, no-reply@boutique.example'] });
    const proposed = (await bea.get(`/api/conversations/${conversation}/reply?mode=all`)).body;
    assert.equal(proposed.from.address, 'contact@desk.example');
    assert.equal(proposed.to.length, 1);
    assert.deepEqual(proposed.cc.map((one) => one.address), ['sacha@example.org']);
    assert.deepEqual(proposed.left_out.map((one) => one.address), ['no-reply@boutique.example']);
    assert.match(proposed.text, /a écrit :\n> Bonjour/);
    assert.deepEqual((await bea.get(`/api/conversations/${conversation}/reply?mode=reply`)).body.cc, []);

    const to = [proposed.to[0].address];
    const sent = await bea.post(`/api/conversations/${conversation}/messages`, { text: 'Voici.', to, bcc: ['chef@example.org'], quote: true });
    assert.equal(sent.status, 201);
    assert.deepEqual(sent.body.bcc.map((one) => one.address), ['chef@example.org']);
    assert.deepEqual(sent.body.cc, []);
    assert.equal(sent.body.reply, 'Voici.');
    assert.match(sent.body.text, /^Voici\.\n\nLe .* a écrit :\n> /);
    for (const [field, body] of [['to[0]', { to: ['non'] }], ['to[0]', { to: ['contact@desk.example'] }], ['from', { from: 'autre@example.org' }], ['to', { mode: 'forward' }]]) {
        const refused = await bea.post(`/api/conversations/${conversation}/messages`, { text: 'x', ...body });
        assert.equal(refused.status, 400, field);
        assert.equal(refused.body.field, field);
    }
});

test('a forward carries the message and its files, and answers nobody', async () => {
    const boundary = 'b1';
    const file = ['--b1', 'Content-Type: text/plain', '', 'Voir la pièce.', '--b1', 'Content-Type: text/plain; name="devis.txt"', 'Content-Disposition: attachment; filename="devis.txt"', '', 'un devis', '--b1--', ''].join('\r\n');
    const mail = letter({ from: 'Alix <alix@example.org>', to: 'contact@desk.example', subject: 'Devis', text: file })
        .replace('Content-Type: text/plain; charset=utf-8', `Content-Type: multipart/mixed; boundary=${boundary}`);
    await server.deliver(mail);
    const { id } = (await bea.get('/api/conversations?limit=1')).body.items[0];
    const proposed = (await bea.get(`/api/conversations/${id}/reply?mode=forward`)).body;
    assert.equal(proposed.subject, 'Fwd: Devis');
    assert.deepEqual(proposed.to, []);
    assert.deepEqual(proposed.attachments.map((one) => one.name), ['devis.txt']);
    const sent = await bea.post(`/api/conversations/${id}/messages`, {
        text: 'Pour avis.', mode: 'forward', to: ['expert@example.org'], quote: true, attachments: proposed.attachments.map((one) => one.id),
    });
    assert.equal(sent.status, 201);
    assert.equal(sent.body.subject, 'Fwd: Devis');
    assert.match(sent.body.text, /Message transféré -+\nDe : Alix <alix@example.org>/);
    assert.deepEqual(sent.body.attachments.map((one) => one.name), ['devis.txt']);
    assert.equal((await full(id)).status, 'open');
    assert.ok((await full(id)).waiting_since);
});
