/* What an intruder tries, over every route that the server publishes where that is possible. docs/security.md names these
 * tests beside what is promised; what is tried elsewhere is named there too. */
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { emailOf, password, startServer } from '../lib/server.mjs';
import { letter } from '../lib/mail-link.mjs';

let server;
let ada;
let browser;
let routes;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator', bea: 'adviser' } });
    ada = server.client('ada');
    browser = await server.signIn(emailOf('ada'));
    await server.deliver(letter({ from: 'p@example.org', to: 'contact@desk.example' }));
    const { body } = await ada.get('/api/openapi.json');
    routes = Object.entries(body.paths).flatMap(([path, methods]) => Object.entries(methods)
        .map(([method, route]) => ({ method: method.toUpperCase(), path, route, name: `${method.toUpperCase()} ${path}` })));
});
after(() => server.stop());

const jsonBody = ({ route }) => route.requestBody?.content?.['application/json'];
const changes = ({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method);
const isPublic = ({ route }) => route['x-right'] === 'anyone';
/** Its path with an id in each place, or a word where no id stands. */
const target = ({ path, route }, id = '1') => path.replace(/\{(\w+)\}/g, (_, name) => {
    const schema = route.parameters?.find((one) => one.name === name)?.schema;
    return schema?.enum?.[0] ?? (/id|secret|file/.test(name) ? id : 'x');
});

// ---- Rate limits on everything anonymous ----

/* Machines ask these to know whether we live; they cost next to nothing. */
const unmeasured = ['GET /health', 'GET /ready'];

test('every route open to anyone says by what it is measured', () => {
    const open = routes.filter((one) => isPublic(one) && !one.route['x-measure']).map(({ name }) => name);
    assert.deepEqual(open.sort(), unmeasured);
});

/** Asks from another address of this machine, as another client. */
function askFrom(address, path, agent) {
    return new Promise((resolve, reject) => {
        http.get(server.url + path, { localAddress: address, agent }, (answer) => {
            answer.resume();
            answer.on('end', () => resolve(answer));
        }).on('error', reject);
    });
}

test('one client that asks without end is told to wait, and others are not', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
    const answers = [];
    for (let i = 0; i < 700 && !answers.some(({ statusCode }) => statusCode === 429); i += 50) {
        answers.push(...await Promise.all(Array.from({ length: 50 }, () => askFrom('127.0.0.21', '/api/brand', agent))));
    }
    const refused = answers.find(({ statusCode }) => statusCode === 429);
    assert.ok(refused, `${answers.length} answers and none refused`);
    assert.match(refused.headers['retry-after'], /^[1-9]\d*$/);
    assert.equal((await askFrom('127.0.0.21', '/s/inconnu-inconnu-inconnu', agent)).statusCode === 429, false, 'links are measured apart');
    assert.equal((await askFrom('127.0.0.22', '/api/brand', agent)).statusCode, 200);
    agent.destroy();
});

// ---- Forged requests ----

test('no route that changes something obeys a page of another site', async (t) => {
    for (const one of routes.filter((route) => changes(route) && !route.path.startsWith('/api/chat/{widget}'))) {
        await t.test(one.name, async () => {
            const body = jsonBody(one)?.example;
            for (const origin of ['https://evil.example', 'null', `${server.url}.evil.example`]) {
                const answer = await browser.request(one.method, target(one), body, { origin });
                assert.equal(answer.status, 403, `${origin}: ${JSON.stringify(answer.body).slice(0, 200)}`);
            }
        });
    }
});

test('no route that changes something obeys the cookie without the token of the page', async (t) => {
    const { 'x-csrf-token': token, ...bare } = browser.headers;
    assert.ok(token);
    for (const one of routes.filter((route) => changes(route) && !isPublic(route))) {
        await t.test(one.name, async () => {
            const client = server.client();
            client.headers = bare;
            const answer = await client.request(one.method, target(one), jsonBody(one)?.example);
            assert.equal(answer.status, 403, JSON.stringify(answer.body).slice(0, 200));
        });
    }
    assert.equal((await browser.get('/api/session')).status, 200, 'still signed in: none of them was done');
});

test('a page that looks changes nothing: no GET needs a token, none has a body', () => {
    for (const one of routes.filter((route) => !changes(route))) assert.equal(one.route.requestBody, undefined, one.name);
});

// ---- Mass assignment ----

test('a field that is not offered is refused by every route, not ignored', async (t) => {
    for (const one of routes.filter((route) => jsonBody(route)?.example && !route.path.startsWith('/api/chat/{widget}'))) {
        await t.test(one.name, async () => {
            for (const field of ['role', 'is_admin', '__proto__', 'created_at']) {
                if (field in jsonBody(one).example || field === 'role' && one.path.startsWith('/api/staff')) continue; // it is offered there
                const answer = await ada.request(one.method, target(one), { ...jsonBody(one).example, ...JSON.parse(`{"${field}":"1"}`) });
                assert.equal(answer.status, 400, `${field}: ${JSON.stringify(answer.body).slice(0, 200)}`);
            }
        });
    }
});

// ---- Ids of others ----

