# Words for the members of any balancer.

# addresses_of HOST: its addresses, in one line.
addresses_of() {
    case $1 in
    *:*) found=$1 ;;
    *[!0-9.]*)
        found=$(getent ahosts "$1" 2>/dev/null | awk '{ print $1 }')
        [ -n "$found" ] || found=$(awk -v host="$1" '{ sub(/#.*/, ""); for (i = 2; i <= NF; i++) if ($i == host) print $1 }' /etc/hosts)
        ;;
    *) found=$1 ;;
    esac
    printf '%s\n' "$found" | sort -u | tr '\n' ' '
}

# reaches HOST PORT: whether somebody listens there: 0, 1, or 2 when this host has nothing to find out with.
reaches() {
    if command -v bash >/dev/null && command -v timeout >/dev/null; then
        timeout 3 bash -c ': <"/dev/tcp/$1/$2"' bash "$1" "$2" 2>/dev/null || return 1
    elif command -v nc >/dev/null; then
        nc -z -w 3 "$1" "$2" >/dev/null 2>&1 || return 1
    elif command -v curl >/dev/null; then
        case $1 in *:*) at="[$1]" ;; *) at=$1 ;; esac
        curl -s -o /dev/null --connect-timeout 3 -m 3 "telnet://$at:$2" </dev/null >/dev/null 2>&1
        case $? in 7 | 28) return 1 ;; esac
    else
        return 2
    fi
}

# enough_stay UPSTREAM LEAST [HOST PORT]...: whether at least LEAST of these answer; those that can not be asked count too.
enough_stay() {
    stays=$1 least=$2 up=0 silent=
    shift 2
    while [ $# -gt 0 ]; do
        reaches "$1" "$2"
        if [ $? = 1 ]; then silent="$silent $1:$2"; else up=$((up + 1)); fi
        shift 2
    done
    [ "$up" -ge "$least" ] && return 0
    printf 'of the members that would stay in %s, %s answer, and `min_available` is %s;%s can not be reached. Nothing was drained\n' \
        "$stays" "$up" "$least" "$silent" >&2
    return 1
}
