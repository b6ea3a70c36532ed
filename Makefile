# The front door. `make help` says what is behind it; the work is done by Meson, npm and tools/.
.DEFAULT_GOAL := all
MAKEFLAGS += --no-print-directory

DATA   ?= data
LISTEN ?= 127.0.0.1:8080
ROUNDS ?= 300
PREFIX ?= /usr/local

#: all           build/lien, the whole program (what plain `make` does)
all: setup web
	@tools/build build

#: run           install what is missing, build, make a demo organisation the first time, serve it
run: all
	@tools/run $(DATA) $(LISTEN)

#: check         every test of every kind
check: setup-test all
	@tools/run-tests

#: check-SUITE   one kind: lint c asan tsan postgresql api api-postgresql web nodes mail crash crash-postgresql fuzz data; by name only: web-postgresql failover
check-%: setup-test all
	@tools/run-tests $*

#: bench         how fast it is, each line beside the limit of this machine
bench: setup-bench all
	@bench/run

#: bench-peers   the same mails and pages given to Request Tracker 5 in a bare Debian (as root; minutes)
bench-peers: setup-bench all
	@PATH=$$(tools/node-path):$$PATH node bench/peers.mjs

#: fuzz          the fuzzers, TIME=seconds each (default 60)
fuzz: setup-test
	@tools/build build-fuzz && tools/fuzz $(TIME)

#: crash         kill the server ROUNDS times while mail comes in, advisers work, mails are imported, on both engines; count what is left
crash: setup-test all
	@ROUNDS=$(ROUNDS) tools/run-tests crash crash-postgresql

#: generated     the web's types and the manual page, again (after changing a route or an option)
generated:
	@tools/build build && build/lien manual >docs/lien.1 && build/lien openapi >build/openapi.json
	@PATH=$$(tools/node-path):$$PATH node tools/types.mjs <build/openapi.json >web/src/lib/api.gen.ts

#: fmt           lay out the C files
fmt:
	@clang-format -i $$(git ls-files '*.c' '*.h')

#: deb           the Debian package, build-deb/lien.deb
deb: all
	@tools/deb

#: sbom          what it is all made of, with versions and licences (SPDX 2.3), build/lien.spdx.json
sbom: all
	@tools/sbom >build/lien.spdx.json && tools/sbom --check build/lien.spdx.json && echo build/lien.spdx.json

#: check-install the package in a bare Debian 12: installed, run, removed, purged (as root; minutes)
check-install: deb
	@tools/check-install

#: install       into $(DESTDIR)$(PREFIX)
install: all
	@meson configure build -Dprefix=$(PREFIX) && meson install -C build

#: clean         remove what was built (never data/)
clean:
	rm -rf build build-asan build-tsan build-fuzz build-check build-deb web/dist

setup:
	@tools/setup build run
setup-test:
	@tools/setup build run test
setup-bench:
	@tools/setup build run test bench

# The web application goes into the binary; it is built when one of its files is newer.
web: $(if $(wildcard web/package.json),web/dist/index.html)
web/dist/index.html: | setup
web/dist/index.html: $(shell find web widget -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' 2>/dev/null)
	@tools/build-web

help:
	@sed -n 's/^#: /  make /p' Makefile

.PHONY: all run deb sbom check-install check bench bench-peers fuzz crash generated fmt install clean setup setup-test setup-bench web help
