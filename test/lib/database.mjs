/* database: with LIEN_TEST_DATABASE (a PostgreSQL cluster, "postgresql://lien@HOST") each data directory that a test makes
 * has a database of its own there; without it, its lien.db. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const cluster = process.env.LIEN_TEST_DATABASE;
const urls = new Map(); /* data directory → URL */

process.on('exit', () => {
    for (const url of urls.values()) drop(url);
});

const ask = (sql) => execFileSync('psql', ['-XqAt', '-c', sql, `${cluster}/postgres`], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PGOPTIONS: '-c client_min_messages=warning' } });
const drop = (url) => ask(`DROP DATABASE IF EXISTS ${url.split('/').pop()} WITH (FORCE)`);

function databaseOf(folder) {
    if (!urls.has(folder)) {
        const name = `node${process.pid}_${urls.size}`;
        ask(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING UTF8 LOCALE 'C.UTF-8'`);
        urls.set(folder, `${cluster}/${name}`);
    }
    return urls.get(folder);
}

/** Another data directory on the same store: a second node. */
export function sameStore(folder, as) {
    urls.set(folder, databaseOf(as));
}

/** What the store of a data directory answers to a query, as psql writes it; without one, the URL of the store. */
export const askSql = (folder, sql) => (sql ? execFileSync('psql', ['-XqAt', '-c', sql, urls.get(folder)]).toString().trim() : urls.get(folder));

/** What a command of the program needs in its environment, for the directory that its words name. */
export function databaseFor(words) {
    const at = words.indexOf('--data');
    return cluster && at > 0 ? { LIEN_DATABASE: databaseOf(words[at + 1]) } : {};
}

/** What `lien copy` calls the store of a data directory. */
export const placeOf = (folder) => (cluster ? databaseOf(folder) : folder);

/** The words by which a command looks at the lien.db of a data directory, whatever the engine of the run. */
export const inFile = (folder) => ['--data', folder, '--database', `sqlite:${folder}/lien.db`];

/** Writes into the store of a data directory behind the back of its server. */
export function writeSql(folder, sql) {
    const [program, ...words] = urls.has(folder) ? ['psql', '-Xq', '-v', 'ON_ERROR_STOP=1', urls.get(folder)]
        : ['sqlite3', '-cmd', '.timeout 5000', path.join(folder, 'lien.db')];
    execFileSync(program, words, { input: sql });
}

/** All that the store of a data directory holds, as text; '' when it is one of its files. */
export function dumpOf(folder) {
    return urls.has(folder) ? execFileSync('pg_dump', [urls.get(folder)], { maxBuffer: 2 ** 28 }).toString() : '';
}

/** Why a test that is about the files of a data directory is not for this run; false: it is. */
export const elsewhere = cluster ? 'the store is not in the data directory' : false;
