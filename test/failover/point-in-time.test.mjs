/* Back to a point in time, by the steps of docs/operate.md: a base of PostgreSQL, its archived log, our files as they are. */
import assert from 'node:assert/strict';
import { appendFileSync, chownSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { after, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { freePort, newFolder, run, start, tail, until } from '../lib/scratch.mjs';
import { lien, startServer } from '../lib/server.mjs';

const BIN = '/usr/lib/postgresql/15/bin';
const asPostgres = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', '--pdeathsig', 'INT'];
const [owner, group] = ['-u', '-g'].map((which) => Number(execFileSync('id', [which, 'postgres'])));

/* A cluster that keeps its log in an archive. */
async function makeCluster() {
    const folder = newFolder('archive');
    chownSync(folder, owner, group);
    const place = (name) => path.join(folder, name);
    const own = (name) => {
        mkdirSync(place(name), { mode: 0o700 });
        chownSync(place(name), owner, group);
    };
    ['data', 'archive', 'base'].forEach(own);
    const port = await freePort();
    const as = (program, ...words) => run([...asPostgres, `${BIN}/${program}`, ...words], { cwd: '/' });
    await as('initdb', '-D', place('data'), '-U', 'lien', '--auth=trust', '--locale=C.UTF-8', '-E', 'UTF8');
    appendFileSync(place('data/postgresql.conf'), [`port = ${port}`, "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''",
        'wal_level = replica', 'archive_mode = on', `archive_command = 'test ! -f ${place('archive')}/%f && cp %p ${place('archive')}/%f'`, ''].join('\n'));
    const cluster = { place, as, url: `postgresql://lien@127.0.0.1:${port}/lien` };
    cluster.ask = async (sql, database = 'lien') => (await run(['psql', '-XqAt', '-c', sql, `postgresql://lien@127.0.0.1:${port}/${database}`])).trim();
    cluster.begin = async () => {
        cluster.process = start([...asPostgres, `${BIN}/postgres`, '-D', place('data')], { log: place('log'), cwd: '/' });
        await until('PostgreSQL to take writes', () => cluster.ask('SELECT pg_is_in_recovery()', 'postgres').then((said) => said === 'f', () => false), 60)
            .catch((error) => { throw new Error(`${error.message}\n${tail(place('log'))}`); });
    };
    cluster.end = async () => {
        cluster.process.kill('SIGINT');
        await cluster.process.ended;
    };
    cluster.base = () => as('pg_basebackup', '-D', place('base'), '--checkpoint=fast', '-d', `postgresql://lien@127.0.0.1:${port}/postgres`);
    await cluster.begin();
    await cluster.ask('CREATE DATABASE lien', 'postgres');
    return cluster;
}

let cluster, server;
after(async () => {
    await server?.stop();
    await cluster?.end();
});

test('what was done by mistake is undone, what came before it is there, file and all', { timeout: 180_000 }, async () => {
    cluster = await makeCluster();
    server = await startServer({ staff: {}, options: ['--database', cluster.url] });
    const options = ['--data', server.data, '--database', cluster.url];
    const subjects = async () => (await cluster.ask('SELECT subject FROM conversation ORDER BY opened_at')).split('\n');
    const mail = (subject) => letter({ from: 'camille@example.org', to: 'contact@desk.example', subject });
    await server.deliver(mail('Avant la base'));
    await cluster.base();
    await server.deliver(mail('Avant la faute'));
    const moment = await cluster.ask('SELECT clock_timestamp()');
    await server.deliver(mail('La faute'));
    const archived = await cluster.ask('SELECT pg_walfile_name(pg_switch_wal())');
    await until('the log to be archived', async () => await cluster.ask('SELECT last_archived_wal FROM pg_stat_archiver') >= archived, 60);
    assert.equal((await subjects()).length, 3);

    await server.kill();
    await cluster.end();
    rmSync(cluster.place('data'), { recursive: true });
    cpSync(cluster.place('base'), cluster.place('data'), { recursive: true, preserveTimestamps: true });
    writeFileSync(cluster.place('data/recovery.signal'), '');
    appendFileSync(cluster.place('data/postgresql.conf'), [`restore_command = 'cp ${cluster.place('archive')}/%f %p'`,
        `recovery_target_time = '${moment}'`, "recovery_target_action = 'promote'", ''].join('\n'));
    execFileSync('chown', ['-R', `${owner}:${group}`, cluster.place('data')]);
    await cluster.begin();
    for (const end of ['', '-wal', '-shm']) rmSync(path.join(server.data, `fulltext.db${end}`), { force: true });
    assert.deepEqual(await subjects(), ['Avant la base', 'Avant la faute']);
    await server.begin();
    await server.deliver(mail('Apres'));
    assert.deepEqual(await subjects(), ['Avant la base', 'Avant la faute', 'Apres']);
    for (const line of (await lien(['check', ...options])).trim().split('\n')) assert.match(line, /^ok /);
});
