"""Runs a program with the system calls that a systemd unit leaves it, and the rest of what a test can take away.

    python3 unit-filter.py UNIT PROGRAM WORD…

The groups of SystemCallFilter= are those that systemd-analyze knows. A call that is not among them fails with EPERM,
as SystemCallErrorNumber=EPERM says.
"""
import ctypes
import os
import re
import subprocess
import sys

NOBODY = 65534
SCMP_ACT_ALLOW = 0x7FFF0000
SCMP_ACT_EPERM = 0x00050000 | 1


def group(name):
    """The names of a group, those of its groups included."""
    if not name.startswith('@'):
        return {name}
    said = subprocess.run(['systemd-analyze', 'syscall-filter', name], text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    words = [line.strip() for line in said.stdout.splitlines()[1:]]
    return set().union(*(group(word) for word in words if word and not word.startswith('#')))


def allowed(unit):
    """As systemd reads it: a list of what is allowed, then what is taken out of it, then what is put in again."""
    names = set()
    for without, words in re.findall(r'^SystemCallFilter=(~?)(.*)$', unit, re.M):
        for word in words.split():
            names = names - group(word) if without else names | group(word)
    return names | group('@default')


def leave_root():
    """As the unit does: a user of its own, who owns the data (--data DIR) and what they lie in."""
    if os.geteuid() != 0:
        return
    top = os.path.dirname(sys.argv[sys.argv.index('--data') + 1])
    for folder, _, files in os.walk(top):
        for name in ('', *files):
            os.chown(os.path.join(folder, name), NOBODY, NOBODY)
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def main():
    with open(sys.argv[1], encoding='utf-8') as file:
        names = allowed(file.read())
    leave_root()
    seccomp = ctypes.CDLL('libseccomp.so.2')
    seccomp.seccomp_init.restype = ctypes.c_void_p
    seccomp.seccomp_init.argtypes = [ctypes.c_uint32]
    seccomp.seccomp_rule_add.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint]
    seccomp.seccomp_load.argtypes = [ctypes.c_void_p]
    filter_ = seccomp.seccomp_init(SCMP_ACT_EPERM)
    for name in sorted(names):
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number >= 0 and seccomp.seccomp_rule_add(filter_, SCMP_ACT_ALLOW, number, 0) != 0:
            sys.exit(f'{name} cannot be allowed')
    if seccomp.seccomp_load(filter_) != 0:
        sys.exit('the filter cannot be loaded')
    os.execv(sys.argv[2], sys.argv[2:])


main()
