# wait_until SECONDS SLEEP WHAT...: asks again and again until it is so; prints the seconds it took.
wait_until() {
    limit=$1
    nap=$2
    shift 2
    began=$(date +%s)
    while ! "$@"; do
        if [ $(($(date +%s) - began)) -ge "$limit" ]; then return 1; fi
        sleep "$nap"
    done
    printf '%s\n' $(($(date +%s) - began))
}

not() {
    ! "$@"
}

# port_open HOST PORT SECONDS: whether somebody listens there.
port_open() {
    case $1 in
    127.0.0.1 | localhost | ::1 | 0.0.0.0)
        if [ -r /proc/net/tcp ]; then
            listening "$2"
            return
        fi
        ;;
    esac
    if command -v bash >/dev/null; then
        if command -v timeout >/dev/null; then
            timeout "$3" bash -c ': <"/dev/tcp/$1/$2"' bash "$1" "$2" 2>/dev/null
        else
            bash -c ': <"/dev/tcp/$1/$2"' bash "$1" "$2" 2>/dev/null
        fi
    elif command -v curl >/dev/null; then
        case $(curl -s -m "$3" -o /dev/null -w '%{time_connect}' "telnet://$1:$2" </dev/null) in
        *[1-9]*) return 0 ;;
        *) return 1 ;;
        esac
    elif command -v nc >/dev/null; then
        nc -z -w "$3" "$1" "$2" >/dev/null 2>&1
    else
        printf 'to reach a port of another host, wait_for needs bash, curl or nc on this one\n' >&2
        exit 90
    fi
}

# listening PORT: whether a socket of this host listens on it.
listening() {
    sockets "$1" 0A | grep -q .
}

# sockets PORT STATE...: the sockets of this host with that local port, in one of these states (in hex).
sockets() {
    port=$(printf ':%04X' "$1")
    shift
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
        awk -v port="$port" -v states=" $* " 'substr($2, length($2) - 4) == port && index(states, " " $4 " ")'
}

# drained PORT STATE...: whether no connection to that port is left.
drained() {
    [ -z "$(sockets "$@")" ]
}

# path_there PATH REGEX: whether it is there, and has a line that matches.
path_there() {
    [ -e "$1" ] || return 1
    [ -z "$2" ] || grep -E -q -e "$2" -- "$1" 2>/dev/null
}
