# nod in zsh 5.8 or later: marks around every command, and keys that put a
# command on the line being typed.
#
# Nothing is printed here, and the marks go to the terminal itself: a theme may
# have put its own files in the place of the standard ones while zsh starts.

if [[ ! -o interactive || -n ${__nod_on-} ]]; then
  # Read again, as by `source ~/.zshrc`, which may have set the hooks anew.
  [[ $__nod_on != yes || -n ${precmd_functions[(r)__nod_setup]-} ]] || __nod_hook
elif [[ $ZSH_VERSION != (5.<8->|5.<8->.*|<6->.*) ]]; then
  typeset -g +x __nod_on=old
  print -ru2 -- "nod: zsh $ZSH_VERSION is too old for marks and keys, 5.8 is needed; everything else works"
else
  typeset -g +x __nod_on=yes __nod_nonce='' __nod_fifo='' __nod_b=''
  typeset -g +x __nod_text='' __nod_entry='' __nod_own='' __nod_d='' __nod_hint=${NOD_SAY_ONCE-}
  typeset -gi +x __nod_ran=0 __nod_seq=0 __nod_aliases=0 __nod_tty=0 __nod_pipe=0
  [[ -z ${NOD_NONCE-} || $NOD_NONCE == *[^0-9A-Za-z_-]* || -o restricted ]] || {
    __nod_nonce=$NOD_NONCE
    __nod_fifo=${NOD_FIFO-}
    __nod_b=$'%{\e]133;B;nod='$__nod_nonce$'\a%}'
  }
  unset NOD_NONCE NOD_FIFO NOD_SAY_ONCE

  # __nod_done is the first of precmd_functions, so that what others print is
  # not taken for the command's output. zsh gives each of them the same $?.
  __nod_done() {
    local -i code=$?
    (( ! __nod_aliases )) || __nod_restore
    __nod_close $code prompt
  }

  # __nod_close tells that the command has ended, where one ran. One that a
  # person approved may have been given up with Ctrl-C, and comes here late. Where
  # nothing comes between, the mark goes along with the prompt's: between Enter
  # and the prompt each write counts.
  __nod_close() { # status, and prompt where one is next
    emulate -L zsh -o no_aliases
    (( ! __nod_ran )) || {
      __nod_ran=0
      [[ -z $__nod_nonce ]] || __nod_d=$'\e]133;D;'$1';nod='$__nod_nonce';seq='$__nod_seq$'\a'
      [[ -z $__nod_hint || -n $__nod_own ]] || (( $1 <= 0 || $1 > 128 )) || {
        __nod_d+=$__nod_hint$'\r\n'
        __nod_hint=''
      }
      (( $# == 2 && $#precmd_functions == 2 )) || __nod_write
    }
    __nod_own=''
    [[ -z $__nod_entry ]] || command "${NOD_BIN:-nod}" ended $__nod_entry $1 </dev/null >/dev/null 2>&1
    __nod_entry='' __nod_text=''
  }

  # __nod_restore has no options of its own, for it gives one back.
  __nod_restore() {
    __nod_aliases=0
    setopt aliases
  }

  # __nod_prompt is the last of them, after whatever sets the prompt.
  __nod_prompt() {
    emulate -L zsh -o no_aliases
    [[ $precmd_functions[1] == __nod_done && $precmd_functions[-1] == __nod_prompt ]] || __nod_hook
    # A single % at the end would swallow ours.
    [[ $PS1 == *$__nod_b || $PS1 == (|*[^%])(%%)#% ]] || PS1+=$__nod_b
    __nod_d+=$'\e]133;A;nod='$__nod_nonce$'\a'
    __nod_write
  }

  # __nod_write writes what waits in __nod_d to the terminal itself, which is
  # opened once where it can be kept from children.
  __nod_write() {
    if (( __nod_tty )); then
      print -rnu $__nod_tty -- $__nod_d
    else
      print -rn -- $__nod_d >/dev/tty
    fi 2>/dev/null
    __nod_d=''
  }

  # __nod_start runs before a command, with what was typed. B leaves the prompt
  # again: themes compare it with what they set, and children may inherit it.
  __nod_start() {
    emulate -L zsh -o no_aliases
    PS1=${PS1//$__nod_b}
    __nod_open "$1"
  }

  # __nod_open tells the text out of band, and that the command starts. A pipe
  # holds 64 KiB before it blocks, and a text that may not fit is not told.
  __nod_open() { # the text
    setopt local_options no_multibyte
    local form=text text=$1
    __nod_ran=1
    (( __nod_seq += 1 ))
    (( $#text > 0 && $#text + $#PWD < 61440 )) && [[ $text != *$'\0'* ]] || form=unknown text=''
    text="$__nod_seq"$'\0'"$PWD"$'\0'"$form"$'\0'"$text"$'\0\0'
    if (( __nod_pipe )); then
      print -rnu $__nod_pipe -- $text
    elif [[ -p $__nod_fifo ]]; then
      print -rn -- $text 1<>"$__nod_fifo"
    fi 2>/dev/null
    __nod_d=$'\e]133;C;nod='$__nod_nonce$'\a'
    __nod_write
  }

  __nod_hook() {
    precmd_functions=(__nod_done ${precmd_functions:#__nod_(done|prompt)})
    [[ -n $__nod_nonce ]] || return 0
    precmd_functions+=(__nod_prompt)
    (( $preexec_functions[(Ie)__nod_start] )) || preexec_functions+=(__nod_start)
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
    emulate -L zsh -o no_aliases
    (( ZSH_SUBSHELL == 0 )) && [[ -t 0 && -t 1 && -n ${(M)@:#(ask|fix|do)} ]]
  }

  # __nod_take leaves what was approved in __nod_text, byte for byte. It comes on
  # descriptor 3: the journal's number, a blank, the bytes.
  __nod_take() {
    emulate -L zsh -o no_aliases
    local answer
    local -i code
    __nod_text='' __nod_entry=''
    answer=$(
      NOD_FUNCTIONS=${(F)${(k)functions:#_*}} NOD_HAND=zsh command "${NOD_BIN:-nod}" "$@" 3>&1 >/dev/tty
      local -i code=$?
      print -rn x
      exit $code
    )
    code=$?
    (( code )) || [[ $answer != <->' '?*x ]] || {
      __nod_close 0 # nod's own block
      __nod_entry=${answer%% *} __nod_text=${${answer#* }%x}
      print -rs -- $__nod_text
      [[ -z $__nod_nonce ]] || __nod_open $__nod_text
    }
    return $code
  }

  # __nod_run has neither variables nor options of its own: what it runs would
  # see them. No alias may take the place of a word that a person read.
  __nod_run() {
    if [[ -o aliases ]]; then
      __nod_aliases=1
      unsetopt aliases
    fi
    { eval -- "$__nod_text" } always { __nod_done }
  }

  # __nod_call puts what nod answers on the line, byte for byte: the x keeps the
  # newlines at the end, which $( ) would drop.
  __nod_call() { # ask|fix
    emulate -L zsh -o no_aliases
    local text
    # What stands above in an unfinished command cannot be taken back.
    [[ -z $PREBUFFER ]] || return 0
    zle -I
    if text=$(
      NOD_LINE=$BUFFER "${NOD_BIN:-nod}" $1 --at-prompt </dev/tty
      local -i code=$?
      print -rn x
      exit $code
    ); then
      BUFFER=${text%x}
      CURSOR=$#BUFFER
    fi
  }
  __nod_ask() { __nod_call ask }
  __nod_fix() { __nod_call fix }

  # __nod_accept is Enter: a line that begins with the prefix is asked about and
  # stays; every other goes to whoever had Enter before, under the user's options.
  __nod_accept() {
    if [[ -n $__nod_prefix && $CONTEXT == start && $BUFFER == "$__nod_prefix"* ]]; then
      __nod_call ask
    else
      zle __nod_accept_before -- "$@"
    fi
  }

  # Alt-comma and Alt-semicolon are free in the stock key maps of all three
  # shells (`bind -p` of bash 5.2, `bindkey -M emacs` of zsh 5.9, `bind -a` of
  # fish 3.6 and 4). Of the letters only i, j, k and m are: m is taken by
  # oh-my-zsh, and Escape followed by i, j or k is what people with vi keys type.
  # Ctrl-X is a prefix in bash and zsh, but copies the line in fish.
  __nod_keys() {
    local map
    typeset -g +x __nod_prefix=${NOD_BIND_PREFIX-, }
    zle -N __nod_ask
    zle -N __nod_fix
    for map in emacs viins vicmd; do
      [[ -z ${NOD_BIND_ASK-x} ]] || bindkey -M $map -- "${NOD_BIND_ASK-\\e,}" __nod_ask
      [[ -z ${NOD_BIND_FIX-x} ]] || bindkey -M $map -- "${NOD_BIND_FIX-\\e;}" __nod_fix
    done
    unset NOD_BIND_ASK NOD_BIND_FIX NOD_BIND_PREFIX
    [[ -z $__nod_prefix ]] || {
      zle -A accept-line __nod_accept_before
      zle -N accept-line __nod_accept
    }
  }

  # __nod_setup waits for the first prompt, when the user's files are read.
  __nod_setup() {
    emulate -L zsh -o no_aliases
    precmd_functions=(${precmd_functions:#__nod_setup})
    __nod_keys
    __nod_hook
    [[ -n $__nod_nonce ]] || return 0
    zmodload zsh/system && {
      sysopen -w -o cloexec -u __nod_tty -- "$TTY"
      [[ ! -p $__nod_fifo ]] || sysopen -rw -o cloexec -u __nod_pipe -- $__nod_fifo
    } 2>/dev/null
    __nod_prompt
  }
  typeset -ga precmd_functions preexec_functions
  precmd_functions=(__nod_setup $precmd_functions)
fi
