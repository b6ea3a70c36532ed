/* How long the usual views of the desk take to be answered by the real server, with 100,000 conversations of
 * which a twentieth is active. The rows are written straight into a new store: only lists are measured.
 *
 *   node bench/lists.mjs [CONVERSATIONS]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startServer } from '../test/lib/server.mjs';

const COUNT = Number(process.argv[2] ?? 100_000);
const ROUNDS = 41;
const folder = mkdtempSync(path.join(os.tmpdir(), 'lien-lists-'));
const data = path.join(folder, 'data');

/* The schema and the accounts, by the program itself. */
const first = await startServer({ data, staff: { ada: 'administrator', bea: 'adviser' }, lmtp: false });
const me = (await first.client('bea').get('/api/session')).body.staff.id;
const tags = [];
for (const name of ['Rare', 'Courante', 'Partout']) tags.push((await first.client('ada').post('/api/tags', { name })).body.id);
const team = (await first.client('ada').post('/api/teams', { name: 'Support' })).body.id;
await first.client('ada').patch(`/api/teams/${team}`, { members: [me] });
const token = first.tokens.bea;
await first.stop();

const fill = `
import sqlite3, sys
count, me, team, *tags = int(sys.argv[2]), *map(int, sys.argv[3:])
db = sqlite3.connect(sys.argv[1])
now, minute = 1795000000000, 60000
db.executemany("INSERT INTO person (id, name, folded, address, made_at, last_at) VALUES (?, ?, ?, ?, ?, ?)",
    ((i + 10, f"Personne {i}", f"personne {i}", f"p{i}@example.org", now, now) for i in range(count // 4)))
def rows():
    for i in range(count):
        active = i % 20 == 0
        status = (1, 1, 2, 3, 5)[i // 20 % 5] if active else 4
        at = now - i * minute
        yield (i + 1000, f"Affaire {i}", i % (count // 4) + 10, status, "mail", me if i % 8 == 0 else None if i % 3 == 0 else 99,
               team if i % 5 == 0 else None, "Bonjour, je vous écris au sujet de", 1, at - minute, at, at if status == 1 else None,
               at if status == 4 else None, at + 1 if status == 3 else None, i % 4 + 1)
db.executemany("INSERT INTO conversation (id, subject, person, status, channel, assignee, team, preview, message_count, opened_at,"
    " last_at, waiting_since, closed_at, snoozed_until, priority) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows())
db.executemany("INSERT INTO message (id, conversation, direction, channel, kind, at, text, addresses) VALUES (?,?,3,'mail',0,?,'','{}')",
    ((i + 1000, i + 1000, now) for i in range(0, count, 500)))
db.executemany("INSERT INTO message_mention (message, staff, conversation, at) VALUES (?,?,?,?)",
    ((i + 1000, me, i + 1000, now) for i in range(0, count, 500)))
for tag, every in zip(tags, (2000, 50, 3)):
    db.executemany("INSERT INTO conversation_tag (conversation, tag) VALUES (?, ?)", ((i + 1000, tag) for i in range(0, count, every)))
db.commit()
`;
execFileSync('python3', ['-c', fill, path.join(data, 'lien.db'), String(COUNT), me, team, ...tags], { stdio: 'inherit' });

const server = await startServer({ data, lmtp: false });
const read = async (query) => {
    const answer = await fetch(`${server.url}${query}`, { headers: { Authorization: `Bearer ${token}` } });
    const body = await answer.json();
    if (!answer.ok) throw new Error(`${query}: ${JSON.stringify(body)}`);
    return body;
};
const views = {
    mine: 'assignee=me&status=active',
    unassigned: 'assignee=none&status=active',
    'my teams': 'team=mine&status=active',
    all: 'status=active',
    open: 'status=open',
    pending: 'status=pending',
    mentions: 'mentions=me&status=active',
    'mentions, closed too': 'mentions=me&status=all',
    'waits longest': 'status=active&sort=waiting',
    'by priority': 'status=active&sort=priority',
    'mine, urgent, waiting': 'assignee=me&status=active&priority=urgent&waiting=1&sort=waiting',
    'a rare tag, active': `status=active&tag=${tags[0]}`,
    'a rare tag, all': `status=all&tag=${tags[0]}`,
    'a usual tag, all': `status=all&tag=${tags[1]}`,
    'a tag of a third, closed': `status=closed&tag=${tags[2]}`,
    'two tags, active': `status=active&tag=${tags[1]},${tags[2]}`,
    closed: 'status=closed',
    'closed, oldest': 'status=closed&sort=oldest',
    'mine, closed': 'assignee=me&status=closed',
    everything: 'status=all',
    'last 7 days, all': 'status=all&days=7',
};
await read('/api/views/counts');
console.log(`${COUNT} conversations, ${Math.ceil(COUNT / 20)} active; a page of 50; median and p95 of ${ROUNDS}, in ms, network and JSON included`);
const measure = async (name, address) => {
    const times = [];
    for (let i = 0; i < ROUNDS; i += 1) {
        const begin = performance.now();
        await read(address);
        times.push(performance.now() - begin);
    }
    times.sort((a, b) => a - b);
    console.log(`${name.padEnd(28)} ${times[Math.floor(ROUNDS / 2)].toFixed(1).padStart(7)} ${times[Math.floor(ROUNDS * 0.95)].toFixed(1).padStart(7)}`);
};
for (const [name, query] of Object.entries(views)) await measure(name, `/api/conversations?${query}`);
await measure('counts', '/api/conversations/counts');
await measure('tags with their counts', '/api/tags?limit=200');
await server.stop();
rmSync(folder, { recursive: true });
