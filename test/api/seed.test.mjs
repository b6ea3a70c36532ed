/* `lien seed`: an organisation of any size, whole, and the same for the same number. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { lien, startServer } from '../lib/server.mjs';
import { newFolder, until } from '../lib/scratch.mjs';

const folder = newFolder('seed');
const seed = (name, number) => lien(['seed', '--data', path.join(folder, name), '--persons', '200', '--messages', '1500', '--units', '3', '--seed', number]);

let server;
let ada;
before(async () => {
    await seed('one', '1');
    server = await startServer({ data: path.join(folder, 'one'), staff: { ada: 'administrator' } });
    ada = server.client('ada');
});
after(() => server?.stop());

const whole = async (client) => {
    const list = [];
    for (const one of await client.all('/api/conversations', 200)) list.push([one.id, one.subject, one.message_count, one.last_at, one.preview, one.person.name]);
    return list;
};

test('it has the size that was asked, and what must be true of the data is', async () => {
    const counts = (await whole(ada)).map(([, , count]) => count);
    assert.equal(counts.reduce((sum, count) => sum + count, 0), 1500);
    assert.equal((await ada.get('/api/teams')).body.items.length, 3);
    await lien(['check', '--data', server.data]);
});

test('nobody is asked anything about the past, and nothing leaves', async () => {
    assert.deepEqual((await ada.get('/api/surveys')).body.items, []);
    assert.deepEqual((await ada.get('/api/outbox')).body.items, []);
});

test('words of it are found', async () => {
    const { body } = await ada.get('/api/search?q=bonjour');
    assert.ok(body.items.length > 10);
});

test('an index that was left for later is made by the first server, while it serves', async () => {
    const data = path.join(folder, 'later');
    const said = await lien(['seed', '--data', data, '--persons', '50', '--messages', '300', '--units', '1', '--seed', '3', '--index', 'later']);
    assert.match(said, /searchable once a server has started/);
    const later = await startServer({ data, staff: { ada: 'administrator' } });
    try {
        await until('the words to be found', async () => (await later.client('ada').get('/api/search?q=bonjour')).body.items.length > 10);
    } finally {
        await later.stop();
    }
});

test('the same number makes the same, another one another', async () => {
    const [first, ...others] = await Promise.all(['1', '1', '2'].map(async (number, i) => {
        await seed(`again${i}`, number);
        const again = await startServer({ data: path.join(folder, `again${i}`), staff: { ada: 'administrator' } });
        const list = await whole(again.client('ada'));
        await again.stop();
        return list;
    }));
    assert.deepEqual(first, await whole(ada));
    assert.deepEqual(others[0], first);
    assert.notDeepEqual(others[1], first);
});

test('what is there already is not seeded over', async () => {
    const error = await seed('one', '1').then(() => null, (failure) => failure);
    assert.ok(error);
    assert.match(error.stderr, /already|another/);
});
