/* Every route, asked by everyone: what is declared is what happens. The routes come from the document the server
 * publishes; who holds which right is said here again, on purpose. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { emailOf, startServer } from '../lib/server.mjs';
import { letter } from '../lib/mail-link.mjs';

const looks = ['signed_in', 'conversation.read', 'person.read', 'survey.read', 'indicator.read'];
const answers = [...looks, 'conversation.write', 'person.write', 'loop.write'];
const steers = [...answers, 'job.manage', 'desk.manage'];
const roles = {
    reader: looks,
    adviser: answers,
    supervisor: steers,
    administrator: [...steers, 'staff.manage', 'setting.manage'],
};

let server;
let routes;
before(async () => {
    server = await startServer({ staff: Object.fromEntries(Object.keys(roles).map((role) => [role, role])) });
    await server.deliver(letter({ from: 'p@example.org', to: 'contact@desk.example' }));
    const { body } = await server.client().get('/api/openapi.json');
    routes = Object.entries(body.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, route]) => ({
            method: method.toUpperCase(), path, right: route['x-right'], route,
        })));
});
after(() => server.stop());

/** The route with ids that nobody has, so that a change that is allowed changes nothing. */
const target = ({ path, route }) => path.replace(/\{(\w+)\}/g, (_, name) => {
    const schema = route.parameters?.find((one) => one.name === name)?.schema;
    return schema?.enum?.[0] ?? (/id|secret/.test(name) ? '1' : 'x');
});

function ask(client, one) {
    const json = one.route.requestBody?.content?.['application/json'];
    return client.request(one.method, target(one), json ? json.example ?? {} : undefined);
}

const isPublic = (one) => one.right === 'anyone';
const isStream = (one) => one.path === '/api/events';

test('the document names a right for every route', () => {
    const known = new Set(['anyone', ...roles.administrator]);
    assert.ok(routes.length > 40, `${routes.length} routes`);
    for (const one of routes) assert.ok(known.has(one.right), `${one.method} ${one.path}: ${one.right}`);
});

/* Why each is open: there is nobody to sign in yet, the link or the visitor's key in it is the proof of who asks, or
 * it is what an organisation shows to the world. The list is said here on purpose, and is exact. */
const openToAnyone = [
    'GET /health', 'GET /ready', 'GET /api/openapi.json', // what machines ask
    'GET /metrics', // no person's right: this machine's, or a token's (status.test.mjs)
    'GET /api/brand', 'GET /brand/logo/{id}', // the sign-in page bears them
    'POST /api/session', 'GET /api/session/link', 'POST /api/session/link',
    'GET /s/{secret}', 'POST /s/{secret}', // a survey: its link is the proof
    'GET /u/{token}', 'POST /u/{token}', // leaving a list: likewise
    'GET /f/{slug}', 'POST /f/{slug}', // a form, open to the street
    'GET /api/chat/{widget}', 'GET /chat/{widget}/try', // what a widget shows before a word is said
    'POST /api/chat/{widget}/visitors', // from here on, the visitor's key is the proof
    'GET /api/chat/{widget}/files/{file}', 'GET /api/chat/{widget}/messages', 'GET /api/chat/{widget}/stream',
    'GET /api/chat/{widget}/visitor', 'POST /api/chat/{widget}/address', 'POST /api/chat/{widget}/files',
    'POST /api/chat/{widget}/here', 'POST /api/chat/{widget}/leave', 'POST /api/chat/{widget}/mark', 'POST /api/chat/{widget}/messages', 'POST /api/chat/{widget}/typing',
];

test('only these are open to anyone', () => {
    const open = routes.filter(isPublic).map((one) => `${one.method} ${one.path}`);
    assert.deepEqual(open.sort(), openToAnyone.sort());
});

test('nobody we know gets nothing but 401', async (t) => {
    for (const one of routes.filter((route) => !isPublic(route))) {
        await t.test(`${one.method} ${one.path}`, async () => {
            for (const headers of [{}, { authorization: `Bearer ${'A'.repeat(43)}` }, { authorization: 'Basic YTpi' }, { cookie: 'lien_session=x' }]) {
                const client = server.client();
                client.headers = headers;
                const answer = await ask(client, one);
                assert.equal(answer.status, 401, JSON.stringify(answer.body).slice(0, 200));
                assert.match(answer.type, /^application\/problem\+json$|^text\/html$/);
            }
        });
    }
});

for (const [role, rights] of Object.entries(roles)) {
    test(`${role}: what the role may, and no more`, async (t) => {
        for (const one of routes.filter((route) => !isStream(route) && !(route.path === '/api/session' && route.method === 'DELETE'))) {
            await t.test(`${one.method} ${one.path}`, async () => {
                // A token cannot make tokens, whatever the role: that one is asked as a browser does.
                const client = one.path === '/api/tokens' ? await server.signIn(emailOf(role)) : server.client(role);
                const answer = await ask(client, one);
                const may = isPublic(one) || rights.includes(one.right);
                if (may) assert.notEqual(answer.status, 403, JSON.stringify(answer.body));
                else assert.equal(answer.status, 403, JSON.stringify(answer.body).slice(0, 200));
                assert.ok(answer.status < 500, `${answer.status} ${JSON.stringify(answer.body)}`);
            });
        }
    });
}

test('a reader changes nothing, even where ids exist', async () => {
    const reader = server.client('reader');
    const [conversation] = (await reader.get('/api/conversations')).body.items;
    assert.equal((await reader.patch(`/api/conversations/${conversation.id}`, { status: 'closed' })).status, 403);
    assert.equal((await reader.post(`/api/conversations/${conversation.id}/messages`, { kind: 'note', text: 'x' })).status, 403);
    const { version, message_count: count } = (await reader.get(`/api/conversations/${conversation.id}`)).body;
    assert.deepEqual([version, count], [conversation.version, conversation.message_count]);
});

test('addresses and roles of colleagues are for those who manage accounts', async () => {
    for (const one of (await server.client('adviser').get('/api/staff')).body.items) {
        assert.equal(one.email, null);
        assert.equal(one.role, null);
    }
});

test('a token makes no token: whoever stole one cannot stay', async () => {
    assert.equal((await server.client('administrator').post('/api/tokens', { name: 'autre' })).status, 403);
});

test('nobody raises their own role', async () => {
    const supervisor = server.client('supervisor');
    const me = (await supervisor.get('/api/session')).body.staff;
    assert.equal((await supervisor.patch(`/api/staff/${me.id}`, { role: 'administrator' })).status, 403);
    const answer = await supervisor.patch('/api/session', { role: 'administrator' });
    assert.equal(answer.status, 400, 'a field that is not offered is refused, not ignored');
    assert.equal((await supervisor.get('/api/session')).body.staff.role, 'supervisor');
});
