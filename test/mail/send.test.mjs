/* What leaves arrives, is believed, and comes back to the right message when it cannot arrive: through a real Postfix and
 * Dovecot, over TLS, its signature read by somebody else's program with a name server of the test's own.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { makeAuthority } from '../lib/authority.mjs';
import { header, readInbox } from '../lib/imap.mjs';
import { MailLink, letter } from '../lib/mail-link.mjs';
import { startDovecot, startNames, startPostfix } from '../lib/mail-servers.mjs';
import { freePort, newFolder, run, tail, until } from '../lib/scratch.mjs';
import { startServer } from '../lib/server.mjs';

const person = 'jeanne.martin@people.test';
const gone = 'partie@people.test';
const desk = 'contact@desk.test';
let authority, dovecot, postfix, server, ada, names, lmtp;

before(async () => {
    assert.equal(process.getuid(), 0, 'a real Postfix starts as root only: run this test as root');
    authority = makeAuthority();
    dovecot = await startDovecot();
    lmtp = await freePort();
    postfix = await startPostfix({ 'desk.test': lmtp, 'people.test': dovecot.lmtp },
        { tls: authority.issue({ names: ['DNS:localhost'] }), gone: [gone] });
    await serve(`smtps://localhost:${postfix.smtps}`, ['--mail-ca', authority.ca]);
});

after(async () => {
    await server?.stop();
    await names?.stop();
    await postfix?.stop();
    await dovecot?.stop();
});

async function serve(smtp, options = []) {
    server = await startServer({
        staff: { ada: 'administrator' }, smtp, lmtp: false,
        options: ['--lmtp', `127.0.0.1:${lmtp}`, '--mail-address', desk, '--organisation', 'Refuge du Val', ...options],
    });
    ada = server.client('ada');
}

/** Hands a mail to Postfix. */
async function post(from, to, mail) {
    const link = await MailLink.open(postfix.port, 'EHLO');
    const [answer] = await link.send(from, [to], mail);
    assert.equal(answer.code, 250, answer.text);
    await link.quit();
}

/** A person writes about something new; gives the matter. */
async function heard(subject, options = {}) {
    await post(person, desk, letter({ from: `Jeanne Martin <${person}>`, to: desk, subject, ...options }));
    return until('the conversation', async () => {
        const { body } = await ada.get('/api/conversations');
        return body.items.find((item) => item.subject === subject);
    });
}

async function answered(matter, text) {
    const { status, body } = await ada.post(`/api/conversations/${matter.id}/messages`, { kind: 'reply', text });
    assert.equal(status, 201, JSON.stringify(body));
    return body.id;
}

const delivery = async (message) => (await ada.get(`/api/messages/${message}`)).body.delivery;

const delivered = (message, state) => until(`the message to be ${state}`, async () => {
    const found = await delivery(message);
    return found.state === state ? found : null;
}).catch(async (error) => {
    throw new Error(`${error.message}: ${JSON.stringify(await delivery(message))}\nPostfix: ${postfix.log()}\nLien: ${tail(server.log)}`);
});

const arrived = (text) => until('the mail in the mailbox', async () => {
    const mails = await readInbox(dovecot.imap, person, 'secret');
    return mails.find((mail) => mail.includes(text));
}, 30);

test('a mail leaves over TLS, the certificate of the server checked', async () => {
    const matter = await heard('Par TLS');
    await delivered(await answered(matter, 'Voici TLS.'), 'sent');
    const mail = await arrived('Voici TLS.');
    assert.match(mail, /with ESMTPS/i);
});

test('a bounce that says nothing fails the message its address names; a forged one fails none', async () => {
    const matter = await heard('Rebond');
    const [first, second] = [await answered(matter, 'Premier essai.'), await answered(matter, 'Second essai.')];
    await delivered(first, 'sent');
    await delivered(second, 'sent');
    const returned = /^Return-Path: <(.*)>/mi.exec(await arrived('Premier essai.'))[1];
    assert.match(returned, /^contact\+b-[a-z2-7]+@desk\.test$/);
    assert.ok(returned.split('@')[0].length <= 64);
    const word = 'From: postmaster@people.test\r\nSubject: non\r\n\r\nNon.\r\n';
    const forged = returned.replace(/b-(.)/, (all, one) => `b-${one === 'a' ? 'b' : 'a'}`);
    await post('', forged, word.replace('non', 'faux'));
    await until('the forged one to be set aside', async () =>
        (await ada.get('/api/strays')).body.items.some((item) => item.subject === 'faux'));
    assert.equal((await delivery(first)).state, 'sent');
    await post('', returned, word);
    await delivered(first, 'failed');
    assert.equal((await delivery(second)).state, 'sent');
});

