/* mail-servers: a real Postfix and a real Dovecot, in folders of their own on free ports, gone after the test. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { MailLink } from './mail-link.mjs';
import { freePort, listening, newFolder, run, start, tail, until } from './scratch.mjs';

function idOf(user) {
    return Number(execFileSync('id', ['-u', user], { encoding: 'utf8' }));
}

/**
 * Dovecot: IMAP and LMTP; any user at all, password "secret". tls: {cert, key} adds STARTTLS and a port for TLS; oauth:
 * the address that knows tokens (RFC 7662) adds XOAUTH2. Port `sasl` tells a Postfix who may sign in.
 */
export async function startDovecot({ tls, oauth } = {}) {
    const dovecot = new Dovecot();
    dovecot.dir = newFolder('dovecot');
    dovecot.imap = await freePort();
    dovecot.lmtp = await freePort();
    dovecot.imaps = tls ? await freePort() : 0;
    dovecot.sasl = await freePort();
    dovecot.configure({ tls, oauth });
    await dovecot.begin();
    return dovecot;
}

class Dovecot {
    me = os.userInfo().username;
    root = process.getuid() === 0;
    owner = this.root ? 'nobody' : this.me;
    dropped = 0;

    configure({ tls, oauth }) {
        const { dir, me, root, owner } = this;
        const [internal, login] = root ? ['dovecot', 'dovenull'] : [me, me];
        mkdirSync(path.join(dir, 'mail'));
        if (root) chownSync(path.join(dir, 'mail'), idOf(owner), idOf(owner));
        writeFileSync(`${dir}/oauth2.conf.ext`, `
introspection_mode = post
introspection_url = ${oauth}
username_attribute = username
active_attribute = active
active_value = true
`);
        writeFileSync(path.join(dir, 'dovecot.conf'), `
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
${tls ? `ssl = yes\nssl_cert = <${tls.cert}\nssl_key = <${tls.key}` : 'ssl = no'}
disable_plaintext_auth = no
auth_mechanisms = plain login${oauth ? ' xoauth2' : ''}
default_internal_user = ${internal}
default_internal_group = ${root ? 'dovecot' : me}
default_login_user = ${login}
mail_uid = ${owner}
mail_gid = ${root ? 'nogroup' : me}
first_valid_uid = 1
mail_home = ${dir}/mail/%u
mail_location = maildir:~/Maildir
recipient_delimiter = +
${oauth ? `passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${dir}/oauth2.conf.ext
}` : ''}
passdb {
  driver = static
  mechanisms = plain login
  args = password=secret
}
userdb {
  driver = static
  args = uid=${owner} gid=${root ? 'nogroup' : me} home=${dir}/mail/%u allow_all_users=yes
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${this.imap}
  }
  inet_listener imaps {
    port = ${this.imaps}
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${this.lmtp}
  }
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = ${this.sasl}
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
`);
    }

    async begin() {
        const { dir } = this;
        this.child = start(['/usr/sbin/dovecot', '-F', '-c', `${dir}/dovecot.conf`], { log: `${dir}/out.log` });
        await Promise.race([
            Promise.all([listening(this.imap), listening(this.lmtp)]),
            this.child.ended.then((status) => {
                throw new Error(`dovecot ended (${status}): ${tail(`${dir}/out.log`)}${tail(`${dir}/dovecot.log`)}`);
            }),
        ]);
    }

    async stop() {
        this.child.kill('SIGTERM');
        await this.child.ended;
    }

    /** As the master alone dies; begin() starts it again. */
    async kill() {
        this.child.kill('SIGKILL');
        await this.child.ended;
        await until('the port to be free', () => new Promise((resolve) => {
            const socket = net.connect(this.imap, '127.0.0.1');
            socket.once('connect', () => resolve(socket.destroy() && false));
            socket.once('error', () => resolve(true));
        }));
    }

    /** Delivers mails to a user, one after the other, as a mail server does. */
    async deliver(user, ...mails) {
        const link = await MailLink.open(this.lmtp);
        for (const mail of mails) {
            const [answer] = await link.send('client@example.org', [user], mail);
            if (answer.code !== 250) throw new Error(`dovecot: ${answer.text}`);
        }
        await link.quit();
    }

    /** Where a user's mails lie. */
    maildir(user) {
        return path.join(this.dir, 'mail', user, 'Maildir');
    }

    /** Puts many mails into a mailbox at once, as files: each has its CRLF already. */
    drop(user, mails) {
        const owner = this.root ? idOf(this.owner) : process.getuid();
        const group = this.root ? Number(execFileSync('id', ['-g', this.owner], { encoding: 'utf8' })) : process.getgid();
        const make = (folder) => {
            mkdirSync(folder, { recursive: true });
            chownSync(folder, owner, group);
        };
        make(path.join(this.dir, 'mail', user));
        for (const part of ['', 'cur', 'new', 'tmp']) make(path.join(this.maildir(user), part));
        for (const mail of mails) {
            const size = Buffer.byteLength(mail);
            const name = `${1_700_000_000 + this.dropped}.M${this.dropped++}.test,S=${size},W=${size}`;
            const file = path.join(this.maildir(user), 'tmp', name);
            writeFileSync(file, mail);
            chownSync(file, owner, group);
            renameSync(file, path.join(this.maildir(user), 'new', name));
        }
    }
}