test('an id of another kind of thing is nobody’s, on every route that takes one', async (t) => {
    const { items: [conversation] } = (await ada.get('/api/conversations')).body;
    const { items: [message] } = (await ada.get(`/api/conversations/${conversation.id}/messages`)).body;
    const me = (await ada.get('/api/session')).body.staff.id;
    // Of each kind, the one that the route is about is left out.
    const strange = (path) => [/conversations\//.test(path) ? null : conversation.id, /messages\//.test(path) ? null : message.id, /staff\//.test(path) ? null : me].filter(Boolean);
    for (const one of routes.filter(({ method, path, route }) => /\{(id|file)\}/.test(path) && route['x-right'] !== 'anyone' && method !== 'PUT')) {
        await t.test(one.name, async () => {
            for (const id of strange(one.path)) {
                const answer = await ada.request(one.method, target(one, id), jsonBody(one)?.example);
                // Some lists of nothing are empty, there is no draft; who looks at what nobody can see is seen by nobody.
                const empty = answer.status === 200 && (answer.body.items?.length === 0 || answer.body.draft === null) || one.path.endsWith('/presence');
                assert.ok(empty || [400, 404, 409].includes(answer.status) || answer.status === 204 && one.method === 'DELETE', `${id}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`);
            }
        });
    }
    assert.deepEqual((await ada.get(`/api/conversations/${conversation.id}`)).body.version, conversation.version, 'untouched');
});

test('a file that a colleague has sent up and not used is nothing to another', async () => {
    const bea = server.client('bea');
    const upload = await ada.post('/api/attachments?name=a.txt', Buffer.from('secret'), { 'content-type': 'application/octet-stream' });
    assert.equal((await bea.get(`/api/attachments/${upload.body.id}`)).status, 404, 'a file not sent yet');
    const [conversation] = (await ada.get('/api/conversations')).body.items;
    const stolen = await bea.post(`/api/conversations/${conversation.id}/messages`, { kind: 'note', text: 'x', attachments: [upload.body.id] });
    assert.ok([400, 404].includes(stolen.status), JSON.stringify(stolen.body));
});

// ---- Sessions ----

test('a session is not chosen by whoever signs in: a new one each time, the old one of the browser ends', async () => {
    const first = await server.client().post('/api/session', { email: emailOf('bea'), password });
    const [cookie] = first.headers.getSetCookie()[0].split(';');
    const second = await server.client().request('POST', '/api/session', { email: emailOf('bea'), password }, { cookie });
    const [other] = second.headers.getSetCookie()[0].split(';');
    assert.notEqual(cookie, other);
});

// ---- Going elsewhere ----

test('no parameter sends a browser to another site', async (t) => {
    for (const one of routes.filter(({ method }) => method === 'GET')) {
        const words = (one.route.parameters ?? []).filter(({ in: where }) => where === 'query').map(({ name }) => name);
        await t.test(one.name, async () => {
            if (one.path === '/api/events' || /stream/.test(one.path)) return;
            for (const name of new Set([...words, 'next', 'return_to', 'redirect', 'url'])) {
                const answer = await browser.get(`${target(one)}?${name}=${encodeURIComponent('//evil.example/')}`);
                const to = answer.headers.get('location');
                assert.ok(to === null || to.startsWith('/') && !to.startsWith('//') || to.startsWith(server.url), `${name}: ${to}`);
            }
        });
    }
});

// ---- Headers of mails ----

test('nothing that is typed makes a header of a mail', async () => {
    const [conversation] = (await ada.get('/api/conversations')).body.items;
    const evil = 'Bonjour\r\nBcc: victime@example.org\r\n\r\nsuite';
    const sent = await ada.post('/api/conversations', { email: 'p@example.org', subject: evil, text: 'x' });
    const named = await ada.post('/api/conversations', { email: 'q@example.org', name: evil, subject: 's', text: 'x' });
    for (const answer of [sent, named]) assert.ok([200, 201, 400].includes(answer.status), JSON.stringify(answer.body));
    for (const field of ['to', 'cc', 'bcc']) {
        const lists = { to: ['a@example.org'], [field]: ['a@example.org\r\nBcc: victime@example.org'] };
        const answer = await ada.post(`/api/conversations/${conversation.id}/messages`, { kind: 'reply', text: 'x', ...lists });
        assert.equal(answer.status, 400, field);
    }
    for (const one of (await ada.get('/api/outbox')).body.items ?? []) {
        const mail = (await ada.get(`/api/messages/${one.message ?? one.id}/source`)).bytes.toString();
        assert.doesNotMatch(mail.split('\r\n\r\n')[0], /^bcc:/im);
    }
});

// ---- What unfolds ----

test('a compressed body is not unfolded: it is refused as it came', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, ' '));
    const answer = await ada.request('POST', '/api/tags', bomb, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    assert.ok([400, 413, 415].includes(answer.status), String(answer.status));
});

test('a picture that says it is enormous is refused before it is unfolded', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452000186a0000186a00806000000', 'hex'); // 100,000 × 100,000
    const answer = await ada.put('/api/brand/logo', Buffer.concat([png, Buffer.alloc(100)]), { 'content-type': 'image/png' });
    assert.equal(answer.status, 400, JSON.stringify(answer.body));
});

// ---- Where the server goes ----

test('the server asks no address that only this machine or its cloud can know', async () => {
    for (const host of ['169.254.169.254', 'fe80::1', '0.0.0.0', '224.0.0.1']) {
        const answer = await ada.post('/api/mailboxes', {
            name: 'Essai', address: 'contact@desk.test', provider: 'other', user: 'u', auth: 'password', password: 'secret',
            imap: { host, port: 993, security: 'tls' },
        });
        assert.equal(answer.status, 400, `${host}: ${JSON.stringify(answer.body).slice(0, 200)}`);
    }
});
