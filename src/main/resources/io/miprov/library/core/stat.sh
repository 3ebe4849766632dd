# stat_of PATH FOLLOW SUM MIME ATTRIBUTES: all about a path, for StatModule to read, with the digest of a file by the command
# SUM, the kind of content if MIME is not empty, and what lsattr tells if ATTRIBUTES is not.
stat_of() {
    look='' sum='' link='' may='' mime='' attributes=''
    if [ -n "$2" ]; then look=-L; fi
    if [ ! -e "$1" ] && { [ -n "$2" ] || [ ! -L "$1" ]; }; then
        echo absent
        return 0
    fi
    # %W is not everywhere, and parts of seconds are with GNU only
    times='%X|%Y|%Z'
    case $(stat -c %.1X / 2>/dev/null) in
    *.*) times='%.7X|%.7Y|%.7Z' ;;
    esac
    has=$(LC_ALL=C stat $look -c "%f|%u|%g|%U|%G|%s|%i|%d|%h|$times" -- "$1") || return 1
    [ ! -r "$1" ] || may=r
    [ ! -w "$1" ] || may=${may}w
    [ ! -x "$1" ] || may=${may}x
    if [ -L "$1" ] && [ -z "$2" ]; then
        link="$(readlink -n -- "$1" | base64 | tr -d '\n') $(readlink -f -- "$1" | tr -d '\n' | base64 | tr -d '\n')"
    elif [ -f "$1" ] && [ -r "$1" ] && [ -n "$3" ]; then
        sum=$("$3" <"$1") || return 1
    fi
    case $1 in -*) of=./$1 ;; *) of=$1 ;; esac
    [ -z "$4" ] || mime=$(file -b --mime-type --mime-encoding "$of" 2>/dev/null) || mime=
    [ -z "$5" ] || attributes=$(lsattr -vd "$of" 2>/dev/null) || attributes=
    printf '%s|%s|%s|%s|%s|%s\n' "$has" "$may" "${sum%% *}" "$link" "${mime%%|*}" "${attributes%%|*}"
}
