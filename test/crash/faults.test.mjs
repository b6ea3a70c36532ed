/* What machines do to a data directory: the disk fills up, turns read-only, loses a page. Whatever was acknowledged before is
 * there afterwards, nothing is acknowledged meanwhile that is not kept, and work goes on when the fault is over.
 *
 * As root: the data directory is a small file system of its own, in memory. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync, statfsSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { MailLink, letter } from '../lib/mail-link.mjs';
import { newFolder, until } from '../lib/scratch.mjs';
import { lien, startServer } from '../lib/server.mjs';

const MIB = 1024 * 1024;

/** A data directory that is a file system of some MiB → {data, remount(how), end()} */
function smallDisk(mib) {
    const top = newFolder('disk');
    const at = path.join(top, 'data'); /* the log of the server lies beside it */
    mkdirSync(at);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', at]);
    const end = () => {
        try {
            execFileSync('umount', ['-l', at], { stdio: 'ignore' });
        } catch { /* it is gone */ }
    };
    process.on('exit', end);
    return { data: at, remount: (how) => execFileSync('mount', ['-o', `remount,${how}`, at]), end };
}

let made = 0;
const mail = (text = 'Bonjour.') => {
    made += 1;
    return { subject: `Faute ${made}`, bytes: letter({ from: `p${made}@example.org`, to: 'contact@desk.example', subject: `Faute ${made}`, text }) };
};

/** → the code of the answer; 0: the connection was cut. */
async function hand(server, one) {
    try {
        const link = await MailLink.open(server.lmtp);
        const [answer] = await link.send('x@example.org', ['contact@desk.example'], one.bytes);
        await link.quit();
        return answer.code;
    } catch {
        return 0;
    }
}

const subjects = async (server) => (await server.client('ada').all('/api/conversations', 200)).map((one) => one.subject);

/** Each that was answered 250 is there once, the others at most once; and all that must be true is. */
async function holds(server, kept, others) {
    const there = await subjects(server);
    for (const subject of kept) assert.equal(there.filter((one) => one === subject).length, 1, `${subject} was acknowledged`);
    for (const subject of others) assert.ok(there.filter((one) => one === subject).length <= 1, `${subject} is there twice`);
    const lines = (await lien(['check', '--data', server.data])).trim().split('\n');
    for (const line of lines) assert.match(line, /^ok /);
}

test('a disk that is full makes mail servers come again, and takes work again when there is room', async () => {
    const disk = smallDisk(24);
    const server = await startServer({ data: disk.data, staff: { ada: 'administrator' } });
    const kept = [];
    const put = [];
    try {
        for (let i = 0; i < 5; i++) {
            const one = mail();
            assert.equal(await hand(server, one), 250);
            kept.push(one.subject);
        }
        const ballast = path.join(disk.data, 'ballast');
        const { bavail, bsize } = statfsSync(disk.data);
        writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - MIB / 2)));
        /* Until it is refused: something is always left to write in. */
        let code = 250;
        for (let i = 0; i < 40 && code === 250; i++) {
            const one = mail(`${'une phrase assez longue pour remplir '.repeat(3000)}\n`);
            code = await hand(server, one);
            (code === 250 ? kept : put).push(one.subject);
        }
        assert.ok(code >= 400 && code < 500, `a full disk is answered ${code}: come again`);
        assert.equal((await server.client('ada').get('/api/conversations')).status, 200, 'what is there can be read');
        rmSync(ballast);
        const again = mail();
        await until('mail to be taken again', async () => (await hand(server, again)) === 250);
        kept.push(again.subject);
        await holds(server, kept, put);
    } finally {
        await server.stop();
        disk.end();
    }
});

test('a file system that turns read-only acknowledges nothing, and goes on when it can be written', async () => {
    const disk = smallDisk(64);
    const server = await startServer({ data: disk.data, staff: { ada: 'administrator' } });
    try {
        const first = mail();
        assert.equal(await hand(server, first), 250);
        await server.stop();
        disk.remount('ro');
        await assert.rejects(server.begin(), /cannot|read-only|readonly|Read-only/i, 'a server that could keep nothing does not start');
        disk.remount('rw');
        await server.begin();
        const second = mail();
        assert.equal(await hand(server, second), 250);
        await holds(server, [first.subject, second.subject], []);
    } finally {
        await server.stop().catch(() => {});
        disk.end();
    }
});

test('a page of the store that was overwritten is named by check, and a backup brings all of it back', async () => {
    const folder = newFolder('page');
    const data = path.join(folder, 'data');
    const server = await startServer({ data, staff: { ada: 'administrator' } });
    const kept = [];
    for (let i = 0; i < 30; i++) {
        const one = mail('un texte '.repeat(300));
        assert.equal(await hand(server, one), 250);
        kept.push(one.subject);
    }
    await lien(['backup', '--data', data, '--to', path.join(folder, 'backup')]);
    await server.stop();

    const file = path.join(data, 'lien.db');
    const store = readFileSync(file);
    const page = store.readUInt16BE(16) === 1 ? 65536 : store.readUInt16BE(16);
    const at = store.indexOf('un texte un texte') ;
    assert.ok(at > page, 'a page with rows was found');
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(page, 0xa5), 0, page, Math.floor(at / page) * page);
    closeSync(handle);
    const told = await lien(['check', '--data', data]).then(() => null, (error) => error);
    assert.equal(told?.status, 1);
    assert.match(told.stdout + told.stderr, /FAILED store: .*(page|tree|row)/i);

    const back = path.join(folder, 'back');
    await lien(['restore', '--from', path.join(folder, 'backup'), '--data', back]);
    const again = await startServer({ data: back });
    again.tokens = server.tokens;
    await holds(again, kept, []);
    await again.stop();
});
