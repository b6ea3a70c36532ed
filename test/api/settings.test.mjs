/* What an organisation decides: its words, what it looks like, all of it as one file, its first steps. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { run } from '../lib/scratch.mjs';
import { binary, startServer } from '../lib/server.mjs';

let server;
let ada;
let bea;
let nobody;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator', bea: 'supervisor' } });
    [ada, bea, nobody] = [server.client('ada'), server.client('bea'), server.client()];
});
after(() => server.stop());

/** A PNG's head, of a size in pixels. */
function png(width, height) {
    const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000000000000080600000000', 'hex');
    head.writeUInt32BE(width, 16);
    head.writeUInt32BE(height, 20);
    return head;
}
const logo = (bytes) => ada.request('PUT', '/api/brand/logo', bytes, { 'content-type': 'application/octet-stream' });
const bring = (who, text, query = '') => who.request('POST', `/api/configuration${query}`, Buffer.from(text), { 'content-type': 'application/octet-stream' });

test('a text is said in the words of the organisation, and who said so is kept', async () => {
    const name = '/api/wordings/survey.thanks.text';
    assert.equal((await ada.request('PUT', `${name}/fr`, { text: 'Un grand merci.\n\nÀ bientôt.' })).status, 200);
    assert.equal((await ada.request('PUT', `${name}/fr`, { text: null })).body.texts.fr, null);
    const { body } = await ada.get(`${name}/history`);
    assert.deepEqual(body.items.map((one) => [one.language, one.text, one.by]), [
        ['fr', null, 'ada'],
        ['fr', 'Un grand merci.\n\nÀ bientôt.', 'ada'],
    ]);
    for (const [text, why] of [['', 'empty'], ['{{person.email}}', 'unknown variable'], ['{{', 'closed'], ['x'.repeat(601), '600']]) {
        const refused = await ada.request('PUT', `${name}/fr`, { text });
        assert.equal(refused.status, 400, why);
        assert.equal(refused.body.field, 'text');
        assert.match(refused.body.detail, new RegExp(why));
    }
    assert.equal((await ada.request('PUT', '/api/wordings/no.such/fr', { text: 'x' })).status, 404);
});

test('what the organisation says otherwise is known to everyone who works there', async () => {
    await ada.request('PUT', '/api/wordings/conversation.status.pending/fr', { text: 'Chez nous' });
    assert.deepEqual((await bea.get('/api/wordings/said')).body.items, [{ name: 'conversation.status.pending', fr: 'Chez nous', en: null }]);
    assert.equal((await nobody.get('/api/wordings/said')).status, 401);
});

test('a survey is seen before its words are kept', async () => {
    const texts = [{ name: 'survey.question', text: 'Alors, <b>{{organisation.name}}</b> ?' }];
    const { status, body } = await ada.post('/api/surveys/preview', { language: 'fr', texts });
    assert.equal(status, 200);
    for (const part of ['invitation', 'page']) assert.match(body[part], /Alors, &lt;b&gt;Lien&lt;\/b&gt; \?/);
    assert.match(body.invitation_text, /« Une demande »/);
    assert.equal((await ada.get('/api/wordings')).body.items.find((one) => one.name === 'survey.question').texts.fr, null);
    assert.equal((await ada.post('/api/surveys/preview', { language: 'fr', texts: [{ name: 'survey.question', text: '{{x}}' }] })).status, 400);
});

test('a logo is an image that nothing runs in, shown to anyone, and only the one of now', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    for (const [bytes, status] of [[svg, 400], [png(1, 60000), 400], [Buffer.alloc(256 * 1024 + 1), 413]]) assert.equal((await logo(bytes)).status, status);
    const first = (await logo(png(400, 100))).body.logo;
    assert.deepEqual([first.width, first.height], [192, 48]);
    const shown = await nobody.get(first.path);
    assert.equal(shown.type, 'image/png');
    assert.equal(shown.headers.get('x-content-type-options'), 'nosniff');
    const second = (await logo(png(40, 40))).body.logo;
    assert.equal((await nobody.get(first.path)).status, 404);
    const page = await nobody.get('/s/none');
    assert.match(page.body, new RegExp(`<img src="${second.path}"`));
    assert.equal((await ada.request('DELETE', '/api/brand/logo')).status, 200);
    assert.equal((await nobody.get('/api/brand')).body.logo, null);
});

