/* A person writes to the organisation and reads its answers with a mail program; between them and Lien stand a real
 * Postfix and a real Dovecot.
 *
 *   person → Postfix → (LMTP) Lien        Lien → (SMTP) Postfix → (LMTP) Dovecot → (IMAP) person
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { header, plainText, readInbox } from '../lib/imap.mjs';
import { MailLink, letter } from '../lib/mail-link.mjs';
import { startDovecot, startPostfix } from '../lib/mail-servers.mjs';
import { startServer } from '../lib/server.mjs';
import { freePort, tail, until } from '../lib/scratch.mjs';

const person = 'jeanne.martin@people.test';
const desk = 'contact@desk.test';
let dovecot, postfix, server, ada;

before(async () => {
    assert.equal(process.getuid(), 0, 'a real Postfix starts as root only: run this test as root');
    dovecot = await startDovecot();
    const lmtp = await freePort();
    postfix = await startPostfix({ 'desk.test': lmtp, 'people.test': dovecot.lmtp });
    server = await startServer({
        staff: { ada: 'administrator' },
        smtp: `smtp://127.0.0.1:${postfix.port}`,
        options: ['--lmtp', `127.0.0.1:${lmtp}`, '--mail-address', desk, '--organisation', 'Refuge du Val'],
        lmtp: false,
    });
    ada = server.client('ada');
});

after(async () => {
    await server?.stop();
    await postfix?.stop();
    await dovecot?.stop();
});

/** The person's mail program hands a mail to Postfix. */
async function write(to, options) {
    const link = await MailLink.open(postfix.port, 'EHLO');
    const [answer] = await link.send(person, [to], letter({ from: `Jeanne Martin <${person}>`, to, ...options }));
    assert.equal(answer.code, 250, answer.text);
    await link.quit();
}

function inbox(count) {
    return until(`${count} mails in the person's mailbox`, async () => {
        const mails = await readInbox(dovecot.imap, person, 'secret');
        return mails.length >= count ? mails : null;
    }, 30).catch((error) => {
        throw new Error(`${error.message}\nPostfix: ${postfix.log()}\nLien: ${tail(server.log)}`);
    });
}

const thread = (id, count) => until(`${count} messages in the conversation`, async () => {
    const { body } = await ada.get(`/api/conversations/${id}/messages`);
    return body.items.length >= count ? body.items : null;
});

let conversation;
let answer;

test('a mail handed to Postfix is on the desk', async () => {
    await write(desk, { subject: 'Reçu fiscal perdu', text: 'Bonjour,\r\n\r\nJ’ai perdu mon reçu de 2025.\r\n\r\nJeanne', id: 'premier@people.test' });
    conversation = await until('the conversation', async () => (await ada.get('/api/conversations')).body.items[0])
        .catch((error) => {
            throw new Error(`${error.message}\nPostfix: ${postfix.log()}\nLien: ${tail(server.log)}`);
        });
    assert.equal(conversation.subject, 'Reçu fiscal perdu');
    assert.equal(conversation.person.address, person);
    assert.equal(conversation.person.name, 'Jeanne Martin');
    assert.equal(conversation.status, 'open');
    assert.equal(conversation.channel, 'mail');
});

test('the reply is read in the person’s mailbox', async () => {
    const sent = await ada.post(`/api/conversations/${conversation.id}/messages`, { kind: 'reply', text: 'Bonjour Jeanne,\n\nLe voici.\n.point seul\nÀ bientôt' });
    assert.equal(sent.status, 201, JSON.stringify(sent.body));
    [answer] = await inbox(1);
    assert.match(header(answer, 'from'), /contact(\+[^@]+)?@desk\.test/);
    assert.match(header(answer, 'to'), /jeanne\.martin@people\.test/);
    assert.match(header(answer, 'in-reply-to'), /<premier@people\.test>/);
    assert.match(header(answer, 'references'), /<premier@people\.test>/);
    assert.match(plainText(answer), /Le voici\.\r?\n\.point seul\r?\nÀ bientôt/);
    assert.equal(header(answer, 'auto-submitted'), '', 'a person wrote it');
    await until('the delivery to be known', async () => {
        const [, message] = (await ada.get(`/api/conversations/${conversation.id}/messages`)).body.items;
        return message.delivery.state === 'sent';
    });
    const { body } = await ada.get(`/api/conversations/${conversation.id}`);
    assert.equal(body.status, 'waiting');
});

