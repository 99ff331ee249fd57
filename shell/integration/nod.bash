# shellcheck shell=bash
# nod in bash 4.4 or later: marks around every command, and keys that put a
# command on the line being typed.
#
# There is no DEBUG trap and no fork between Enter and the prompt. There is no
# `return` out here either: this may be read by eval in the middle of a file of
# the user's, whose rest would be skipped.

# What follows is read without aliases: one named printf would end up in it.
if shopt -q expand_aliases; then __nod_expand=1; else __nod_expand=''; fi
shopt -u expand_aliases

if [[ $- != *i* || -n ${__nod_on-} ]]; then
  # Read again, as by `source ~/.bashrc`, which may have set the prompt anew.
  if [[ ${__nod_on-} == yes ]]; then __nod_order; fi
elif ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404)); then
  __nod_on=old
  export -n __nod_on
  echo "nod: bash $BASH_VERSION is too old for marks and keys, 4.4 is needed; everything else works" >&2
else
  __nod_on=yes __nod_nonce='' __nod_fifo='' __nod_pending=''
  if [[ -n ${NOD_NONCE-} && $NOD_NONCE != *[!0-9A-Za-z_-]* && $- != *r* ]]; then
    __nod_nonce=$NOD_NONCE __nod_fifo=${NOD_FIFO-}
  fi
  __nod_hint=${NOD_SAY_ONCE-}
  unset NOD_NONCE NOD_FIFO NOD_SAY_ONCE

  # The prompt names these and does not hold them, so that a user who exports
  # PS1 or PROMPT_COMMAND gives children neither the nonce nor our functions.
  __nod_first=__nod_begin __nod_last=__nod_end
  __nod_b='' __nod_c='' __nod_ran=0 __nod_seq=0 __nod_hist=0 __nod_dir=$PWD
  __nod_text='' __nod_entry='' __nod_own=''
  declare -gA __nod_aliases=()
  if [[ -n $__nod_nonce ]]; then
    __nod_b=$'\e]133;B;nod='$__nod_nonce$'\a'
    __nod_c=$'\e]133;C;nod='$__nod_nonce$'\a'
  fi
  # shellcheck disable=SC2016
  __nod_ps1='\[${__nod_b-}\]' __nod_ps0='${__nod_c+${__nod_c:(__nod_ran=1)-1}}'
  __nod_d='' __nod_hooks='' __nod_alone=''
  # Under `set -a` the lines above exported them.
  export -n __nod_on __nod_nonce __nod_fifo __nod_pending __nod_first __nod_last __nod_b __nod_c \
    __nod_text __nod_entry __nod_own __nod_hint __nod_aliases \
    __nod_ps1 __nod_ps0 __nod_d __nod_hooks __nod_alone

  # __nod_begin is the first of PROMPT_COMMAND, where $? is still the command's.
  # Between Enter and the prompt each redirection and each write counts: there
  # are only those that something depends on.
  __nod_begin() {
    local status=$? was=$-
    if [[ $was == *[aeux]* ]]; then { local -; set +aeux; } 2>/dev/null; fi
    if ((__nod_ran)) || [[ -n $__nod_entry ]]; then
      __nod_close "$status"
      [[ -n $__nod_alone ]] || __nod_mark
    fi
    # What comes next may look at $?, but under `set -e` it would end the shell.
    [[ $was == *e* ]] || return "$status"
  }

  # __nod_close tells that the command has ended, where one ran, and leaves the
  # mark to be written. One that a person approved may have been given up with
  # Ctrl-C, and comes here late.
  __nod_close() { # status, and the text where it is known
    if ((__nod_ran)); then
      __nod_ran=0 __nod_seq=$((__nod_seq + 1))
      __nod_d=$'\e]133;D;'$1';nod='$__nod_nonce';seq='$__nod_seq$'\a'
      if [[ -p $__nod_fifo ]]; then __nod_record "${2-$__nod_text}"; fi
      if [[ -n $__nod_hint && -z $__nod_own ]] && (($1 > 0 && $1 <= 128)); then
        __nod_mark
        builtin printf '%s\n' "$__nod_hint" >&2
        __nod_hint=''
      fi
    fi
    __nod_own=''
    if [[ -n $__nod_entry ]]; then
      __nod_realias
      command "${NOD_BIN:-nod}" ended "$__nod_entry" "$1" </dev/null >/dev/null 2>&1
      __nod_entry='' __nod_text=''
    fi
  }

  # __nod_mark writes D. Where nothing comes between them, A takes it along.
  __nod_mark() {
    [[ -z $__nod_d ]] || builtin printf '%s' "$__nod_d" >&2
    __nod_d=''
  }

  # __nod_record tells the text out of band. The history's number says whether
  # the last entry is this command's: HISTCONTROL may have dropped it.
  __nod_record() { # the text, where it is known
    {
      if [[ -n $1 ]]; then
        builtin printf '%s\0%s\0text\0%s' "$__nod_seq" "$__nod_dir" "$1"
      elif ((${HISTCMD-0} - __nod_hist == 1)); then
        builtin printf '%s\0%s\0history\0' "$__nod_seq" "$__nod_dir"
        HISTTIMEFORMAT='' builtin history 1
      else
        builtin printf '%s\0%s\0unknown\0' "$__nod_seq" "$__nod_dir"
      fi
      builtin printf '\0\0'
    } 1<>"$__nod_fifo"
  }

  # __nod_end is the last of PROMPT_COMMAND, after whatever sets PS1.
  __nod_end() {
    if [[ $- == *[aeux]* ]]; then { local -; set +aeux; } 2>/dev/null; fi
    __nod_hist=${HISTCMD-0} __nod_dir=$PWD
    [[ "${PROMPT_COMMAND[*]}" == "$__nod_hooks" ]] || __nod_order
    [[ -n $__nod_nonce ]] || return 0
    [[ $PS1 == *"$__nod_ps1" && ${PS0-} == *"$__nod_ps0" && :$BASHOPTS: == *:promptvars:* ]] || __nod_prompt
    # ble.sh draws the line itself, and a fresh line is not ours to begin.
    if [[ -z ${BLE_VERSION-} ]]; then
      builtin printf '%s\e]133;A;nod=%s\a' "$__nod_d" "$__nod_nonce" >&2
      __nod_d=''
    else
      __nod_mark
    fi
  }

  # __nod_precmd is both, for those who call one function at the prompt.
  __nod_precmd() {
    __nod_begin || :
    __nod_end
  }

  # __nod_prompt puts B at the end of PS1, and into PS0 an expansion that gives
  # C and remembers that a command ran: an empty line and ^C show no PS0.
  __nod_prompt() {
    if ! shopt -q promptvars; then # it would be shown as it is written
      PS1=${PS1//"$__nod_ps1"/} PS0=${PS0//"$__nod_ps0"/}
      return
    fi
    [[ $PS1 == *"$__nod_ps1" ]] || PS1=${PS1//"$__nod_ps1"/}$__nod_ps1
    [[ ${PS0-} == *"$__nod_ps0" ]] || PS0=${PS0//"$__nod_ps0"/}$__nod_ps0
  }

  # __nod_order puts the two hooks first and last, wherever they are now.
  # shellcheck disable=SC2016,SC2178,SC2128
  __nod_order() {
    if [[ $- == *[aeux]* ]]; then { local -; set +aeux; } 2>/dev/null; fi
    local first='"${__nod_first-:}"' last='"${__nod_last-:}"' nl=$'\n' c rest=()
    local preexec=${bash_preexec_imported-}${__bp_imported-}
    __nod_alone=''
    if [[ -n ${BLE_VERSION-} ]]; then
      blehook PRECMD!=__nod_precmd
      __nod_hooks=${PROMPT_COMMAND[*]}
      return
    fi
    for c in "${PROMPT_COMMAND[@]}"; do
      c=${c//"$first"/} c=${c//"$last;"/} c=${c//"$last"/}
      while [[ $c == "$nl"* ]]; do c=${c#"$nl"}; done
      c=${c%"$nl"}
      [[ -z $c ]] || rest+=("$c")
    done
    if [[ -n $preexec ]]; then
      PROMPT_COMMAND=("${rest[@]}")
      [[ " ${precmd_functions[*]-} " == *' __nod_precmd '* ]] || precmd_functions+=(__nod_precmd)
    elif [[ ${PROMPT_COMMAND@a} == *a* ]] && ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)); then
      PROMPT_COMMAND=("$first" "${rest[@]}" "$last")
    else # one string; of an array that an older bash has, only the first counts
      PROMPT_COMMAND=$first$nl${rest[0]-}${rest[0]+$nl}$last
    fi
    __nod_hooks=${PROMPT_COMMAND[*]}
    [[ -n $preexec ]] || ((${#rest[@]})) || __nod_alone=1
  }

  # nod is the program, and one thing more: what a person approved at its gate
  # runs here and not in a child, so that a directory, a variable, a virtual
  # environment stay. In a pipe, a subshell or a script the program runs it.
  nod() {
    __nod_own=1 # what it says needs no repair
    if ! __nod_acts "$@"; then
      command "${NOD_BIN:-nod}" "$@"
      return
    fi
    __nod_take "$@" || return
    [[ -z $__nod_text ]] || __nod_run
  }

  __nod_acts() {
    local word
    ((BASH_SUBSHELL == 0)) && [[ -t 0 && -t 1 ]] || return
    for word; do
      case $word in ask | fix | do) return 0 ;; esac
    done
    return 1
  }

  # __nod_take leaves what was approved in __nod_text, byte for byte. It comes on
  # descriptor 3: the journal's number, a blank, the bytes.
  __nod_take() {
    { local -; set +aeux; } 2>/dev/null
    local answer status
    __nod_text='' __nod_entry=''
    answer=$(
      NOD_FUNCTIONS=$(compgen -A function -X '_*') NOD_HAND=bash command "${NOD_BIN:-nod}" "$@" 3>&1 >/dev/tty
      status=$?
      builtin printf x
      exit "$status"
    )
    status=$?
    if ((status == 0)) && [[ $answer =~ ^([0-9]+)' '(.+)x$ ]]; then
      __nod_text=${BASH_REMATCH[2]} __nod_pending=''
      __nod_begun "${BASH_REMATCH[1]}"
    fi
    return "$status"
  }

  # __nod_begun ends nod's own block, and begins the one of what was approved.
  # That goes into the history behind the line that asked for it: history -s takes
  # the line it stands in away, which therefore comes back first. Who kept that
  # line out keeps this one out.
  __nod_begun() { # the journal's number
    local text=$__nod_text asked
    __nod_text=''
    asked=$(HISTTIMEFORMAT='' builtin history 1)
    if [[ $asked =~ ^[[:space:]]*[0-9]+.[[:space:]](.*[^[:alnum:]_]|)(nod[[:space:]].*)$ ]]; then
      asked=${BASH_REMATCH[1]}${BASH_REMATCH[2]}
      builtin history -s -- "$asked"
      builtin history -s -- "$text"
    else
      asked=''
    fi
    __nod_close 0 "$asked"
    __nod_mark
    __nod_entry=$1 __nod_text=$text __nod_dir=$PWD
    __nod_unalias
    if [[ -n $__nod_nonce ]]; then
      __nod_ran=1
      builtin printf '%s' "$__nod_c" >&2
    fi
  }

  # No alias may take the place of a word that a person read. The option that
  # turns them off cannot be turned on again after Ctrl-C: what PROMPT_COMMAND
  # does to it, bash takes back.
  __nod_unalias() {
    local name
    __nod_aliases=()
    for name in "${!BASH_ALIASES[@]}"; do
      __nod_aliases[$name]=${BASH_ALIASES[$name]}
    done
    builtin unalias -a
  }

  __nod_realias() {
    local name
    for name in "${!__nod_aliases[@]}"; do
      # shellcheck disable=SC2004
      [[ -n ${BASH_ALIASES[$name]+x} ]] || BASH_ALIASES[$name]=${__nod_aliases[$name]}
    done
    __nod_aliases=()
  }

  # __nod_run has no variables of its own: what it runs would see them.
  __nod_run() {
    eval -- "$__nod_text"
    __nod_ended
  }

  __nod_ended() {
    local status=$?
    { local -; set +aeux; } 2>/dev/null
    __nod_close "$status"
    __nod_mark
    return "$status"
  }

  # __nod_call leaves what nod answers in __nod_pending, byte for byte: the x
  # keeps the newlines at the end, which $( ) would drop.
  __nod_call() { # ask|fix, the line
    local text
    text=$(
      export -n READLINE_LINE READLINE_POINT READLINE_MARK READLINE_ARGUMENT
      NOD_LINE=$2 "${NOD_BIN:-nod}" "$1" --at-prompt
      status=$?
      builtin printf x
      exit "$status"
    ) && __nod_pending=${text%x}
  }

  # __nod_put gives the answer to the line editor.
  __nod_put() {
    READLINE_LINE=$__nod_pending READLINE_POINT=${#__nod_pending} __nod_pending=''
  }

  __nod_key() { # ask|fix
    if [[ $1 == ask && -n $__nod_pending && -z $READLINE_LINE ]] || __nod_call "$1" "$READLINE_LINE"; then
      __nod_put
    fi
  }

  # Enter is not bound: a key that runs a function and then accepts the line has
  # to draw the prompt twice, and does the wrong thing inside `read -e`. Instead
  # the prefix is an alias that ends in a comment sign, so that bash reads the
  # words but neither expands nor redirects nor runs anything of them; what was
  # typed is the history's last line.
  __nod_words() {
    { local -; set +aeux; } 2>/dev/null
    local line
    __nod_pending='' __nod_own=1
    line=$(HISTTIMEFORMAT='' builtin history 1)
    if [[ $line =~ ^[[:space:]]*[0-9]+.[[:space:]](.*)$ && ${BASH_REMATCH[1]} == "$__nod_prefix"* ]]; then
      line=${BASH_REMATCH[1]}
      # It lands on the next line: the wrapper presses the key for that when the
      # prompt stands, and without a wrapper the person does.
      NOD_LAND=1 __nod_call ask "$line"
    else
      builtin printf 'nod: the words are not in the history: use the key instead\n' >&2
      return 1
    fi
  }

  __nod_landed() {
    if [[ -n $__nod_pending && -z $READLINE_LINE ]]; then __nod_put; fi
  }

  # Alt-comma and Alt-semicolon are free in the stock key maps of all three
  # shells (`bind -p` of bash 5.2, `bindkey -M emacs` of zsh 5.9, `bind -a` of
  # fish 3.6 and 4). Of the letters only i, j, k and m are: m is taken by
  # oh-my-zsh, and Escape followed by i, j or k is what people with vi keys type.
  # Ctrl-X is a prefix in bash and zsh, but copies the line in fish.
  __nod_keys() {
    local map
    for map in emacs-standard vi-insert vi-command; do
      [[ -z ${NOD_BIND_ASK-x} ]] || bind -m "$map" -x "\"${NOD_BIND_ASK-\\e,}\": __nod_key ask"
      [[ -z ${NOD_BIND_FIX-x} ]] || bind -m "$map" -x "\"${NOD_BIND_FIX-\\e;}\": __nod_key fix"
      bind -m "$map" -x '"\e[0n": __nod_landed'
    done 2>/dev/null # there may be no line editor
    __nod_prefix=${NOD_BIND_PREFIX-, }
    unset NOD_BIND_ASK NOD_BIND_FIX NOD_BIND_PREFIX
    if [[ $__nod_prefix == ?*' ' && ${__nod_prefix% } != *[!,:@%+.^_-]* ]] && ! type -t -- "${__nod_prefix% }" >/dev/null; then
      # shellcheck disable=SC2139
      alias -- "${__nod_prefix% }=__nod_words #"
    fi
  }
  __nod_keys
  __nod_order
fi

if [[ -n $__nod_expand ]]; then shopt -s expand_aliases; fi
unset __nod_expand