test('the name and the colour are seen at once, without a new start', async () => {
    await ada.request('PUT', '/api/settings/organisation.name', { value: 'Les Tilleuls' });
    await ada.request('PUT', '/api/settings/brand.colour', { value: '#ffee00' });
    const { body } = await nobody.get('/api/brand');
    assert.equal(body.name, 'Les Tilleuls');
    assert.notEqual(body.light.accent, '#ffee00');
    assert.equal(body.dark.accent, '#ffee00');
    assert.match((await nobody.get('/s/none')).body, /<span>Les Tilleuls<\/span>/);
    assert.equal((await ada.request('PUT', '/api/settings/brand.colour', { value: 'red' })).status, 400);
    const past = await ada.get('/api/settings/organisation.name/history');
    assert.deepEqual(past.body.items.map((one) => [one.value, one.by]), [['Les Tilleuls', 'ada']]);
});

test('a page speaks the language of the organisation to who asks for one that we do not speak', async () => {
    await ada.request('PUT', '/api/settings/organisation.language', { value: 'en' });
    for (const [asked, spoken] of [['de', 'en'], ['fr', 'fr'], ['fr;q=0.2, en;q=0.1', 'fr'], [undefined, 'en']]) {
        const page = await nobody.get('/s/none', asked ? { 'accept-language': asked } : { 'accept-language': '' });
        assert.match(page.body, new RegExp(`<html lang="${spoken}">`), `${asked}`);
    }
});

test('what is set up goes out as a file and makes another organisation the same', async () => {
    await logo(png(64, 32));
    await ada.request('PUT', '/api/wordings/survey.question/en', { text: 'Well?' });
    const kept = { name: 'Accusé', shortcut: 'ar', text: 'Bonjour {{person.name}}, bien reçu.' };
    assert.equal((await ada.post('/api/canned', kept)).status, 201);
    assert.equal((await ada.post('/api/canned', { ...kept, name: 'À moi', personal: true })).status, 201);
    const team = (await ada.get('/api/teams')).body.items[0] ?? (await ada.post('/api/teams', { name: 'Conseil' })).body;
    const form = {
        slug: 'contact', name: 'Contact', open: true, languages: ['fr'], title: { fr: 'Nous écrire' }, team: team.id,
        fields: [{ key: 'email', type: 'email', label: { fr: 'Votre adresse' }, required: true }, { key: 'message', type: 'long_text', label: { fr: 'Votre message' }, required: true }],
    };
    assert.equal((await ada.post('/api/forms', form)).status, 201);
    const file = await ada.get('/api/configuration');
    assert.match(file.bytes.toString(), /Nous écrire/);
    assert.doesNotMatch(file.bytes.toString(), /À moi/);
    assert.match(file.headers.get('content-disposition'), /lien-configuration\.json/);
    const text = file.bytes.toString();

    const other = await startServer({ staff: { ada: 'administrator' } });
    const there = other.client('ada');
    const asked = await bring(there, text, '?dry_run=true');
    assert.equal(asked.body.applied, false);
    assert.ok(asked.body.counts.changed > 0);
    assert.equal((await there.get('/api/brand')).body.logo, null);
    const done = await bring(there, text);
    assert.equal(done.body.applied, true, JSON.stringify(done.body.lines));
    assert.equal((await there.get('/api/configuration')).bytes.toString(), text);
    await other.stop();
});

