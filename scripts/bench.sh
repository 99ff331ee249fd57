#!/usr/bin/env bash
# Measures how long a whole "nod ask --json" takes as a process, beside the
# smallest Go program there is, on the same machine in the same minute. It
# prints medians and their ratio and judges nothing: what counts is that the
# ratio stays where it was. Then it has ptybench measure "nod shell" beside the
# bare shell and script(1).
#
# usage: scripts/bench.sh [runs [flags of ptybench]]
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-200}

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/hello" "$dir/home"
cat >"$dir/hello/main.go" <<'GO'
package main

func main() { println("hello") }
GO
(cd "$dir/hello" && env -u GOFLAGS go build -o "$dir/hello.bin" main.go)
go build -o "$dir/nod" .
go build -o "$dir/ptybench" ./scripts/ptybench

export HOME=$dir/home LC_ALL=C
unset XDG_CONFIG_HOME XDG_STATE_HOME OLLAMA_HOST OPENAI_BASE_URL

# micros FILE COMMAND…: adds the microseconds of one run to FILE.
micros() {
  local file=$1 from to
  shift
  from=$EPOCHREALTIME
  "$@" >/dev/null 2>&1 </dev/null || true
  to=$EPOCHREALTIME
  echo $((${to/./} - ${from/./})) >>"$file"
}

# Turn by turn, so that a busy moment of the machine meets all of them.
ask="which directories here use the most space"
for ((i = 0; i < runs; i++)); do
  micros "$dir/t.hello" "$dir/hello.bin"
  micros "$dir/t.version" "$dir/nod" --version
  micros "$dir/t.ask" "$dir/nod" ask --json --engine recipes "$ask"
  micros "$dir/t.auto" "$dir/nod" ask --json "$ask"
done

median() { sort -n "$1" | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
base=$(median "$dir/t.hello")
for row in "hello:an empty Go program" "version:nod --version" "ask:nod ask --json --engine recipes" "auto:nod ask --json"; do
  awk -v us="$(median "$dir/t.${row%%:*}")" -v base="$base" -v name="${row#*:}" \
    'BEGIN {printf "%-34s %7.2f ms  %5.1f x\n", name, us / 1000, us / base}'
done
echo "medians of $runs runs each, with the cost of starting a process from bash"

echo
"$dir/ptybench" -nod "$dir/nod" "${@:2}"
