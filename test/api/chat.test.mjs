/* The chat of a site by its API: a visitor and an adviser who see each other, one who leaves, and strangers who try. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { makeWidget, sign, SITE, Visitor } from '../lib/chat.mjs';
import { openEvents } from '../lib/events.mjs';
import { letter } from '../lib/mail-link.mjs';
import { until } from '../lib/scratch.mjs';
import { startServer } from '../lib/server.mjs';

const ALWAYS = 'mon-sun 00:00-24:00';

let server;
let ada;
let bea;
let widget;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator', bea: 'adviser', rob: 'reader' }, options: ['--mail-address', 'contact@desk.example'] });
    [ada, bea] = [server.client('ada'), server.client('bea')];
    widget = await makeWidget(ada, { hours: ALWAYS });
});
after(() => server.stop());

const visitor = (more) => new Visitor(server, widget).begin(more);
const matterOf = (text) => until(`the matter "${text}"`, async () => (await ada.get('/api/conversations?limit=50')).body.items.find((one) => one.subject === text));
const thread = async (id) => (await ada.get(`/api/conversations/${id}/messages`)).body.items;
const reply = async (id, text, more = {}) => {
    const sent = await bea.post(`/api/conversations/${id}/messages`, { kind: 'reply', text, ...more });
    assert.equal(sent.status, 201, JSON.stringify(sent.body));
    return sent.body;
};
const delivered = (id, message, state) =>
    until(`the message to be ${state}`, async () => (await thread(id)).find((one) => one.id === message && one.delivery?.state === state), 20);

test('both see each other live: words, typing, names', async () => {
    const desk = await openEvents(bea);
    const camille = await visitor();
    const stream = await camille.stream();
    assert.equal((await camille.say('Bonjour, ma commande ?')).status, 201);
    assert.equal((await stream.next((event) => event.name === 'message')).data.text, 'Bonjour, ma commande ?');
    const { id, channel } = await matterOf('Bonjour, ma commande ?');
    assert.equal(channel, 'chat');

    await camille.post('/typing', { typing: true });
    assert.equal((await desk.next((event) => event.name === 'chat.typing')).data.conversation, id);
    await bea.post(`/api/conversations/${id}/presence`, { typing: true });
    assert.equal((await stream.next((event) => event.name === 'typing')).data.typing, true);

    const sent = await reply(id, 'Elle part demain.');
    const heard = (await stream.next((event) => event.name === 'message')).data;
    assert.equal(heard.text, 'Elle part demain.');
    assert.equal(heard.from, 'staff');
    await delivered(id, sent.id, 'sent');
    await camille.post('/mark', { received: heard.position, read: heard.position });
    const talk = (await bea.get(`/api/chat/conversations/${id}`)).body;
    assert.equal(talk.present, true);
    assert.equal(talk.page, `${SITE}/panier`);
    assert.equal(talk.read, sent.id);
    stream.close();
    desk.close();
});

test('after a cut the stream goes on from where it was', async () => {
    const camille = await visitor();
    await camille.say('Un');
    const first = await camille.stream();
    const { id } = await first.next((event) => event.name === 'message');
    first.close();
    await camille.say('Deux');
    const second = await camille.stream(id);
    assert.equal((await second.next((event) => event.name === 'message')).data.text, 'Deux');
    second.close();
});

test('the same key is the same message, however often it is sent', async () => {
    const camille = await visitor();
    const word = { key: randomUUID(), text: 'Une seule fois' };
    const answers = await Promise.all([1, 2, 3].map(() => camille.post('/messages', word)));
    assert.deepEqual(new Set(answers.map((answer) => answer.body.position)).size, 1);
    assert.equal((await camille.messages()).length, 1);
    assert.equal((await ada.get('/api/conversations?limit=50')).body.items.filter((one) => one.subject === 'Une seule fois').length, 1);
});

test('two first words at once are one matter', async () => {
    const camille = await visitor();
    await Promise.all([camille.say('Premier mot'), camille.say('Second mot')]);
    const { items } = (await ada.get('/api/conversations?limit=50')).body;
    const [matter, ...others] = items.filter((one) => /^(Premier|Second) mot$/.test(one.subject));
    assert.equal(others.length, 0);
    for (const message of await thread(matter.id)) assert.deepEqual([message.subject, message.offer], [null, null], 'nothing is offered: a chat has no subjects');
});

test('a visitor sees neither notes, nor what others say, nor what went by mail', async () => {
    const camille = await visitor();
    const sacha = await visitor();
    await camille.say('Le secret de Camille');
    await sacha.say('Le secret de Sacha');
    const { id } = await matterOf('Le secret de Camille');
    await bea.post(`/api/conversations/${id}/messages`, { kind: 'note', text: 'Entre nous.' });
    await reply(id, 'Pour Camille.');
    await until('the answer', async () => (await camille.messages()).length === 2);
    assert.deepEqual((await camille.messages()).map((one) => one.text), ['Le secret de Camille', 'Pour Camille.']);
    assert.deepEqual((await sacha.messages()).map((one) => one.text), ['Le secret de Sacha']);
    /* Even when both matters are one. */
    const other = await matterOf('Le secret de Sacha');
    await ada.post(`/api/conversations/${id}/merge`, { into: other.id });
    assert.deepEqual((await sacha.messages()).map((one) => one.text), ['Le secret de Sacha']);
});

