#!/usr/bin/env bash
# Runs the tests: the same for a person and for CI. Arguments go to go test.
#
# Many tests ask the real programs. As root on Debian and the like the missing
# ones are installed; elsewhere they are named, and their tests skip themselves.
set -euo pipefail
cd "$(dirname "$0")/.."

# program and the Debian package that has it
tools=(bash:bash zsh:zsh fish:fish rg:ripgrep busybox:busybox shellcheck:shellcheck
  tmux:tmux vim:vim less:less htop:htop top:procps fzf:fzf ssh:openssh-client sshd:openssh-server
  sudo:sudo man:man-db script:bsdutils git:git)

missing=()
for tool in "${tools[@]}"; do
  command -v "${tool%%:*}" >/dev/null || missing+=("${tool##*:}")
done

if ((${#missing[@]} > 0)) && [[ $EUID -eq 0 ]] && command -v apt-get >/dev/null; then
  echo "test.sh: installing ${missing[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2; then
    missing=()
  fi
fi
if ((${#missing[@]} > 0)); then
  echo "test.sh: not here, so their tests are skipped: ${missing[*]}" >&2
fi

if (($# == 0)); then
  set -- ./...
fi
exec go test "$@"
