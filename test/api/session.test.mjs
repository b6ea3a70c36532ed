/* Signing in, and what protects it. */
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { emailOf, lien, password, startServer } from '../lib/server.mjs';
import { until } from '../lib/scratch.mjs';

let server;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator', bea: 'adviser', col: 'reader' } });
});
after(() => server.stop());

/** A sign-in that comes from another machine. */
function signInFrom(address, email, secret) {
    return new Promise((resolve, reject) => {
        const request = http.request(`${server.url}/api/session`, {
            method: 'POST', localAddress: address, headers: { 'content-type': 'application/json' },
        }, (answer) => {
            answer.resume();
            answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers }));
        });
        request.on('error', reject);
        request.end(JSON.stringify({ email, password: secret }));
    });
}

test('a right password opens a session whose cookie scripts cannot read', async () => {
    const answer = await server.client().post('/api/session', { email: emailOf('ada'), password });
    assert.equal(answer.status, 200);
    assert.equal(answer.body.staff.role, 'administrator');
    assert.ok(answer.body.staff.rights.includes('staff.manage'));
    const [cookie] = answer.headers.getSetCookie();
    assert.match(cookie, /^lien_session=[\w-]{40,};/);
    assert.match(cookie, /HttpOnly/i);
    assert.match(cookie, /SameSite=Lax/i);
    assert.ok(!JSON.stringify(answer.body).includes(cookie.split(/[=;]/)[1]), 'the secret is in the cookie only');
});

test('the address is the same in upper case and with spaces around', async () => {
    const ada = await server.signIn(`  ${emailOf('ada').toUpperCase()} `);
    assert.equal((await ada.get('/api/session')).status, 200);
});

test('a wrong password and an unknown address are told the same', async () => {
    const wrong = await server.client().post('/api/session', { email: emailOf('col'), password: 'pas la bonne phrase' });
    const unknown = await server.client().post('/api/session', { email: 'personne@desk.example', password: 'pas la bonne phrase' });
    assert.equal(wrong.status, 401);
    assert.deepEqual([unknown.status, unknown.body.code, unknown.body.detail], [401, wrong.body.code, wrong.body.detail]);
});

test('a change asked with the cookie alone, without its token, is refused', async () => {
    const ada = await server.signIn(emailOf('ada'));
    const { 'x-csrf-token': token, ...bare } = ada.headers;
    for (const headers of [bare, { ...bare, 'x-csrf-token': 'x'.repeat(token.length) }, { ...bare, 'x-csrf-token': '' }]) {
        const answer = await fetch(`${server.url}/api/teams`, {
            method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ name: 'Volée' }),
        });
        assert.equal(answer.status, 403);
    }
    assert.deepEqual((await ada.get('/api/teams')).body.items, []);
});

test('a change that comes from a page of another site is refused', async () => {
    const ada = await server.signIn(emailOf('ada'));
    const answer = await ada.post('/api/teams', { name: 'Volée' }, { origin: 'https://evil.example' });
    assert.equal(answer.status, 403);
});

test('a body of a type that a form of another site can send is refused', async () => {
    const ada = await server.signIn(emailOf('ada'));
    const answer = await ada.request('POST', '/api/teams', JSON.stringify({ name: 'Volée' }), { 'content-type': 'text/plain' });
    assert.ok([400, 415].includes(answer.status), String(answer.status));
});

test('signing out ends the session at once', async () => {
    const ada = await server.signIn(emailOf('ada'));
    assert.equal((await ada.delete('/api/session')).status, 204);
    assert.equal((await ada.get('/api/session')).status, 401);
});

test('a new sign-in never takes over a session that a stranger had set', async () => {
    const planted = { cookie: `lien_session=${'A'.repeat(43)}` };
    const answer = await server.client().request('POST', '/api/session', { email: emailOf('ada'), password }, planted);
    assert.equal(answer.status, 200);
    assert.ok(!answer.headers.getSetCookie()[0].includes('AAAAAAAAAA'));
    assert.equal((await server.client().get('/api/session', planted)).status, 401);
});

