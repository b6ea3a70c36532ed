/* Mail accounts of the organisation: every route, what is refused, and that no secret ever leaves. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { dumpOf } from '../lib/database.mjs';
import { startServer } from '../lib/server.mjs';

const secret = 'un-mot-de-passe-que-personne-ne-revoit';
let server;
let ada;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator', ben: 'supervisor' } });
    ada = server.client('ada');
});
after(() => server.stop());

let count = 0;
/** A body that adds a mailbox; `other` replaces fields of it. */
function body(other = {}) {
    const address = `boite${++count}@example.org`;
    return {
        name: `Boîte ${count}`, address, provider: 'other',
        imap: { host: '127.0.0.1', port: 9, security: 'tls' }, smtp: { host: '127.0.0.1', port: 9, security: 'starttls' },
        user: address, auth: 'password', password: secret, ...other,
    };
}

async function add(other) {
    const answer = await ada.post('/api/mailboxes', body(other));
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
}

/** Every file below a folder, as bytes; and the store, where it is elsewhere. */
function files(folder) {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
        .map((one) => [one.name, readFileSync(path.join(one.parentPath ?? one.path, one.name))])
        .concat([['the store', dumpOf(folder)]]);
}

test('a mailbox is added, read, changed, paused, resumed and removed', async () => {
    const asked = body({ plus: true, imap: { host: 'LOCALHOST', port: 9, security: 'none', after: 'move', after_folder: 'Traités', since: '2026-01-01T00:00:00Z' } });
    const made = await ada.post('/api/mailboxes', asked);
    assert.equal(made.status, 201);
    assert.deepEqual(made.body.imap, { host: 'localhost', port: 9, security: 'none', folder: 'INBOX', after: 'move', after_folder: 'Traités', since: '2026-01-01T00:00:00.000Z' });
    assert.equal(made.body.has_secret, true);
    assert.equal(made.body.plus, true);
    assert.deepEqual(made.body.addresses, [{ address: asked.address, name: '', signature: null, team: null }]);
    const { id, version } = made.body;
    const changed = await ada.patch(`/api/mailboxes/${id}`, { name: 'Autre nom', smtp: null, version });
    assert.deepEqual([changed.status, changed.body.name, changed.body.smtp, changed.body.version], [200, 'Autre nom', null, version + 1]);
    assert.equal(changed.body.imap.after_folder, 'Traités', 'what is absent stays');
    const paused = await ada.patch(`/api/mailboxes/${id}`, { state: 'paused' });
    assert.deepEqual([paused.body.state, paused.body.health.state], ['paused', 'paused']);
    assert.equal((await ada.patch(`/api/mailboxes/${id}`, { state: 'on' })).body.state, 'on');
    assert.equal((await ada.get(`/api/mailboxes/${id}`)).body.name, 'Autre nom');
    assert.equal((await ada.delete(`/api/mailboxes/${id}`)).status, 204);
    for (const gone of [ada.get(`/api/mailboxes/${id}`), ada.patch(`/api/mailboxes/${id}`, { name: 'x' }), ada.delete(`/api/mailboxes/${id}`)]) {
        assert.equal((await gone).status, 404);
    }
});

test('a change of what somebody else has changed since is refused', async () => {
    const { id, version } = await add();
    assert.equal((await ada.patch(`/api/mailboxes/${id}`, { name: 'Un', version })).status, 200);
    const late = await ada.patch(`/api/mailboxes/${id}`, { name: 'Deux', version });
    assert.deepEqual([late.status, late.body.field], [409, 'version']);
    assert.equal((await ada.get(`/api/mailboxes/${id}`)).body.name, 'Un');
});

test('an address is one mailbox’s only', async () => {
    const first = await add({ addresses: [{ address: 'alias-unique@example.org' }] });
    for (const [other, field] of [[{ address: first.address }, 'address'], [{ address: 'ALIAS-unique@example.org' }, 'address'],
        [{ addresses: [{ address: 'alias-unique@example.org' }] }, 'addresses']]) {
        const answer = await ada.post('/api/mailboxes', body(other));
        assert.deepEqual([answer.status, answer.body.field], [409, field]);
    }
});