test('of two recipients one is refused by name: the other has it once', async () => {
    const matter = await heard('À deux', { extra: [`Cc: ${gone}`] });
    const message = await answered(matter, 'Pour vous deux.');
    const { detail } = await delivered(message, 'failed');
    assert.match(detail, /partie@people\.test: 550 5\.1\.1/);
    await arrived('Pour vous deux.');
    const again = await ada.post(`/api/messages/${message}/retry`);
    assert.equal(again.status, 204, JSON.stringify(again.body));
    await delivered(message, 'failed');
    const mails = await readInbox(dovecot.imap, person, 'secret');
    assert.equal(mails.filter((mail) => mail.includes('Pour vous deux.')).length, 1);
    assert.doesNotMatch(tail(server.log, 200), /partie@/, 'no address in the log');
});

/** What python3-dkim says of a mail, asking our name server. */
async function verify(mail) {
    const file = path.join(newFolder('mail'), 'mail.eml');
    writeFileSync(file, mail, 'latin1');
    const script = `
import dkim, dns.resolver, sys
resolver = dns.resolver.Resolver(configure=False)
resolver.nameservers, resolver.port = ['127.0.0.1'], ${names.port}
def ask(name, timeout=5):
    return b''.join(resolver.resolve(name.decode().rstrip('.'), 'TXT')[0].strings)
print(dkim.verify(open(sys.argv[1], 'rb').read(), dnsfunc=ask))
`;
    return (await run(['/usr/bin/python3', '-c', script, file])).trim();
}

test('mail of a domain is signed once its key is on, and another program agrees', async () => {
    const made = await ada.post('/api/domains/desk.test/dkim', { action: 'make' });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    const { record_name: name, record_value: value } = made.body.dkim;
    assert.equal(name, 'lien1._domainkey.desk.test');
    names = await startNames([
        `txt-record=${name},${value.match(/.{1,250}/g).join(',')}`,
        'txt-record=desk.test,v=spf1 -all', 'mx-host=desk.test,mx.desk.test,10', 'txt-record=_dmarc.desk.test,v=DMARC1; p=reject',
    ]);
    const { data } = server;
    server.owned = false;
    await server.stop();
    server = await startServer({
        data, smtp: `smtps://localhost:${postfix.smtps}`, lmtp: false,
        options: ['--lmtp', `127.0.0.1:${lmtp}`, '--mail-address', desk, '--mail-ca', authority.ca, '--dns', names.address],
    });
    await server.addStaff('bob', 'administrator');
    ada = server.client('bob');
    const checked = await ada.post('/api/domains/desk.test/check');
    assert.equal(checked.status, 200, JSON.stringify(checked.body));
    assert.equal(checked.body.dkim_dns.reason, 'not-on');
    assert.equal(checked.body.dmarc.state, 'ok');
    assert.equal((await ada.post('/api/domains/desk.test/dkim', { action: 'on' })).body.dkim.state, 'on');
    assert.equal((await ada.post('/api/domains/desk.test/check')).body.dkim_dns.state, 'ok');

    const matter = await heard('Signé : été');
    await delivered(await answered(matter, 'Signé.\n.\n\nFrom ici   \n'), 'sent');
    const mail = await arrived('Sign=C3=A9.');
    assert.match(mail, /^DKIM-Signature: .*d=desk\.test/m);
    const signature = /^DKIM-Signature: ((?:.*\r\n[ \t])*.*)/m.exec(mail)[1];
    assert.match(signature.replace(/\s/g, ''), /h=[^;]*From:[^;]*:From;/i, 'From is signed once more than it is there');
    assert.equal(await verify(mail), 'True');
    assert.equal(await verify(mail.replace('Sign=C3=A9.', 'Sign=C3=A8.')), 'False');
    assert.equal(await verify(mail.replace(/^Subject: .*/m, 'Subject: autre')), 'False');
    assert.equal(await verify(`From: voleur@desk.test\r\n${mail}`), 'False', 'no second From can be put in front');
    await ada.post('/api/domains/desk.test/test', { to: person });
    assert.equal(await verify(await arrived('Auto-Submitted: auto-generated')), 'True');
});

