#!/bin/sh
# Rebuilds the pages' assets and fails when what is committed differs.
set -eu
cd "$(dirname "$0")/.."
npm --prefix web/assets ci --no-audit --no-fund --silent
npm --prefix web/assets run --silent build
if [ -n "$(git status --porcelain -- internal/web/static)" ]; then
	echo "internal/web/static is not what web/assets builds: run make assets and commit"
	git status --short -- internal/web/static
	exit 1
fi