/**
 * Postfix, as root: takes mail on `port` and hands each domain of routes to the LMTP server of its port. tls: {cert, key}
 * adds STARTTLS there and `smtps`, a port for TLS; sasl: the port of a Dovecot that knows who may sign in; both not on the
 * port `clear`. gone: addresses it refuses by name; refused: a sender whose mail it does not take.
 */
export async function startPostfix(routes, { tls, sasl, gone = ['nobody@gone.test'], refused = 'nobody@refused.test' } = {}) {
    const dir = newFolder('postfix');
    const [port, smtps, clear] = [await freePort(), await freePort(), await freePort()];
    const domains = Object.keys(routes);
    const queue = `${dir}/queue`;
    for (const folder of [queue, `${dir}/data`, `${dir}/etc`]) mkdirSync(folder);
    chownSync(`${dir}/data`, idOf('postfix'), 0);
    writeFileSync(`${dir}/etc/main.cf`, `
compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${dir}/data
maillog_file = ${dir}/maillog
maillog_file_prefixes = ${dir}
default_database_type = texthash
alias_maps =
alias_database =
myhostname = mx.example.test
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
recipient_delimiter = +
smtpd_relay_restrictions = permit_mynetworks, reject
relay_domains = ${domains.join(', ')}
transport_maps = inline:{${domains.map((domain) => ` { ${domain} = lmtp:inet:127.0.0.1:${routes[domain]} }`).join(',')} }
default_transport = error:5.1.2 no such domain in this test
smtp_dns_support_level = disabled
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
lmtp_connection_cache_on_demand = no
address_verify_map =
smtpd_recipient_restrictions = check_recipient_access inline:{${gone.map((address) => ` { ${address} = 550 5.1.1 user unknown }`).join(',')} }, permit
${tls ? `smtpd_tls_cert_file = ${tls.cert}\nsmtpd_tls_key_file = ${tls.key}\nsmtpd_tls_security_level = may` : ''}
message_size_limit = 60000000
smtpd_sender_restrictions = check_sender_access inline:{ { ${refused} = REJECT not one of yours } }
${sasl ? `smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = inet:127.0.0.1:${sasl}` : ''}
`);
    // Columns: name, type, private, unprivileged, chroot, wake-up, processes at most, program.
    const service = (name, limit, program = name) => `${name} unix - - n - ${limit} ${program}`;
    writeFileSync(`${dir}/etc/master.cf`, [
        `127.0.0.1:${port} inet n - n - - smtpd`,
        ...(tls ? [
            `127.0.0.1:${smtps} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes`,
            `127.0.0.1:${clear} inet n - n - - smtpd -o smtpd_tls_security_level=none -o smtpd_sasl_auth_enable=no`,
            service('tlsmgr', 1),
        ] : []),
        'cleanup unix n - n - 0 cleanup',
        'qmgr unix n - n 300 1 qmgr',
        service('rewrite', '-', 'trivial-rewrite'),
        service('bounce', 0), service('defer', 0, 'bounce'), service('trace', 0, 'bounce'),
        service('proxymap', '-'), service('smtp', '-'), service('relay', '-', 'smtp'), service('lmtp', '-'),
        service('error', '-'), service('retry', '-', 'error'), service('discard', '-'),
        service('anvil', 1), service('scache', 1),
        'postlog unix-dgram n - n - 1 postlogd', '',
    ].join('\n'));
    chmodSync(`${dir}/etc`, 0o755);
    const postfix = (word) => run(['/usr/sbin/postfix', '-c', `${dir}/etc`, word]);
    await postfix('start').catch((error) => {
        throw new Error(`${error.message}\n${tail(`${dir}/maillog`)}`);
    });
    const pid = Number(readFileSync(`${queue}/pid/master.pid`, 'utf8'));
    process.on('exit', () => {
        try {
            process.kill(pid, 'SIGTERM');
        } catch { /* it has stopped already */ }
    });
    await listening(port);
    return {
        port, smtps, clear, dir,
        log: () => tail(`${dir}/maillog`, 60),
        async stop() {
            await postfix('stop');
            await until('Postfix to stop', () => {
                try {
                    return !process.kill(pid, 0);
                } catch {
                    return true;
                }
            });
        },
    };
}

/** dnsmasq: a name server that knows `rows`, lines of its configuration, and nothing else. → {address, stop()} */
export async function startNames(rows) {
    const dir = newFolder('names');
    const port = await freePort();
    writeFileSync(`${dir}/dnsmasq.conf`, ['listen-address=127.0.0.1', `port=${port}`, 'bind-interfaces', 'no-resolv', 'no-hosts',
        'user=root', 'local=/#/', ...rows, ''].join('\n'));
    const child = start(['/usr/sbin/dnsmasq', '-k', '-C', `${dir}/dnsmasq.conf`, '--pid-file'], { log: `${dir}/out.log` });
    await listening(port);
    return {
        address: `127.0.0.1:${port}`, port,
        async stop() {
            child.kill('SIGTERM');
            await child.ended;
        },
    };
}
