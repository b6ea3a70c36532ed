/* What `lien` does beside serving: each command tried as an operator does, on the real program. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { elsewhere } from '../lib/database.mjs';
import { binary, emailOf, lien, password, startServer } from '../lib/server.mjs';
import { newFolder, start, until } from '../lib/scratch.mjs';

/** Runs the program whatever its end: {status, out, err}. */
function told(words, { input = '', env = {} } = {}) {
    return new Promise((resolve) => {
        const child = execFile(binary, words, { env: { ...process.env, ...env } }, (error, out, err) =>
            resolve({ status: error ? error.code : 0, out, err }));
        child.stdin.on('error', () => {});
        child.stdin.end(input);
    });
}

const mail = (n, id = n) => [
    `From: Personne ${n} <p${n}@example.org>`, 'To: contact@desk.example', `Subject: Question ${n}`,
    `Message-ID: <import-${id}@example.org>`, 'Date: Mon, 2 Nov 2026 10:00:00 +0100', '', `Bonjour, voici ma question ${n}.`, '',
].join('\n');

const commands = [
    ['serve'], ['import'], ['parse'], ['user', 'add'], ['user', 'list'], ['user', 'link'], ['token', 'add'],
    ['backup'], ['restore'], ['copy'], ['check'], ['openapi'], ['demo'], ['manual'],
];

test('every command has its help and is listed', async () => {
    const all = await lien(['--help']);
    for (const command of commands) {
        const help = await lien([...command, '--help']);
        assert.ok(help.startsWith(`lien ${command.join(' ')}`), help);
        assert.match(help, /--help/);
        assert.ok(all.includes(`  ${command.join(' ')}`), command.join(' '));
    }
    assert.match(await lien(['--version']), /^lien \d+\.\d+\.\d+\n$/);
});

test('a server takes the open files that it may need, and says when it cannot', async () => {
    for (const [hard, may, warns] of [[20000, 9216, false], [2000, 2000, true]]) {
        const server = await startServer({ under: ['prlimit', `--nofile=256:${hard}`, binary] });
        const [, soft] = readFileSync(`/proc/${server.process.pid}/limits`, 'utf8').match(/Max open files +(\d+)/);
        const warned = readFileSync(server.log, 'utf8').includes('few-files');
        await server.stop();
        assert.deepEqual([Number(soft), warned], [may, warns]);
    }
});

