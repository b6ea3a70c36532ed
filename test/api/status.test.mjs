/* What the program tells those who run it: figures for monitoring, whether it is ready, the verdict for
 * administrators, its word to a supervisor; and a log in which nobody is named. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { elsewhere } from '../lib/database.mjs';
import { readExposition } from '../lib/exposition.mjs';
import { letter } from '../lib/mail-link.mjs';
import { dropFolder, newFolder, start, until } from '../lib/scratch.mjs';
import { emailOf, lien, password, startServer } from '../lib/server.mjs';

const TOKEN = 'un jeton pour la supervision'.replaceAll(' ', '-');
const PERSON = { name: 'Apolline Zwingelstein', email: 'apolline.zwingelstein@example.org', phone: '06 39 98 12 34' };

let server;
let ada;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator', bea: 'adviser' }, options: ['--log', 'debug'] });
    ada = server.client('ada');
    await server.deliver(letter({ from: `${PERSON.name} <${PERSON.email}>`, to: 'contact@desk.example', subject: 'Mon abonnement velours', text: `Rappelez-moi au ${PERSON.phone}, merci.` }));
});
after(() => server.stop());

const metrics = async () => {
    const answer = await server.client().get('/metrics');
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
    return { text: answer.body, ...readExposition(answer.body) };
};

test('the reader of figures refuses what is not exactly the format', () => {
    const good = '# HELP a_total A.\n# TYPE a_total counter\na_total{x="y\\"z"} 1\n';
    assert.equal(readExposition(good).value('a_total', { x: 'y"z' }), 1);
    const bad = [
        good.slice(0, -1), good + good, good.replace('counter', 'thing'), good.replace('1\n', 'one\n'), good.replace('"y', 'y'),
        good.replaceAll('a_total', 'a'), good.replace('} 1', '} -1'), good.replace('x=', '9='), 'a 1\n', good.replace('\n#', '\n\n#'),
        '# HELP h H.\n# TYPE h histogram\nh_bucket{le="1"} 2\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n',
        '# HELP h H.\n# TYPE h histogram\nh_bucket{le="1"} 1\nh_sum 1\nh_count 1\n',
    ];
    for (const text of bad) assert.throws(() => readExposition(text), undefined, JSON.stringify(text));
});

test('figures are told in the format of Prometheus and grow with what happens', async () => {
    const was = await metrics();
    assert.equal(was.value('lien_lmtp_mails_total', { result: 'kept' }), 1);
    await server.deliver(letter({ from: PERSON.email, to: 'contact@desk.example', subject: 'Encore' }));
    await server.client().get('/no/such/path');
    await server.client('bea').get('/api/conversations');
    await server.client('bea').get('/api/status');
    const now = await metrics();
    assert.equal(now.value('lien_lmtp_mails_total', { result: 'kept' }), 2);
    assert.ok(now.value('lien_database_writes_total') > was.value('lien_database_writes_total'));
    const grown = (labels) => now.value('lien_http_answers_total', labels) - (was.value('lien_http_answers_total', labels) ?? 0);
    assert.equal(grown({ method: 'GET', route: '/api/conversations', status: '2xx' }), 1);
    assert.equal(grown({ method: 'GET', route: '/api/status', status: '4xx' }), 1);
    assert.equal(grown({ method: 'any', route: 'none', status: '4xx' }), 1);
    assert.equal(now.value('lien_http_answer_seconds_count', { method: 'GET', route: '/api/conversations' }), 1);
    assert.equal(now.value('lien_http_requests_working', { pool: 'usual' }), 1, 'the one that answers this');
    assert.ok(now.value('process_resident_memory_bytes') > 1e6);
    assert.ok(now.value('lien_database_bytes') > 1e5);
});

test('no figure names a person, a message or what was asked for', async () => {
    const { items } = (await ada.get('/api/conversations')).body;
    await ada.get(`/api/conversations/${items[0].id}`);
    const { text, families } = await metrics();
    for (const secret of [items[0].id, PERSON.email, PERSON.name, emailOf('ada'), 'no/such/path']) assert.ok(!text.includes(secret), secret);
    assert.ok(families.get('lien_http_answers_total').samples.size > 3);
    assert.match(text, /route="\/api\/conversations\/\{id\}"/);
});

test('figures are for programs of this machine, and not for whom a proxy brings', async () => {
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
        const answer = await server.client().request('GET', '/metrics', undefined, { [header]: '127.0.0.1' });
        assert.equal(answer.status, 403, header);
    }
});

test('with a token, figures are for whoever shows it and nobody else', async () => {
    process.env.LIEN_METRICS_TOKEN = TOKEN;
    const other = await startServer({ lmtp: false, options: ['--log-form', 'json'] }).finally(() => delete process.env.LIEN_METRICS_TOKEN);
    try {
        const ask = async (headers) => (await other.client().request('GET', '/metrics', undefined, headers)).status;
        assert.equal(await ask({}), 401);
        assert.equal(await ask({ authorization: `Bearer ${TOKEN}x` }), 401);
        assert.equal(await ask({ authorization: `Basic ${TOKEN}` }), 401);
        assert.equal(await ask({ authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.7' }), 200);
        assert.ok(!readFileSync(other.log, 'utf8').includes(TOKEN));
        const events = () => readFileSync(other.log, 'utf8').split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
        const started = ({ domain, event, level, fields }) => domain === 'app' && event === 'started' && level === 'info' && fields.ms >= 0;
        await until('the first event as JSON', () => events().some(started));
    } finally {
        await other.stop();
    }
});

test('a node that serves is ready, and says nothing else to strangers', async () => {
    const answer = await server.client().get('/ready');
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, { ready: true, reason: null });
});

test('administrators see what is well and what is not, nobody else does', async () => {
    assert.equal((await server.client().get('/api/status')).status, 401);
    assert.equal((await server.client('bea').get('/api/status')).status, 403);
    const { body } = await ada.get('/api/status');
    const level = (word) => body.checks.find(({ check }) => check === word);
    assert.equal(level('backup').code, 'never');
    assert.equal(level('search').level, 'ok');
    assert.equal(body.store.engine, elsewhere ? 'PostgreSQL' : 'SQLite');
    assert.equal(body.nodes.length, 1);
    assert.equal(body.nodes[0].here, true);
    assert.ok(body.lmtp.kept >= 1);
});

test('a backup that was made is known', async () => {
    await lien(['backup', '--data', server.data, '--to', path.join(path.dirname(server.data), 'backup')]);
    const { body } = await ada.get('/api/status');
    assert.equal(body.checks.find(({ check }) => check === 'backup').code, 'ok');
    assert.ok(body.backup.bytes > 1e5);
});

/** A supervisor: what it is told, a line each. */
const SUPERVISOR = `
import socket, sys
ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
ear.bind(sys.argv[1])
print('listening', flush=True)
while True:
    print(ear.recv(1000).decode(), flush=True)
`;

