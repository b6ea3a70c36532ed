/* After a matter closes: the question, the page, the answer, the task to call back, the figures. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { startServer } from '../lib/server.mjs';
import { until } from '../lib/scratch.mjs';

let server;
let ada;
let nobody;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator', bea: 'adviser' } });
    [ada, nobody] = [server.client('ada'), server.client()];
});
after(() => server.stop());

const form = { 'content-type': 'application/x-www-form-urlencoded' };
let number = 0;

/** A matter answered and closed; gives it and the address of its survey page (null when none was asked). */
async function closed(address = `p${++number}@example.org`) {
    const subject = `Affaire ${++number}`;
    await server.deliver(letter({ from: address, to: 'contact@desk.example', subject }));
    const one = (await ada.get('/api/conversations?limit=1')).body.items[0];
    await ada.post(`/api/conversations/${one.id}/messages`, { kind: 'reply', text: 'Voilà.', close: true });
    const survey = await until('the survey', async () => {
        const { body } = await ada.get('/api/surveys');
        return body.items.find((item) => item.conversation.id === one.id);
    });
    if (!survey.asked_at) return { one, survey, page: null };
    const mail = await until('the survey mail', async () => {
        const { body } = await ada.get('/api/outbox');
        return body.items.find((item) => item.conversation.id === one.id && /\/s\//.test(item.message.text));
    });
    return { one, survey, page: /(\/s\/[\w-]+)/.exec(mail.message.text)[1] };
}

test('one click opens a page that already holds the score and works without JavaScript', async () => {
    const { page } = await closed();
    for (const score of [1, 2, 3, 4, 5]) {
        const { status, body, type } = await nobody.get(`${page}?score=${score}`);
        assert.equal(status, 200);
        assert.equal(type, 'text/html');
        assert.doesNotMatch(body, /<script/i);
        assert.match(body, new RegExp(`value="${score}"[^>]*checked|checked[^>]*value="${score}"`));
    }
    const { body } = await ada.get('/api/surveys?answered=1');
    assert.equal(body.items.length, 0, 'programs that follow links answer nothing');
});

test('the page speaks the language of its reader', async () => {
    const { page } = await closed();
    assert.match((await nobody.get(page, { 'accept-language': 'en' })).body, /<html lang="en"/);
    assert.match((await nobody.get(page, { 'accept-language': 'fr' })).body, /<html lang="fr"/);
});

test('an answer is kept once; a second one changes nothing', async () => {
    const { one, page } = await closed();
    assert.equal((await nobody.post(page, 'score=5&comment=Merci+%3Cb%3E', form)).status, 200);
    await nobody.post(page, 'score=1&comment=autre', form);
    const { body } = await ada.get('/api/surveys?answered=1');
    const survey = body.items.find((item) => item.conversation.id === one.id);
    assert.equal(survey.score, 5);
    assert.equal(survey.comment, 'Merci <b>', 'kept as written, escaped when shown');
    assert.equal(survey.loop, null);
});

for (const body of ['', 'score=0', 'score=6', 'score=abc', 'comment=x', `score=3&comment=${'x'.repeat(5000)}`, `score=3&comment=${'x'.repeat(300_000)}`]) {
    test(`the form does not take ${body.slice(0, 22) || 'nothing'}… (${body.length})`, async () => {
        const { page, one } = await closed();
        const answer = await nobody.post(page, body, form);
        assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status));
        const { body: list } = await ada.get('/api/surveys?answered=1');
        assert.ok(!list.items.some((item) => item.conversation.id === one.id));
    });
}

for (const secret of ['x', 'A'.repeat(43), '..%2f', '%00', 'é'.repeat(60)]) {
    test(`a made-up link (${secret.slice(0, 8)}) finds nothing`, async () => {
        const answer = await nobody.get(`/s/${secret}`);
        assert.ok([400, 404].includes(answer.status), String(answer.status));
        assert.equal(answer.type === 'text/html' || answer.type === 'application/problem+json', true);
    });
}

test('the same person is not asked twice in seven days, and one can see why', async () => {
    const first = await closed('souvent@example.org');
    assert.ok(first.page);
    const second = await closed('souvent@example.org');
    assert.equal(second.page, null);
    assert.equal(second.survey.reason, 'pause');
});

test('closed, reopened by the person, closed again: asked about each closing at most once', async () => {
    const { one } = await closed();
    await ada.patch(`/api/conversations/${one.id}`, { status: 'open' });
    await ada.patch(`/api/conversations/${one.id}`, { status: 'closed' });
    await until('the second closing to be thought about', async () => {
        const { body } = await ada.get('/api/surveys');
        return body.items.filter((item) => item.conversation.id === one.id).length === 2;
    });
    const { body } = await ada.get('/api/surveys');
    const asked = body.items.filter((item) => item.conversation.id === one.id && item.asked_at);
    assert.equal(asked.length, 1);
});

