/* Two nodes on one PostgreSQL and one object store: what is no row of the database is shared too. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startNodes } from '../lib/nodes.mjs';
import { startObjectStore } from '../lib/object-store.mjs';

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
