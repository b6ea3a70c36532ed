"""A throw-away PostgreSQL for one run of the tests: in memory, on a socket of its own, gone with the run.

    with cluster() as url: …      url: "postgresql://lien@SOCKETS", without a database

Nothing of it is durable: tests of durability start one of their own. Unless it is asked for, by what measures: then it is
on disk, with PostgreSQL's own settings.

    python3 tools/cluster.py [--durable] COMMAND…      with LIEN_TEST_DATABASE, the url, in its environment
"""
import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

BIN = pathlib.Path('/usr/lib/postgresql/15/bin')
SETTINGS = {
    'listen_addresses': '', 'fsync': 'off', 'synchronous_commit': 'off', 'full_page_writes': 'off',
    'autovacuum': 'off', 'max_connections': '200', 'shared_buffers': '64MB', 'max_wal_size': '4GB',
    'wal_level': 'minimal', 'max_wal_senders': '0', 'log_min_messages': 'fatal',
}
DURABLE = {'listen_addresses': '', 'max_connections': '200', 'log_min_messages': 'fatal'}


def _unprivileged():
    """PostgreSQL refuses to run as root: then as the account that its package makes. And it goes when we go, however
    that is."""
    account = ['--reuid=postgres', '--regid=postgres', '--clear-groups'] if os.getuid() == 0 else []
    return ['setpriv', *account, '--pdeathsig', 'INT']


@contextlib.contextmanager
def cluster(durable=False):
    memory = pathlib.Path('/dev/shm')
    in_memory = not durable and os.access(memory, os.W_OK)
    top = pathlib.Path(tempfile.mkdtemp(prefix='lien-cluster-', dir=memory if in_memory else None))
    server = None
    try:
        if os.getuid() == 0:
            shutil.chown(top, 'postgres', 'postgres')
        subprocess.run([*_unprivileged(), BIN / 'initdb', '-D', top / 'data', '-U', 'lien', '--auth=trust',
                        '--locale=C.UTF-8', '-E', 'UTF8', '--no-sync'], check=True, capture_output=True, cwd='/')
        settings = DURABLE if durable else SETTINGS
        options = [word for name, value in {**settings, 'unix_socket_directories': str(top)}.items()
                   for word in ('-c', f'{name}={value}')]
        with open(top / 'log', 'wb') as log:
            server = subprocess.Popen([*_unprivileged(), BIN / 'postgres', '-D', top / 'data', *options],
                                      stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd='/')
        _wait(server, top)
        yield f'postgresql://lien@{urllib.parse.quote(str(top), safe="")}'
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGQUIT)
            server.wait()
        shutil.rmtree(top, ignore_errors=True)


def _wait(server, top):
    while subprocess.run([BIN / 'pg_isready', '-q', '-h', top], check=False).returncode != 0:
        if server.poll() is not None:
            raise RuntimeError((top / 'log').read_text())
        time.sleep(0.1)


if __name__ == '__main__':
    asked = sys.argv[1] == '--durable'
    with cluster(asked) as there:
        sys.exit(subprocess.call(sys.argv[2 if asked else 1:], env={**os.environ, 'LIEN_TEST_DATABASE': there}))