test('who has left gets the answer by mail, in the same matter, and answers it by mail', async () => {
    const camille = await visitor();
    await camille.say('Je dois partir');
    assert.equal((await camille.post('/address', { email: 'Camille@Example.org', name: 'Camille' })).status, 204);
    const { id } = await matterOf('Je dois partir');
    const told = await until('the first mail', async () => (await thread(id)).find((one) => one.kind === 'automatic'));
    assert.equal(told.to[0].address, 'camille@example.org');
    assert.ok(!told.text.includes('Je dois partir'), 'it quotes nothing: anybody may have typed the address');

    const sent = await reply(id, 'Voici la réponse.');
    const gone = await delivered(id, sent.id, 'outbox');
    assert.equal(gone.delivery.elsewhere, 'mail');
    assert.ok(gone.to.some((one) => one.address === 'camille@example.org'));

    const mail = (await ada.get('/api/outbox')).body.items.find((one) => one.message.id === sent.id);
    assert.ok(mail);
    const source = (await ada.get(`/api/conversations/${id}`)).body;
    assert.equal(source.id, id);
    /* The same answer waits in the chat too, for their return. */
    assert.equal((await camille.messages()).at(-1).text, 'Voici la réponse.');
});

/* One client may begin so many talks: some tests go on with the same visitor. */
let someone;
test('who closes the page is gone soon, whatever other pages of theirs show, and nobody else can say it', async () => {
    const [camille, sacha] = [await visitor(), await visitor()];
    someone = camille;
    await camille.say('Je ferme la page');
    const { id } = await matterOf('Je ferme la page');
    const desk = await openEvents(bea);
    const open = async () => {
        const stream = await camille.stream(null, '/stream?answers=true');
        return { stream, id: (await stream.next((event) => event.name === 'beat')).data.stream };
    };
    const [one, two] = [await open(), await open()];
    assert.equal((await camille.post('/here', { stream: one.id })).status, 204);
    for (const [about, fields, status] of [
        ['another visitor, who knows the number', { secret: sacha.secret, stream: one.id }, 204],
        ['another visitor, without a number', { secret: sacha.secret }, 204],
        ['a made-up secret', { secret: 'A'.repeat(43), stream: one.id }, 401],
        ['no secret', { stream: one.id }, 400],
    ]) {
        assert.equal((await camille.leave(fields)).status, status, about);
        assert.ok(!one.stream.over, about);
    }
    assert.equal((await camille.leave({ secret: camille.secret, stream: one.id })).status, 204);
    await until('the one stream to end', async () => one.stream.over);
    assert.equal((await talkOf(id)).present, true, 'another page of theirs is open');
    await camille.leave({ secret: camille.secret, stream: two.id });
    await until('them to be gone', async () => (await talkOf(id)).present === false);
    await desk.next((event) => event.name === 'chat.presence' && event.data.conversation === id);
    two.stream.close();
    desk.close();
});

