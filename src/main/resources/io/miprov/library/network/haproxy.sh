# Words for the socket by which haproxy is spoken to, with what the host has for that.

# haproxy_says SOCKET COMMAND: what haproxy answers.
haproxy_says() {
    if [ ! -S "$1" ]; then
        printf '%s is no socket; does haproxy run, and has its configuration "stats socket %s level admin"?\n' "$1" "$1" >&2
        return 1
    fi
    if command -v socat >/dev/null; then
        printf '%s\n' "$2" | socat - "UNIX-CONNECT:$1"
    elif perl -MSocket -e 1 2>/dev/null; then
        perl -MSocket -e '
            socket(S, PF_UNIX, SOCK_STREAM, 0) && connect(S, sockaddr_un($ARGV[0])) || die "$ARGV[0]: $!\n";
            syswrite(S, "$ARGV[1]\n"); shutdown(S, 1); print while <S>' "$1" "$2"
    elif nc -h 2>&1 | grep -q -e '-[A-Za-z]*U'; then
        printf '%s\n' "$2" | nc -U "$1"
    else
        echo 'nothing on this host can speak to a socket; install socat' >&2
        return 1
    fi
}

# haproxy_state SOCKET: figures of all servers, and the states that they were told to have; \036 between.
haproxy_state() {
    haproxy_says "$1" 'show stat' && printf '\036' && haproxy_says "$1" 'show servers state'
}

# haproxy_awaits SOCKET BACKEND SERVER STATUS IDLE TRIES SECONDS: returns when the server has the status, and, if IDLE is not
# empty, no session.
haproxy_awaits() {
    left=$6
    while [ "$left" -gt 1 ]; do
        figures=$(haproxy_says "$1" 'show stat' | awk -F , -v b="$2" -v s="$3" '$1 == b && $2 == s { print $18 "," $5; exit }')
        reached=
        case $4,$figures in
        "UP,no check,"* | DRAIN,DOWN*) reached=yes ;;
        esac
        case ${figures%,*} in *"$4"*) reached=yes ;; esac
        [ -z "$reached" ] || { [ -n "$5" ] && [ "${figures##*,}" != 0 ]; } || return 0
        left=$((left - 1))
        sleep "$7"
    done
    printf "server %s/%s not status '%s' after %s retries. Aborting.\n" "$2" "$3" "$4" "$6" >&2
    return 1
}
