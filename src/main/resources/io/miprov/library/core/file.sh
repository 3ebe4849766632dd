# flags_state PATH SIGN FLAGS: prints right when the flags of the file system (those of lsattr) are as wanted, else wrong.
# SIGN says whether FLAGS are to be there too (+), not to be there (-), or all there is (=).
flags_state() {
    has=$(flags_of "$1")
    case $2 in
    +) [ -z "$(printf %s "$3" | tr -d "$has")" ] ;;
    -) [ -z "$3" ] || [ "$(printf %s "$has" | tr -d "$3")" = "$has" ] ;;
    *) [ -z "$(printf %s "$3" | tr -d "$has"; printf %s "$has" | tr -d "$3-")" ] ;;
    esac && echo right && return 0
    echo wrong
}

# flags_of PATH: the flags of a file that can be set, and -, which stands for none.
flags_of() {
    case $1 in -*) of=./$1 ;; *) of=$1 ;; esac
    flags=$(lsattr -d "$of" 2>/dev/null) || flags=
    # those that only the file system itself sets do not count
    printf '%s-' "${flags%% *}" | tr -d 'eEINVh\n' | tr -s -
}

# set_flags PATH SIGN FLAGS: brings about what flags_state looks for.
set_flags() {
    case $1 in -*) of=./$1 ;; *) of=$1 ;; esac
    sign=$2 to=$3
    if [ "$sign" = = ]; then
        # "=" would also take away what only the file system itself sets
        sign=-
        [ -z "$to" ] || chattr "+$to" "$of" || return 1
        to=$(flags_of "$1" | tr -d "$to-")
        [ -n "$to" ] || return 0
    fi
    chattr "$sign$to" "$of"
}

# times_state PATH ACCESS MODIFICATION: when a file was read and written, and these two times, all as seconds; - where there is none.
times_state() {
    has=$(stat -c '%X %Y' -- "$1" 2>/dev/null) || has='- -'
    printf '%s %s %s\n' "$has" "$(seconds_of "$2")" "$(seconds_of "$3")"
}

# seconds_of TIME: a time of the host's zone, such as 2026-01-31 18:59:00, in seconds; - when it is empty.
seconds_of() {
    if [ -n "$1" ]; then date -d "$1" +%s; else printf -; fi
}

# looks_binary PATH: prints yes when a file begins with bytes that are no text.
looks_binary() {
    [ ! -f "$1" ] || [ "$(head -c 8192 <"$1" | wc -c)" -eq "$(head -c 8192 <"$1" | tr -d '\000' | wc -c)" ] || echo yes
}
