/* authority: a certificate authority of the test's own, and what it vouches for, made by openssl. */
import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newFolder } from './scratch.mjs';

const openssl = (...words) => execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] });

/** → {ca: the file to trust, issue({names, from, to}) → {cert, key}}; times as openssl writes them, "20200101000000Z". */
export function makeAuthority() {
    const dir = newFolder('authority');
    const at = (name) => path.join(dir, name);
    openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30', '-subj', '/CN=Essais',
        '-keyout', at('ca.key'), '-out', at('ca.pem'));
    writeFileSync(at('index.txt'), '');
    writeFileSync(at('serial'), '01\n');
    let issued = 0;
    return {
        ca: at('ca.pem'),
        issue({ names = ['DNS:localhost', 'IP:127.0.0.1'], from, to } = {}) {
            const name = `server-${issued++}`;
            writeFileSync(at(`${name}.cnf`), `
[ca]
default_ca = own
[own]
database = ${at('index.txt')}
serial = ${at('serial')}
new_certs_dir = ${dir}
certificate = ${at('ca.pem')}
private_key = ${at('ca.key')}
default_md = sha256
default_days = 10
unique_subject = no
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = ${names.join(',')}
`);
            openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=server',
                '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`));
            openssl('ca', '-batch', '-notext', '-config', at(`${name}.cnf`), '-in', at(`${name}.csr`), '-out', at(`${name}.pem`),
                ...(from ? ['-startdate', from] : []), ...(to ? ['-enddate', to] : []));
            for (const end of ['key', 'pem']) chmodSync(at(`${name}.${end}`), 0o644);
            return { cert: at(`${name}.pem`), key: at(`${name}.key`) };
        },
    };
}
