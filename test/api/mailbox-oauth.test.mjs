/* Signing in to a mailbox by the provider's consent, with a real provider. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { client, startOAuthProvider } from '../lib/oauth-provider.mjs';
import { until } from '../lib/scratch.mjs';
import { emailOf, startServer } from '../lib/server.mjs';

let server;
let provider;
let ada; // a browser: the provider sends it back
before(async () => {
    server = await startServer({ staff: { ada: 'administrator', bea: 'administrator' } });
    provider = await startOAuthProvider(`${server.url}/api/mailboxes/authorized`);
    ada = await server.signIn(emailOf('ada'));
    const put = await ada.put('/api/mailboxes/clients/essai', provider.settings);
    assert.equal(put.status, 200, JSON.stringify(put.body));
});
after(async () => {
    await provider.stop();
    await server.stop();
});

let count = 0;
/** It fetches nothing, so that tokens are asked for when the test wants it only. */
async function add(other = {}) {
    const address = `oauth${++count}@example.org`;
    const made = await ada.post('/api/mailboxes', {
        name: 'Boîte', address, provider: 'essai', user: address, auth: 'oauth2',
        imap: null, smtp: { host: '127.0.0.1', port: 9, security: 'none' }, ...other,
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
}

const ask = async (id) => (await ada.post(`/api/mailboxes/${id}/authorize`)).body.url;
const local = (url) => url.slice(server.url.length);

/** The whole walk; → where Lien sends the browser at last. */
async function consent(id, options) {
    const back = await provider.consent(await ask(id), options);
    assert.ok(back.startsWith(`${server.url}/api/mailboxes/authorized?`), back);
    const answer = await ada.get(local(back));
    assert.equal(answer.status, 303, JSON.stringify(answer.body));
    return answer.headers.get('location');
}

const state = async (id) => (await ada.get(`/api/mailboxes/${id}`)).body.health.state;

/** Makes the server need an access token: the test of both directions asks for one. */
const tryIt = async (mailbox) => (await ada.post('/api/mailboxes/test', {
    id: mailbox.id, name: mailbox.name, address: mailbox.address, provider: mailbox.provider, user: mailbox.user, auth: mailbox.auth,
    imap: { host: '127.0.0.1', port: 9, security: 'none' }, smtp: mailbox.smtp,
})).body;

test('a client is kept, and its secret never shown', async () => {
    const kept = await ada.get('/api/mailboxes/clients/essai');
    assert.deepEqual(kept.body, {
        provider: 'essai', client_id: client.id, has_secret: true, authorize_url: provider.settings.authorize_url, token_url: provider.settings.token_url,
        scope: provider.settings.scope, redirect_url: `${server.url}/api/mailboxes/authorized`,
    });
    const google = (await ada.get('/api/mailboxes/clients/google')).body;
    assert.equal(google.client_id, null);
    assert.match(google.token_url, /^https:\/\/oauth2\.googleapis\.com\//);
    for (const [field, change] of [['token_url', { token_url: 'http://id.example.org/token' }], ['authorize_url', { authorize_url: 'ftp://x' }],
        ['secret', { token_url: 'https://elsewhere.example/token', secret: undefined }], ['scope', { scope: '' }]]) {
        const refused = await ada.put('/api/mailboxes/clients/essai', { ...provider.settings, ...change });
        if (field === 'scope') assert.equal(refused.status, 400);
        else assert.deepEqual([refused.status, refused.body.field], [400, field]);
    }
});

test('consent makes a mailbox that is signed out work', async () => {
    const mailbox = await add();
    assert.equal(mailbox.health.state, 'signed-out');
    const url = new URL(await ask(mailbox.id));
    assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
    assert.equal(url.searchParams.get('login_hint'), mailbox.user);
    assert.ok(url.searchParams.get('state').length >= 43);
    assert.equal(await consent(mailbox.id), `/settings/mailboxes/${mailbox.id}?consent=granted`);
    assert.equal(await state(mailbox.id), 'ok');
    assert.equal((await ada.get(`/api/mailboxes/${mailbox.id}`)).body.has_secret, true);
    const before = provider.asked.length;
    const trial = await tryIt(mailbox);
    assert.deepEqual([trial.imap.step, trial.imap.code], ['connect', 'refused'], 'a token was had, nobody listens there');
    assert.deepEqual([trial.smtp.step, trial.smtp.code], ['connect', 'refused']);
    assert.deepEqual(provider.asked.slice(before), ['refresh_token'], 'both directions share one token');
    await tryIt(mailbox);
    assert.equal(provider.asked.length, before + 1, 'it is kept as long as it is good');
});

test('an access token is renewed before it ends, each time with the refresh token that came last', async () => {
    const hasty = await startOAuthProvider(`${server.url}/api/mailboxes/authorized`, { accessLife: 1 });
    assert.equal((await ada.put('/api/mailboxes/clients/hasty', hasty.settings)).status, 200);
    const mailbox = await add({ provider: 'hasty' });
    const back = await hasty.consent(await ask(mailbox.id));
    assert.match((await ada.get(local(back))).headers.get('location'), /consent=granted$/);
    await until('three renewals', async () => {
        assert.equal((await tryIt(mailbox)).imap.code, 'refused');
        return hasty.asked.filter((one) => one === 'refresh_token').length >= 3;
    });
    assert.ok(!hasty.asked.includes('invalid_grant'));
    await hasty.stop();
    const trial = await until('the token to end', async () => {
        const answer = await tryIt(mailbox);
        return answer.imap.code !== 'refused' && answer;
    });
    assert.equal(trial.imap.code, 'busy', 'a provider that is away is no reason to sign out');
    assert.equal(await state(mailbox.id), 'ok');
});

test('a consent that is taken back signs the mailbox out, and tells it once', async () => {
    const mailbox = await add();
    await consent(mailbox.id);
    await provider.revoke();
    const trial = await tryIt(mailbox);
    assert.deepEqual([trial.imap.code, trial.smtp.code], ['signed-out', 'signed-out']);
    const { health, has_secret: has } = (await ada.get(`/api/mailboxes/${mailbox.id}`)).body;
    assert.deepEqual([health.state, health.last_error.step, health.last_error.code, has], ['signed-out', 'sign-in', 'oauth-expired', false]);
    assert.equal(await consent(mailbox.id), `/settings/mailboxes/${mailbox.id}?consent=granted`);
    assert.deepEqual((await tryIt(mailbox)).imap.code, 'refused', 'signed in again');
});

test('a refusal, a state that nobody asked for, a second use and another account change nothing', async () => {
    const mailbox = await add();
    assert.equal(await consent(mailbox.id, { refuse: true }), `/settings/mailboxes/${mailbox.id}?consent=refused`);
    const back = local(await provider.consent(await ask(mailbox.id)));
    const forged = await ada.get(back.replace(/state=[^&]+/, 'state=forged'));
    assert.deepEqual([forged.status, forged.headers.get('location')], [303, '/settings/mailboxes?consent=expired']);
    const bea = await server.signIn(emailOf('bea'));
    assert.equal((await bea.get(back)).headers.get('location'), '/settings/mailboxes?consent=expired');
    assert.equal((await ada.get(back)).headers.get('location'), '/settings/mailboxes?consent=expired', 'a state is good once');
    assert.equal(await state(mailbox.id), 'signed-out');
    assert.equal((await server.client().get(back)).status, 401);
    assert.equal((await ada.get('/api/mailboxes/authorized?code=x')).status, 400);
});

test('a code that was asked for with another challenge is refused', async () => {
    const mailbox = await add();
    const first = new URL(await ask(mailbox.id));
    const second = new URL(await ask(mailbox.id));
    first.searchParams.set('state', second.searchParams.get('state')); // somebody else’s code, put into our answer
    const back = local(await provider.consent(first.href));
    assert.equal((await ada.get(back)).headers.get('location'), `/settings/mailboxes/${mailbox.id}?consent=failed`);
    assert.equal(await state(mailbox.id), 'signed-out');
});

test('who signs in with a password, or to a provider that does not know us, cannot ask', async () => {
    const plain = await add({ auth: 'password', password: 'un mot de passe' });
    const unknown = await add({ provider: 'google' });
    for (const [id, status, field] of [[plain.id, 409, 'auth'], [unknown.id, 409, 'provider'], ['12', 404, undefined]]) {
        const answer = await ada.post(`/api/mailboxes/${id}/authorize`);
        assert.deepEqual([answer.status, answer.body.field], [status, field]);
    }
});

test('another client forgets the consents that were given to the one before', async () => {
    const mailbox = await add();
    await consent(mailbox.id);
    await ada.put('/api/mailboxes/clients/essai', { ...provider.settings, scope: 'openid offline_access' });
    assert.equal(await state(mailbox.id), 'ok', 'a scope is no other client');
    await ada.put('/api/mailboxes/clients/essai', { ...provider.settings, client_id: 'another' });
    assert.equal(await state(mailbox.id), 'signed-out');
    await ada.put('/api/mailboxes/clients/essai', provider.settings);
});

test('no token and no client secret is in an answer, in the log or in a file', async () => {
    const mailbox = await add();
    await consent(mailbox.id);
    await tryIt(mailbox);
    const secrets = [client.secret, ...provider.tokens];
    assert.ok(provider.tokens.length >= 6, 'the provider gave some');
    const log = readFileSync(server.log, 'utf8');
    const files = readdirSync(server.data, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
        .map((one) => readFileSync(path.join(one.parentPath ?? one.path, one.name)));
    for (const secret of secrets) {
        assert.ok(!log.includes(secret));
        assert.ok(files.every((bytes) => !bytes.includes(secret)));
    }
});
