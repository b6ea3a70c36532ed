/* An address typed in a chat: whose it is, before and after it is proved. What leaves is really sent, and answered. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { makeWidget, Visitor } from '../lib/chat.mjs';
import { letter } from '../lib/mail-link.mjs';
import { until } from '../lib/scratch.mjs';
import { startServer } from '../lib/server.mjs';
import { headerOf, openSink } from '../lib/smtp-sink.mjs';

let sink;
let server;
let ada;
let bea;
let widget;
before(async () => {
    sink = await openSink();
    server = await startServer({ staff: { ada: 'administrator', bea: 'adviser' }, smtp: sink.url, options: ['--mail-address', 'contact@desk.example'] });
    [ada, bea] = [server.client('ada'), server.client('bea')];
    widget = await makeWidget(ada, { hours: 'mon-sun 00:00-24:00' });
});
after(async () => {
    await server.stop();
    await sink.close();
});

const visitor = () => new Visitor(server, widget).begin();
const matterOf = (text) => until(`the matter "${text}"`, async () => (await ada.get('/api/conversations?status=all&limit=50')).body.items.find((one) => one.subject === text));
const thread = async (id) => (await ada.get(`/api/conversations/${id}/messages`)).body.items;

/** The reply of an adviser to who has left, as it reached them. */
async function reply(id, to, text) {
    const sent = await bea.post(`/api/conversations/${id}/messages`, { kind: 'reply', text });
    assert.equal(sent.status, 201, JSON.stringify(sent.body));
    return until('the reply by mail', async () => sink.mails.find((one) => one.to.includes(to) && one.source.includes(text)));
}

async function answerTo(mail, id, from, text) {
    const external = headerOf(mail, 'Message-ID');
    await server.deliver(letter({ from, to: 'contact@desk.example', subject: 'Re: votre discussion', id: `${randomUUID()}@example.org`, extra: [`In-Reply-To: ${external}`, `References: ${external}`], text }));
    return until('the answer', async () => (await thread(id)).find((one) => one.channel === 'mail' && one.direction === 'in'));
}
const answerByMail = async (id, from, text) => answerTo(await until('the first mail', async () => sink.mails.find((one) => one.to.includes(from))), id, from, text);

test('who answers from the address typed in the chat is the same person, in the same conversation', async () => {
    const early = await visitor(); // says the address before anything else
    await early.post('/address', { email: 'avant@example.org' });
    await early.say('Adresse avant tout');
    const late = await visitor();
    await late.say('Adresse ensuite');
    await late.post('/address', { email: 'ensuite@example.org' });
    const { id, person } = await matterOf('Adresse ensuite');
    const answer = await answerByMail(id, 'ensuite@example.org', 'Par mail, moi aussi.');
    assert.equal(answer.author.id, person.id);
    const first = await matterOf('Adresse avant tout');
    const told = await reply(first.id, 'avant@example.org', 'Voici.');
    assert.equal((await answerTo(told, first.id, 'avant@example.org', 'Merci.')).author.id, first.person.id);
    await server.deliver(letter({ from: 'ensuite@example.org', to: 'contact@desk.example', subject: 'Plus tard encore', id: `${randomUUID()}@example.org` }));
    assert.equal((await matterOf('Plus tard encore')).person.id, person.id, 'it is proved from then on');
});

test('who types another’s address gets nothing of theirs, and gives them nothing', async () => {
    await server.deliver(letter({ from: 'Victoire <victoire@example.org>', to: 'contact@desk.example', subject: 'Mon dossier', id: 'victoire@example.org', text: 'Confidentiel' }));
    const victim = (await matterOf('Mon dossier')).person.id;
    const intruder = await visitor();
    await intruder.say('Je suis Victoire');
    await intruder.post('/address', { email: 'victoire@example.org', name: 'Victoire' });
    const { id, person } = await matterOf('Je suis Victoire');
    assert.notEqual(person.id, victim);
    assert.deepEqual((await intruder.messages()).map((one) => one.text), ['Je suis Victoire']);
    const hers = (await ada.get('/api/conversations?status=all&limit=50')).body.items.filter((one) => one.person?.id === victim);
    assert.deepEqual(hers.map((one) => one.subject), ['Mon dossier']);
    assert.equal((await answerByMail(id, 'victoire@example.org', 'Ce n’était pas moi')).author.id, victim, 'her mailbox answers for her, as herself');
    assert.equal((await matterOf('Je suis Victoire')).person.id, person.id);
});

test('an address that was only typed is its owner’s as soon as they write by themselves', async () => {
    const intruder = await visitor();
    await intruder.say('Je la prends d’avance');
    await intruder.post('/address', { email: 'future@example.org' });
    const { person } = await matterOf('Je la prends d’avance');
    await server.deliver(letter({ from: 'future@example.org', to: 'contact@desk.example', subject: 'Mon premier mail', id: 'future@example.org' }));
    assert.notEqual((await matterOf('Mon premier mail')).person.id, person.id);
});
