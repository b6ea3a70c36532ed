/* Lists: pages by cursor, whole and steady while things arrive. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { startServer } from '../lib/server.mjs';

const count = 120;
let server;
let ada;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator' } });
    ada = server.client('ada');
    await server.deliver(...Array.from({ length: count }, (_, i) => letter({
        from: `Personne ${i} <p${i}@example.org>`, to: 'contact@desk.example', subject: `Sujet ${i}`, text: `Un texte, le numéro ${i}.`,
    })));
});
after(() => server.stop());

const subjects = (items) => items.map((item) => Number(item.subject.split(' ')[1]));

for (const limit of [1, 7, 50, 120, 200]) {
    test(`pages of ${limit} give every conversation once, newest first`, async () => {
        const items = await ada.all('/api/conversations', limit);
        assert.deepEqual(subjects(items), Array.from({ length: count }, (_, i) => count - 1 - i));
    });
}

test('oldest first is the same list the other way round', async () => {
    const items = await ada.all('/api/conversations?sort=oldest', 33);
    assert.deepEqual(subjects(items), Array.from({ length: count }, (_, i) => i));
});

test('what arrives while one turns the pages neither hides nor repeats a row', async () => {
    const seen = [];
    let cursor = null;
    let extra = 0;
    do {
        const { body } = await ada.get(`/api/conversations?limit=25${cursor ? `&cursor=${cursor}` : ''}`);
        seen.push(...body.items.map((item) => item.subject));
        cursor = body.next;
        await server.deliver(letter({ from: 'autre@example.org', to: 'contact@desk.example', subject: `Arrivé ${extra++}` }));
    } while (cursor);
    assert.deepEqual(seen.filter((subject) => subject.startsWith('Sujet')), Array.from({ length: count }, (_, i) => `Sujet ${count - 1 - i}`));
    assert.equal(new Set(seen).size, seen.length);
});

test('persons page through too', async () => {
    const items = await ada.all('/api/persons', 50);
    assert.equal(new Set(items.map((item) => item.id)).size, items.length);
    assert.ok(items.length > count);
});

test('messages of a conversation page both ways', async () => {
    await server.deliver(letter({ from: 'q@example.org', to: 'contact@desk.example', subject: 'Long', id: 'long0@example.org' }));
    const [{ id }] = (await ada.get('/api/conversations?limit=1')).body.items;
    for (let i = 1; i < 12; i++) {
        assert.equal((await ada.post(`/api/conversations/${id}/messages`, { kind: 'note', text: `note ${i}` })).status, 201);
    }
    const forth = await ada.all(`/api/conversations/${id}/messages`, 5);
    const back = await ada.all(`/api/conversations/${id}/messages?order=newest`, 5);
    assert.equal(forth.length, 12);
    assert.deepEqual(back.map((one) => one.id).reverse(), forth.map((one) => one.id));
});

for (const [query, field] of [
    ['limit=0', 'limit'], ['limit=201', 'limit'], ['limit=-1', 'limit'], ['limit=1e3', 'limit'], ['limit=abc', 'limit'], ['limit=99999999999999999999', 'limit'],
    ['cursor=abc', 'cursor'], ['cursor=%00', null], ['cursor=%27%20OR%201=1', 'cursor'], ['status=partout', 'status'],
    ['person=abc', 'person'], ['person=-1', 'person'], ['person=9223372036854775808', 'person'], ['inconnu=1', 'inconnu'],
]) {
    test(`?${query} is refused, naming the field`, async () => {
        const answer = await ada.get(`/api/conversations?${query}`);
        assert.equal(answer.status, 400, JSON.stringify(answer.body));
        assert.equal(answer.type, 'application/problem+json');
        if (field) assert.equal(answer.body.field, field);
    });
}

test('a cursor of one list is no key to another', async () => {
    const { body } = await ada.get('/api/conversations?limit=1');
    const answer = await ada.get(`/api/persons?limit=1&cursor=${body.next}`);
    assert.ok([200, 400].includes(answer.status));
});

test('search gives messages whatever accents and inflections, newest first', async () => {
    await server.deliver(letter({ from: 'r@example.org', to: 'contact@desk.example', subject: 'Séance annulée', text: 'Les réservations étaient annulées.' }));
    for (const words of ['annulee', 'annulée', 'ANNULÉES', 'reservation annul', '"séance annulée"']) {
        const found = await pollSearch(words);
        assert.ok(found.some((hit) => hit.conversation?.subject === 'Séance annulée'), words);
    }
    const { body } = await ada.get(`/api/search?q=${encodeURIComponent('annulée -séance')}`);
    assert.ok(!body.items.some((hit) => hit.conversation?.subject === 'Séance annulée' && hit.kind === 'conversation'));
});

/** The index follows the store by a moment. */
async function pollSearch(words) {
    for (let i = 0; i < 200; i++) {
        const { body } = await ada.get(`/api/search?q=${encodeURIComponent(words)}`);
        if (body.items.length) return body.items;
        await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return [];
}

for (const words of ['"', '(', '* OR NEAR(', 'a AND', '-', '^x:y', "';--", '\u0000', '%', 'é'.repeat(90)]) {
    test(`what a person types is never an error: ${JSON.stringify(words.slice(0, 12))}`, async () => {
        const answer = await ada.get(`/api/search?q=${encodeURIComponent(words)}`);
        assert.ok(answer.status === 200 || (answer.status === 400 && words.includes('\u0000')), `${answer.status} ${JSON.stringify(answer.body)}`);
    });
}