test('an unhappy answer is a task to call back, owned, due, closed with an outcome', async () => {
    const { one, page } = await closed();
    await nobody.post(page, 'score=1&comment=D%C3%A9%C3%A7u', form);
    const loop = await until('the task', async () => {
        const { body } = await ada.get('/api/loops?state=todo');
        return body.items.find((item) => item.conversation.id === one.id);
    });
    assert.equal(loop.survey.score, 1);
    assert.equal(loop.survey.comment, 'Déçu');
    assert.ok(new Date(loop.due_at) > new Date());
    const bea = server.client('bea');
    const me = (await bea.get('/api/session')).body.staff.id;
    assert.equal((await bea.patch(`/api/loops/${loop.id}`, { owner: me })).body.owner.id, me);
    assert.equal((await bea.patch(`/api/loops/${loop.id}`, { close: true })).status, 400, 'not without an outcome');
    const done = await bea.patch(`/api/loops/${loop.id}`, { outcome: 'satisfied', note: 'Rappelée.', close: true });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    assert.ok(done.body.closed_at);
    assert.ok(!(await ada.get('/api/loops?state=todo')).body.items.some((item) => item.id === loop.id));
    assert.equal((await bea.patch(`/api/loops/${loop.id}`, { outcome: 'satisfied', close: true })).status, 409);
});

/* The organisation's day is not UTC's, and midnight may pass: a day on either side. */
const day = (from) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
const period = `from=${day(-1)}&to=${day(1)}`;

test('the card and the table behind it say the same', async () => {
    const { body } = await ada.get(`/api/indicators?${period}`);
    const names = body.items.map((item) => item.name);
    assert.deepEqual([...names].sort(), ['backlog', 'contacts_in', 'contacts_out', 'csat', 'first_answer', 'resolution']);
    for (const item of body.items) {
        assert.ok(item.formula.fr && item.formula.en, item.name);
        const rows = await ada.all(`/api/indicators/${item.name}/rows?${period}`);
        assert.equal(rows.length, item.n, item.name);
    }
    const csat = body.items.find((item) => item.name === 'csat');
    assert.equal(csat.numerator, (await ada.all(`/api/indicators/csat/rows?${period}`)).filter((row) => row.value >= 4).length);
    assert.ok(csat.low <= csat.value && csat.value <= csat.high);
});

test('CSAT’s interval is Wilson’s', async () => {
    const { body } = await ada.get(`/api/indicators?${period}`);
    const { n, numerator, low, high } = body.items.find((item) => item.name === 'csat');
    const z = 1.959964;
    const p = numerator / n;
    const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
    const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
    assert.ok(Math.abs(low - (middle - half)) < 1e-3, `${low} ${middle - half}`);
    assert.ok(Math.abs(high - (middle + half)) < 1e-3, `${high} ${middle + half}`);
});

test('CSV opens in a spreadsheet, and no cell is a formula', async () => {
    await server.deliver(letter({ from: '=cmd <formule@example.org>', to: 'contact@desk.example', subject: '=1+1;"x"' }));
    const rows = await ada.get(`/api/indicators/contacts_in/rows.csv?${period}`);
    assert.equal(rows.status, 200);
    assert.equal(rows.type, 'text/csv');
    assert.match(rows.headers.get('content-disposition'), /attachment/);
    assert.doesNotMatch(rows.body, /(^|[;,"\t])=/m);
    const all = await ada.get(`/api/indicators.csv?${period}`);
    assert.equal(all.status, 200);
    assert.match(all.body, /csat/);
});

for (const [query, field] of [['from=hier&to=2026-01-01', 'from'], ['from=2026-02-30&to=2026-03-01', 'from'], ['from=2026-03-01&to=2026-02-01', null], ['from=0001-01-01&to=9999-12-31', null]]) {
    test(`a period that cannot be is refused: ${query}`, async () => {
        const answer = await ada.get(`/api/indicators?${query}`);
        assert.equal(answer.status, 400);
        if (field) assert.equal(answer.body.field, field);
    });
}

test('a setting changes within its limits, from a day on', async () => {
    const { body } = await ada.get('/api/settings');
    const pause = body.items.find((item) => item.name === 'survey.pause_days');
    assert.equal(pause.value, 7);
    assert.ok(pause.about.fr && pause.about.en);
    assert.equal((await ada.put('/api/settings/survey.pause_days', { value: -1 })).status, 400);
    assert.equal((await ada.put('/api/settings/survey.pause_days', { value: 'sept' })).status, 400);
    assert.equal((await ada.put('/api/settings/rien.du_tout', { value: 1 })).status, 404);
    assert.equal((await ada.put('/api/settings/survey.pause_days', { value: 0 })).status, 200);
    const first = await closed('encore@example.org');
    const second = await closed('encore@example.org');
    assert.ok(first.page && second.page);
});