test('a supervisor is told when the program is ready, that it beats, and that it stops', async () => {
    const folder = newFolder('notify');
    const place = path.join(folder, 'socket');
    const log = path.join(folder, 'heard');
    const supervisor = start(['python3', '-c', SUPERVISOR, place], { log });
    const heard = () => readFileSync(log, 'utf8').split('\n');
    let other;
    try {
        await until('the supervisor to listen', () => heard().includes('listening'));
        Object.assign(process.env, { NOTIFY_SOCKET: place, WATCHDOG_USEC: '300000' });
        other = await startServer({ lmtp: false }).finally(() => { delete process.env.NOTIFY_SOCKET; delete process.env.WATCHDOG_USEC; });
        await until('a beat after it is ready', () => heard().includes('READY=1') && heard().filter((word) => word === 'WATCHDOG=1').length > 2);
        assert.ok(!heard().includes('STOPPING=1'));
        await other.stop();
        await until('its last word', () => heard().includes('STOPPING=1'));
    } finally {
        supervisor.kill('SIGKILL');
        await supervisor.ended;
        dropFolder(folder);
    }
});

/* The test's PostgreSQL lies where the account of the unit may not look. */
test('with the system calls that its unit leaves it, the program does its day', { skip: elsewhere }, async () => {
    const here = (...words) => path.join(import.meta.dirname, '..', ...words);
    /* The program that people run: sanitizers want calls of their own. */
    const under = ['python3', here('lib/unit-filter.py'), here('../deploy/lien.service'), here('../build/lien')];
    const other = await startServer({ staff: { ada: 'administrator' }, under });
    try {
        const seen = Number(/^Seccomp:\s+(\d)$/m.exec(readFileSync(`/proc/${other.process.pid}/status`, 'utf8'))[1]);
        assert.equal(seen, 2, 'the filter is on');
        const client = other.client('ada');
        await other.deliver(letter({ from: PERSON.email, to: 'contact@desk.example', subject: 'Bonjour', text: 'Velours' }));
        const [told] = (await client.get('/api/conversations')).body.items;
        assert.equal((await client.post(`/api/conversations/${told.id}/messages`, { text: 'Oui.' })).status, 201);
        assert.equal((await client.get(`/api/conversations/${told.id}/transcript.pdf`)).status, 200);
        await until('the mail to be found', async () => (await client.get('/api/search?q=velours')).body.items.length > 0);
        assert.equal((await client.post('/api/session', { email: emailOf('ada'), password })).status, 200);
        assert.doesNotMatch(readFileSync(other.log, 'utf8'), /not permitted/);
    } finally {
        await other.stop();
    }
});

test('the log of a day at the desk names nobody', async () => {
    const { items } = (await ada.get('/api/conversations')).body;
    const told = items.find(({ subject }) => subject === 'Mon abonnement velours');
    assert.equal((await ada.post(`/api/conversations/${told.id}/messages`, { text: 'Nous vous rappelons demain.' })).status, 201);
    await ada.get(`/api/search?q=${encodeURIComponent('velours')}`);
    await ada.post('/api/persons', { name: PERSON.name, emails: ['autre.zwingelstein@example.org'] });
    await server.client().post('/api/session', { email: emailOf('bea'), password: 'pas le bon mot' });
    await server.client().get(`/api/persons?q=${encodeURIComponent(PERSON.email)}`);
    const log = readFileSync(server.log, 'utf8');
    assert.match(log, /message=\d+/, 'the log was on, down to the details');
    for (const secret of [PERSON.name, 'Apolline', /zwingelstein/i, PERSON.phone, '639981234', 'velours', 'rappelons', /bea@|ada@/, 'pas le bon mot', 'desk.example']) {
        assert.doesNotMatch(log, secret instanceof RegExp ? secret : new RegExp(secret), `the log holds ${secret}`);
    }
});