test('who asks from time to time is there, and gets each message once', async () => {
    const camille = someone;
    const { id } = await matterOf('Je ferme la page');
    assert.equal((await talkOf(id)).present, false);
    const { items } = (await camille.get('/messages?after=0&again=60')).body;
    assert.equal((await talkOf(id)).present, true);
    const sent = await reply(id, 'Réponse sans flux');
    await delivered(id, sent.id, 'sent');
    const next = (await camille.get(`/messages?after=${items.at(-1).position}&again=60`)).body.items;
    assert.deepEqual(next.map((one) => one.text), ['Réponse sans flux']);
    assert.equal((await camille.get('/messages?again=3600')).status, 400, 'nobody is there for an hour');
});

test('without an address the answer waits in the chat for their return', async () => {
    const camille = await visitor();
    await camille.say('Je reviens');
    const { id } = await matterOf('Je reviens');
    const sent = await reply(id, 'À tout de suite.');
    await delivered(id, sent.id, 'absent');
    const last = (await camille.messages()).at(-1);
    assert.equal(last.text, 'À tout de suite.');
    await camille.post('/mark', { received: last.position });
    await delivered(id, sent.id, 'sent');
});

test('what waits leaves by mail once there is an address', async () => {
    const camille = await visitor();
    await camille.say('Plus tard');
    const { id } = await matterOf('Plus tard');
    const sent = await reply(id, 'Nous y voilà.');
    await delivered(id, sent.id, 'absent');
    await camille.post('/address', { email: 'plus.tard@example.org' });
    assert.equal((await delivered(id, sent.id, 'outbox')).delivery.elsewhere, 'mail');
});

test('files go both ways, each to those it is for', async () => {
    const camille = await visitor();
    const sacha = await visitor();
    const up = await camille.post('/files?name=facture%20%E2%82%AC.txt', Buffer.from('Total : 12 €'));
    assert.equal(up.status, 201, JSON.stringify(up.body));
    assert.equal(up.body.name, 'facture €.txt');
    assert.equal((await camille.post('/files?name=virus.exe', Buffer.from('MZ'))).status, 400, 'a kind the organisation refuses');
    assert.equal((await sacha.say('Volé', { files: [up.body.id] })).status, 400);
    assert.equal((await camille.say('Ma facture', { files: [up.body.id] })).status, 201);
    const { id } = await matterOf('Ma facture');
    const [message] = await thread(id);
    assert.equal(message.attachments[0].name, 'facture €.txt');

    const [own] = await camille.messages();
    const file = await camille.get(`/files/${own.files[0].id}`);
    assert.equal(file.bytes.toString(), 'Total : 12 €');
    assert.match(file.headers.get('content-disposition'), /^attachment/);
    assert.match(file.headers.get('content-security-policy'), /sandbox/);
    assert.equal((await sacha.get(`/files/${own.files[0].id}`)).status, 404);
});

/* What a member of staff is told of a matter. */
const noticesOf = async (who, id, kind) => (await who.get('/api/notices')).body.items.filter((one) => one.conversation?.id === id && one.kind === kind);
const talkOf = async (id) => (await bea.get(`/api/chat/conversations/${id}`)).body;

test('who asks for a person is first in line, and those who take chats are told once', async () => {
    const camille = await visitor();
    const word = { key: randomUUID(), human: true };
    assert.equal((await camille.post('/messages', word)).status, 201);
    assert.equal((await camille.post('/messages', word)).status, 201, 'the same word again');
    const { id, status, priority } = await matterOf('Je souhaite parler à une personne.');
    assert.deepEqual([status, priority], ['open', 'high']);
    const told = await until('the notice', async () => (await noticesOf(bea, id, 'human'))[0]);
    assert.equal(told.count, 1);
    assert.equal(told.message, (await thread(id))[0].id);
    assert.equal((await noticesOf(server.client('rob'), id, 'human')).length, 0, 'who only looks is not asked');
    assert.ok((await talkOf(id)).human_since);
    await reply(id, 'Me voici.');
    await until('somebody to have answered', async () => (await talkOf(id)).human_since === null);
});

