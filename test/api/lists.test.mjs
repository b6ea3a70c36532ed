/* The lists of the desk by the API: filters that are combined, orders, tags, saved views, many changed at once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openEvents } from '../lib/events.mjs';
import { until } from '../lib/scratch.mjs';
import { startOrganisation } from '../lib/organisation.mjs';

let server;
let ada;
let bea;
let matter;
before(async () => {
    ({ server, ada, bea, matter } = await startOrganisation('Liste'));
});
after(() => server.stop());

const ids = async (query, who = ada) => (await who.get(`/api/conversations?limit=200&${query}`)).body.items.map((one) => one.id);
const meOf = async (who) => (await who.get('/api/session')).body.staff.id;

test('a tag is made, put, found, and merged without losing what carries it', async () => {
    const one = await matter();
    const two = await matter();
    const made = await ada.post('/api/tags', { name: 'Facturation', colour: 'blue' });
    assert.equal(made.status, 201);
    assert.equal((await ada.post('/api/tags', { name: 'FACTURATION' })).status, 409);
    assert.equal((await bea.post('/api/tags', { name: 'À moi' })).status, 403);
    const other = (await ada.post('/api/tags', { name: 'Facture' })).body;
    const tagged = await bea.patch(`/api/conversations/${one.id}`, { add_tags: [made.body.id] });
    assert.deepEqual(tagged.body.tags, [{ id: made.body.id, name: 'Facturation', colour: 'blue' }]);
    await bea.patch(`/api/conversations/${two.id}`, { tags: [other.id, made.body.id] });
    assert.deepEqual((await ids(`tag=${made.body.id}`)).sort(), [one.id, two.id].sort());
    assert.deepEqual(await ids(`tag=${made.body.id},${other.id}&status=active`), [two.id]);
    assert.equal((await bea.patch(`/api/conversations/${one.id}`, { add_tags: ['12'] })).status, 400);

    assert.equal((await ada.post(`/api/tags/${other.id}/merge`, { into: made.body.id })).body.count, 2);
    assert.deepEqual(await ids(`tag=${other.id}&status=all`), await ids(`tag=${made.body.id}&status=all`), 'the merged one stands for the other');
    await bea.patch(`/api/conversations/${one.id}`, { remove_tags: [made.body.id] });
    assert.deepEqual(await ids(`tag=${made.body.id}`), [two.id]);
});

test('what others said is unread until one looks, each for oneself', async () => {
    const one = await matter();
    const unread = (who) => ids('unread=me', who);
    const of = async (who) => (await who.get(`/api/conversations/${one.id}`)).body.unread;
    const messages = (await bea.get(`/api/conversations/${one.id}/messages`)).body.items;
    const before = (await bea.get('/api/conversations/counts')).body;
    assert.equal(await of(bea), true);
    assert.ok((await unread(bea)).includes(one.id));

    const stream = await openEvents(bea);
    const read = await bea.put(`/api/conversations/${one.id}/read`, { message: messages.at(-1).id });
    assert.equal(read.status, 200);
    assert.equal(read.body.unread, false);
    assert.equal((await stream.next((event) => event.name === 'read')).data.conversation, one.id, 'her other tabs know');
    stream.close();
    assert.equal(await of(ada), true, 'to each their own');
    assert.ok(!(await unread(bea)).includes(one.id));
    const after = (await bea.get('/api/conversations/counts')).body;
    assert.equal(after.unread.unassigned, before.unread.unassigned - 1);
    assert.equal(after.unassigned, before.unassigned);

    await ada.post(`/api/conversations/${one.id}/messages`, { kind: 'note', text: 'Qui prend ?' });
    assert.equal(await of(bea), true, 'a note of a colleague is news');
    await bea.put(`/api/conversations/${one.id}/read`, { message: messages.at(-1).id });
    assert.equal(await of(bea), true, 'what came since is not read with what came before');
    await bea.patch(`/api/conversations/${one.id}`, { status: 'closed' });
    assert.equal(await of(bea), false, 'what is over is not unread');
    assert.equal((await bea.put(`/api/conversations/${one.id}/read`, { message: null })).status, 409);
    await bea.patch(`/api/conversations/${one.id}`, { status: 'open' });
    assert.equal((await bea.put(`/api/conversations/${one.id}/read`, { message: null })).body.unread, true);
    assert.equal((await bea.put('/api/conversations/12/read', { message: null })).status, 404);
    assert.equal((await bea.put(`/api/conversations/${one.id}/read`, {})).status, 400);

    const view = (await bea.post('/api/views', { name: 'À lire', query: { status: 'active', unread: true } })).body;
    const count = (await bea.get('/api/views/counts')).body.items.find((each) => each.view === view.id);
    assert.equal(count.unread, count.count);
    assert.ok(count.count >= 1);
    await bea.delete(`/api/views/${view.id}`);
});

test('filters are combined, and orders say who presses and who waits', async () => {
    const low = await matter();
    const urgent = await matter();
    const me = await meOf(bea);
    await bea.patch(`/api/conversations/${low.id}`, { priority: 'low', assignee: me });
    await bea.patch(`/api/conversations/${urgent.id}`, { priority: 'urgent', assignee: me, status: 'pending' });
    const mine = 'assignee=me&status=active';
    assert.deepEqual(await ids(`${mine}&sort=priority`, bea), [urgent.id, low.id]);
    assert.deepEqual(await ids(`${mine}&sort=waiting`, bea), [low.id, urgent.id], 'who wrote first waits longest');
    assert.deepEqual(await ids(`${mine}&priority=urgent`, bea), [urgent.id]);
    assert.deepEqual(await ids('assignee=me&status=pending', bea), [urgent.id]);
    assert.deepEqual(await ids(`${mine}&waiting=0`, bea), []);
    assert.deepEqual(await ids(`${mine}&days=1&channel=mail&waiting=1&sort=oldest`, bea), [low.id, urgent.id]);
    assert.deepEqual(await ids(`${mine}&until=2020-01-01T00:00:00Z`, bea), []);
    const counts = (await bea.get('/api/conversations/counts')).body;
    assert.equal(counts.mine, 2);
    assert.equal(counts.pending, 1);
    for (const bad of ['sort=mood', 'assignee=you', 'team=theirs', 'tag=x', 'tag=1,2,3,4,5,6', 'days=0', 'waiting=2', 'mentions=all', 'since=yesterday']) {
        assert.equal((await bea.get(`/api/conversations?${bad}`)).status, 400, bad);
    }
});

test('each order gives every row once, page after page', async () => {
    for (let i = 0; i < 5; i += 1) await matter();
    for (const sort of ['newest', 'oldest', 'waiting', 'priority']) {
        const whole = await ids(`status=active&sort=${sort}`);
        const seen = [];
        let cursor = '';
        do {
            const { body } = await ada.get(`/api/conversations?status=active&limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`);
            seen.push(...body.items.map((one) => one.id));
            cursor = body.next;
        } while (cursor);
        assert.deepEqual(seen, whole, sort);
        assert.equal(new Set(seen).size, seen.length, sort);
    }
});

test('a team sees its own, and each of my teams has its count', async () => {
    const one = await matter();
    const team = (await ada.post('/api/teams', { name: 'Support' })).body;
    await ada.patch(`/api/teams/${team.id}`, { members: [await meOf(bea)] });
    await bea.patch(`/api/conversations/${one.id}`, { team: team.id });
    assert.deepEqual(await ids('team=mine&status=active', bea), [one.id]);
    assert.deepEqual(await ids('team=mine&status=active', ada), []);
    assert.deepEqual(await ids(`team=${team.id}`, ada), [one.id]);
    assert.deepEqual((await bea.get('/api/conversations/counts')).body.by_team, [{ team: team.id, count: 1, unread: 1 }]);
});

test('who is called in a note finds it among the mentions, until they look', async () => {
    const one = await matter();
    const me = await meOf(bea);
    const note = await ada.post(`/api/conversations/${one.id}/messages`, { kind: 'note', text: 'Béa, qu’en penses-tu ?', mentions: [me] });
    assert.equal(note.status, 201);
    assert.deepEqual(await ids('mentions=me&status=active', bea), [one.id]);
    assert.deepEqual(await ids('mentions=me&status=all', bea), [one.id]);
    assert.deepEqual(await ids('mentions=me&status=active', ada), []);
    assert.equal((await bea.get('/api/conversations/counts')).body.mentions, 1);
    await bea.post(`/api/conversations/${one.id}/presence`, { typing: false });
    assert.equal((await bea.get('/api/conversations/counts')).body.mentions, 0);
    assert.deepEqual(await ids('mentions=me&status=active', bea), [one.id], 'it stays to be found again');
});

test('all that a filter shows is changed by a job that tells how far it is', async () => {
    const tag = (await ada.post('/api/tags', { name: 'En masse' })).body;
    const chosen = [await matter(), await matter(), await matter()].map((one) => one.id);
    const named = await bea.post('/api/conversations/bulk', { conversations: chosen, change: { add_tags: [tag.id], priority: 'high' } });
    assert.deepEqual([named.body.state, named.body.done, named.body.failed], ['done', 3, []]);
    const bulk = await bea.post('/api/conversations/bulk', { filter: { tags: [tag.id], status: 'active' }, change: { status: 'closed' } });
    assert.equal(bulk.body.total, 3);
    await until('the job to end', async () => (await bea.get(`/api/bulks/${bulk.body.id}`)).body.state === 'done');
    assert.deepEqual((await ids(`tag=${tag.id}&status=closed`)).sort(), chosen.sort());
    assert.equal((await ada.get(`/api/bulks/${bulk.body.id}`)).status, 404, 'nobody else’s');
});

test('a saved view keeps its words and counts what it shows', async () => {
    const one = await matter();
    await bea.patch(`/api/conversations/${one.id}`, { priority: 'urgent', status: 'open' });
    const query = { status: 'open', priority: 'urgent', q: 'Liste' };
    const view = await bea.post('/api/views', { name: 'Urgentes', query });
    assert.equal(view.status, 201);
    assert.deepEqual(view.body.query, query);
    await until('the index to have it', async () => (await bea.get('/api/views/counts')).body.items[0].count === 1);
    assert.deepEqual((await ada.get('/api/views')).body.items, [], 'a personal one is its owner’s');
    assert.equal((await ada.patch(`/api/views/${view.body.id}`, { name: 'x' })).status, 404);
    assert.equal((await bea.post('/api/views', { name: 'x', query: { colour: 'red' } })).status, 400);
});
