/* The stream that screens live on: what happens is told at once, and a cut loses nothing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openEvents } from '../lib/events.mjs';
import { MailLink, letter } from '../lib/mail-link.mjs';
import { startServer } from '../lib/server.mjs';
import { sleep } from '../lib/scratch.mjs';

let server;
let ada;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator', bea: 'adviser' } });
    ada = server.client('ada');
});
after(() => server.stop());

const received = (event) => event.name === 'message.received';
const mail = (i) => letter({ from: `p${i}@example.org`, to: 'contact@desk.example', subject: `Sujet ${i}` });

test('a mail is told as soon as it is answered 250', async () => {
    const stream = await openEvents(ada);
    const link = await MailLink.open(server.lmtp);
    for (let i = 0; i < 20; i++) {
        const [answer] = await link.send('x@example.org', ['contact@desk.example'], mail(i));
        assert.equal(answer.code, 250);
        const event = await stream.next(received);
        assert.match(event.id, /^\d+$/);
        const { body } = await ada.get(`/api/conversations/${event.data.conversation}`);
        assert.equal(body.subject, `Sujet ${i}`, 'what is told can be read');
    }
    await link.quit();
    stream.close();
});

test('positions only grow, and a fact says what, when and about whom', async () => {
    const stream = await openEvents(ada, '0');
    const facts = [];
    for (let fact = await stream.next(); facts.length < 20; fact = await stream.next()) if (fact.id) facts.push(fact);
    stream.close();
    facts.reduce((before, fact) => {
        assert.ok(BigInt(fact.id) > before);
        return BigInt(fact.id);
    }, 0n);
    const fact = facts.find(received);
    assert.match(fact.data.at, /^\d{4}-\d\d-\d\dT/);
    assert.match(fact.data.person, /^\d+$/);
    assert.ok(!JSON.stringify(facts).includes('@example.org'), 'no personal data in facts');
});

test('a screen cut off resumes where it was, without a gap, even after the server was killed', async () => {
    let stream = await openEvents(ada);
    const seen = [];
    let last;
    const read = async (count) => {
        while (seen.length < count) {
            const event = await stream.next(received);
            if (!event) break;
            seen.push(event.data.subject);
            last = event.id;
        }
    };
    const kept = [];
    for (let round = 0; round < 4; round++) {
        await server.deliver(...Array.from({ length: 5 }, (_, i) => mail(`${round}-${i}`)));
        await read(seen.length + (round === 0 ? 3 : 2));
        await server.kill();
        await server.begin();
        await server.deliver(mail(`${round}-après`));
        stream = await openEvents(ada, last);
    }
    await read(24);
    stream.close();
    for (const { id } of await ada.all('/api/conversations')) {
        for (const message of (await ada.get(`/api/conversations/${id}/messages`)).body.items) kept.push(message.id);
    }
    assert.equal(new Set(seen).size, seen.length, 'twice');
    assert.deepEqual([...seen].sort(), kept.filter((id) => seen.includes(id)).sort());
    assert.equal(seen.length, 24, 'a gap');
});

test('two screens and a colleague see the same', async () => {
    const streams = await Promise.all([openEvents(ada), openEvents(ada), openEvents(server.client('bea'))]);
    await server.deliver(mail('à tous'));
    const ids = await Promise.all(streams.map(async (stream) => (await stream.next(received)).id));
    assert.equal(new Set(ids).size, 1);
    for (const stream of streams) stream.close();
});

test('who types is told to others as it happens, and is not kept', async () => {
    const stream = await openEvents(server.client('bea'));
    const [{ id }] = (await ada.get('/api/conversations?limit=1')).body.items;
    assert.equal((await ada.post(`/api/conversations/${id}/presence`, { typing: true })).status, 204);
    const event = await stream.next((one) => one.name === 'presence');
    assert.equal(event.id, null);
    assert.equal(event.data.conversation, id);
    assert.equal(event.data.typing, true);
    stream.close();
});

test('a thousand open streams, all told', async () => {
    const streams = [];
    for (let i = 0; i < 10; i++) streams.push(...await Promise.all(Array.from({ length: 100 }, () => openEvents(ada))));
    await server.deliver(mail('mille'));
    const ids = await Promise.all(streams.map(async (stream) => (await stream.next(received)).id));
    assert.equal(new Set(ids).size, 1);
    for (const stream of streams) stream.close();
    await sleep(50);
    assert.equal((await ada.get('/health')).status, 200);
});

for (const since of ['abc', '-1', '99999999999999999999']) {
    test(`Last-Event-ID ${since} is refused`, async () => {
        const answer = await fetch(`${server.url}/api/events`, { headers: { ...ada.headers, 'last-event-id': since } });
        assert.equal(answer.status, 400);
        await answer.text();
    });
}