test('what cannot be is refused with the field that is wrong', async () => {
    const cases = [
        ['name', { name: ' ' }], ['address', { address: 'nobody' }], ['provider', { provider: 'Quelqu’un' }],
        ['imap.host', { imap: { host: 'a b', port: 9, security: 'tls' } }], ['imap.port', { imap: { host: 'a.example', port: 0, security: 'tls' } }],
        ['imap.security', { imap: { host: 'a.example', port: 143, security: 'none' } }], ['smtp.security', { smtp: { host: '192.0.2.7', port: 25, security: 'none' } }],
        ['imap.after_folder', { imap: { host: 'a.example', port: 9, security: 'tls', after: 'move' } }],
        ['user', { user: null }], ['password', { auth: 'oauth2' }], ['password', { password: 'deux\nlignes' }],
        ['addresses[0].address', { addresses: [{ address: 'x' }] }], ['addresses', { addresses: [{ address: 'x@example.org', team: '12' }] }],
    ];
    for (const [field, other] of cases) {
        const answer = await ada.post('/api/mailboxes', body(other));
        assert.deepEqual([answer.status, answer.body.field], [400, field], JSON.stringify(other));
    }
});

test('a password is asked again before it would go to another server', async () => {
    const { id } = await add();
    for (const change of [{ imap: { host: 'imap.elsewhere.example', port: 993, security: 'tls' } }, { user: 'quelquun@example.org' }]) {
        const refused = await ada.patch(`/api/mailboxes/${id}`, change);
        assert.deepEqual([refused.status, refused.body.field], [400, 'password']);
        assert.equal((await ada.patch(`/api/mailboxes/${id}`, { ...change, password: secret })).status, 200);
    }
});

test('the list turns its pages', async () => {
    await add();
    const all = (await ada.get('/api/mailboxes')).body.items.map((one) => one.id);
    assert.ok(all.length > 2);
    assert.deepEqual((await ada.all('/api/mailboxes', 1)).map((one) => one.id), all);
});

test('addresses carry a name, a signature and a team; a team has a signature of its own', async () => {
    const team = (await ada.post('/api/teams', { name: 'Facturation' })).body;
    const made = await add({ addresses: [{ address: 'factures@example.org', name: 'Les factures', signature: 'Le service facturation\n', team: team.id }] });
    assert.deepEqual(made.addresses[1], { address: 'factures@example.org', name: 'Les factures', signature: 'Le service facturation', team: { id: team.id, name: 'Facturation' } });
    const signed = await ada.put(`/api/mailboxes/signatures/${team.id}`, { signature: 'L’équipe' });
    assert.deepEqual([signed.status, signed.body], [200, { team: { id: team.id, name: 'Facturation' }, signature: 'L’équipe' }]);
    assert.deepEqual((await ada.get('/api/mailboxes/signatures')).body.items, [signed.body]);
    assert.equal((await ada.put(`/api/mailboxes/signatures/${team.id}`, { signature: null })).body.signature, null);
    assert.equal((await ada.put('/api/mailboxes/signatures/12', { signature: 'x' })).status, 404);
});

test('presets tell the usual providers, and which one holds an address', async () => {
    const { items } = (await ada.get('/api/mailboxes/presets?address=camille@gmail.com')).body;
    assert.deepEqual(items.filter((one) => one.guessed).map((one) => one.provider), ['google']);
    assert.deepEqual(items.find((one) => one.provider === 'ovh').imap, { host: 'ssl0.ovh.net', port: 993, security: 'tls' });
    assert.deepEqual(items.find((one) => one.provider === 'microsoft').auth, ['oauth2']);
    assert.ok((await ada.get('/api/mailboxes/presets')).body.items.every((one) => !one.guessed));
});

test('only who may change settings sees mailboxes', async () => {
    for (const target of ['', '/presets', '/signatures', '/12', '/clients/google']) {
        assert.equal((await server.client('ben').get(`/api/mailboxes${target}`)).status, 403, target);
        assert.equal((await server.client().get(`/api/mailboxes${target}`)).status, 401, target);
    }
});

test('anyone may ask how many mailboxes are well, not which', async () => {
    await add();
    const answer = await server.client().get('/health');
    const { length } = await ada.all('/api/mailboxes');
    assert.equal(Object.values(answer.body.mailboxes).reduce((sum, one) => sum + one), length);
    assert.ok(!answer.bytes.includes('@'));
});

test('the log never names an address', async () => {
    const made = await add();
    await ada.delete(`/api/mailboxes/${made.id}`);
    assert.ok(!readFileSync(server.log, 'utf8').includes(made.address));
});

test('no secret is in an answer, in the log or in a file', async () => {
    const made = await add();
    await ada.patch(`/api/mailboxes/${made.id}`, { password: `${secret}-encore` });
    const answers = [made, ...await ada.all('/api/mailboxes')].map((one) => JSON.stringify(one));
    assert.ok(answers.every((one) => !one.includes(secret)));
    assert.ok(!readFileSync(server.log, 'utf8').includes(secret));
    const clear = files(server.data).filter(([, bytes]) => bytes.includes(secret)).map(([name]) => name);
    assert.deepEqual(clear, []);
    assert.ok(files(server.data).some(([, bytes]) => bytes.includes(made.address)), 'the files were really looked through');
});
