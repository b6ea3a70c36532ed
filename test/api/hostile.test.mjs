/* What strangers and broken programs send: bounded, refused with a reason, and the server goes on. */
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { startServer } from '../lib/server.mjs';
import { letter } from '../lib/mail-link.mjs';

let server;
let ada;
let conversation;
before(async () => {
    server = await startServer({ staff: { ada: 'administrator' } });
    ada = server.client('ada');
    await server.deliver(letter({ from: 'p@example.org', to: 'contact@desk.example' }));
    [conversation] = (await ada.get('/api/conversations')).body.items;
});
after(() => server.stop());

/** Sends bytes as they are; gives what came back before the connection ended or fell silent. */
function raw(bytes, silence = 1500) {
    return new Promise((resolve) => {
        const socket = net.connect(server.port, '127.0.0.1');
        let said = '';
        socket.setTimeout(silence, () => socket.destroy());
        socket.on('data', (chunk) => (said += chunk.toString('latin1')));
        socket.on('error', () => {});
        socket.on('close', () => resolve(said));
        socket.write(bytes);
    });
}

const alive = async () => assert.equal((await server.client().get('/health')).status, 200);
const bearer = () => `Authorization: ${ada.headers.authorization}`;

function assertProblem(answer, status, code) {
    assert.equal(answer.status, status, JSON.stringify(answer.body).slice(0, 300));
    assert.equal(answer.type, 'application/problem+json');
    assert.equal(answer.body.status, status);
    assert.equal(answer.body.type, 'about:blank');
    assert.ok(answer.body.title && answer.body.detail && answer.body.code);
    if (code) assert.equal(answer.body.code, code);
}

for (const [method, path, status] of [
    ['GET', '/api/nothing', 404], ['GET', '/api', 404], ['GET', '/api/', 404], ['DELETE', '/api/conversations', 405], ['PATCH', '/health', 405],
    ['GET', '/api/conversations/1', 404], ['GET', '/api/conversations/0', 400], ['GET', '/api/conversations/abc', 400],
    ['GET', '/api/conversations/1/messages', 404], ['GET', '/api/attachments/1', 404], ['GET', '/api/messages/1/source', 404],
    ['GET', '/api/conversations/%31%27', 400], ['GET', '/api/conversations//messages', 404],
]) {
    test(`${method} ${path} is a problem ${status}`, async () => {
        assertProblem(await ada.request(method, path), status);
    });
}

const reply = (more) => ['POST', () => `/api/conversations/${conversation.id}/messages`, { kind: 'note', text: 'x', ...more }];
for (const [what, [method, path, body], field] of [
    ['a text that is a number', reply({ text: 5 }), 'text'],
    ['a text that is null', reply({ text: null }), 'text'],
    ['a kind nobody knows', reply({ kind: 'poem' }), 'kind'],
    ['attachments that are not a list', reply({ attachments: '1' }), 'attachments'],
    ['an attachment that is a number', reply({ attachments: [5] }), 'attachments[0]'],
    ['too many attachments', reply({ attachments: Array(51).fill('1') }), 'attachments'],
    ['a field nobody offers', reply({ staff: '1' }), 'staff'],
    ['an empty text', reply({ text: '' }), 'text'],
    ['a version that is a text', ['PATCH', () => `/api/conversations/${conversation.id}`, { version: '1' }], 'version'],
    ['a status nobody knows', ['PATCH', () => `/api/conversations/${conversation.id}`, { status: 'lost' }], 'status'],
    ['an assignee that is nobody', ['PATCH', () => `/api/conversations/${conversation.id}`, { assignee: '12345' }], 'assignee'],
    ['an address that is none', ['POST', () => '/api/staff', { email: 'pas une adresse', name: 'X', role: 'reader' }], 'email'],
    ['a header in a name', ['POST', () => '/api/conversations', { email: 'a@example.org\r\nBcc: b@example.org', subject: 's', text: 't' }], 'email'],
]) {
    test(`${what} is refused, naming the field`, async () => {
        const answer = await ada.request(method, path(), body);
        assertProblem(answer, 400, 'invalid');
        assert.equal(answer.body.field, field);
    });
}

