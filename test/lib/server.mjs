/* server: the real program on a folder of its own, and clients that speak to its API as anyone does.
 *
 *   const server = await startServer({ staff: { ada: 'administrator' } });
 *   const ada = server.client('ada');                 // with a token
 *   await ada.get('/api/conversations');              // → {status, body, headers}
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MailLink } from './mail-link.mjs';
import { dropFolder, freePort, newFolder, run, start, tail, until } from './scratch.mjs';

const top = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
export const binary = process.env.LIEN_BINARY ?? path.join(top, 'build/lien');

/** Passwords of the accounts that tests make. */
export const password = 'une phrase pour les essais';
export const emailOf = (name) => `${name}@desk.example`;

/** Runs a command of the program: lien(['user', 'add', …], input) → what it printed. */
export function lien(words, input = '') {
    return run([binary, ...words], { input });
}

/**
 * staff: accounts to make first, {name: role}; demo: the demo organisation instead of an empty one; data: a folder
 * that exists already (kept afterwards); options: more words of `lien serve`; lmtp: false for no mail in; under: the words that
 * start the program, instead of the program itself.
 */
export async function startServer({ staff = {}, demo = false, data, options = [], lmtp = true, smtp, under = [binary] } = {}) {
    const server = new Server();
    server.owned = !data;
    server.data = data ?? path.join(newFolder('data'), 'data');
    server.under = under;
    server.tokens = {};
    server.options = [...options, ...(smtp ? ['--smtp', smtp] : [])];
    server.port = await freePort();
    server.lmtp = lmtp ? await freePort() : null;
    server.url = `http://127.0.0.1:${server.port}`;
    if (demo) server.accounts = await lien(['demo', '--data', server.data]);
    for (const [name, role] of Object.entries(staff)) await server.addStaff(name, role);
    await server.begin();
    return server;
}

class Server {
    /** Makes an account and a token for it. */
    async addStaff(name, role) {
        const email = ['--data', this.data, '--email', emailOf(name)];
        await lien(['user', 'add', ...email, '--role', role], `${password}\n`);
        this.tokens[name] = (await lien(['token', 'add', ...email])).trim();
    }

    async begin() {
        const words = ['serve', '--data', this.data, '--listen', `127.0.0.1:${this.port}`, ...this.options];
        if (this.lmtp) words.push('--lmtp', `127.0.0.1:${this.lmtp}`);
        this.log = path.join(path.dirname(this.data), 'serve.log');
        this.process = start([...this.under, ...words], { log: this.log });
        let ended = null;
        this.process.ended.then((status) => (ended = status));
        await until('the server to answer', async () => {
            if (ended !== null) throw new Error(`lien serve ended (${ended}):\n${tail(this.log)}`);
            return fetch(`${this.url}/health`).then((answer) => answer.ok, () => false);
        });
    }

    /** Stops it as an operator does; throws when it did not end well. */
    async stop() {
        this.process.kill('SIGTERM');
        const status = await this.process.ended;
        if (status !== 0) throw new Error(`lien serve ended with ${status}:\n${tail(this.log, 60)}`);
        if (this.owned) dropFolder(path.dirname(this.data));
    }

    /** As a power cut does; begin() starts it again. */
    async kill() {
        this.process.kill('SIGKILL');
        await this.process.ended;
    }

    /** Who asks: the name of an account, or nobody. */
    client(name) {
        return new Client(this.url, name ? { authorization: `Bearer ${this.tokens[name]}` } : {});
    }

    /** A browser: signed in with its cookie and the token that forms carry. */
    async signIn(email, secret = password) {
        const answer = await new Client(this.url).post('/api/session', { email, password: secret });
        if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${JSON.stringify(answer.body)}`);
        const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
        return Object.assign(new Client(this.url, { cookie, 'x-csrf-token': answer.body.csrf }), { session: answer.body });
    }

    /** Delivers mails by LMTP in one connection; each must be accepted. */
    async deliver(...mails) {
        const link = await MailLink.open(this.lmtp);
        for (const mail of mails) {
            for (const answer of await link.send('client@example.org', ['contact@desk.example'], mail)) {
                if (answer.code !== 250) throw new Error(`lmtp: ${answer.text}`);
            }
        }
        await link.quit();
    }

    dataExists(name) {
        return existsSync(path.join(this.data, name));
    }
}

export class Client {
    constructor(url, headers = {}) {
        this.url = url;
        this.headers = headers;
    }

    async request(method, target, body, headers = {}) {
        const json = body !== undefined && !(body instanceof Uint8Array) && typeof body !== 'string';
        const answer = await fetch(this.url + target, {
            method,
            redirect: 'manual',
            headers: { ...this.headers, ...(json ? { 'content-type': 'application/json' } : {}), ...headers },
            body: json ? JSON.stringify(body) : body,
        });
        const bytes = Buffer.from(await answer.arrayBuffer());
        const type = answer.headers.get('content-type') ?? '';
        return {
            status: answer.status,
            headers: answer.headers,
            type: type.split(';')[0],
            bytes,
            body: /json/.test(type) && bytes.length ? JSON.parse(bytes) : bytes.toString(),
        };
    }

    get(target, headers) {
        return this.request('GET', target, undefined, headers);
    }

    post(target, body, headers) {
        return this.request('POST', target, body, headers);
    }

    patch(target, body, headers) {
        return this.request('PATCH', target, body, headers);
    }

    put(target, body, headers) {
        return this.request('PUT', target, body, headers);
    }

    delete(target, headers) {
        return this.request('DELETE', target, undefined, headers);
    }

    /** Every item of a list, page after page. */
    async all(target, limit = 50) {
        const items = [];
        let cursor = '';
        do {
            const more = `${target.includes('?') ? '&' : '?'}limit=${limit}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
            const page = await this.get(target + more);
            if (page.status !== 200) throw new Error(`${target}: ${page.status} ${JSON.stringify(page.body)}`);
            items.push(...page.body.items);
            cursor = page.body.next;
        } while (cursor);
        return items;
    }
}
