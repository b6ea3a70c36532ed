/* Every schema that was ever landed can be upgraded by this program, with rows in it; a step that fails leaves the store
 * as it was. What an older program left is made again here: its steps, whose digests a store remembers, and the rows of
 * the demo as far as that schema had room for them. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { elsewhere } from '../lib/database.mjs';
import { lien } from '../lib/server.mjs';
import { newFolder } from '../lib/scratch.mjs';

const sources = path.join(import.meta.dirname, '../../src');
const folder = newFolder('upgrade');
const seeded = path.join(folder, 'seeded');
const demo = path.join(folder, 'demo');

const steps = readdirSync(sources, { recursive: true })
    .map((name) => ({ file: path.join(sources, name), step: /\/sql\/(\d{4})-([a-z-]+)\.sql$/.exec(name) }))
    .filter(({ step }) => step)
    .map(({ file, step: [, number, name] }) => ({ number: Number(number), name, sql: readFileSync(file, 'utf8') }))
    .sort((a, b) => a.number - b.number);

const storeOf = (dir) => path.join(dir, 'lien.db');
const quote = (text) => `'${text.replaceAll("'", "''")}'`;
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** What the shell of SQLite answers to a script. */
const ask = (store, script) => new Promise((resolve, reject) => {
    const child = execFile('sqlite3', ['-cmd', '.timeout 5000', '-bail', store], { maxBuffer: 2 ** 28 }, (error, out, err) => (error ? reject(new Error(err)) : resolve(out)));
    child.stdin.end(script);
});

/** Tables and their columns, but the list of steps itself and that of the programs that have the store open. */
async function tablesOf(store) {
    const rows = await ask(store, `SELECT m.name, p.name FROM sqlite_schema m, pragma_table_info(m.name) p
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT IN ('migration', 'node_lease');`);
    const tables = new Map();
    for (const row of rows.trim().split('\n')) {
        const [table, column] = row.split('|');
        tables.set(table, [...(tables.get(table) ?? []), `"${column}"`]);
    }
    return tables;
}

/** A data directory as the program left it that knew the first n steps, with the rows of another. */
async function older(name, n, from) {
    const dir = path.join(folder, name);
    mkdirSync(dir);
    for (const beside of ['key', 'files']) symlinkSync(path.join(from, beside), path.join(dir, beside));
    const table = 'CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, at BIGINT NOT NULL);';
    const had = steps.slice(0, n).map(({ number, name: word, sql }) =>
        `${sql.replace(/\bBIGINT\s+PRIMARY KEY\b/g, 'INTEGER PRIMARY KEY')};
        INSERT INTO migration VALUES (${number}, ${quote(word)}, '${sha256(sql)}', 1);`);
    await ask(storeOf(dir), ['PRAGMA journal_mode = wal;', 'BEGIN;', table, ...had, 'COMMIT;'].join('\n'));
    const fill = [...(await tablesOf(storeOf(dir)))].map(([to, columns]) =>
        `INSERT INTO main."${to}" (${columns}) SELECT ${columns} FROM whole."${to}";`);
    await ask(storeOf(dir), [`ATTACH ${quote(storeOf(from))} AS whole;`, 'BEGIN;', ...fill, 'COMMIT;'].join('\n'));
    return dir;
}

/** The rows of each table that an older schema had, by the columns that it had. */
const rowsOf = (store, tables) => ask(store, [...tables].map(([table, columns]) =>
    `SELECT '${table}', ${columns} FROM "${table}" ORDER BY ${columns};`).join('\n'));

before(async () => {
    if (elsewhere) return;
    await Promise.all([lien(['demo', '--data', demo]),
        lien(['seed', '--data', seeded, '--persons', '60', '--messages', '400', '--units', '2', '--seed', '6'])]);
});

test('there are steps to upgrade by, and none is missing', () => {
    assert.ok(steps.length > 40);
    assert.equal(new Set(steps.map(({ number }) => number)).size, steps.length);
});

/** How many steps an older program had, for each that is worth a try: what only makes tables and their indexes changes no
 * row that is there, and from before it is as from after it. */
const changes = ({ sql }) => {
    const made = [...sql.matchAll(/CREATE TABLE (\w+)/g)].map(([, table]) => table);
    const indexed = [...sql.matchAll(/CREATE (?:UNIQUE )?INDEX \w+\s+ON (\w+)/g)].map(([, table]) => table);
    return /\b(ALTER|UPDATE|DELETE|INSERT|DROP)\b/.test(sql) || indexed.some((table) => !made.includes(table));
};
const worth = steps.map((_, n) => n).filter((n) => n > 0 && (n === 1 || n === steps.length - 1 || changes(steps[n])));

test('from every older schema each row stays what it was', { skip: elsewhere, timeout: 600_000 }, async () => {
    const one = async (n) => {
        const dir = await older(`from-${n}`, n, demo);
        const tables = await tablesOf(storeOf(dir));
        const had = await rowsOf(storeOf(dir), tables);
        await lien(['user', 'list', '--data', dir]);
        assert.equal(sha256(await rowsOf(storeOf(dir), tables)), sha256(had), `from ${steps[n - 1].number}`);
        assert.equal((await ask(storeOf(dir), 'SELECT count(*) FROM migration;')).trim(), String(steps.length));
    };
    assert.ok(worth.length > 10);
    for (let i = 0; i < worth.length; i += 4) await Promise.all(worth.slice(i, i + 4).map(one));
});

test('an organisation of the first program that had conversations holds after the upgrade', { skip: elsewhere }, async () => {
    const first = steps.findIndex(({ name }) => name === 'conversation') + 1;
    const dir = await older('holds', first, seeded);
    for (const line of (await lien(['check', '--data', dir])).trim().split('\n')) assert.match(line, /^ok /);
});

test('a step that fails leaves the store as the older program knew it', { skip: elsewhere }, async () => {
    const next = steps.findLastIndex(({ sql }) => /CREATE TABLE/.test(sql));
    const { number, sql } = steps[next];
    const [, table] = /CREATE TABLE (\w+)/.exec(sql);
    const dir = await older('fails', next, seeded);
    await ask(storeOf(dir), `CREATE TABLE ${table} (in_the_way INTEGER);`);
    const dump = () => execFileSync('sqlite3', [storeOf(dir), '.dump'], { maxBuffer: 2 ** 28 }).toString();
    const had = dump();
    await assert.rejects(lien(['user', 'list', '--data', dir]), new RegExp(`migration 00${number}`));
    assert.equal(dump(), had);
    await ask(storeOf(dir), `DROP TABLE ${table};`);
    for (const line of (await lien(['check', '--data', dir])).trim().split('\n')) assert.match(line, /^ok /);
});
