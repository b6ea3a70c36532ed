/* The server is killed (SIGKILL) at a random moment while mail comes in, again and again on the same folder. What it
 * answered 250 must be there, once; what it did not answer is tried again, as a mail server does, and must then be
 * there once too; and after each kill everything that must be true of the data holds.
 *
 * ROUNDS=300 make crash plays longer; SEED repeats the same moments. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceFrom } from '../lib/chance.mjs';
import { MailLink, letter } from '../lib/mail-link.mjs';
import { lien, startServer } from '../lib/server.mjs';
import { sleep, tail } from '../lib/scratch.mjs';

const rounds = Number(process.env.ROUNDS ?? 6);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const random = chanceFrom(seed);
const links = 4;

let made = 0;
function newMail() {
    made += 1;
    const subject = `Essai ${made} fin`;
    const from = `personne${Math.floor(random() * 200)}@example.org`;
    const id = `essai-${seed}-${made}@example.org`;
    return { subject, id, bytes: random() < 0.3 ? withFile({ from, subject, id }) : letter({ from, to: 'contact@desk.example', subject, id }) };
}

function withFile({ from, subject, id }) {
    const content = Buffer.from(`${id} `.repeat(Math.ceil(random() * 2000))).toString('base64').replace(/.{76}/g, '$&\r\n');
    return letter({
        from, to: 'contact@desk.example', subject, id,
        extra: ['X-Part: file'],
        text: '',
    }).replace('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit', 'Content-Type: multipart/mixed; boundary=b') +
        ['--b', 'Content-Type: text/plain', '', 'Voici.', '--b', 'Content-Type: text/plain; name=recu.txt',
            'Content-Disposition: attachment; filename=recu.txt', 'Content-Transfer-Encoding: base64', '', content, '--b--', ''].join('\r\n');
}

/** One connection that hands over mails until the server dies: first those not answered yet, then new ones. */
async function pour(port, waiting, kept) {
    let link;
    let mail = null;
    try {
        link = await MailLink.open(port);
        for (;;) {
            mail = waiting.shift() ?? newMail();
            const [answer] = await link.send('client@example.org', ['contact@desk.example'], mail.bytes);
            if (answer.code === 250) kept.add(mail.subject);
            else waiting.push(mail);
            mail = null;
        }
    } catch {
        if (mail) waiting.push(mail);
    } finally {
        link?.destroy();
    }
}

test(`mail answered 250 is there exactly once, whenever the server is killed (seed ${seed})`, async (t) => {
    const server = await startServer({ staff: { ada: 'administrator' } });
    const ada = server.client('ada');
    const kept = new Set();
    const waiting = [];

    for (let round = 1; round <= rounds; round++) {
        await t.test(`round ${round}`, async () => {
            const before = kept.size;
            const pouring = Array.from({ length: links }, () => pour(server.lmtp, waiting, kept));
            while (kept.size === before) await sleep(1);
            await sleep(random() * 400);
            await server.kill();
            await Promise.all(pouring);
            await lien(['check', '--data', server.data]).catch((error) => {
                throw new Error(`${error.message}\n${tail(server.log)}`);
            });
            await server.begin();
        });
    }

    await t.test('nothing is missing, nothing is there twice', async () => {
        const seen = new Map();
        for (const { subject, message_count: count } of await ada.all('/api/conversations', 200)) {
            seen.set(subject, (seen.get(subject) ?? 0) + count);
        }
        assert.deepEqual([...kept].filter((subject) => !seen.has(subject)), [], 'acknowledged and lost');
        assert.deepEqual([...seen].filter(([, times]) => times !== 1), [], 'there more than once');
        assert.ok(kept.size > rounds * 5, `only ${kept.size} mails in ${rounds} rounds`);
        t.diagnostic(`${kept.size} mails answered 250 in ${rounds} rounds`);
    });

    await t.test('the mails as they came are whole', async () => {
        const page = await ada.get('/api/conversations?limit=20');
        for (const { id } of page.body.items) {
            const messages = await ada.get(`/api/conversations/${id}/messages`);
            const [message] = messages.body.items;
            const source = await ada.get(`/api/messages/${message.id}/source`);
            assert.equal(source.status, 200);
            assert.match(source.bytes.toString(), /^Message-ID: <essai-/m);
            for (const file of message.attachments) {
                const got = await ada.get(`/api/attachments/${file.id}`);
                assert.equal(got.bytes.length, file.size);
            }
        }
    });
    await server.stop();
});
