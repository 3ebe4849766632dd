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
