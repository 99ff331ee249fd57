#!/usr/bin/env bash
# Proves that nod talks to nothing but this machine, and prints what it proved.
#
#   1. Under strace no process of the end-to-end tests, which run nod with
#      hostile models, addresses, proxies and redirects, connects or sends to an
#      address other than loopback, and nobody asks a name server.
#   2. In a network namespace with loopback alone the same tests pass.
#
# As root on Debian and the like a missing strace is installed. What cannot be
# tried here is named; the status is 77 when nothing could be.
set -euo pipefail
cd "$(dirname "$0")/.."
tests=${1:-'^TestI(01|03|13|15|16|17|18|20)|^TestScripts$'}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
proofs=0

if ! command -v strace >/dev/null && [[ $EUID -eq 0 ]] && command -v apt-get >/dev/null; then
  echo "offline.sh: installing strace" >&2
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends strace; } >&2 || true
fi

go build -o "$work/nod" .
go test -c -o "$work/cli.test" ./cli
export NOD_TEST_PRODUCT=$work/nod
unset HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy

# outsiders prints the calls of a trace that reach beyond this machine, and all
# to the port of name servers.
outsiders() {
  grep -E 'sa_family=AF_INET6?' "$1" | grep -v -- '= -1 EAFNOSUPPORT' |
    grep -vE 'inet_addr\("127\.[0-9.]+"\)|inet_pton\(AF_INET6, "::1"' || true
  grep -E 'sin6?_port=htons\(53\)' "$1" || true
}

# traced runs a command and writes down whom it talks to.
traced() {
  local log=$1
  shift
  strace -f --seccomp-bpf -qq -o "$log" -e trace=connect,sendto,sendmsg,sendmmsg "$@"
}

if command -v strace >/dev/null && strace -f --seccomp-bpf -qq -o /dev/null true 2>/dev/null; then
  # The proof is worth something where it sees what it looks for.
  traced "$work/control" bash -c 'exec 3<>/dev/udp/192.0.2.1/53' 2>/dev/null || true
  if [[ -z $(outsiders "$work/control") ]]; then
    echo "offline.sh: strace does not show a connection that is made on purpose" >&2
    exit 1
  fi
  # strace itself loses a process now and then, which says nothing of nod.
  for _ in 1 2 3; do
    status=0
    (cd cli && traced "$work/trace" "$work/cli.test" -test.run "$tests" -test.count=1 -test.timeout=300s) 2>"$work/errors" || status=$?
    cat "$work/errors" >&2
    if ((status == 0)) || ! grep -q '^strace: ptrace(' "$work/errors"; then break; fi
  done
  ((status == 0)) || exit "$status"
  found=$(outsiders "$work/trace")
  calls=$(grep -cE 'sa_family=AF_INET6?' "$work/trace" || true)
  if [[ -n $found ]]; then
    printf 'offline.sh: FAILED: calls that leave this machine:\n%s\n' "$found" >&2
    exit 1
  fi
  if ((calls == 0)); then
    echo "offline.sh: the trace shows no calls at all, not even to loopback" >&2
    exit 1
  fi
  echo "proved: $calls network calls were traced, every one to loopback, none to a name server"
  proofs=$((proofs + 1))
else
  echo "not tried: strace does not work here"
fi

if unshare -rn true 2>/dev/null && command -v ip >/dev/null; then
  # shellcheck disable=SC2016
  (cd cli && unshare -rn sh -c 'ip link set lo up && exec "$@"' sh "$work/cli.test" -test.run "$tests" -test.count=1 -test.timeout=300s)
  echo "proved: without any network but loopback the same tests pass"
  proofs=$((proofs + 1))
else
  echo "not tried: there are no network namespaces here"
fi

if ((proofs == 0)); then
  echo "offline.sh: nothing could be proved here" >&2
  exit 77
fi
