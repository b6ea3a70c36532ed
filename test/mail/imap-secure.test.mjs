/* Who is trusted with a password: certificates are checked, and a token signs in where there is no password. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { makeAuthority } from '../lib/authority.mjs';
import { letter } from '../lib/mail-link.mjs';
import { startDovecot } from '../lib/mail-servers.mjs';
import { startOAuthProvider } from '../lib/oauth-provider.mjs';
import { emailOf, startServer } from '../lib/server.mjs';
import { tail, until } from '../lib/scratch.mjs';

let authority, server, ada;
const dovecots = [];
before(async () => {
    authority = makeAuthority();
    server = await startServer({ staff: { ada: 'administrator' }, lmtp: false, options: ['--mail-ca', authority.ca] });
    ada = server.client('ada');
});
after(async () => {
    await server?.stop();
    for (const dovecot of dovecots) await dovecot.stop();
});

async function serve(options) {
    const dovecot = await startDovecot(options);
    dovecots.push(dovecot);
    return dovecot;
}

let count = 0;
async function addMailbox(imap, other = {}) {
    const user = `boite${++count}`;
    const made = await ada.post('/api/mailboxes', {
        name: user, address: `${user}@desk.test`, provider: 'other', user, auth: 'password', password: 'secret', imap: { host: 'localhost', ...imap }, ...other,
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return { id: made.body.id, user };
}

const health = async (id) => (await ada.get(`/api/mailboxes/${id}`)).body.health;
const wait = (what, ask) => until(what, ask, 60).catch((error) => {
    throw new Error(`${error.message}\nLien: ${tail(server.log)}\n${dovecots.map(({ dir }) => tail(`${dir}/dovecot.log`, 8)).join('\n')}`);
});
const failure = (id) => wait('a failure', async () => (await health(id)).last_error);

async function arrives(dovecot, user, subject) {
    await dovecot.deliver(user, letter({ from: `${user}@people.test`, to: `${user}@desk.test`, subject }));
    await wait(`"${subject}"`, async () => (await ada.all('/api/conversations', 200)).some((one) => one.subject === subject));
}

test('mail is fetched over TLS from a server that our authority vouches for, by IDLE too', async () => {
    const dovecot = await serve({ tls: authority.issue() });
    const { id, user } = await addMailbox({ port: dovecot.imaps, security: 'tls' });
    await wait('the first look', async () => (await health(id)).state === 'ok');
    await arrives(dovecot, user, 'Par TLS');
    await arrives(dovecot, user, 'Par TLS encore');
});

test('mail is fetched over STARTTLS', async () => {
    const dovecot = await serve({ tls: authority.issue() });
    const { user } = await addMailbox({ port: dovecot.imap, security: 'starttls' });
    await arrives(dovecot, user, 'Par STARTTLS');
});

test('a certificate that is another’s, expired or unknown is refused, and the password is not told', async () => {
    const cases = [
        [{ tls: authority.issue({ names: ['DNS:mail.other.test'] }) }, 'wrong-host'],
        [{ tls: authority.issue({ from: '20200101000000Z', to: '20210101000000Z' }) }, 'expired'],
        [{ tls: makeAuthority().issue() }, 'unknown-authority'],
    ];
    for (const [options, detail] of cases) {
        const dovecot = await serve(options);
        for (const [port, security] of [[dovecot.imaps, 'tls'], [dovecot.imap, 'starttls']]) {
            const { id } = await addMailbox({ port, security });
            const trouble = await failure(id);
            assert.deepEqual([trouble.step, trouble.code, trouble.detail], ['tls', 'certificate', detail], `${detail} by ${security}`);
            await ada.delete(`/api/mailboxes/${id}`);
        }
        assert.doesNotMatch(tail(`${dovecot.dir}/dovecot.log`, 1000), /user=<[^>]/);
    }
});

test('a server without TLS, or one that speaks TLS where it should not, is told as such', async () => {
    const plain = await serve();
    const tls = await serve({ tls: authority.issue() });
    const code = async (imap) => {
        const { id } = await addMailbox(imap);
        const trouble = await failure(id);
        await ada.delete(`/api/mailboxes/${id}`);
        return `${trouble.step} ${trouble.code}`;
    };
    assert.equal(await code({ port: plain.imap, security: 'tls' }), 'tls not-tls');
    assert.equal(await code({ port: plain.imap, security: 'starttls' }), 'tls no-starttls');
    assert.equal(await code({ port: tls.imap, security: 'tls' }), 'tls not-tls');
    assert.equal(await code({ port: 9, security: 'tls' }), 'connect refused');
    assert.equal(await code({ host: 'no-such-host.test', port: 993, security: 'tls' }), 'resolve unknown-host');
});

test('a token signs in instead of a password; one that ended too early is renewed without a word', async () => {
    const provider = await startOAuthProvider(`${server.url}/api/mailboxes/authorized`);
    const ended = new Set();
    const asked = [];
    const knower = createServer(async (request, answer) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        const token = new URLSearchParams(body).get('token');
        asked.push(token);
        const active = provider.tokens.includes(token) && !ended.has(token);
        answer.setHeader('content-type', 'application/json');
        answer.end(JSON.stringify(active ? { active: 'true', username: 'jeton' } : { active: 'false' }));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => knower.once('listening', resolve));
    const dovecot = await serve({ tls: authority.issue(), oauth: `http://127.0.0.1:${knower.address().port}/` });
    const browser = await server.signIn(emailOf('ada'));
    assert.equal((await browser.put('/api/mailboxes/clients/essai', provider.settings)).status, 200);
    const made = await browser.post('/api/mailboxes', {
        name: 'Jeton', address: 'jeton@desk.test', provider: 'essai', user: 'jeton', auth: 'oauth2', imap: { host: 'localhost', port: dovecot.imaps, security: 'tls' },
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { id } = made.body;
    const back = await provider.consent((await browser.post(`/api/mailboxes/${id}/authorize`)).body.url);
    assert.equal((await browser.get(back.slice(server.url.length))).status, 303);
    await arrives(dovecot, 'jeton', 'Par jeton');
    assert.ok(asked.length > 0 && asked.every((token) => provider.tokens.includes(token)));

    for (const token of asked) ended.add(token);
    await dovecot.stop();
    await dovecot.begin();
    await arrives(dovecot, 'jeton', 'Par un autre jeton');
    assert.notEqual((await health(id)).last_error?.code, 'oauth-expired');
    await browser.delete(`/api/mailboxes/${id}`);
    knower.close();
    await provider.stop();
});
