/* The clock of the machine is set back and forward while mail comes in and advisers work. Ids go on, nobody is signed out,
 * what is due is done, nothing is lost or doubled. */
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { newFolder, until } from '../lib/scratch.mjs';
import { binary, emailOf, lien, startServer } from '../lib/server.mjs';
import { openSink } from '../lib/smtp-sink.mjs';

const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';

test('a clock set back an hour, then forward two, holds up nothing and loses nothing', { skip: !existsSync(FAKETIME) && 'faketime is not here' }, async () => {
    const folder = newFolder('clock');
    const clock = path.join(folder, 'clock');
    const set = (shift) => writeFileSync(clock, shift);
    const sink = await openSink();
    set('+0s');
    const server = await startServer({
        data: path.join(folder, 'data'), staff: { ada: 'administrator' }, smtp: sink.url, options: ['--mail-address', 'contact@desk.example'],
        under: ['env', `LD_PRELOAD=${FAKETIME}`, `FAKETIME_TIMESTAMP_FILE=${clock}`, 'FAKETIME_NO_CACHE=1', 'FAKETIME_DONT_FAKE_MONOTONIC=1', binary],
    });
    const ada = await server.signIn(emailOf('ada'));
    const clockOf = async () => Date.parse((await ada.get('/health')).headers.get('date'));
    const sent = (number) => sink.mails.filter(({ source }) => source.includes(`Reponse ${number} fin`));
    const ids = [];
    let n = 0;
    for (const [shift, hours] of [['+0s', 0], ['-1h', -1], ['+1h', 1], ['-1h', -1], ['+0s', 0]]) {
        set(shift);
        await until(`the clock to be set ${shift}`, async () => Math.abs(await clockOf() - Date.now() - hours * 3_600_000) < 120_000);
        for (let i = 0; i < 3; i++) {
            n += 1;
            const address = `p${n}@example.org`;
            await server.deliver(letter({ from: address, to: 'contact@desk.example', subject: `Heure ${n}`, id: `heure-${n}@example.org` }));
            const matter = (await ada.all('/api/conversations', 200)).find(({ subject }) => subject === `Heure ${n}`);
            assert.ok(matter, `Heure ${n} is there`);
            ids.push(matter.id);
            const done = await ada.post(`/api/conversations/${matter.id}/messages`, { kind: 'reply', text: `Reponse ${n} fin`, close: i === 0 });
            assert.equal(done.status, 201, `signed in still, with the clock at ${shift}: ${JSON.stringify(done.body)}`);
            await until(`answer ${n} to leave with the clock at ${shift}`, () => sent(n).length > 0);
        }
    }
    assert.equal(new Set(ids).size, n, 'no id is made twice');
    assert.deepEqual(ids.map((_, i) => sent(i + 1).length), ids.map(() => 1), 'each answer left once');
    for (const line of (await lien(['check', '--data', server.data])).trim().split('\n')) assert.match(line, /^ok /);
    await server.stop();
    await sink.close();
});
