/* A mail that passes a limit: whoever sent it is told by their own mail server, in French and in English, what to do
 * instead; nothing of it is kept, and nothing is kept from others. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readInbox } from '../lib/imap.mjs';
import { MailLink, letter } from '../lib/mail-link.mjs';
import { startDovecot, startPostfix } from '../lib/mail-servers.mjs';
import { startServer } from '../lib/server.mjs';
import { freePort, tail, until } from '../lib/scratch.mjs';

const person = 'jeanne.martin@people.test';
const desk = 'contact@desk.test';
let dovecot, postfix, server;

before(async () => {
    assert.equal(process.getuid(), 0, 'a real Postfix starts as root only: run this test as root');
    dovecot = await startDovecot();
    const lmtp = await freePort();
    postfix = await startPostfix({ 'desk.test': lmtp, 'people.test': dovecot.lmtp });
    server = await startServer({ staff: { ada: 'administrator' }, options: ['--lmtp', `127.0.0.1:${lmtp}`, '--mail-address', desk], lmtp: false });
});

after(async () => {
    await server?.stop();
    await postfix?.stop();
    await dovecot?.stop();
});

const head = `From: Jeanne Martin <${person}>\r\nTo: ${desk}\r\nSubject: Trop\r\nMessage-ID: <${crypto.randomUUID()}@people.test>\r\nMIME-Version: 1.0\r\n`;

/** Parts in one another, so many levels deep. */
function nested(levels) {
    const opened = Array.from({ length: levels }, (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`);
    return `${head}${opened.join('')}Content-Type: text/plain\r\n\r\nAu fond.\r\n${opened.map((_, i) => `--b${levels - 1 - i}--\r\n`).join('')}`;
}

const CASES = [
    ['too many parts', /trop de pieces jointes[\s\S]*too many attachments/, () => `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(600)}--b--\r\n`],
    ['parts in one another without end', /les uns[\s\S]*passed on in/, () => nested(60)],
    ['too many recipients', /trop de destinataires[\s\S]*too many recipients/, () => head.replace(`To: ${desk}`, `To: ${desk}${Array.from({ length: 600 }, (_, i) => `,\r\n ami${i}@people.test`).join('')}`) + '\r\nBonjour à tous\r\n'],
    ['too many bytes', /message size \d+ exceeds size limit/, () => `${head}\r\n${`${'x'.repeat(76)}\r\n`.repeat(700_000)}`],
];

test('whoever sent a mail that passes a limit is told what to do instead, and nothing of it is kept', async () => {
    const link = await MailLink.open(postfix.port, 'EHLO');
    for (const [what, , mail] of CASES) {
        const [answer] = await link.send(person, [desk], mail());
        assert.equal(answer.code, 250, `${what}: ${answer.text}`);
    }
    await link.quit();
    const told = await until('a bounce for each', async () => {
        const mails = await readInbox(dovecot.imap, person, 'secret');
        return mails.length >= CASES.length ? mails.map(String) : null;
    }, 60).catch((error) => {
        throw new Error(`${error.message}\nPostfix: ${postfix.log()}\nLien: ${tail(server.log)}`);
    });
    for (const [what, words] of CASES) assert.ok(told.some((one) => words.test(one.replace(/=\r?\n/g, '').replace(/\s+/g, ' '))), `${what}: ${told.map((one) => one.slice(0, 1500)).join('\n---\n')}`);
    const ada = server.client('ada');
    assert.deepEqual((await ada.get('/api/conversations?status=all')).body.items, []);
    assert.deepEqual((await ada.get('/api/strays')).body.items, []);
});

test('the next mail of the same person comes in', async () => {
    const link = await MailLink.open(postfix.port, 'EHLO');
    await link.send(person, [desk], letter({ from: person, to: desk, subject: 'En deux fois', id: 'second@people.test' }));
    await link.quit();
    await until('it to be kept', async () => (await server.client('ada').get('/api/conversations?status=all')).body.items.some((one) => one.subject === 'En deux fois'));
});
