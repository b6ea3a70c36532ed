/* scratch: what a test leaves on the machine (folders, processes) and how it goes away again. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseFor } from './database.mjs';

export { sleep };

const children = new Set();
const folders = new Set();

process.on('exit', () => {
    for (const child of children) child.kill('SIGKILL');
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** A new folder, gone with the test (kept when LIEN_KEEP is set). Others may look into it: mail servers run as other users. */
export function newFolder(word) {
    const folder = mkdtempSync(path.join(os.tmpdir(), `lien-${word}-`));
    chmodSync(folder, 0o755);
    if (!process.env.LIEN_KEEP) folders.add(folder);
    return folder;
}

export function dropFolder(folder) {
    rmSync(folder, { recursive: true, force: true });
    folders.delete(folder);
}

/** A port nobody listens on now, below those that the system gives to outgoing connections: none of them can take it
 * before a server does. */
export async function freePort() {
    for (;;) {
        const port = 11_000 + Math.floor(Math.random() * 21_000);
        const server = net.createServer();
        const free = await new Promise((resolve) => {
            server.once('error', () => resolve(false));
            server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
        });
        if (free) return port;
    }
}

/** A program that runs until the test ends; what it says goes to log. */
export function start(argv, { log, env, cwd } = {}) {
    const out = log ? openSync(log, 'a') : 'ignore';
    const child = spawn(argv[0], argv.slice(1), { stdio: ['ignore', out, out], env: { ...process.env, ...databaseFor(argv), ...env }, cwd });
    child.ended = new Promise((resolve) => {
        child.once('exit', (code, signal) => {
            children.delete(child);
            resolve(signal ?? code);
        });
        child.once('error', (error) => resolve(error.message));
    });
    children.add(child);
    return child;
}

/** Runs a program to its end. Throws when its status is not 0. */
export async function run(argv, { input = '', env, cwd } = {}) {
    const child = spawn(argv[0], argv.slice(1), { env: { ...process.env, ...databaseFor(argv), ...env }, cwd });
    const out = [];
    const err = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const status = await new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, signal) => resolve(signal ?? code));
    });
    const said = Buffer.concat(out).toString();
    if (status !== 0) {
        const error = new Error(`${argv.join(' ')}: status ${status}: ${Buffer.concat(err)}${said}`);
        throw Object.assign(error, { status, stdout: said, stderr: Buffer.concat(err).toString() });
    }
    return said;
}

/** Asks again and again until it gives something; fails after seconds with what was awaited. */
export async function until(what, ask, seconds = 20) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
        const found = await ask();
        if (found) return found;
        if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
        await sleep(20);
    }
}

/** Waits until somebody listens on a port. */
export function listening(port, seconds = 20) {
    return until(`port ${port}`, () => new Promise((resolve) => {
        const socket = net.connect(port, '127.0.0.1');
        socket.once('connect', () => resolve(socket.destroy() && true));
        socket.once('error', () => resolve(false));
    }), seconds);
}

export function tail(log, lines = 30) {
    try {
        return readFileSync(log, 'utf8').split('\n').slice(-lines).join('\n');
    } catch {
        return '';
    }
}