test('of a team, those who take its chats are told; when none does, everyone who takes chats', async () => {
    const team = (await ada.post('/api/teams', { name: 'Boutique' })).body;
    const me = (await ada.get('/api/staff')).body.items.find((one) => one.email.startsWith('bea'));
    assert.equal((await ada.patch(`/api/teams/${team.id}`, { members: [me.id] })).status, 200);
    const shop = await makeWidget(ada, { hours: ALWAYS, team: team.id });
    const ask = async (subject) => {
        const camille = await new Visitor(server, shop).begin();
        await camille.say(subject, { human: true });
        return (await matterOf(subject)).id;
    };
    const first = await ask('Une personne de la boutique ?');
    await until('the notice', async () => (await noticesOf(bea, first, 'human')).length === 1);
    assert.equal((await noticesOf(ada, first, 'human')).length, 0);
    await bea.put('/api/chat/availability', { available: false });
    const second = await ask('N’importe qui ?');
    await until('the notice', async () => (await noticesOf(ada, second, 'human')).length === 1);
    assert.equal((await noticesOf(bea, second, 'human')).length, 0);
    await bea.put('/api/chat/availability', { available: true });
});

test('an urgent matter stays urgent when a person is asked for', async () => {
    const camille = await visitor();
    await camille.say('Très urgent');
    const { id } = await matterOf('Très urgent');
    await bea.patch(`/api/conversations/${id}`, { priority: 'urgent' });
    await camille.say('Quelqu’un ?', { human: true });
    await until('the word', async () => (await talkOf(id)).human_since !== null);
    assert.equal((await bea.get(`/api/conversations/${id}`)).body.priority, 'urgent');
});

test('the desk is told in passing that a visitor has read', async () => {
    const camille = await visitor();
    await camille.say('Je lis tout');
    const { id } = await matterOf('Je lis tout');
    const sent = await reply(id, 'À lire.');
    const last = await until('the answer', async () => (await camille.messages()).find((one) => one.text === 'À lire.'));
    const desk = await openEvents(bea);
    await camille.post('/mark', { received: last.position });
    assert.equal((await talkOf(id)).read, null, 'it arrived, no more');
    await camille.post('/mark', { received: last.position, read: last.position });
    assert.equal((await desk.next((event) => event.name === 'chat.read')).data.conversation, id);
    assert.equal((await talkOf(id)).read, sent.id);
    desk.close();
});

test('whom the site signs is the person of that address, on every device', async () => {
    const { secret, example, signature } = (await ada.get(`/api/chat/widgets/${widget.id}/secret`)).body;
    assert.equal(sign(secret, JSON.parse(example)).signature, signature);
    await server.deliver(letter({ from: 'Nour <nour@example.org>', to: 'contact@desk.example', subject: 'Par mail', id: 'nour@example.org' }));
    const nour = { id: '42', email: 'nour@example.org', name: 'Nour' };
    const phone = await visitor(sign(secret, nour));
    await phone.say('Depuis mon téléphone');
    const { person } = await matterOf('Depuis mon téléphone');
    assert.equal(person.id, (await matterOf('Par mail')).person.id);
    const laptop = await visitor(sign(secret, nour));
    assert.deepEqual((await laptop.messages()).map((one) => one.text), ['Depuis mon téléphone']);
    assert.equal((await laptop.get('/visitor')).body.identified, true);
    assert.equal((await laptop.post('/address', { email: 'autre@example.org' })).status, 409);
});

