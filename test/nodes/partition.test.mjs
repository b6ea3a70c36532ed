/* The tables that grow, split by month as deploy/partition.sql does: the same program goes on with them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { askSql, writeSql } from '../lib/database.mjs';
import { letter } from '../lib/mail-link.mjs';
import { lien, startServer } from '../lib/server.mjs';

const script = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../deploy/partition.sql');
const month = (at) => `${at.getUTCFullYear()}_${String(at.getUTCMonth() + 1).padStart(2, '0')}`;
const mail = (subject, more = {}) => letter({ from: 'camille@example.org', to: 'contact@desk.example', subject, ...more });
const split = () => execFileSync('psql', ['-Xqt', '-v', 'ON_ERROR_STOP=1', '-f', script, askSql(server.data)], { stdio: 'pipe' });
const count = (sql) => Number(askSql(server.data, `SELECT count(*) FROM ${sql}`));

let server;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator' } });
    await server.deliver(mail('Avant', { id: 'avant@example.org' }));
});
after(() => server?.stop());

test('split while nobody works, the store holds what it held, and its invariants', async () => {
    await server.kill();
    /* An old one: the parts begin where the table does. */
    writeSql(server.data, `INSERT INTO fact (position, at, name, data) VALUES (${BigInt(Date.UTC(2024, 1, 29, 23, 59, 59, 999) - Date.UTC(2024, 0, 1)) << 22n}, 1709251199999, 'setting.changed', '{}')`);
    const [messages, facts] = [count('message'), count('fact')];
    split();
    assert.deepEqual([count('message'), count('fact')], [messages, facts]);
    assert.equal(count('fact_2024_02'), 1);
    assert.equal(count(`message_${month(new Date())}`), messages);
    assert.equal(count('message_rest') + count('fact_rest'), 0);
    await lien(['check', '--data', server.data]);
});

test('what comes in goes to its month, into the thread it answers', async () => {
    await server.begin();
    await server.deliver(mail('Re: Avant', { id: 'apres@example.org', extra: ['In-Reply-To: <avant@example.org>', 'References: <avant@example.org>'] }));
    const { items } = (await server.client('ada').get('/api/conversations')).body;
    assert.deepEqual(items.map((one) => [one.subject, one.message_count]), [['Avant', 2]]);
    assert.equal(count(`message_${month(new Date())}`), 2);
});

test('run again, it adds the months that are missing, beside servers that work', async () => {
    const ahead = new Date();
    ahead.setUTCDate(1);
    ahead.setUTCMonth(ahead.getUTCMonth() + 11);
    const part = `fact_${month(ahead)}`;
    writeSql(server.data, `DROP TABLE ${part}`);
    split();
    assert.equal(count(part), 0);
    assert.equal((await server.client('ada').get('/api/conversations')).status, 200);
});

test('what points to a message still needs one', () => {
    assert.throws(() => writeSql(server.data, "INSERT INTO message_html (message, html) VALUES (1, '<p>')"), /message_html_message_fkey/);
});