for (const [what, body] of [
    ['not JSON', '{"kind":'], ['a list', '[]'], ['a number', '5'], ['nothing', ''], ['a name twice', '{"kind":"note","kind":"reply","text":"x"}'],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])], ['too deep', `{"kind":"note","text":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['a NUL in a text', '{"kind":"note","text":"a\\u0000b"}'], ['half a surrogate', '{"kind":"note","text":"\\ud800"}'],
]) {
    test(`a body that is ${what} is refused`, async () => {
        const answer = await ada.request('POST', `/api/conversations/${conversation.id}/messages`, body, { 'content-type': 'application/json' });
        assertProblem(answer, 400);
    });
}

test('a body over the limit is refused before it is read whole', async () => {
    const answer = await ada.request('POST', `/api/conversations/${conversation.id}/messages`,
        `{"kind":"note","text":"${'x'.repeat(3_000_000)}"}`, { 'content-type': 'application/json' }).catch((error) => error);
    if (!(answer instanceof Error)) assertProblem(answer, 413, 'too_large');
    await alive();
});

test('a body without an end is cut off at the limit', async () => {
    const said = await raw(`POST /api/conversations/${conversation.id}/messages HTTP/1.1\r\nHost: x\r\n${bearer()}\r\nContent-Type: application/json\r\n` +
        `Transfer-Encoding: chunked\r\n\r\n${`10000\r\n${'x'.repeat(65536)}\r\n`.repeat(40)}`);
    assert.doesNotMatch(said, /^HTTP\/1.1 2/);
    await alive();
});

test('headers over the limit are refused', async () => {
    const said = await raw(`GET /health HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`);
    assert.match(said || 'HTTP/1.1 431', /^HTTP\/1.1 4(13|14|31|00)/);
    await alive();
});

test('an address over the limit is refused', async () => {
    const answer = await ada.get(`/api/search?q=${'x'.repeat(5000)}`);
    assert.ok([400, 414, 431].includes(answer.status), String(answer.status));
});

test('a request that stops half-way holds nobody up', async () => {
    const sockets = Array.from({ length: 50 }, () => {
        const socket = net.connect(server.port, '127.0.0.1');
        socket.on('error', () => {});
        socket.write('POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
        return socket;
    });
    await alive();
    for (const socket of sockets) socket.destroy();
});

for (const path of ['/../../etc/passwd', '/assets/../../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2fetc/passwd', '/..%5c..%5cetc', '/%00', '//etc/passwd', '/s/..%2f..%2f']) {
    test(`${path} gives no file`, async () => {
        const said = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        assert.doesNotMatch(said, /root:/);
        await alive();
    });
}

test('a file’s name cannot break out of the header that tells it', async () => {
    const name = encodeURIComponent('a"\r\nSet-Cookie: x=1\r\n\r\n<script>.txt');
    const made = await ada.post(`/api/attachments?name=${name}`, Buffer.from('bonjour'), { 'content-type': 'application/octet-stream' });
    if (made.status === 400) return;
    assert.equal(made.status, 201);
    const got = await ada.get(`/api/attachments/${made.body.id}`);
    assert.equal(got.headers.get('set-cookie'), null);
    assert.equal(got.body, 'bonjour');
});

test('an uploaded page is never shown as a page', async () => {
    const made = await ada.post('/api/attachments?name=page.html', Buffer.from('<html><script>alert(1)</script></html>'), { 'content-type': 'text/html' });
    assert.equal(made.status, 201);
    const got = await ada.get(`/api/attachments/${made.body.id}`);
    assert.match(got.headers.get('content-disposition'), /^attachment/);
    assert.equal(got.headers.get('x-content-type-options'), 'nosniff');
    assert.match(got.headers.get('content-security-policy'), /default-src 'none'/);
});

test('HTML received is shown without what acts', async () => {
    const html = '<p onclick="x()">Bonjour</p><script>alert(1)</script><img src="http://pixel.example/1.gif"><a href="javascript:alert(1)">ici</a>' +
        '<svg><p><style><a id="</style><img src=1 onerror=alert(1)>"></svg><form action="http://evil.example"><input name=a></form><iframe src="//evil.example"></iframe>';
    await server.deliver(letter({ from: 'h@example.org', to: 'contact@desk.example', subject: 'HTML', text: html })
        .replace('text/plain', 'text/html'));
    const [{ id }] = (await ada.get('/api/conversations?limit=1')).body.items;
    const [message] = (await ada.get(`/api/conversations/${id}/messages`)).body.items;
    assert.equal(message.has_html, true);
    const page = await ada.get(`/api/messages/${message.id}/html`);
    assert.equal(page.status, 200);
    const [received, ...ours] = page.body.split('<script>');
    assert.equal(ours.length, 1, 'one script, ours, at the end');
    assert.doesNotMatch(received, /<script|onclick|onerror|javascript:|<form|<iframe|\ssrc=.?http/i);
    assert.match(page.body, /Bonjour/);
    const policy = page.headers.get('content-security-policy');
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'sha256-[^' ]+';/);
    assert.match(policy, /sandbox/);
    assert.doesNotMatch(policy, /allow-same-origin/);
});

test('the address alone gives the application, to programs that name no type too', async () => {
    const bare = await raw('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    assert.match(bare, /^HTTP\/1.1 200[\s\S]*content-type: text\/html/i);
    assertProblem(await ada.get('/nothing/here'), 404);
});

test('every answer carries the headers that protect', async () => {
    for (const path of ['/health', '/api/conversations', '/', '/s/inconnu']) {
        const { headers } = await ada.get(path);
        assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
        assert.match(headers.get('content-security-policy') ?? '', /default-src|frame-ancestors/, path);
        assert.doesNotMatch(headers.get('content-security-policy').match(/script-src[^;]*/)?.[0] ?? '', /unsafe/, path);
    }
});

test('two heads of a request in one (smuggling) are not both believed', async () => {
    const said = await raw('POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n');
    assert.doesNotMatch(said, /^HTTP\/1.1 200/);
    await alive();
});
