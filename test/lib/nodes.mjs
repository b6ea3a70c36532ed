/* nodes: several real servers on one PostgreSQL, behind the proxies whose configuration is shipped in deploy/, reached as a
 * browser does: TLS and HTTP/2.
 *
 *   const nodes = await startNodes(3, { staff: { ada: 'administrator' } });
 *   const proxy = await startProxy('haproxy', nodes);
 *   const door = await openDoor(proxy, nodes[0].tokens.ada);
 *   await door.get('/api/conversations');               // → {status, body}
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http2 from 'node:http2';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeAuthority } from './authority.mjs';
import { sameStore } from './database.mjs';
import { freePort, newFolder, start, tail, until } from './scratch.mjs';
import { startServer } from './server.mjs';

const deploy = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../deploy');

/** The first makes the organisation, or has it made (make(data)); the others get its key. Files are in one folder, or in an object
 * store (object-store.mjs). */
export async function startNodes(count, { staff = {}, make = () => {}, store }) {
    const folder = newFolder('nodes');
    const options = [...(store ? [] : ['--files', path.join(folder, 'files')]), '--trusted-proxy', '127.0.0.1'];
    const data = (i) => path.join(folder, `node${i}`, 'data');
    const nodes = [];
    for (let i = 1; i <= count; i++) {
        mkdirSync(data(i), { recursive: true, mode: 0o700 });
        store?.use(data(i));
        if (i === 1) await make(data(i));
        else {
            sameStore(data(i), data(1));
            copyFileSync(path.join(data(1), 'key'), path.join(data(i), 'key'));
        }
        nodes.push(await startServer({ data: data(i), options, staff: i === 1 ? staff : {} }));
        nodes[i - 1].tokens = nodes[0].tokens;
    }
    return nodes;
}

/* A file of deploy/ with the places of this machine. */
function filledIn(name, places) {
    let text = readFileSync(path.join(deploy, name), 'utf8');
    for (const [from, to] of places) {
        if (!text.match(from)) throw new Error(`${name} has no ${from}`);
        text = text.replaceAll(from, to);
    }
    return text;
}

/** kind: 'nginx' or 'haproxy' → {port, plain (nginx, without TLS), mail (haproxy), ca, stop()} */
export async function startProxy(kind, nodes) {
    const folder = newFolder(kind);
    const authority = makeAuthority();
    const { cert, key } = authority.issue();
    const pem = path.join(folder, 'lien.pem');
    writeFileSync(pem, readFileSync(cert, 'utf8') + readFileSync(key, 'utf8'));
    const proxy = { port: await freePort(), plain: await freePort(), mail: await freePort(), ca: readFileSync(authority.ca), log: path.join(folder, 'log') };
    const config = path.join(folder, 'config');
    const web = nodes.map((node, i) => [new RegExp(`node${i + 1}:8080`, 'g'), `127.0.0.1:${node.port}`]);
    if (kind === 'haproxy') {
        writeFileSync(config, filledIn('haproxy.cfg', [...web, [/:8443/g, `127.0.0.1:${proxy.port}`], [/bind :2424/g, `bind 127.0.0.1:${proxy.mail}`],
            ...nodes.map((node, i) => [new RegExp(`node${i + 1}:2424`, 'g'), `127.0.0.1:${node.lmtp}`]), [/\/etc\/lien\/tls\/lien\.pem/g, pem]]));
        proxy.process = start(['/usr/sbin/haproxy', '-db', '-f', config], { log: proxy.log });
    } else {
        writeFileSync(config, filledIn('nginx.conf', [...web, [/listen 8080;/g, `listen 127.0.0.1:${proxy.plain};`], [/# listen 8443 ssl http2;/g, `listen 127.0.0.1:${proxy.port} ssl http2;`],
            [/# (ssl_certificate|ssl_certificate_key) [^;]*;/g, `$1 ${pem};`], [/events \{\}/g, `events {}\npid ${folder}/pid;\nerror_log ${folder}/error.log;`],
            [/http \{/g, `http {\naccess_log off;\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${folder}/${one};`).join('\n')}`]]));
        proxy.process = start(['/usr/sbin/nginx', '-c', config, '-g', 'daemon off;'], { log: proxy.log });
    }
    proxy.stop = async () => {
        proxy.process.kill('SIGTERM');
        await proxy.process.ended;
    };
    await until(`${kind} to listen`, () => reach(proxy).then((session) => (session.close(), true), () => false)).catch((error) => {
        throw new Error(`${error.message}\n${tail(proxy.log)}`);
    });
    return proxy;
}

const reach = (proxy) => new Promise((resolve, reject) => {
    const session = http2.connect(`https://127.0.0.1:${proxy.port}`, { ca: proxy.ca });
    session.once('error', reject);
    session.once('connect', () => (session.alpnProtocol === 'h2' ? resolve(session) : reject(new Error(session.alpnProtocol))));
});

/** One connection through a proxy, made again when it was cut. */
export async function openDoor(proxy, token) {
    const connect = async () => (await reach(proxy)).on('error', () => {});
    let session = await connect();
    const ask = async (target, headers = {}) => {
        if (session.closed || session.destroyed) session = await connect();
        const request = session.request({ ':path': target, authorization: `Bearer ${token}`, ...headers });
        const status = await new Promise((resolve, reject) => {
            request.once('response', (answer) => resolve(answer[':status']));
            request.once('error', reject);
            request.once('close', () => reject(new Error('closed without an answer')));
        });
        request.setEncoding('utf8');
        return { request, status };
    };
    return {
        async get(target) {
            const { request, status } = await ask(target);
            let text = '';
            for await (const chunk of request) text += chunk;
            return { status, body: text.startsWith('{') ? JSON.parse(text) : text };
        },
        /** Blocks of a stream from a position on, until it is cut. */
        async *events(since) {
            const { request, status } = await ask('/api/events', { accept: 'text/event-stream', ...(since ? { 'last-event-id': since } : {}) });
            if (status !== 200) throw new Error(`events: ${status}`);
            let text = '';
            for await (const chunk of request) {
                const blocks = (text + chunk).split('\n\n');
                text = blocks.pop();
                for (const block of blocks) {
                    const [, id] = /^id: ?(\d+)$/m.exec(block) ?? [];
                    const [, data] = /^data: ?(.*)$/m.exec(block) ?? [];
                    if (id) yield { id, name: /^event: ?(.*)$/m.exec(block)?.[1], data: data ? JSON.parse(data) : null };
                }
            }
        },
        close: () => session.close(),
    };
}
