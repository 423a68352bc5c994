#!/bin/sh
# Runs a command with Chromium and PostgreSQL offered to it.
set -eu
cd "$(dirname "$0")/.."
. scripts/environment.sh
"$@"
