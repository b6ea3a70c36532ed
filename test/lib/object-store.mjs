/* object-store: an S3-compatible store to try the product with: s3rver, a server program of others, behind a gate of ours that
 * checks what s3rver does not: the signature of each request (AWS Signature Version 4), and that the bytes are those signed.
 *
 *   const store = await startObjectStore();
 *   store.use(data);                                   // files of that data directory go there
 *   store.gate = (request, response) => …;             // answers instead, when it returns true
 *   store.ahead = 3_600_000;                           // by how much its clock is not ours
 */
import { createHash, createHmac } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { newFolder } from './scratch.mjs';

const KEY = 'S3RVER'; // the one account of s3rver
const SECRET = 'un secret pour les essais';
const BUCKET = 'lien-essais';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

/** The signature a request has to have, as AWS writes it down ("Signature Calculations for the Authorization Header"). */
export function signatureOf({ method, url, headers }, secret) {
    const [, day, region, signed] = /Credential=[^/]+\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+),/.exec(headers.authorization);
    const { pathname, search } = new URL(url, 'http://any');
    const canonical = [method, pathname, search.slice(1),
        ...signed.split(';').map((name) => `${name}:${headers[name].trim().replace(/ +/g, ' ')}`), '', signed, headers['x-amz-content-sha256']].join('\n');
    const scope = `${day}/${region}/s3/aws4_request`;
    const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
    const key = [day, region, 's3', 'aws4_request'].reduce(hmac, `AWS4${secret}`);
    return hmac(key, text).toString('hex');
}

const refuse = (response, status, word) => response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?><Error><Code>${word}</Code></Error>`);

/* "20261123T101500Z" */
const timeOf = (text) => Date.parse(text.replace(/(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)/, '$1-$2-$3:$4:$5'));

/* What is wrong with a request; null: nothing. */
function faultOf(request, bytes, now) {
    const given = /Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '')?.[1];
    const signed = /SignedHeaders=([^,]+)/.exec(request.headers.authorization ?? '')?.[1].split(';') ?? [];
    if (!given || !['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return 'AccessDenied';
    if (given !== signatureOf(request, SECRET)) return 'SignatureDoesNotMatch';
    if (!(Math.abs(timeOf(request.headers['x-amz-date']) - now) < 15 * 60_000)) return 'RequestTimeTooSkewed';
    return request.headers['x-amz-content-sha256'] === sha256(bytes) ? null : 'XAmzContentSHA256Mismatch';
}

export async function startObjectStore() {
    const S3rver = createRequire(import.meta.url)('s3rver');
    const directory = path.join(newFolder('objects'), 'store');
    mkdirSync(directory, { recursive: true });
    const inner = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: BUCKET }], vhostBuckets: false });
    const { port } = await inner.run();
    const store = { asked: [], refused: [], gate: null, ahead: 0 };
    const server = http.createServer(async (request, response) => {
        const chunks = [];
        for await (const chunk of request) chunks.push(chunk);
        const bytes = Buffer.concat(chunks);
        store.asked.push({ method: request.method, url: request.url, range: request.headers.range, size: bytes.length });
        if (await store.gate?.(request, response)) return;
        const fault = faultOf(request, bytes, Date.now() + store.ahead);
        if (fault) {
            store.refused.push(fault);
            refuse(response, 403, fault);
            return;
        }
        const passed = http.request({ host: '127.0.0.1', port, method: request.method, path: request.url, headers: { ...request.headers, 'content-length': bytes.length } }, (answer) => {
            response.writeHead(answer.statusCode, answer.headers);
            answer.pipe(response);
        });
        passed.on('error', () => response.destroy());
        passed.end(bytes);
    });
    const listen = (at) => new Promise((resolve) => server.listen(at, '127.0.0.1', () => resolve(server.address().port)));
    const own = await listen(0);
    Object.assign(store, {
        /** Has a data directory keep its files there: lien.conf, which every command reads. */
        use(data, { prefix = 'desk', secret = SECRET } = {}) {
            mkdirSync(data, { recursive: true, mode: 0o700 });
            writeFileSync(path.join(data, 'lien.conf'), `files = s3://${BUCKET}/${prefix}\ns3-endpoint = http://127.0.0.1:${own}\ns3-key = ${KEY}\ns3-secret = ${secret}\n`, { mode: 0o600 });
        },
        /** Nobody answers there any more, until begin(). */
        away: () => new Promise((resolve) => {
            server.close(resolve);
            server.closeAllConnections();
        }),
        begin: () => listen(own),
        async stop() {
            server.close();
            server.closeAllConnections();
            await inner.close();
        },
    });
    return store;
}
