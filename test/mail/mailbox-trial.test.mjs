/* The test of both directions of a mailbox, against a real Dovecot and a real Postfix: what fails is told by its step and a
 * word for it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import { makeAuthority } from '../lib/authority.mjs';
import { startDovecot, startPostfix } from '../lib/mail-servers.mjs';
import { freePort, newFolder } from '../lib/scratch.mjs';
import { lien, startServer } from '../lib/server.mjs';

const refused = 'refusee@desk.test';
let authority, dovecot, postfix, server, stranger, ada, bob, nobody;
before(async () => {
    authority = makeAuthority();
    const issued = authority.issue();
    dovecot = await startDovecot({ tls: issued });
    postfix = await startPostfix({ 'desk.test': dovecot.lmtp }, { tls: issued, sasl: dovecot.sasl, refused });
    server = await startServer({ staff: { ada: 'administrator' }, lmtp: false, options: ['--mail-ca', authority.ca] });
    stranger = await startServer({ staff: { bob: 'administrator' }, lmtp: false }); // trusts the system's authorities only
    [ada, bob] = [server.client('ada'), stranger.client('bob')];
    nobody = await freePort();
});
after(async () => {
    for (const one of [server, stranger, postfix, dovecot]) await one?.stop();
});

const imap = (other = {}) => ({ host: 'localhost', port: dovecot.imaps, security: 'tls', ...other });
const smtp = (other = {}) => ({ host: 'localhost', port: postfix.smtps, security: 'tls', ...other });
const body = (other) => ({
    name: 'Essai', address: 'contact@desk.test', provider: 'other', user: 'contact@desk.test', auth: 'password', password: 'secret', imap: null, smtp: null, ...other,
});

async function attempt(other, who = ada) {
    const answer = await who.post('/api/mailboxes/test', body(other));
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
}

test('a mailbox that works says so, both ways, and which folders it has', async () => {
    for (const [inward, outward] of [[imap(), smtp()], [imap({ port: dovecot.imap, security: 'starttls' }), smtp({ port: postfix.port, security: 'starttls' })],
        [imap({ port: dovecot.imap, security: 'none' }), smtp({ port: postfix.port, security: 'none' })]]) {
        const trials = await attempt({ imap: inward, smtp: outward });
        assert.deepEqual(trials, {
            imap: { ok: true, step: 'folder', code: null, detail: null, folders: ['INBOX'] },
            smtp: { ok: true, step: 'send', code: null, detail: null, folders: [] },
        }, inward.security);
    }
    assert.ok(!/message-id=/.test(postfix.log()), 'nothing was sent');
});

test('a direction that is absent is not tried', async () => {
    assert.equal((await attempt({ imap: imap() })).smtp, null);
    assert.equal((await attempt({ smtp: smtp({ port: postfix.clear, security: 'none' }), user: null, password: undefined })).smtp.ok, true);
});

const inward = [
    ['the password is wrong', () => ({ imap: imap(), password: 'faux' }), 'sign-in', 'wrong-password'],
    ['nobody listens there', () => ({ imap: imap({ port: nobody }) }), 'connect', 'refused'],
    ['the host does not exist', () => ({ imap: imap({ host: 'nowhere.invalid' }) }), 'resolve', 'unknown-host'],
    ['the port speaks no TLS', () => ({ imap: imap({ port: dovecot.imap }) }), 'tls', 'not-tls'],
    ['the folder is not there', () => ({ imap: imap({ folder: 'Absent' }) }), 'folder', 'no-such-folder'],
    ['it is not a mail server', () => ({ imap: imap({ port: postfix.port, security: 'starttls' }) }), 'greeting', 'not-imap'],
];
const outward = [
    ['the password is wrong', () => ({ smtp: smtp(), password: 'faux' }), 'sign-in', 'wrong-password'],
    ['nobody listens there', () => ({ smtp: smtp({ port: nobody }) }), 'connect', 'refused'],
    ['the host does not exist', () => ({ smtp: smtp({ host: 'nowhere.invalid' }) }), 'resolve', 'unknown-host'],
    ['the port speaks no TLS', () => ({ smtp: smtp({ port: postfix.port }) }), 'tls', 'not-tls'],
    ['the server offers no STARTTLS', () => ({ smtp: smtp({ port: postfix.clear, security: 'starttls' }) }), 'tls', 'no-starttls'],
    ['nobody can sign in there', () => ({ smtp: smtp({ port: postfix.clear, security: 'none' }) }), 'sign-in', 'sign-in-off'],
    ['the sender is not ours', () => ({ smtp: smtp(), address: refused }), 'send', 'rejected-sender'],
    ['it is not a mail server', () => ({ smtp: smtp({ port: dovecot.imap, security: 'starttls' }) }), 'greeting', 'not-smtp'],
];
for (const [direction, cases] of [['imap', inward], ['smtp', outward]]) {
    for (const [what, make, step, code] of cases) {
        test(`${direction}: ${what}: ${step}, ${code}`, async () => {
            const trial = (await attempt(make()))[direction];
            assert.deepEqual([trial.ok, trial.step, trial.code], [false, step, code], JSON.stringify(trial));
            if (step === 'send' || step === 'sign-in' && code === 'wrong-password') assert.ok(trial.detail, 'the server said why');
        });
    }
}

test('a certificate that nobody vouches for is told, both ways', async () => {
    const trials = await attempt({ imap: imap(), smtp: smtp() }, bob);
    for (const trial of [trials.imap, trials.smtp]) {
        assert.deepEqual([trial.ok, trial.step, trial.code, trial.detail], [false, 'tls', 'certificate', 'unknown-authority']);
    }
});

for (const [word, wrong] of [['wrong-host', { names: ['DNS:autre.test'] }], ['expired', { from: '20200101000000Z', to: '20210101000000Z' }],
    ['not-yet-valid', { from: '20700101000000Z', to: '20710101000000Z' }]]) {
    test(`a certificate that is no good is told, both ways: ${word}`, async () => {
        const { cert, key } = authority.issue(wrong);
        const listener = tls.createServer({ cert: readFileSync(cert), key: readFileSync(key) }).on('tlsClientError', () => {});
        await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
        const { port } = listener.address();
        const trials = await attempt({ imap: imap({ port }), smtp: smtp({ port }) });
        listener.close();
        for (const trial of [trials.imap, trials.smtp]) {
            assert.deepEqual([trial.ok, trial.step, trial.code, trial.detail], [false, 'tls', 'certificate', word]);
        }
    });
}

test('what is kept serves when no password is given, for the same servers only', async () => {
    const made = await ada.post('/api/mailboxes', body({ smtp: smtp() }));
    assert.equal(made.status, 201);
    const kept = { id: made.body.id, password: undefined, smtp: smtp() };
    assert.equal((await attempt(kept)).smtp.ok, true);
    const elsewhere = await attempt({ ...kept, smtp: smtp({ host: '127.0.0.1' }) });
    assert.deepEqual([elsewhere.smtp.step, elsewhere.smtp.code], ['sign-in', 'signed-out']);
    const unknown = await ada.post('/api/mailboxes/test', body({ ...kept, id: '12' }));
    assert.deepEqual([unknown.status, unknown.body.field], [400, 'id']);
});

test('an operator adds, lists and tests mailboxes from the machine itself', async () => {
    const data = path.join(newFolder('mailbox'), 'data'); // nobody serves it, so that nothing is fetched from that provider
    const id = (await lien(['mailbox', 'add', '--data', data, '--email', 'Ligne@desk.test', '--provider', 'ovh', '--name', 'La ligne'], 'un secret\n')).trim();
    assert.equal(await lien(['mailbox', 'list', '--data', data]), `${id}\tligne@desk.test\tovh\tnew\tLa ligne\n`);
    assert.match(await lien(['check', '--data', data]), /mailbox/);
    const address = 'essai@desk.test';
    const made = await ada.post('/api/mailboxes', body({ address, user: address, imap: imap(), smtp: smtp() }));
    assert.equal(made.status, 201);
    const words = ['mailbox', 'test', '--data', server.data, '--mail-ca', authority.ca, '--email', address];
    assert.equal(await lien(words), 'imap\tok\nsmtp\tok\n');
    await ada.patch(`/api/mailboxes/${made.body.id}`, { password: 'faux' });
    await assert.rejects(lien(words), /wrong-password/);
    for (const [more, said] of [[['--email', 'x@outlook.com'], /takes no password/], [['--email', 'x@orange.fr', '--provider', 'nobody'], /must be one that Lien knows/]]) {
        await assert.rejects(lien(['mailbox', 'add', '--data', data, ...more], 'secret\n'), said);
    }
});
