#!/usr/bin/env bash
# Records the session of the README from nod as it is here: the cast and the
# animated SVG in docs. Arguments go to scripts/record.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/nod" .
go run ./scripts/record -bin "$work" -script scripts/record/session.txt -cast docs/session.cast -svg docs/session.svg "$@"
ls -l docs/session.cast docs/session.svg