test('the person’s answer, from a mail program that keeps the headers, is in the same conversation', async () => {
    await write(desk, {
        subject: 'Re: Reçu fiscal perdu', text: 'Merci beaucoup !\r\n\r\nLe 23 nov. 2026, Refuge du Val a écrit :\r\n> Le voici.',
        id: 'second@people.test',
        extra: [`In-Reply-To: ${header(answer, 'message-id')}`, `References: <premier@people.test> ${header(answer, 'message-id')}`],
    });
    const messages = await thread(conversation.id, 3);
    assert.deepEqual(messages.map((message) => message.direction), ['in', 'out', 'in']);
    assert.match(messages[2].text, /Merci beaucoup/);
    assert.equal((await ada.get(`/api/conversations/${conversation.id}`)).body.status, 'open');
});

test('an answer that lost its headers finds the conversation by the address it answers', async () => {
    const back = header(answer, 'reply-to') || header(answer, 'from');
    const address = /<([^>]+)>/.exec(back)?.[1] ?? back;
    assert.match(address, /\+.+@desk\.test$/, 'the address we write from carries the conversation');
    await write(address, { subject: 'TR : autre chose', text: 'Encore une question.', id: 'troisieme@people.test' });
    await thread(conversation.id, 4);
});

test('a file of the adviser arrives whole, its name and ours', async () => {
    const content = Buffer.from(Array.from({ length: 30000 }, (_, i) => (i * 7) % 251));
    const file = await ada.post('/api/attachments?name=re%C3%A7u%20n%C2%B0%201.bin', content, { 'content-type': 'application/octet-stream' });
    assert.equal(file.status, 201, JSON.stringify(file.body));
    await ada.post(`/api/conversations/${conversation.id}/messages`, { kind: 'reply', text: 'Ci-joint.', attachments: [file.body.id] });
    const mail = (await inbox(2))[1];
    const part = /filename\*=([\w-]+)''([^\r;]+)\r\n(?:[^\r]+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/.exec(mail);
    assert.ok(part, mail.slice(0, 3000));
    assert.equal(new TextDecoder(part[1]).decode(Buffer.from(unescape(part[2]), 'latin1')), 'reçu n° 1.bin');
    assert.deepEqual(Buffer.from(part[3], 'base64'), content);
});

test('closing asks how it went; the answer given on the page is the score of the dashboard', async () => {
    const closed = await ada.patch(`/api/conversations/${conversation.id}`, { status: 'closed' });
    assert.equal(closed.status, 200, JSON.stringify(closed.body));
    const mail = (await inbox(3))[2];
    assert.equal(header(mail, 'auto-submitted'), 'auto-generated');
    const link = new RegExp(`${server.url}(/s/[\\w-]+)\\?score=2`).exec(plainText(mail));
    assert.ok(link, plainText(mail));

    const nobody = server.client();
    const page = await nobody.get(`${link[1]}?score=2`);
    assert.equal(page.status, 200);
    assert.match(page.body, /<form[^>]*method="post"/i);
    assert.doesNotMatch(page.body, /<script/i);
    assert.match(page.body, /value="2"[^>]*checked|checked[^>]*value="2"/);
    assert.equal((await ada.get('/api/surveys?answered=1')).body.items.length, 0, 'looking records nothing');
    const said = await nobody.post(link[1], 'score=2&comment=Trop+long', { 'content-type': 'application/x-www-form-urlencoded' });
    assert.equal(said.status, 200, said.body);

    const [survey] = await until('the answer', async () => {
        const { body } = await ada.get('/api/surveys?answered=1');
        return body.items.length ? body.items : null;
    });
    assert.equal(survey.score, 2);
    assert.equal(survey.comment, 'Trop long');
    const day = (from) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10); /* midnight may pass, and UTC is not Paris */
    const { body } = await ada.get(`/api/indicators?from=${day(-1)}&to=${day(1)}`);
    const csat = body.items.find((item) => item.name === 'csat');
    assert.equal(csat.n, 1);
    assert.equal(csat.numerator, 0);
    const loops = await until('a task to call back', async () => {
        const list = await ada.get('/api/loops?state=todo');
        return list.body.items.length ? list.body.items : null;
    });
    assert.equal(loops[0].person.address, person);
});
