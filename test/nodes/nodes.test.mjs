/* Three nodes on one PostgreSQL, behind the proxies that are shipped: any of them may die at any moment. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { askSql } from '../lib/database.mjs';
import { MailLink, letter } from '../lib/mail-link.mjs';
import { startDovecot } from '../lib/mail-servers.mjs';
import { openDoor, startNodes, startProxy } from '../lib/nodes.mjs';
import { newFolder, run, sleep, until } from '../lib/scratch.mjs';
import { binary, lien } from '../lib/server.mjs';

let nodes, proxies, dovecot;
before(async () => {
    nodes = await startNodes(3, { staff: { ada: 'administrator' } });
    proxies = [await startProxy('nginx', nodes), await startProxy('haproxy', nodes)];
});
after(async () => {
    for (const proxy of proxies ?? []) await proxy.stop();
    for (const node of nodes ?? []) await node.stop();
    await dovecot?.stop();
});

const mail = (subject, more = {}) => letter({ from: `${subject.replace(/\W/g, '')}@example.org`, to: 'contact@desk.example', subject, ...more });
const token = () => nodes[0].tokens.ada;
/* Names of conversations, from one node or through a proxy. */
const subjects = async (door) => (await door.get('/api/conversations?limit=200')).body.items.map((one) => one.subject);

test('what came in at one node is seen at every other, file and all', async () => {
    const bytes = Buffer.from('une pièce jointe de tous les nœuds');
    await nodes[0].deliver(mail('Avec une piece', { extra: ['MIME-Version: 1.0', 'Content-Type: text/plain; name=note.txt', 'Content-Disposition: attachment; filename=note.txt', 'Content-Transfer-Encoding: base64'], text: `${bytes.toString('base64')}\n` }));
    for (const node of nodes) {
        const client = node.client('ada');
        const { id } = (await client.get('/api/conversations')).body.items.find((one) => one.subject === 'Avec une piece');
        const { body } = await client.get(`/api/conversations/${id}/messages`);
        const { status, bytes: got } = await client.get(`/api/attachments/${body.items[0].attachments[0].id}`);
        assert.deepEqual([status, got.toString()], [200, bytes.toString()]);
    }
});

test('through either proxy, over TLS and HTTP/2, every node answers in its turn', async () => {
    for (const proxy of proxies) {
        const door = await openDoor(proxy, token());
        for (let i = 0; i < 6; i++) assert.ok((await subjects(door)).includes('Avec une piece'));
        assert.notEqual((await door.get('/metrics')).status, 200, 'figures are for who watches, node by node');
        door.close();
    }
});

test('ids that three nodes make at once never meet, and the same mail at all three is one message', async () => {
    const same = Array.from({ length: 30 }, (_, i) => mail(`Partout ${i}`, { id: `partout-${i}@example.org` }));
    const own = (n) => Array.from({ length: 30 }, (_, i) => mail(`Noeud ${n} numero ${i}`));
    await Promise.all(nodes.map((node, n) => node.deliver(...own(n), ...same)));
    const all = (await nodes[1].client('ada').all('/api/conversations', 200)).map((one) => one.subject);
    for (let i = 0; i < 30; i++) assert.equal(all.filter((one) => one === `Partout ${i}`).length, 1, `Partout ${i}`);
    assert.equal(all.filter((one) => /^Noeud \d numero/.test(one)).length, 90);
});

test('two advisers at two nodes who take the same matter at once: one is told of the other', async () => {
    const [one, two] = [nodes[0], nodes[1]].map((node) => node.client('ada'));
    const { id, version } = (await one.get('/api/conversations')).body.items[0];
    const answers = await Promise.all([one, two].map((client) => client.patch(`/api/conversations/${id}`, { status: 'closed', version })));
    assert.deepEqual(answers.map((one) => one.status).sort(), [200, 409]);
});

