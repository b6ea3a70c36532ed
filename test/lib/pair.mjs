/* pair: a PostgreSQL and its synchronous standby, each in a network namespace of its own behind one bridge, durable as in
 * earnest. As root. All of it goes with the test; what one that was killed left behind, the next one takes away.
 *
 *   const pair = await startPair();
 *   pair.url                                            // both hosts: whoever takes writes is found
 *   pair.killPrimary(); await pair.promote();
 */
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, chownSync, existsSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { newFolder, run, tail, until } from './scratch.mjs';

const BIN = '/usr/lib/postgresql/15/bin';
/* PostgreSQL refuses to run as root; and it goes when we go, however that is. */
const asPostgres = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', '--pdeathsig', 'KILL'];

const ip = (...words) => execFileSync('ip', words, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
const quietly = (...words) => {
    try {
        return ip(...words);
    } catch { /* it was not there */
        return '';
    }
};

const bridgeOf = (pid) => `lien-${pid}`;
const namesOf = (pid) => [`lien-${pid}-a`, `lien-${pid}-b`];
const pidsIn = (name) => quietly('netns', 'pids', name).split('\n').filter(Boolean).map(Number);

function killIn(name) {
    for (const pid of pidsIn(name)) {
        try {
            process.kill(pid, 'SIGKILL');
        } catch { /* it has ended */ }
    }
}

/* The network of a process; the cables go with their namespaces. */
function clear(pid) {
    for (const name of namesOf(pid)) {
        killIn(name);
        quietly('netns', 'del', name);
    }
    quietly('link', 'del', bridgeOf(pid));
}

function clearOthers() {
    const pids = quietly('netns', 'list').matchAll(/^lien-(\d+)-[ab]/gm);
    for (const [, pid] of pids) if (!existsSync(`/proc/${pid}`)) clear(pid);
}

/* Two namespaces; of each, one end of a cable in it, the other in the bridge. */
function lay(net) {
    const bridge = bridgeOf(process.pid);
    process.on('exit', () => clear(process.pid));
    ip('link', 'add', bridge, 'type', 'bridge');
    ip('addr', 'add', `${net}.1/24`, 'dev', bridge);
    ip('link', 'set', bridge, 'up');
    return namesOf(process.pid).map((name, i) => {
        const side = { name, host: `${net}.${11 + i}`, cable: `lc${process.pid}${'ab'[i]}` };
        ip('netns', 'add', name);
        ip('link', 'add', side.cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
        ip('link', 'set', side.cable, 'master', bridge);
        ip('link', 'set', side.cable, 'up');
        for (const words of [`addr add ${side.host}/24 dev eth0`, 'link set eth0 up', 'link set lo up']) ip('-n', name, ...words.split(' '));
        return side;
    });
}

export async function startPair() {
    clearOthers();
    const net = `10.203.${process.pid % 256}`;
    const folder = newFolder('pair');
    const [owner, group] = ['-u', '-g'].map((which) => Number(execFileSync('id', [which, 'postgres'])));
    const sides = lay(net).map((side, i) => ({ ...side, data: path.join(folder, `data${i}`), log: path.join(folder, `log${i}`) }));
    const [first, second] = sides;
    for (const { data } of sides) {
        mkdirSync(data, { mode: 0o700 });
        chownSync(data, owner, group);
    }
    const as = (program, ...words) => run([...asPostgres, `${BIN}/${program}`, ...words], { cwd: '/' });
    const begin = async (side, settings) => {
        const options = Object.entries({ listen_addresses: side.host, unix_socket_directories: '', ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
        const log = openSync(side.log, 'a');
        spawn('ip', ['netns', 'exec', side.name, ...asPostgres, `${BIN}/postgres`, '-D', side.data, ...options], { stdio: ['ignore', log, log], cwd: '/' });
        await until(`PostgreSQL on ${side.host} to answer`, () => run([`${BIN}/pg_isready`, '-q', '-h', side.host]).then(() => true, () => false))
            .catch((error) => { throw new Error(`${error.message}\n${tail(side.log)}`); });
    };
    const ask = async (side, sql, database = 'lien') => (await run(['psql', '-XqAt', '-c', sql, `postgresql://lien@${side.host}/${database}?connect_timeout=5`])).trim();

    await as('initdb', '-D', first.data, '-U', 'lien', '--auth=trust', '--locale=C.UTF-8', '-E', 'UTF8');
    appendFileSync(path.join(first.data, 'pg_hba.conf'), `host all,replication lien ${net}.0/24 trust\nhost replication lien ${net}.0/24 trust\n`);
    await begin(first, { synchronous_standby_names: 'standby' });
    await as('pg_basebackup', '-D', second.data, '-R', '-X', 'stream', '-c', 'fast', '-d', `postgresql://lien@${first.host}/postgres?application_name=standby`);
    await begin(second, {});
    await until('the standby to follow', async () => await ask(first, "SELECT sync_state FROM pg_stat_replication WHERE application_name = 'standby'", 'postgres') === 'sync');
    await ask(first, 'CREATE DATABASE lien', 'postgres');
    return {
        url: `postgresql://lien@${first.host},${second.host}/lien`,
        /** As a machine that loses its power: nothing is said to anybody any more. */
        killPrimary() {
            ip('link', 'set', first.cable, 'down');
            killIn(first.name);
        },
        /** What a watcher (Patroni, repmgr) does. */
        promote: () => as('pg_ctl', 'promote', '-D', second.data, '-w'),
        /** Of who takes writes: the first, until the second was promoted. */
        ask: (sql) => ask(existsSync(path.join(second.data, 'standby.signal')) ? first : second, sql),
        stop: () => clear(process.pid),
    };
}
