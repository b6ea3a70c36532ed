/* catch-up: how fast a mailbox full of mail is fetched after an outage. Alone, on an organisation that is empty:
 *
 *   node bench/catch-up.mjs [MAILS]
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { letter } from '../test/lib/mail-link.mjs';
import { startDovecot } from '../test/lib/mail-servers.mjs';
import { run, sleep } from '../test/lib/scratch.mjs';
import { startServer } from '../test/lib/server.mjs';
import { cpuOf } from './cpu.mjs';

const top = path.dirname(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname));
const words = readFileSync(path.join(top, 'bench/words.txt'), 'utf8').trim().split('\n');

/** Mail i of a person who writes five times. */
function mail(i) {
    const text = Array.from({ length: 120 }, (_, word) => words[(i * 31 + word * word * 7) % words.length] + (word % 12 === 11 ? '\r\n' : ' ')).join('');
    return letter({
        from: `Personne ${i % 20011} <p${i % 20011}@people.test>`, to: 'contact@desk.test', id: `${i}.catch-up@people.test`,
        subject: `Demande ${i}`, text, date: new Date(1_790_000_000_000 + i * 1000),
    });
}

/** → {seconds, cpu (of Lien, s), progress: what the mailbox page showed each second, bare: seconds of a fetch that keeps nothing}. */
export async function catchUp(server, count) {
    const dovecot = await startDovecot();
    const ada = server.client('ada');
    const batch = 1000;
    for (let i = 0; i < count; i += batch) dovecot.drop('contact', Array.from({ length: Math.min(batch, count - i) }, (_, j) => mail(i + j)));
    // The first look of Dovecot at new files is not what is measured.
    await run([path.join(top, 'build/bench/bare-imap'), String(dovecot.imap), 'contact']);
    const bare = JSON.parse(await run([path.join(top, 'build/bench/bare-imap'), String(dovecot.imap), 'contact']));
    const cpuBefore = cpuOf(server.process.pid);
    const begun = performance.now();
    const made = await ada.post('/api/mailboxes', {
        name: 'Essai', address: 'contact@desk.test', provider: 'other', user: 'contact', auth: 'password', password: 'secret',
        imap: { host: '127.0.0.1', port: dovecot.imap, security: 'none' },
    });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    const progress = [];
    for (let health = made.body.health; health.state !== 'ok'; await sleep(200)) {
        ({ body: { health } } = await ada.get(`/api/mailboxes/${made.body.id}`));
        if (health.last_error) throw new Error(JSON.stringify(health));
        progress.push(health.fetched);
    }
    const seconds = (performance.now() - begun) / 1000;
    const cpu = cpuOf(server.process.pid) - cpuBefore;
    await ada.delete(`/api/mailboxes/${made.body.id}`);
    await dovecot.stop();
    return { seconds, cpu, progress, bare: bare.seconds };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
    const count = Number(process.argv[2] ?? 10_000);
    const server = await startServer({ staff: { ada: 'administrator' }, lmtp: false, options: ['--log', 'error'] });
    const { seconds, cpu, progress, bare } = await catchUp(server, count);
    console.log(`${count.toLocaleString('en')} mails in ${seconds.toFixed(1)} s: ${Math.round(count / seconds).toLocaleString('en')} a second, `
        + `${Math.round((cpu / count) * 1e6)} µs of processor each; fetched and dropped: ${Math.round(count / bare).toLocaleString('en')} a second; `
        + `${new Set(progress).size} different figures of progress were shown`);
    await server.stop();
}