test('the commands do the same as the API', async () => {
    const file = path.join(path.dirname(server.data), 'configuration.json');
    const words = ['--data', server.data];
    await run([binary, 'config', 'export', ...words, file]);
    assert.equal(readFileSync(file, 'utf8'), (await ada.get('/api/configuration')).bytes.toString());
    assert.match(await run([binary, 'config', 'import', ...words, '--dry-run', file]), /same.*nothing was done, as asked/s);
    writeFileSync(file, '{"format":"lien-configuration","version":1,"parts":{"settings":[{"name":"no.such","value":1}]}}');
    await assert.rejects(run([binary, 'config', 'import', ...words, file]), /1 items are refused/);
});

test('hostile files are refused with a reason, and leave nothing', async () => {
    const before = (await ada.get('/api/configuration')).bytes.toString();
    const of = (parts) => `{"format":"lien-configuration","version":1,"parts":${parts}}`;
    const cases = [
        ['', 400], ['{}', 400], [of('[]'), 400], [of('{"passwords":[]}'), 400], [of('{"settings":{}}'), 400],
        ['['.repeat(5000), 400], [of('{"settings":[],"settings":[]}'), 400], [' '.repeat(17 * 1024 * 1024), 413],
    ];
    for (const [text, status] of cases) {
        const answer = await bring(ada, text);
        assert.equal(answer.status, status, text.slice(0, 60));
        assert.ok(answer.body.detail, text.slice(0, 60));
    }
    const partly = await bring(ada, of('{"settings":[{"name":"survey.pause_days","value":30},{"name":"survey.pause_days","value":"x"}]}'));
    assert.deepEqual([partly.status, partly.body.applied, partly.body.counts.refused], [200, false, 1]);
    assert.equal((await ada.get('/api/configuration')).bytes.toString(), before);
});

test('who changed what is told, newest first, page by page', async () => {
    await ada.request('PUT', '/api/settings/survey.pause_days', { value: 9 });
    const { body } = await ada.get('/api/configuration/changes?limit=1');
    assert.deepEqual(body.items.map((one) => [one.fact, one.data.setting, one.by]), [['setting.changed', 'survey.pause_days', 'ada']]);
    const next = (await ada.get(`/api/configuration/changes?limit=200&cursor=${body.next}`)).body.items;
    assert.ok(next.some((one) => one.fact === 'wording.changed') && next.some((one) => one.fact === 'brand.changed'));
    assert.ok(!next.some((one) => one.fact === 'staff.signed_in'));
    assert.equal((await bea.get('/api/configuration/changes')).status, 403);
});

test('the first steps follow what is done', async () => {
    const states = async () => Object.fromEntries((await ada.get('/api/guide')).body.steps.map((one) => [one.step, one.state]));
    assert.deepEqual(await states(), { name: 'done', brand: 'done', mailbox: 'todo', team: 'done', colleague: 'done', answer: 'todo' });
    for (const step of ['mailbox', 'answer']) await ada.request('PUT', `/api/guide/${step}`, { skipped: true });
    assert.deepEqual(await states(), { name: 'done', brand: 'done', mailbox: 'skipped', team: 'done', colleague: 'done', answer: 'skipped' });
    assert.equal((await ada.get('/api/guide')).body.over, true);
    const again = await ada.request('PUT', '/api/guide/answer', { skipped: false });
    assert.equal(again.body.over, false);
});

test('who does not administer may read nor change any of it', async () => {
    const asks = [
        ['GET', '/api/wordings'], ['PUT', '/api/wordings/survey.question/fr', { text: 'x' }], ['GET', '/api/configuration'],
        ['GET', '/api/guide'], ['PUT', '/api/guide/name', { skipped: true }], ['GET', '/api/settings/survey.enabled/history'],
        ['POST', '/api/surveys/preview', { language: 'fr' }], ['DELETE', '/api/brand/logo'],
    ];
    for (const [method, target, body] of asks) {
        assert.equal((await bea.request(method, target, body)).status, 403, `${method} ${target}`);
        assert.equal((await nobody.request(method, target, body)).status, 401, `${method} ${target}`);
    }
    assert.equal((await bring(bea, '{}')).status, 403);
});
