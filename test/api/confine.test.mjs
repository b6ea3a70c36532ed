/* What strangers wrote is read by processes without rights, and their death costs nothing. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { startServer } from '../lib/server.mjs';
import { MailLink, letter } from '../lib/mail-link.mjs';
import { until } from '../lib/scratch.mjs';

let server;
let ada;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator' } });
    ada = server.client('ada');
});
after(() => server.stop());

const statusOf = (pid) => Object.fromEntries(readFileSync(`/proc/${pid}/status`, 'utf8').trim().split('\n').map((line) => line.split(/:\s*/)));
const childrenOf = (parent) => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
        const [state, ppid] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
        return Number(ppid) === parent && state !== 'Z';
    } catch {
        return false; // it has just ended
    }
});
const workers = () => childrenOf(server.process.pid);

const html = (id, text) => letter({ from: 'p@example.org', to: 'contact@desk.example', id, subject: text })
    .replace(/Content-Type:.*\r\nContent-Transfer-Encoding:.*\r\n/, 'Content-Type: text/html; charset=utf-8\r\n')
    .replace(/\r\n\r\n[^]*$/, `\r\n\r\n<p>${text} <em>en forme</em><script>alert(1)</script></p>\r\n`);

function kill(pid) {
    try {
        process.kill(pid, 'SIGKILL');
    } catch (error) {
        if (error.code !== 'ESRCH') throw error; // it has just ended
    }
}

async function deliver(bytes) {
    const link = await MailLink.open(server.lmtp);
    const [answer] = await link.send('p@example.org', ['contact@desk.example'], bytes);
    await link.quit();
    return answer;
}

test('a reader has no right, no file but its socket, and is nobody', (t) => {
    if (readFileSync(server.log, 'utf8').includes('half_open')) return t.skip('a sanitizer needs what the door takes away');
    const readers = workers();
    assert.ok(readers.length >= 1);
    for (const pid of readers) {
        const status = statusOf(pid);
        assert.equal(status.Seccomp, '2', 'a list of calls');
        assert.equal(status.NoNewPrivs, '1');
        assert.equal(Number.parseInt(status.CapEff, 16), 0);
        assert.equal(status.Threads, '1');
        if (process.getuid() !== 0) continue; // nobody may look into it, not even its own user
        assert.deepEqual(status.Uid.split('\t'), Array(4).fill('65533'));
        assert.deepEqual(status.Gid.split('\t'), Array(4).fill('65533'));
        assert.equal(status.Groups?.trim() ?? '', '');
        const files = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`).replace(/\d+/, 'N'));
        assert.deepEqual(files.sort(), ['/dev/null', '/dev/null', '/dev/null', 'socket:[N]']);
        assert.equal(readFileSync(`/proc/${pid}/environ`, 'utf8').includes('LIEN_'), false, 'no secret of the environment');
    }
    return undefined;
});

test('mails go on being answered yes, once each, while their readers are killed', async () => {
    const mails = 9; // readers are started again at a bounded pace
    const answers = [];
    for (let i = 0; i < mails; i++) {
        const answer = deliver(html(`killed-${i}@example.org`, `Lettre ${i}`));
        // Now before the mail, now while it is read, now after.
        if (i % 3 > 0) await server.client().get('/health');
        const [pid] = workers();
        if (pid) kill(pid);
        answers.push((await answer).code);
    }
    assert.deepEqual(answers, Array(mails).fill(250));
    const subjects = (await ada.all('/api/conversations', 200)).map(({ subject, message_count: n }) => `${subject}:${n}`);
    assert.deepEqual(subjects.filter((one) => one.startsWith('Lettre')).sort(), Array.from({ length: mails }, (_, i) => `Lettre ${i}:1`).sort());
});

test('a reader stopped in the middle of a mail and killed costs a second try', async () => {
    for (const pid of workers()) process.kill(pid, 'SIGSTOP');
    const stopped = workers();
    const answer = deliver(html('stopped@example.org', 'Au milieu'));
    // All that may read it stand still: only their end makes the mail go on.
    await until('the server to go on meanwhile', () => server.client().get('/health').then(({ status }) => status === 200));
    for (const pid of stopped) kill(pid);
    assert.equal((await answer).code, 250);
    await until('the mail to be there', async () => (await ada.get('/api/conversations?limit=200')).body.items.some(({ subject }) => subject === 'Au milieu'));
});

test('a page of received HTML is written by a reader, and by the next one when it is gone', async () => {
    const [conversation] = (await ada.get('/api/conversations?limit=200')).body.items.filter(({ subject }) => subject === 'Au milieu');
    const [message] = (await ada.get(`/api/conversations/${conversation.id}/messages`)).body.items;
    for (const pid of workers()) kill(pid);
    const page = await ada.get(`/api/messages/${message.id}/html`);
    assert.equal(page.status, 200);
    assert.match(page.bytes.toString(), /<p>Au milieu <em>en forme<\/em>/);
    assert.doesNotMatch(page.bytes.toString(), /alert/);
});

test('readers end with their server, and there are none when it is told so', async () => {
    const before = workers();
    assert.ok(before.length > 0);
    await server.stop();
    await until('the readers to end', () => before.every((pid) => { try { process.kill(pid, 0); return false; } catch { return true; } }));
    server = await startServer({ staff: { ada: 'administrator' }, options: ['--confine', 'no'] });
    ada = server.client('ada');
    assert.equal((await deliver(html('plain@example.org', 'Sans'))).code, 250);
    assert.deepEqual(workers(), []);
});