/* Each node is killed and begun again; mails come in at those that live, their names go to sent. */
async function dieInTurn(kind, door, sent) {
    for (const [n, victim] of nodes.entries()) {
        await victim.kill();
        for (const node of nodes.filter((one) => one !== victim)) {
            const name = `${kind} sans ${n} par ${nodes.indexOf(node)}`;
            await node.deliver(mail(name));
            sent.push(name);
        }
        await until('the list to be read through the proxy', async () => (await subjects(door).catch(() => [])).includes(sent.at(-1)));
        await victim.begin();
    }
}

for (const kind of ['nginx', 'haproxy']) {
    test(`a screen behind ${kind} misses nothing while each node dies in its turn`, async () => {
        const door = await openDoor(proxies[kind === 'nginx' ? 0 : 1], token());
        const heard = [];
        let last = '0';
        let over = false;
        const listening = (async () => {
            while (!over) {
                try {
                    for await (const event of door.events(last)) {
                        if (over) return;
                        last = event.id;
                        if (event.name === 'message.received') heard.push(event.data.conversation);
                    }
                } catch { /* as a browser does: again, from the last that was seen */ }
                if (!over) await sleep(200);
            }
        })();
        const sent = [];
        try {
            await until('the stream to tell', () => heard.length > 0);
            await dieInTurn(kind, door, sent);
            const wanted = (await nodes[0].client('ada').all('/api/conversations', 200)).filter((one) => sent.includes(one.subject)).map((one) => one.id);
            assert.equal(wanted.length, sent.length);
            await until('every mail to be told', () => wanted.every((id) => heard.includes(id)), 60);
        } finally {
            over = true;
            door.close();
        }
        await listening;
    });
}

test('a commit of one node is told to the screens of another at once', async () => {
    const { openEvents } = await import('../lib/events.mjs');
    const stream = await openEvents(nodes[2].client('ada'));
    await stream.next(() => true, 5).catch(() => null);
    for (let i = 0; i < 5; i++) {
        await nodes[0].deliver(mail(`Tout de suite ${i}`));
        assert.ok(await stream.next((event) => event.name === 'message.received'));
    }
    stream.close();
});

test('a mailbox is fetched by one node; when it dies another takes it over, and each mail is there once', async () => {
    dovecot = await startDovecot();
    const made = await nodes[0].client('ada').post('/api/mailboxes', {
        name: 'contact', address: 'contact@desk.test', provider: 'other', user: 'contact', auth: 'password', password: 'secret',
        imap: { host: '127.0.0.1', port: dovecot.imap, security: 'none' },
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const holder = () => askSql(nodes[0].data, "SELECT holder FROM node_lease WHERE kind = 'mailbox' AND held_until > extract(epoch FROM now()) * 1000");
    const holders = new Set();
    for (const [n, victim] of nodes.entries()) {
        await until('one node to hold the mailbox', () => holder() !== '');
        holders.add(holder());
        const others = nodes.filter((one) => one !== victim);
        await victim.kill();
        await dovecot.deliver('contact', mail(`Releve ${n}`));
        await until('the mail to be fetched', async () => (await subjects(others[0].client('ada'))).includes(`Releve ${n}`), 60);
        await victim.begin();
    }
    assert.ok(holders.size > 1 || holder() !== [...holders][0], 'it moved when its node died');
    for (const n of nodes.keys()) assert.equal((await subjects(nodes[0].client('ada'))).filter((one) => one === `Releve ${n}`).length, 1);
});

test('a node without the key of the organisation, or with another, does not start', async () => {
    const folder = path.join(newFolder('stranger'), 'data');
    const url = askSql(nodes[0].data);
    await assert.rejects(run([binary, 'check', '--data', folder, '--database', url]), /the key of this organisation is missing: copy the file 'key'/);
    await run([binary, 'user', 'list', '--data', path.join(folder, 'other'), '--database', `sqlite:${folder}.db`]);
    await assert.rejects(run([binary, 'check', '--data', path.join(folder, 'other'), '--database', url]), /is not the key of this organisation/);
});

test('after all of that, everything that must be true of the data is', async () => {
    const said = await lien(['check', '--data', nodes[0].data, '--files', path.join(nodes[0].data, '../../files')]);
    for (const line of said.trim().split('\n')) assert.match(line, /^ok /);
});
