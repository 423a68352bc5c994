#!/bin/sh
# The whole check: formatting, vet, every test on both databases, the browser
# journeys, and that what is generated and committed is current.
set -eu
cd "$(dirname "$0")/.."
. scripts/environment.sh

unformatted=$(gofmt -l cmd internal e2e scripts bench)
if [ -n "$unformatted" ]; then
	echo "not formatted by gofmt:" && echo "$unformatted"
	exit 1
fi
go vet -tags whole ./...
go test -tags whole -count=1 -timeout 30m ./...
sh scripts/assets-current.sh
echo "everything passed, nothing was left out"
