# Sourced. A bare Debian 12 in a folder: what is tried in it touches nothing of this machine. As root.
#
#   bare_make DIR                 debootstrap, from where this machine gets its packages
#   bare_inside DIR COMMAND…      runs a command in it; what it mounts, and what it started, goes with it
#   bare_become DIR COMMAND…      the same, in the place of this shell: who kills it ends the command

# /proc is mounted in a namespace of its own, and is gone with the last command in it.
bare_become() {
    local bare=$1
    shift
    exec unshare --mount --pid --fork --kill-child=TERM --propagation private \
        sh -c 'mount -t proc proc "$0/proc" && exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$0" "$@"' \
        "$bare" "$@"
}

bare_inside() { (bare_become "$@"); }

bare_make() {
    local bare=$1 source file
    chmod 755 "$bare" # the root of everybody in it
    source=$(grep --no-filename --max-count=1 --only-matching --perl-regexp '^URIs: \K\S+' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -1 ||
        true)
    debootstrap --variant=minbase bookworm "$bare" ${source:+"$source"} >"$bare.log" 2>&1 || { tail "$bare.log" >&2 && return 1; }
    rm -f "$bare.log"
    for file in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt; do
        [ ! -e "$file" ] || install -D --mode=644 "$file" "$bare$file"
    done
    cp --recursive /etc/apt/apt.conf.d/. "$bare/etc/apt/apt.conf.d/"
    [ ! -e /etc/apt/sources.list.d/debian.sources ] || { rm -f "$bare/etc/apt/sources.list" && cp /etc/apt/sources.list.d/debian.sources "$bare/etc/apt/sources.list.d/"; }
    printf '#!/bin/sh\nexit 101\n' >"$bare/usr/sbin/policy-rc.d" && chmod 755 "$bare/usr/sbin/policy-rc.d"
    bare_inside "$bare" apt-get -qq update >/dev/null 2>&1
}
