# nod in fish 3.2 or later: marks around every command, and keys that put a
# command on the line being typed. The marks that fish 4 makes itself stay; ours
# stand beside them and can be told apart by the nonce.

if status is-interactive; and not set -q __nod_on
    set -gu __nod_on yes
    set -gu __nod_nonce ''
    set -gu __nod_fifo ''
    set -gu __nod_seq 0
    set -gu __nod_entry ''
    set -gu __nod_own ''
    set -gu __nod_text ''
    set -gu __nod_hint "$NOD_SAY_ONCE"
    if string match -qr '^[0-9A-Za-z_-]+$' -- "$NOD_NONCE"
        set __nod_nonce $NOD_NONCE
        set __nod_fifo "$NOD_FIFO"
    end
    set -e NOD_NONCE
    set -e NOD_FIFO
    set -e NOD_SAY_ONCE

    function __nod_mark
        printf '\e]133;%s;nod=%s%s\a' $argv[1] $__nod_nonce "$argv[2]"
    end

    function __nod_status
        return $argv[1]
    end

    # __nod_wrap makes B the last of the prompt, and does it again when the
    # function that draws the prompt was replaced.
    function __nod_wrap
        functions -q fish_prompt; or return
        string match -q '*__nod_mark B*' -- (functions fish_prompt); and return
        functions -e __nod_prompt_before
        functions -c fish_prompt __nod_prompt_before
        function fish_prompt
            set -l code $status
            __nod_status $code
            __nod_prompt_before $argv
            __nod_mark B
        end
    end

    # __nod_record tells the text out of band. fish cannot open a pipe for
    # reading and writing: whoever made this one holds it open, or removes it. A
    # pipe holds 64 KiB before it blocks, and a text that may not fit is not told.
    function __nod_record
        test -p "$__nod_fifo"; or return
        if test (string length -- "$argv[1]") -lt 12288
            printf '%s\0%s\0text\0%s\0\0' $__nod_seq "$PWD" "$argv[1]" >$__nod_fifo
        else
            printf '%s\0%s\0unknown\0\0\0' $__nod_seq "$PWD" >$__nod_fifo
        end
    end

    if test -n "$__nod_nonce"
        function __nod_at_prompt --on-event fish_prompt
            __nod_wrap
            __nod_mark A >/dev/tty
        end

        function __nod_at_start --on-event fish_preexec
            __nod_open $argv[1]
        end

        function __nod_at_end --on-event fish_postexec
            __nod_close $status
        end
    end

    function __nod_open # the text
        # A number that grows, without a substitution: the commands that changed
        # $status were counted, and some of those here did.
        set __nod_seq 1$status_generation
        __nod_record $argv[1]
        __nod_mark C >/dev/tty
    end

    # __nod_close tells that the command has ended. After one that a person
    # approved it comes twice, and the second mark means nothing.
    function __nod_close # status
        if test -n "$__nod_nonce"
            __nod_mark "D;$argv[1]" ";seq=$__nod_seq" >/dev/tty
            if test -n "$__nod_hint" -a -z "$__nod_own" -a $argv[1] -gt 0 -a $argv[1] -le 128
                echo $__nod_hint >/dev/tty
                set __nod_hint ''
            end
        end
        set __nod_own ''
        if test -n "$__nod_entry"
            set -q NOD_BIN; or set -l NOD_BIN nod
            command $NOD_BIN ended $__nod_entry $argv[1] </dev/null >/dev/null 2>&1
            set __nod_entry ''
        end
    end

    # nod is the program, and one thing more: what a person approved at its gate
    # runs here and not in a child, so that a directory, a variable, a virtual
    # environment stay. In a pipe, a substitution or a script the program runs
    # it. What runs here sees no variables of a function's.
    function nod --no-scope-shadowing
        set __nod_own 1 # what it says needs no repair
        __nod_take $argv; or return
        test -n "$__nod_text"; or return 0
        __nod_run
        __nod_ended $status
    end

    function __nod_run --no-scope-shadowing
        eval $__nod_text
    end

    function __nod_ended
        __nod_close $argv[1]
        set __nod_text ''
        return $argv[1]
    end

    # __nod_take leaves what was approved in __nod_text, byte for byte. It comes
    # on descriptor 3: the journal's number, a blank, the bytes.
    function __nod_take
        set -q NOD_BIN; or set -l NOD_BIN nod
        set __nod_text ''
        if status is-command-substitution; or not isatty stdin; or not isatty stdout
            or not string match -qr '^(ask|fix|do)$' -- $argv
            command $NOD_BIN $argv
            return
        end
        set -l code 1
        set -l own
        for name in (functions --names)
            test -e $__fish_data_dir/functions/$name.fish; or set -a own $name
        end
        set -l answer (
            NOD_FUNCTIONS="$own" NOD_HAND=fish command $NOD_BIN $argv 3>&1 >/dev/tty | string collect -N --allow-empty
            set code $pipestatus[1]
        )
        if test $code -eq 0; and string match -qr '^(?<entry>[0-9]+) (?<text>(?s:.+))$' -- "$answer"
            test -z "$__nod_nonce"; or __nod_close 0 # nod's own block
            set __nod_entry $entry
            set __nod_text $text
            # fish 4.1 and later can be told; an older one cannot.
            builtin history append -- $text >/dev/null 2>&1
            test -z "$__nod_nonce"; or __nod_open $text
        end
        return $code
    end

    # __nod_call puts what nod answers on the line, byte for byte. What it says
    # stands below the line.
    function __nod_call
        set -q NOD_BIN; or set -l NOD_BIN nod
        set -l line (commandline | string collect)
        set -l code 1
        echo >/dev/tty
        set -l text (
            NOD_LINE=$line command $NOD_BIN $argv[1] --at-prompt </dev/tty | string collect -N --allow-empty
            set code $pipestatus[1]
        )
        test $code -eq 0; and commandline -r -- "$text"
        commandline -f repaint
    end

    # __nod_enter is Enter: a line that begins with the prefix is asked about and
    # stays; every other runs.
    function __nod_enter
        set -l line (commandline)
        if string match -q -- "$__nod_prefix*" "$line[1]"; and not commandline --paging-mode
            __nod_call ask
        else
            commandline -f execute
        end
    end

    # __nod_keys binds, in emacs and vi modes alike. The keys are written as bash
    # and zsh write them, with \e and \C-x.
    #
    # Alt-comma and Alt-semicolon are free in the stock key maps of all three
    # shells (`bind -p` of bash 5.2, `bindkey -M emacs` of zsh 5.9, `bind -a` of
    # fish 3.6 and 4). Of the letters only i, j, k and m are: m is taken by
    # oh-my-zsh, and Escape followed by i, j or k is what people with vi keys type.
    # Ctrl-X is a prefix in bash and zsh, but copies the line in fish.
    #
    # It waits for the first prompt: fish sets its own keys only then.
    function __nod_keys --on-event fish_prompt
        functions -e __nod_keys
        set -q NOD_BIND_ASK; or set -l NOD_BIND_ASK '\\e,'
        set -q NOD_BIND_FIX; or set -l NOD_BIND_FIX '\\e;'
        for mode in default insert
            for pair in ask=$NOD_BIND_ASK fix=$NOD_BIND_FIX
                set -l key (string split -m 1 = -- $pair)
                test -n "$key[2]"; or continue
                bind -M $mode (string replace -a '\\C-' '\\c' -- $key[2] | string unescape) "__nod_call $key[1]"
            end
            # Enter stays with whoever has bound it.
            if test -n "$__nod_prefix"; and string match -qr '^$|--preset.* execute' -- (bind -M $mode \r 2>/dev/null | string collect)
                bind -M $mode \r __nod_enter
            end
        end
        set -e -g NOD_BIND_ASK
        set -e -g NOD_BIND_FIX
    end

    set -q NOD_BIND_PREFIX; or set -l NOD_BIND_PREFIX ', '
    set -gu __nod_prefix "$NOD_BIND_PREFIX"
    set -e -g NOD_BIND_PREFIX
    true # what the first prompt shows as the status
end
