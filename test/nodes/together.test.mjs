/* Two nodes on one PostgreSQL and one object store: what is no row of the database is shared too. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Visitor, makeWidget } from '../lib/chat.mjs';
import { openEvents } from '../lib/events.mjs';
import { letter } from '../lib/mail-link.mjs';
import { startNodes } from '../lib/nodes.mjs';
import { startObjectStore } from '../lib/object-store.mjs';
import { until } from '../lib/scratch.mjs';

let store, nodes, ada, bea;
before(async () => {
    store = await startObjectStore();
    nodes = await startNodes(2, { staff: { ada: 'administrator', bea: 'adviser' }, store });
    [ada, bea] = [nodes[0].client('ada'), nodes[1].client('bea')];
});
after(async () => {
    for (const node of nodes ?? []) await node.stop();
    await store?.stop();
});

test('what each node puts into the object store is read by the other', async () => {
    const clients = [ada, nodes[1].client('ada')];
    for (const [n, client] of clients.entries()) {
        const bytes = Buffer.from(`un fichier du nœud ${n}`);
        const { status, body } = await client.post(`/api/attachments?name=note${n}.txt`, new Uint8Array(bytes), { 'content-type': 'application/octet-stream' });
        assert.equal(status, 201);
        const other = await clients[1 - n].get(`/api/attachments/${body.id}`);
        assert.deepEqual([other.status, other.bytes.toString()], [200, bytes.toString()]);
    }
    assert.equal(new Set(store.asked.filter((one) => one.method === 'PUT' && one.url.endsWith('.pack')).map((one) => one.url)).size, 2, 'an object each');
});

test('an adviser sees at once who looks at a conversation and types there at another node, by name', async () => {
    await nodes[0].deliver(letter({ from: 'p@example.org', to: 'contact@desk.example', subject: 'A deux' }));
    const { id } = (await ada.get('/api/conversations')).body.items[0];
    const screen = await openEvents(ada);
    const presence = (event) => event.name === 'presence';
    for (const typing of [false, true]) {
        assert.equal((await bea.post(`/api/conversations/${id}/presence`, { typing })).status, 204);
        const { data } = await screen.next(presence);
        assert.deepEqual([data.conversation, data.typing], [id, typing]);
        assert.equal(data.name, (await bea.get('/api/session')).body.staff.name);
    }
    screen.close();
});

test('a visitor at one node is there for an adviser at another, reads and sees them at once, and is gone when they leave', async () => {
    const visitor = await new Visitor(nodes[0], await makeWidget(ada, { hours: 'mon-sun 00:00-24:00' })).begin();
    const page = await visitor.stream();
    await visitor.say('Bonjour ?');
    const screen = await openEvents(bea);
    const matter = async () => (await bea.get('/api/conversations')).body.items.find((one) => one.channel === 'chat');
    await until('the matter to be there', async () => Boolean(await matter()));
    const { id } = await matter();
    const present = async () => (await bea.get(`/api/chat/conversations/${id}`)).body.present;
    await until('them to be there', present);

    await visitor.post('/typing', { typing: true });
    assert.equal((await screen.next((event) => event.name === 'chat.typing')).data.typing, true);
    await bea.post(`/api/conversations/${id}/presence`, { typing: true });
    assert.equal((await page.next((event) => event.name === 'typing')).data.typing, true);
    assert.equal((await bea.post(`/api/conversations/${id}/messages`, { kind: 'reply', text: 'Bonjour du second nœud.' })).status, 201);
    assert.match((await page.next((event) => event.name === 'message' && /second/.test(event.data.text))).data.text, /Bonjour du second/);

    page.close();
    await screen.next((event) => event.name === 'chat.presence' && event.data.conversation === id, 60);
    await until('them to be gone', async () => !(await present()), 30);
    screen.close();
});