const data = newFolder('commands');
const refused = [
    [[], 2, /lien --help/],
    [['sevre'], 2, /no command 'sevre'/],
    [['user'], 2, /no command 'user'/],
    [['serve', '--data'], 2, /--data needs a value: DIR/],
    [['serve', '--listen', 'nowhere'], 2, /--listen: 'nowhere' must be ADDRESS:PORT/],
    [['serve', '--listen', '127.0.0.1:99999'], 2, /--listen: '127.0.0.1:99999' must be/],
    [['serve', '--lmtp', '24'], 2, /--lmtp: '24' must be ADDRESS:PORT/],
    [['serve', '--smtp', 'mail.example.org'], 2, /--smtp: 'mail.example.org' must be smtp:\/\//],
    [['serve', '--database', 'mysql://db/lien'], 2, /--database: 'mysql:\/\/db\/lien' must be sqlite:PATH or postgresql:\/\//],
    [['serve', '--database', 'postgresql://'], 2, /must be sqlite:PATH or postgresql:\/\//],
    [['serve', '--log', 'loud'], 2, /--log: 'loud' must be error, warning, info or debug/],
    [['serve', '--colour', 'red'], 2, /--colour is not an option/],
    [['serve', 'extra'], 2, /'extra' is one argument too many/],
    [['serve', '--config', '/nowhere/at/all'], 2, /--config/],
    [['user', 'add', '--data', data, '--email', 'a@example.org'], 2, /--role ROLE is needed/],
    [['user', 'add', '--data', data, '--email', 'a', '--role', 'adviser'], 2, /--email: 'a' must be an e-mail address/],
    [['user', 'add', '--data', data, '--email', 'a@example.org', '--role', 'boss'], 2, /--role: 'boss' must be administrator, supervisor, adviser or reader/],
    [['user', 'add', '--data', data, '--email', 'a@example.org', '--role', 'adviser'], 1, /password/],
    [['token', 'add', '--data', data, '--email', 'nobody@example.org'], 1, /no account/],
    [['import', '--data', data], 2, /PATH… is needed/],
    [['import', '--data', data, '/nowhere/at/all'], 1, /nowhere/],
    [['parse', '/nowhere/at/all'], 1, /nowhere/],
    [['restore', '--data', path.join(data, 'r'), '--from', data], 1, /holds no backups/],
    [['serve', '--data', '/proc/nothing'], 1, /--data: cannot use '\/proc\/nothing'/],
];
for (const [words, status, said] of refused) {
    test(`is told wrongly: lien ${words.join(' ').replaceAll(data, 'DIR')}`, async () => {
        const answer = await told(words);
        assert.equal(answer.status, status, answer.err);
        assert.match(answer.err, said);
        assert.equal(answer.out, '');
    });
}

test('a value of the environment is refused with the name of its variable', async () => {
    const answer = await told(['serve'], { env: { LIEN_LISTEN: 'nowhere' } });
    assert.equal(answer.status, 2);
    assert.match(answer.err, /LIEN_LISTEN: 'nowhere' must be/);
});

test('the manual page is that of this program', async () => {
    const page = readFileSync(path.join(import.meta.dirname, '../../docs/lien.1'), 'utf8');
    assert.equal(await lien(['manual']), page, 'build/lien manual > docs/lien.1');
});

test('the description of the routes is OpenAPI with an answer for each', async () => {
    const document = JSON.parse(await lien(['openapi']));
    assert.match(document.openapi, /^3\.1/);
    assert.ok(document.paths['/api/conversations'].get.responses['2XX']);
    assert.ok(document.paths['/api/settings/{name}'].put);
});

test('a mail is shown as JSON from a file and from standard input', async () => {
    const file = path.join(newFolder('parse'), 'one.eml');
    writeFileSync(file, mail(1));
    const fromFile = await lien(['parse', file]);
    assert.equal(JSON.parse(fromFile).subject, 'Question 1');
    assert.equal(await lien(['parse'], mail(1)), fromFile);
    assert.equal(await lien(['parse', '-'], mail(1)), fromFile);
});

test('the first start prints a link that makes the first administrator, once', async () => {
    const folder = newFolder('first');
    const log = path.join(folder, 'log');
    const process = start([binary, 'serve', '--data', path.join(folder, 'data'), '--listen', '127.0.0.1:0'], { log });
    const link = await until('the link', () => /(http:\/\/\S+)\/welcome#(\S+)/.exec(readFileSync(log, 'utf8')));
    const [, url, secret] = link;
    await until('the address', () => readFileSync(log, 'utf8').includes(`at ${url}\n`));
    const ask = (body) => fetch(`${url}/api/session/link`, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ secret, ...body }),
    });
    const account = { email: 'premiere@example.org', name: 'Première', password };
    assert.equal((await ask({ password })).status, 400);
    const answer = await ask(account);
    assert.equal(answer.status, 200);
    assert.equal((await answer.json()).staff.role, 'administrator');
    assert.equal((await ask({ ...account, email: 'seconde@example.org' })).status, 404);
    process.kill('SIGTERM');
    assert.equal(await process.ended, 0);
    assert.equal(statSync(path.join(folder, 'data', 'key')).mode & 0o777, 0o600);
});

let server;
before(async () => (server = await startServer({ staff: { ada: 'administrator', bea: 'adviser' } })));
after(() => server.stop());

test('a second server on the same data is refused, and the first goes on', async () => {
    const answer = await told(['serve', '--data', server.data, '--listen', '127.0.0.1:0']);
    assert.equal(answer.status, 1);
    assert.match(answer.err, /another lien serves the data directory/);
    assert.equal((await server.client('ada').get('/api/session')).status, 200);
});

test('accounts are listed without a password, a link lets their holder choose another', async () => {
    const list = await lien(['user', 'list', '--data', server.data]);
    assert.match(list, new RegExp(`^\\d+\\t${emailOf('bea')}\\tadviser\\tactive\\tbea$`, 'm'));
    assert.ok(!list.includes('argon'));
    const link = (await lien(['user', 'link', '--data', server.data, '--email', emailOf('bea'), '--public-url', server.url])).trim();
    const [url, secret] = link.split('/welcome#');
    assert.equal(url, server.url);
    const answer = await server.client().post('/api/session/link', { secret, password: 'une tout autre phrase' });
    assert.equal(answer.status, 200);
    await server.signIn(emailOf('bea'), 'une tout autre phrase');
    await assert.rejects(server.signIn(emailOf('bea'), password));
});

test('mails imported beside a running server are there once, however often', async () => {
    const folder = newFolder('import');
    mkdirSync(path.join(folder, 'mails'));
    for (let n = 0; n < 25; n++) writeFileSync(path.join(folder, 'mails', `${n}.eml`), mail(n));
    const words = ['import', '--data', server.data, '--mail-address', 'contact@desk.example', path.join(folder, 'mails')];
    assert.match(await lien(words), /^25 mails read: 25 added, 0 known already, 0 refused$/m);
    assert.match(await lien(words), /^25 mails read: 0 added, 25 known already, 0 refused$/m);
    const items = await server.client('ada').all('/api/conversations');
    assert.equal(items.filter((item) => /^Question \d+$/.test(item.subject)).length, 25);
    await until('the words to be found', async () => {
        const found = await server.client('ada').get('/api/search?q=question');
        return found.body.items.length >= 25;
    });
});

test('a byte that changed in a pack is seen by check, and no backup of it is made', { skip: elsewhere }, async () => {
    const folder = newFolder('damage');
    const own = path.join(folder, 'data');
    const file = path.join(folder, 'one.eml');
    writeFileSync(file, mail(99));
    await lien(['import', '--data', own, file]);
    const pack = path.join(own, 'files', '000000.pack');
    const name = existsSync(pack) ? pack : path.join(own, 'files', '000001.pack');
    const bytes = readFileSync(name);
    bytes[Math.floor(bytes.length / 2)] ^= 1;
    writeFileSync(name, bytes);
    const answer = await told(['check', '--data', own]);
    assert.equal(answer.status, 1);
    assert.match(answer.out, /^FAILED files: 1, e\.g\. \d+/m);
    const backup = await told(['backup', '--data', own, '--to', path.join(folder, 'copy')]);
    assert.equal(backup.status, 1);
    assert.deepEqual(readdirSync(path.join(folder, 'copy', 'snapshots')), []);
    assert.ok(!existsSync(path.join(own, 'backup.tmp')), 'nothing is left behind');
});

test('the demo is made whole, once, with accounts that sign in', async () => {
    const folder = newFolder('demo');
    const own = path.join(folder, 'data');
    const accounts = /administrator +(\S+) +(\S+)$/m;
    const made = await lien(['demo', '--data', own]);
    const again = await lien(['demo', '--data', own]);
    assert.match(again, /holds the demo already/);
    assert.deepEqual(accounts.exec(again).slice(1), accounts.exec(made).slice(1));
    assert.equal(statSync(path.join(own, 'demo-accounts.txt')).mode & 0o777, 0o600);
    assert.equal(readdirSync(folder).join(), 'data', 'nothing is left beside it');
    assert.ok(!(await told(['check', '--data', own])).out.includes('FAILED'));
    const second = await startServer({ data: own, lmtp: false });
    try {
        const [, email, secret] = accounts.exec(made);
        const client = await second.signIn(email, secret);
        assert.ok((await client.all('/api/conversations')).length > 100);
        const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
        const { items } = (await client.get(`/api/indicators?from=${day(60)}&to=${day(0)}`)).body;
        assert.ok(items.find((item) => item.name === 'csat').n > 10);
        const [chat] = (await client.get('/api/chat/widgets')).body.items;
        const site = await (await fetch(`${second.url}/chat/${chat.key}/try?language=fr`)).text();
        assert.match(site, /Au Fil des Jours/);
        const [, form] = /<iframe src="([^"]+)"/.exec(site);
        assert.match(await (await fetch(second.url + form)).text(), /<h1[^>]*>\s*Nous écrire/);
    } finally {
        await second.stop();
    }
    const other = path.join(folder, 'other');
    mkdirSync(other);
    writeFileSync(path.join(other, 'precious'), '');
    assert.match((await told(['demo', '--data', other])).err, /not empty/);
});