test('an identity that is not signed, too old or changed is refused', async () => {
    const { secret } = (await ada.get(`/api/chat/widgets/${widget.id}/secret`)).body;
    const nour = { id: '42', email: 'nour@example.org' };
    const good = sign(secret, nour);
    const cases = [
        ['another secret', sign('0'.repeat(64), nour), 403],
        ['changed after it was signed', { ...good, identity: good.identity.replace('nour', 'nina') }, 403],
        ['too old', sign(secret, { ...nour, until: 1 }), 403],
        ['no id', sign(secret, { email: 'nour@example.org' }), 400],
        ['no JSON', { ...sign(secret, nour), ...(() => ({ identity: '"42"', signature: sign(secret, '42').signature }))() }, 400],
        ['no signature', { identity: good.identity }, 403],
    ];
    for (const [about, given, status] of cases) {
        const answer = await new Visitor(server, widget).post('/visitors', { language: 'fr', ...given });
        assert.equal(answer.status, status, about);
    }
    const fresh = (await ada.post(`/api/chat/widgets/${widget.id}/secret`)).body;
    assert.notEqual(fresh.secret, secret);
    assert.equal((await new Visitor(server, widget).post('/visitors', { language: 'fr', ...good })).status, 403, 'the secret of before');
});

test('only the pages of its sites may ask, to the letter', async () => {
    for (const [origin, status] of [
        [SITE, 200],
        ['https://evil.example', 403],
        [`${SITE}.evil.example`, 403],
        ['http://www.shop.example', 403],
        [`${SITE}:8443`, 403],
        ['null', 403],
    ]) {
        const answer = await new Visitor(server, widget, origin).get('');
        assert.equal(answer.status, status, origin);
        assert.equal(answer.headers.get('access-control-allow-origin'), status === 200 ? origin : null, origin);
    }
    const asked = await fetch(`${server.url}/api/chat/${widget.key}/messages`, {
        method: 'OPTIONS',
        headers: { origin: SITE, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' },
    });
    assert.equal(asked.status, 204);
    assert.equal(asked.headers.get('access-control-allow-origin'), SITE);
    assert.match(asked.headers.get('access-control-allow-headers'), /Authorization/);
    assert.equal(asked.headers.get('access-control-allow-credentials'), null);
});

test('without a secret, with another’s widget or a made-up one nothing is told', async () => {
    const camille = await visitor();
    await camille.say('À moi');
    const elsewhere = new Visitor(server, await makeWidget(ada));
    elsewhere.headers.authorization = camille.headers.authorization;
    const stranger = new Visitor(server, widget);
    for (const path of ['/messages', '/visitor', '/stream', '/files/1']) {
        assert.equal((await stranger.get(path)).status, 401, path);
        assert.equal((await elsewhere.get(path)).status, 401, path);
        stranger.headers.authorization = `Bearer ${'A'.repeat(43)}`;
        assert.equal((await stranger.get(path)).status, 401, path);
        stranger.headers.authorization = `Bearer ${server.tokens.ada}`;
        assert.equal((await stranger.get(path)).status, 401, `${path} with an account's token`);
        delete stranger.headers.authorization;
    }
    assert.equal((await new Visitor(server, { key: 'a'.repeat(16) }).get('')).status, 403, 'as any page that may not ask');
});

test('hostile words are kept as text or refused', async () => {
    const camille = await visitor();
    const wrong = [
        [{ key: 'court', text: 'x' }, 400],
        [{ key: '0123456789abcdef@x', text: 'x' }, 400],
        [{ key: randomUUID(), text: '   ' }, 400],
        [{ key: randomUUID(), text: 'x'.repeat(9000) }, 400],
        [{ key: randomUUID(), text: 'x', files: ['1'] }, 400],
        [{ key: randomUUID(), text: 'x', staff: '1' }, 400],
    ];
    for (const [body, status] of wrong) assert.equal((await camille.post('/messages', body)).status, status, JSON.stringify(body).slice(0, 60));
    assert.equal((await camille.post('/address', { email: 'contact@desk.example' })).status, 400, 'our own address');
    assert.equal((await camille.post('/address', { email: 'pas une adresse' })).status, 400);
    assert.equal((await camille.say('<img src=x onerror=alert(1)>')).status, 201);
    assert.equal((await camille.messages())[0].text, '<img src=x onerror=alert(1)>');
});

test('a flood is slowed down', async () => {
    const camille = someone;
    let slowed;
    for (let i = 0; i < 60 && !slowed; i++) {
        const answers = await Promise.all(Array.from({ length: 50 }, () => camille.post('/typing', { typing: false })));
        slowed = answers.find((answer) => answer.status === 429);
    }
    assert.ok(Number(slowed?.headers.get('retry-after')) >= 1);
});

test('it says whether somebody is there', async () => {
    const me = (await bea.get('/api/session')).body;
    const team = (await ada.post('/api/teams', { name: 'Discussion', members: [me.staff.id] })).body;
    const camille = new Visitor(server, await makeWidget(ada, { hours: ALWAYS, team: team.id }));
    await bea.put('/api/chat/availability', { available: false });
    assert.equal((await camille.get('')).body.here, false);
    await bea.put('/api/chat/availability', { available: true });
    const desk = await openEvents(bea);
    await until('somebody to be there', async () => (await camille.get('')).body.here);
    await bea.put('/api/chat/availability', { available: false });
    assert.equal((await camille.get('')).body.here, false);
    await bea.put('/api/chat/availability', { available: true });
    const night = new Visitor(server, await makeWidget(ada, { hours: 'sun 03:00-03:01' }));
    const { open, opens_at } = (await night.get('')).body;
    assert.equal(open, false);
    assert.ok(opens_at);
    desk.close();
});

test('a widget is set up by administrators alone, and what is wrong in it is named', async () => {
    assert.equal((await bea.get('/api/chat/widgets')).status, 403);
    assert.equal((await bea.get(`/api/chat/widgets/${widget.id}/secret`)).status, 403);
    assert.equal((await server.client('rob').get('/api/chat/availability')).status, 403);
    for (const [change, field] of [
        [{ origins: ['*'] }, 'origins[0]'],
        [{ origins: [SITE, 'https://a.example/page'] }, 'origins[1]'],
        [{ origins: ['javascript:alert(1)'] }, 'origins[0]'],
        [{ colour: 'red' }, 'colour'],
        [{ hours: 'whenever' }, 'hours'],
        [{ address: 'nobody@example.org' }, 'address'],
        [{ team: '12' }, 'team'],
    ]) {
        const answer = await ada.patch(`/api/chat/widgets/${widget.id}`, change);
        assert.equal(answer.status, 400, JSON.stringify(change));
        assert.equal(answer.body.field, field, JSON.stringify(answer.body));
    }
    const off = await makeWidget(ada, { enabled: false });
    assert.equal((await new Visitor(server, off, server.url).get('')).status, 404);
});

test('the invented site shows the widget, and the newest form or the one that is asked for', async () => {
    const site = async (query = '') => {
        const page = await fetch(`${server.url}/chat/${widget.key}/try${query}`);
        assert.equal(page.status, 200, query);
        assert.match(page.headers.get('content-security-policy'), /default-src 'none'/);
        const html = await page.text();
        assert.ok(html.includes(`data-widget="${widget.key}"`));
        return html;
    };
    assert.ok(!(await site()).includes('<iframe'));
    const draft = (slug) => ({ slug, name: slug, open: true, languages: ['fr'], title: { fr: slug }, fields: [{ key: 'm', type: 'long_text', label: { fr: 'Message' } }] });
    for (const slug of ['premier', 'second']) assert.equal((await ada.post('/api/forms', draft(slug))).status, 201);
    assert.equal((await ada.post('/api/forms', { ...draft('clos'), open: false })).status, 201);
    assert.match(await site('?language=en'), /<iframe src="\/f\/second\?lang=en"/);
    const asked = await site('?language=fr&form=premier');
    assert.match(asked, /<iframe src="\/f\/premier\?lang=fr"/);
    assert.match(asked, /href="\?language=en&amp;form=premier"/);
    assert.ok(!(await site('?form=%22%3E%3Cscript%3E')).includes('"><script>'));
});
