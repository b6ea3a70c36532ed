/* Mail is fetched from a real Dovecot: at once when it arrives, all of it after an outage, each mail once. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { readInbox } from '../lib/imap.mjs';
import { letter } from '../lib/mail-link.mjs';
import { startDovecot } from '../lib/mail-servers.mjs';
import { startServer } from '../lib/server.mjs';
import { run, tail, until } from '../lib/scratch.mjs';

let dovecot, server, ada;
before(async () => {
    dovecot = await startDovecot();
    server = await startServer({ staff: { ada: 'administrator' }, lmtp: false });
    ada = server.client('ada');
});
after(async () => {
    await server?.stop();
    await dovecot?.stop();
});

/** A mailbox fetched from Dovecot; → its id. */
async function addMailbox(user, imap = {}, other = {}) {
    const made = await ada.post('/api/mailboxes', {
        name: user, address: `${user}@desk.test`, provider: 'other', user, auth: 'password', password: 'secret',
        imap: { host: '127.0.0.1', port: dovecot.imap, security: 'none', ...imap }, ...other,
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id;
}

const health = async (id) => (await ada.get(`/api/mailboxes/${id}`)).body.health;

/** Waits for something of the server, and says what both logged when it does not come. */
const wait = (what, ask, seconds = 60) => until(what, ask, seconds).catch((error) => {
    throw new Error(`${error.message}\nLien: ${tail(server.log)}\nDovecot: ${tail(`${dovecot.dir}/dovecot.log`)}`);
});

/** The conversations with a sender of a domain, once there are as many. */
function conversations(domain, count) {
    return wait(`${count} conversations of ${domain}`, async () => {
        const items = (await ada.all('/api/conversations', 200)).filter((one) => one.person.address.endsWith(`@${domain}`));
        return items.length >= count && items;
    });
}

/** Mails of as many persons of a domain, as they lie in a mailbox. */
function mails(domain, count, first = 0) {
    return Array.from({ length: count }, (_, i) => letter({
        from: `p${first + i}@${domain}`, to: 'contact@desk.test', id: `${first + i}@${domain}`, subject: `Demande ${first + i}`, text: 'Bonjour.\r\n',
    }));
}

const fetched = (id) => wait(`all of mailbox ${id} to be here`, async () => {
    const now = await health(id);
    return now.state === 'ok' && now.behind === 0;
});

test('a mail delivered to the mailbox is on the desk, without being marked seen', async () => {
    const id = await addMailbox('contact', {}, { addresses: [{ address: 'aide@desk.test', name: 'Aide' }] });
    await wait('the first look', async () => (await health(id)).last_success_at);
    await dovecot.deliver('contact', letter({ from: 'Jeanne <jeanne@one.test>', to: 'aide@desk.test', subject: 'Ma facture' }));
    const [conversation] = await conversations('one.test', 1);
    assert.equal(conversation.subject, 'Ma facture');
    assert.ok(readdirSync(path.join(dovecot.maildir('contact'), 'cur')).concat(readdirSync(path.join(dovecot.maildir('contact'), 'new')))
        .every((name) => !/,\w*S\w*$/.test(name)), 'seen by its owner only');
    const { state, last_error: trouble } = await health(id);
    assert.deepEqual([state, trouble], ['ok', null]);
});

test('the address of ours is the one that the mail names', async () => {
    await dovecot.deliver('contact', letter({ from: 'b@two.test', to: 'contact+quelque-chose@desk.test' }), letter({ from: 'a@two.test', to: 'Aide <AIDE@desk.test>' }),
        letter({ from: 'c@two.test', to: 'undisclosed-recipients:;' }));
    for (const { id, person } of await conversations('two.test', 3)) {
        const { body } = await ada.get(`/api/conversations/${id}`);
        assert.equal(body.our_address ?? body.to, person.address.startsWith('a') ? 'aide@desk.test' : 'contact@desk.test');
    }
});

test('500 mails of a week without the server are all here, once', async () => {
    await server.kill();
    dovecot.drop('contact', mails('week.test', 500));
    await server.begin();
    await conversations('week.test', 500);
    await dovecot.deliver('contact', ...mails('week.test', 1, 500));
    assert.equal((await conversations('week.test', 501)).length, 501);
});

test('killed while it catches up, it has each mail once', async () => {
    dovecot.drop('rush', mails('rush.test', 600));
    const id = await addMailbox('rush');
    for (let i = 0; i < 3; i++) {
        await wait('a part to be here', async () => (await ada.get('/api/conversations?limit=1')).body.items[0]?.person.address.endsWith('rush.test'));
        await server.kill();
        await server.begin();
    }
    await fetched(id);
    assert.equal((await conversations('rush.test', 600)).length, 600);
});

test('a folder that was numbered anew is fetched again, and nothing is doubled', async () => {
    await dovecot.stop();
    rmSync(path.join(dovecot.maildir('rush'), 'dovecot-uidlist'));
    for (const name of readdirSync(dovecot.maildir('rush')).filter((one) => one.startsWith('dovecot.index'))) rmSync(path.join(dovecot.maildir('rush'), name));
    dovecot.drop('rush', mails('rush.test', 1, 600));
    await dovecot.begin();
    await conversations('rush.test', 601);
    await until('the log to tell', () => readFileSync(server.log, 'utf8').includes('begun_anew'));
    assert.equal((await conversations('rush.test', 601)).length, 601);
});

test('a Dovecot that was killed is found again', async () => {
    await dovecot.kill();
    await dovecot.begin();
    await dovecot.deliver('contact', ...mails('back.test', 1));
    await conversations('back.test', 1);
});

test('the same mail in two mailboxes is one message', async () => {
    const id = await addMailbox('second');
    const mail = letter({ from: 'x@both.test', to: 'contact@desk.test, second@desk.test' });
    await dovecot.deliver('contact', mail);
    await conversations('both.test', 1);
    await dovecot.deliver('second', mail, letter({ from: 'y@both.test', to: 'second@desk.test' }));
    const both = await conversations('both.test', 2);
    assert.equal(both.length, 2);
    for (const one of both) assert.equal((await ada.get(`/api/conversations/${one.id}/messages`)).body.items.length, 1);
    await fetched(id);
});

test('what is fetched is marked seen, moved or deleted there as the mailbox says', async () => {
    dovecot.drop('seen', mails('seen.test', 3));
    dovecot.drop('moved', mails('moved.test', 3));
    dovecot.drop('deleted', mails('deleted.test', 3));
    await fetched(await addMailbox('seen', { after: 'seen' }));
    await fetched(await addMailbox('moved', { after: 'move', after_folder: 'Traités' }));
    await fetched(await addMailbox('deleted', { after: 'delete' }));
    const names = (user, ...folder) => ['cur', 'new'].flatMap((part) => readdirSync(path.join(dovecot.maildir(user), ...folder, part)));
    assert.ok(names('seen').length === 3 && names('seen').every((name) => /,S$/.test(name)), names('seen').join());
    assert.equal((await readInbox(dovecot.imap, 'moved', 'secret')).length, 0);
    assert.equal(names('moved', '.Trait&AOk-s').length, 3);
    assert.equal((await readInbox(dovecot.imap, 'deleted', 'secret')).length, 0);
    for (const domain of ['seen.test', 'moved.test', 'deleted.test']) assert.equal((await conversations(domain, 3)).length, 3);
});

test('a paused mailbox fetches nothing until it is resumed', async () => {
    const id = await addMailbox('quiet');
    await fetched(id);
    await ada.patch(`/api/mailboxes/${id}`, { state: 'paused' });
    await dovecot.deliver('quiet', ...mails('quiet.test', 1));
    await dovecot.deliver('contact', ...mails('loud.test', 1));
    await conversations('loud.test', 1);
    assert.equal((await conversations('quiet.test', 0)).length, 0);
    await ada.patch(`/api/mailboxes/${id}`, { state: 'on' });
    await conversations('quiet.test', 1);
});

test('a wrong password and a missing folder are told, and mended by a change', async () => {
    const id = await addMailbox('wrong', { folder: 'Nulle part' });
    await wait('the missing folder', async () => (await health(id)).last_error?.code === 'no-such-folder');
    assert.equal((await health(id)).state, 'failing');
    await ada.patch(`/api/mailboxes/${id}`, { password: 'faux' });
    const failed = await wait('the wrong password', async () => (await health(id)).last_error?.code === 'wrong-password' && health(id));
    assert.equal(failed.last_error.step, 'sign-in');
    const { body } = await ada.get(`/api/mailboxes/${id}`);
    await ada.patch(`/api/mailboxes/${id}`, { password: 'secret', imap: { ...body.imap, folder: 'INBOX' } });
    await fetched(id);
});

test('a huge mail is a message with its beginning, and what cannot be parsed is one with its source', async () => {
    const id = await addMailbox('odd', { after: 'delete' });
    const huge = `${letter({ from: 'huge@odd.test', to: 'odd@desk.test', subject: 'Énorme', text: 'Le début se lit.' })}\r\n${'x'.repeat(98)}\r\n`
        .concat(`${'y'.repeat(998)}\r\n`.repeat(53_000));
    dovecot.drop('odd', [huge, '\x01\x02 not a mail at all \xff\r\n', '', ...mails('odd.test', 1)]);
    const seen = await conversations('odd.test', 2);
    const large = seen.find((one) => one.person.address === 'huge@odd.test');
    const { items: [message] } = (await ada.get(`/api/conversations/${large.id}/messages`)).body;
    assert.match(message.text, /^Le début se lit\./);
    assert.match(JSON.stringify(message.notes), /too large/);
    await wait('the rest to be here', async () => (await health(id)).behind === 0);
    const left = await readInbox(dovecot.imap, 'odd', 'secret');
    assert.deepEqual(left.map((mail) => mail.length > 50_000_000), [true], 'only the huge one stays there');
});

test('a copy of what we sent, seen in the mailbox, opens nothing', async () => {
    const [conversation] = await conversations('one.test', 1);
    const before = (await ada.all('/api/conversations', 200)).length;
    const sent = await ada.post(`/api/conversations/${conversation.id}/messages`, { kind: 'reply', text: 'Voici.' });
    assert.equal(sent.status, 201, JSON.stringify(sent.body));
    const message = await wait('the reply to be sent', async () => {
        const { items } = (await ada.get(`/api/conversations/${conversation.id}/messages`)).body;
        return items.find((one) => one.direction === 'out' && one.delivery.state !== 'queued');
    });
    const messageId = (await run(['sqlite3', path.join(server.data, 'lien.db'), `SELECT external_id FROM message WHERE id = ${message.id}`])).trim();
    assert.match(messageId, /@/);
    await dovecot.deliver('contact', letter({ from: 'aide@desk.test', to: 'jeanne@one.test', subject: 'Re: Ma facture', id: messageId, text: 'Voici.' }),
        ...mails('after.test', 1));
    await conversations('after.test', 1);
    assert.equal((await ada.all('/api/conversations', 200)).length, before + 1);
    assert.equal((await ada.get(`/api/conversations/${conversation.id}/messages`)).body.items.length, 2);
});