test('a picture put in an answer goes inside the mail, a file beside it', async () => {
    const matter = await heard('Image');
    const upload = async (name, bytes) => (await ada.post(`/api/attachments?name=${encodeURIComponent(name)}`, bytes,
        { 'content-type': 'application/octet-stream' })).body;
    const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const [logo, plan] = [await upload('logo.png', picture), await upload('Plan d’été.bin', Buffer.from([0, 1, 2]))];
    const { status, body } = await ada.post(`/api/conversations/${matter.id}/messages`, {
        kind: 'reply', text: 'Avec une image.', attachments: [logo.id, plan.id],
        html: `<p>Avec une image. <img src="/api/attachments/${logo.id}" alt="logo"><img src="/api/attachments/1"></p>`,
    });
    assert.equal(status, 201, JSON.stringify(body));
    assert.deepEqual(body.attachments.map((one) => one.inline), [true, false]);
    await delivered(body.id, 'sent');
    const mail = await arrived('Avec une image.');
    const cid = /src=3D"cid:([^"]+)"|src="cid:([^"]+)"/.exec(mail.replace(/=\r\n/g, ''));
    assert.ok(cid, mail);
    assert.ok(mail.includes(`Content-Id: <${cid[1] ?? cid[2]}>`), mail);
    assert.match(mail, /multipart\/mixed[^]*multipart\/alternative[^]*multipart\/related/);
    assert.doesNotMatch(mail, /api\/attachments/);
});

test('an invitation says how to have no more of them, an answer of a person does not', async () => {
    const matter = await heard('Close');
    await delivered(await answered(matter, 'Voilà, clos.'), 'sent');
    assert.equal(header(await arrived('clos.'), 'list-unsubscribe'), '');
    await ada.patch(`/api/conversations/${matter.id}`, { status: 'closed' });
    const mail = await arrived('List-Unsubscribe: ');
    const url = header(mail, 'list-unsubscribe').slice(1, -1);
    assert.match(url, /\/u\/[a-z2-7]{29}$/);
    const thread = (await ada.get(`/api/conversations/${matter.id}/messages`)).body.items;
    const kept = thread.find((message) => message.kind === 'automatic');
    assert.match(kept.text, /\[lien vers le questionnaire : 5\]/);
    assert.doesNotMatch(JSON.stringify(kept), /\/[su]\/[a-z2-7]{29}/, 'no working link is kept');
    const found = await ada.get(`/api/search?q=${url.split('/').at(-1)}`);
    assert.equal(found.status, 200);
    assert.deepEqual(found.body.items ?? found.body.messages ?? [], []);
    const left = await fetch(url, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
    assert.equal(left.status, 200);
    const { body } = await ada.get(`/api/persons/${matter.person.id}/surveys-stopped`);
    assert.ok(body.stopped_at);
});

for (const [about, smtp, options] of [
    ['an authority that nobody trusts', () => `smtps://localhost:${postfix.smtps}`, () => []],
    ['a certificate for another name', () => `smtps://127.0.0.1:${postfix.smtps}`, () => ['--mail-ca', authority.ca]],
    ['a certificate for another name, by STARTTLS', () => `smtp://127.0.0.1:${postfix.port}`, () => ['--mail-ca', authority.ca]],
]) {
    test(`nothing is given to a server with ${about}`, async () => {
        await server.stop();
        await serve(smtp(), options());
        const matter = await heard(`Pas là : ${about}`);
        const message = await answered(matter, `Rien : ${about}`);
        const { detail } = await delivered(message, 'retrying');
        assert.match(detail, /certificate|SSL|peer/i);
    });
}
