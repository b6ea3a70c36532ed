/* base: the large organisation that benches measure on, made once by `lien seed` and kept in build-bench/. Who
 * measures works on a copy. MESSAGES says how large. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lien } from '../test/lib/server.mjs';

export const out = fileURLToPath(new URL('../build-bench', import.meta.url));
export const messages = Number(process.env.MESSAGES ?? 1_000_000);
export const baseOf = (size) => path.join(out, `base-${size}`);
export const base = baseOf(messages);

/** → the folder; the access token of its administrator is beside it, in `${base}.token`. */
export async function makeBase(size = messages) {
    const base = baseOf(size);
    if (existsSync(base)) return base;
    mkdirSync(out, { recursive: true });
    console.log(`making an organisation of ${size.toLocaleString('en')} messages, once (build-bench/)…`);
    const making = `${base}.making`;
    rmSync(making, { recursive: true, force: true });
    const said = await lien(['seed', '--data', making, '--persons', String(Math.ceil(size / 5)), '--messages', String(size), '--units', '600', '--seed', '1', '--index', 'now']);
    console.log(said.trim());
    await lien(['user', 'add', '--data', making, '--email', 'ada@desk.example', '--role', 'administrator'], 'une phrase pour les essais\n');
    writeFileSync(`${base}.token`, await lien(['token', 'add', '--data', making, '--email', 'ada@desk.example']));
    renameSync(making, base);
    return base;
}