test('guesses slow down whoever guesses, not the colleague elsewhere', async () => {
    const email = emailOf('bea');
    const slowed = await until('the guesses to be slowed', async () => {
        const answer = await signInFrom('127.0.0.7', email, 'au hasard, une fois de plus');
        assert.ok([401, 429].includes(answer.status), String(answer.status));
        return answer.status === 429 ? answer : null;
    });
    assert.match(slowed.headers['retry-after'], /^[1-9]\d*$/);
    assert.equal((await signInFrom('127.0.0.7', email, password)).status, 429, 'even with the right one, there');
    assert.equal((await signInFrom('127.0.0.8', email, password)).status, 200, 'not for the colleague');
});

test('a dismissed colleague is out at once, token and session', async () => {
    await server.addStaff('dom', 'adviser');
    const dom = await server.signIn(emailOf('dom'));
    const ada = server.client('ada');
    const id = (await ada.get('/api/staff')).body.items.find((one) => one.email === emailOf('dom')).id;
    assert.equal((await ada.patch(`/api/staff/${id}`, { active: false })).status, 200);
    assert.equal((await dom.get('/api/session')).status, 401);
    assert.equal((await server.client('dom').get('/api/session')).status, 401);
    assert.equal((await server.client().post('/api/session', { email: emailOf('dom'), password })).status, 401);
});

test('an invitation works once', async () => {
    const ada = server.client('ada');
    const made = await ada.post('/api/staff', { email: 'eve@desk.example', name: 'Ève', role: 'adviser' });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const [, secret] = /#(.+)$/.exec(made.body.link);
    const nobody = server.client();
    assert.deepEqual((await nobody.get(`/api/session/link?secret=${secret}`)).body, { kind: 'invitation', email: 'eve@desk.example' });
    const first = await nobody.post('/api/session/link', { secret, password });
    assert.equal(first.status, 200, JSON.stringify(first.body));
    assert.equal(first.body.staff.name, 'Ève');
    assert.ok((await nobody.post('/api/session/link', { secret, password })).status >= 400, 'not twice');
    assert.equal((await server.signIn('eve@desk.example')).session.staff.email, 'eve@desk.example');
});

test('a password that is too short is refused with its field', async () => {
    const ada = server.client('ada');
    const { body } = await ada.post('/api/staff', { email: 'flo@desk.example', name: 'Flo', role: 'reader' });
    const answer = await server.client().post('/api/session/link', { secret: /#(.+)$/.exec(body.link)[1], password: 'court' });
    assert.equal(answer.status, 400);
    assert.equal(answer.body.field, 'password');
});

test('an empty store prints a link that makes the first administrator, once', async () => {
    const empty = await startServer({ lmtp: false });
    const { readFileSync } = await import('node:fs');
    const link = await until('the link', () => /\/welcome#([\w-]+)/.exec(readFileSync(empty.log, 'utf8')));
    const nobody = empty.client();
    assert.equal((await nobody.get(`/api/session/link?secret=${link[1]}`)).body.kind, 'first');
    const made = await nobody.post('/api/session/link', { secret: link[1], email: 'chef@desk.example', name: 'Chef', password });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    assert.equal(made.body.staff.role, 'administrator');
    assert.ok((await nobody.post('/api/session/link', { secret: link[1], email: 'autre@desk.example', name: 'X', password })).status >= 400);
    await empty.stop();
});

test('the commands refuse what cannot be, saying what is accepted', async () => {
    const cases = [
        [['serve', '--data', server.data, '--listen', 'ici:8080'], /listen.*ici:8080/s],
        [['user', 'add', '--data', server.data, '--email', 'x@desk.example', '--role', 'chef'], /chef.*administrator, supervisor, adviser/s],
        [['serve', '--data', server.data, '--plus', '1'], /plus/],
        [['danse'], /danse/],
    ];
    for (const [words, said] of cases) {
        const error = await lien(words).then(() => null, (failure) => failure);
        assert.ok(error, words.join(' '));
        assert.equal(error.status, 2, error.message);
        assert.match(error.stderr, said);
    }
});
