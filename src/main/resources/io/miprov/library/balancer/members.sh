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

# tcp_to PID ADDRESS...: the connections to these addresses that its part of the network knows, a line each: ADDRESS PORT INODE.
tcp_to() {
    seer=$1
    shift
    cat "/proc/$seer/net/tcp" "/proc/$seer/net/tcp6" 2>/dev/null | awk -v addresses="$*" '
        function v4(a, p) { split(a, p, "."); return sprintf("%02X%02X%02X%02X", p[4], p[3], p[2], p[1]) }
        function v6(a, h, l, r, g, nl, nr, i, w, out) {
            nr = split(a, h, "::") > 1 ? split(h[2], r, ":") : 0
            nl = split(h[1], l, ":")
            for (i = 1; i <= 8; i++) g[i] = "0000"
            for (i = 1; i <= nl; i++) g[i] = substr("0000" l[i], length(l[i]) + 1)
            for (i = 1; i <= nr; i++) g[8 - nr + i] = substr("0000" r[i], length(r[i]) + 1)
            for (i = 1; i <= 8; i += 2) {
                w = toupper(g[i] g[i + 1])
                out = out substr(w, 7, 2) substr(w, 5, 2) substr(w, 3, 2) substr(w, 1, 2)
            }
            return out
        }
        function number(hex, i, n) {
            for (i = 1; i <= length(hex); i++) n = n * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
            return n
        }
        BEGIN { n = split(addresses, all, " "); for (i = 1; i <= n; i++) of[all[i] ~ /:/ ? v6(all[i]) : v4(all[i])] = all[i] }
        # established, being opened, or closed by the other side only
        $4 == "01" || $4 == "02" || $4 == "08" {
            split($3, to, ":")
            if (to[1] in of) print of[to[1]], number(to[2]), $10
        }'
}
