/* What happens between nodes and their PostgreSQL: lines cut in the middle of commits, a store that takes no writes, one secret
 * tried at two nodes at once. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startCutter } from '../lib/cutter.mjs';
import { askSql } from '../lib/database.mjs';
import { MailLink, letter } from '../lib/mail-link.mjs';
import { startNodes } from '../lib/nodes.mjs';
import { until } from '../lib/scratch.mjs';
import { emailOf, lien, password, startServer } from '../lib/server.mjs';

let nodes;
before(async () => {
    nodes = await startNodes(2, { staff: { ada: 'administrator', bea: 'adviser' } });
});
after(async () => {
    for (const node of nodes ?? []) await node.stop();
});

const files = () => ['--files', path.join(path.dirname(nodes[0].data), '../files')];

/** Hands a mail over as a mail server does: again after a 4xx or a cut. → the codes it was answered */
async function hand(port, mail) {
    const codes = [];
    while (codes.at(-1) !== 250) {
        const answer = await MailLink.open(port).then(async (link) => {
            const [one] = await link.send('p@example.org', ['contact@desk.example'], mail);
            await link.quit();
            return one;
        }).catch(() => ({ code: 0 }));
        assert.ok(answer.code === 250 || answer.code === 0 || Math.floor(answer.code / 100) === 4, answer.text);
        codes.push(answer.code);
        assert.ok(codes.length < 20, `answered ${codes}`);
    }
    return codes;
}

async function holds() {
    for (const line of (await lien(['check', '--data', nodes[0].data, ...files()])).trim().split('\n')) assert.match(line, /^ok /);
}

const countOf = async (prefix) => {
    const subjects = (await nodes[0].client('ada').all('/api/conversations', 200)).filter(({ subject }) => subject.startsWith(prefix));
    return subjects.map(({ subject, message_count: n }) => `${subject}: ${n}`).sort();
};

test('whether the line is cut before or after a commit was heard, a mail answered yes is there once', async () => {
    const cutter = await startCutter(askSql(nodes[0].data));
    const node = nodes[1];
    await node.stop();
    const cut = await startServer({ data: node.data, options: [...node.options, '--database', cutter.url] });
    /* One in two, before and after in turn: what was cut once may pass the next time. */
    cutter.cut = (commit) => [null, 'before', null, 'after'][commit % 4];
    const mails = Array.from({ length: 16 }, (_, i) => `Coupure ${String(i).padStart(2, '0')}`);
    for (const subject of mails) await hand(cut.lmtp, letter({ from: 'p@example.org', to: 'contact@desk.example', subject, id: `${subject.replace(' ', '-')}@example.org` }));
    assert.ok(cutter.cuts.before >= 4 && cutter.cuts.after >= 4, JSON.stringify(cutter.cuts));
    cutter.cut = () => null;
    await cut.stop();
    await node.begin();
    cutter.stop();
    assert.deepEqual(await countOf('Coupure'), mails.map((subject) => `${subject}: 1`));
    await holds();
});

test('a store that takes no writes is answered "later", by mail and by the API, and work goes on when it does again', async () => {
    const url = askSql(nodes[0].data);
    const name = url.split('/').pop();
    const ada = nodes[0].client('ada');
    const { id } = (await ada.get('/api/conversations')).body.items[0];
    const note = (text) => ada.post(`/api/conversations/${id}/messages`, { kind: 'note', text });
    /* As a primary that became a standby: who comes again is told that nothing can be written. */
    const become = (only) => askSql(nodes[0].data, `ALTER DATABASE ${name} SET default_transaction_read_only = ${only}`)
        + askSql(nodes[0].data, 'SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()');
    become('on');
    const link = await MailLink.open(nodes[0].lmtp);
    const [[answer], refused] = await Promise.all([
        link.send('p@example.org', ['contact@desk.example'], letter({ from: 'p@example.org', to: 'contact@desk.example', subject: 'Lecture seule', id: 'ro@example.org' })),
        note('Pas maintenant.'),
    ]);
    await link.quit();
    assert.deepEqual([Math.floor(answer.code / 100), refused.status], [4, 503]);
    askSql(nodes[0].data, `BEGIN READ WRITE; ALTER DATABASE ${name} SET default_transaction_read_only = off; COMMIT`);
    await hand(nodes[0].lmtp, letter({ from: 'p@example.org', to: 'contact@desk.example', subject: 'Lecture seule', id: 'ro@example.org' }));
    await until('a note to be taken', async () => (await note('Maintenant.')).status === 201, 60);
    assert.deepEqual(await countOf('Lecture'), ['Lecture seule: 1']);
    await holds();
});

test('a link that works once, followed at two nodes at once, works once', async () => {
    for (let round = 0; round < 5; round++) {
        const email = ['--data', nodes[0].data, '--email', emailOf('bea')];
        const link = await lien(['user', 'link', ...email]);
        const secret = /#(\S+)/.exec(link)[1];
        const answers = await Promise.all(nodes.map((node, i) => node.client().post('/api/session/link', { secret, password: `${password} ${round} ${i}` })));
        assert.deepEqual(answers.map(({ status }) => Math.floor(status / 100)).sort(), [2, 4], JSON.stringify(answers.map(({ body }) => body)));
    }
    await holds();
});
