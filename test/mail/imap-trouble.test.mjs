/* What goes wrong on the way between a mailbox and us: cut connections, mails that kill or are refused. None of it loses
 * a mail, doubles one, or holds up the others. */
import assert from 'node:assert/strict';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { startDovecot } from '../lib/mail-servers.mjs';
import { lien, startServer } from '../lib/server.mjs';
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

async function addMailbox(user, port = dovecot.imap) {
    const made = await ada.post('/api/mailboxes', {
        name: user, address: `${user}@desk.test`, provider: 'other', user, auth: 'password', password: 'secret', imap: { host: '127.0.0.1', port, security: 'none' },
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id;
}

const health = async (id) => (await ada.get(`/api/mailboxes/${id}`)).body.health;
const wait = (what, ask) => until(what, ask, 90).catch((error) => {
    throw new Error(`${error.message}\nLien: ${tail(server.log)}\nDovecot: ${tail(`${dovecot.dir}/dovecot.log`)}`);
});
const sql = (statement) => run(['sqlite3', path.join(server.data, 'lien.db'), statement]);

const mail = (domain, i, text = 'Bonjour.') => letter({ from: `p${i}@${domain}`, to: 'contact@desk.test', id: `${i}@${domain}`, subject: `Demande ${i}`, text: `${text}\r\n` });
const senders = async (domain) => (await ada.all('/api/conversations', 200)).map((one) => one.person.address).filter((address) => address.endsWith(`@${domain}`)).sort();

/** Between a mailbox and its server: each connection is cut after as many bytes of the server's as its turn says. */
async function startCutter(port, turns) {
    const cuts = [];
    const listener = net.createServer((client) => {
        let left = turns.shift() ?? Infinity;
        const peer = net.connect(port, '127.0.0.1');
        const end = () => {
            client.destroy();
            peer.destroy();
        };
        for (const socket of [client, peer]) socket.on('error', end).on('close', end);
        client.pipe(peer);
        peer.on('data', (bytes) => {
            client.write(bytes.subarray(0, left));
            left -= bytes.length;
            if (left <= 0) {
                cuts.push(bytes.length);
                client.end();
                peer.destroy();
            }
        });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    return { port: listener.address().port, cuts, stop: () => listener.close() };
}

test('a connection cut in the middle of mails goes on where it was', async () => {
    dovecot.drop('cut', Array.from({ length: 300 }, (_, i) => mail('cut.test', i, `${'mot '.repeat(1500)}\r\n`)));
    const cutter = await startCutter(dovecot.imap, [300_000, 50_000, 900_001]);
    const id = await addMailbox('cut', cutter.port);
    await wait('all to be here', async () => (await senders('cut.test')).length >= 300);
    assert.equal(cutter.cuts.length, 3);
    await wait('the health to be good again', async () => (await health(id)).state === 'ok');
    const { code, step } = (await health(id)).last_error;
    assert.equal(`${step} ${code}`, 'fetch closed');
    const all = await senders('cut.test');
    assert.equal(new Set(all).size, all.length, 'none twice');
    await ada.delete(`/api/mailboxes/${id}`);
    cutter.stop();
});

test('a mail at which the program died again and again is set aside with its bytes, the others come in', async () => {
    dovecot.drop('deadly', [mail('deadly.test', 1)]);
    const id = await addMailbox('deadly');
    await wait('the first to be here', async () => (await health(id)).state === 'ok');
    await server.kill();
    dovecot.drop('deadly', [2, 3, 4].map((i) => mail('deadly.test', i)));
    await sql(`UPDATE mailbox_cursor SET deaths = 3, uid_trying = 2 WHERE mailbox = ${id}`);
    await server.begin();
    await wait('the others to be here', async () => (await senders('deadly.test')).length === 3);
    assert.deepEqual(await senders('deadly.test'), ['p1@deadly.test', 'p3@deadly.test', 'p4@deadly.test']);
    const { last_error: trouble } = await wait('it to be told', async () => (await health(id)).behind === 0 && health(id));
    assert.equal(trouble.code, 'refused-mail');
    assert.match(trouble.detail, /UID 2/);
    assert.equal((await sql(`SELECT uid, deaths, uid_last, size > 100 FROM mailbox_refused JOIN mailbox_cursor USING (mailbox, folder) JOIN file ON file.id = source WHERE mailbox = ${id}`)).trim(), '2|0|4|1');
    const [stray] = (await ada.get('/api/strays')).body.items;
    assert.deepEqual([stray.has_source, stray.text, stray.notes], [true, '', ['the program stopped at it']]);
});

test('a mail that cannot be taken in at all is set aside with its bytes, the others come in', async () => {
    const poison = mail('poison.test', 2, 'x'.repeat(4000));
    await server.kill();
    await sql(`CREATE TRIGGER refuse BEFORE INSERT ON message WHEN (SELECT size FROM file WHERE id = NEW.source) = ${poison.length} BEGIN SELECT RAISE(ABORT, 'no'); END`);
    await server.begin();
    dovecot.drop('poison', [mail('poison.test', 1), poison, mail('poison.test', 3)]);
    const id = await addMailbox('poison');
    await wait('the others to be here', async () => (await senders('poison.test')).length === 2);
    await wait('it to be told', async () => (await health(id)).last_error?.code === 'refused-mail');
    await wait('the rest to be done', async () => (await health(id)).behind === 0);
    assert.equal((await sql(`SELECT uid, size FROM mailbox_refused JOIN file ON file.id = source WHERE mailbox = ${id}`)).trim(), `2|${poison.length}`);
    await server.kill();
    await sql('DROP TRIGGER refuse');
    await server.begin();
});

test('what is here is sound after all this', async () => {
    await server.kill();
    assert.match(await lien(['check', '--data', server.data]), /./);
    await server.begin();
});
