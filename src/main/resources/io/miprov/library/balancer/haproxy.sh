# Words for the members of haproxy's backends; they need those for its socket and for members.

# haproxy_look SOCKET FILE HOST...: what there is, for HaproxyLook to read; nothing when there is no haproxy.
haproxy_look() {
    socket=$1 file=$2
    shift 2
    [ -e "$file" ] || [ -e "$socket" ] || return 0
    for host; do
        printf 'host %s %s\n' "$host" "$(addresses_of "$host")"
    done
    [ ! -f "$file" ] || printf 'file %s\n' "$(base64 <"$file" | tr -d '\n')"
    printf '\035'
    haproxy_state "$socket"
}

# haproxy_put HAPROXY FILE OLD BASE64: puts the configuration in place, if it is still OLD (a SHA-256) and haproxy takes the new one.
haproxy_put() {
    try=
    if command -v "${1%% *}" >/dev/null; then try="$1 -c -q -f %s"; fi
    real=$2
    [ ! -L "$real" ] || real=$(readlink -f -- "$real") || return 1
    put_if "$real" "$3" '' '' '' "$try" '' "$4"
}

# haproxy_tell SOCKET STATE BACKEND/SERVER...: tells haproxy the state of servers.
haproxy_tell() {
    socket=$1 state=$2
    shift 2
    for each; do
        said=$(haproxy_says "$socket" "set server $each state $state") || return 1
        # it answers an empty line when all is well
        [ -z "$said" ] || { printf 'haproxy does not take %s for %s: %s\n' "$state" "$each" "$said" >&2; return 1; }
    done
}

# haproxy_figures SOCKET BACKEND/SERVER...: of each, a line: its name, its sessions, and its status.
haproxy_figures() {
    socket=$1
    shift
    haproxy_says "$socket" 'show stat' | awk -F , -v wanted=" $* " '
        index(wanted, " " $1 "/" $2 " ") { gsub(/ /, "_", $18); print $1 "/" $2, $5 + $3, $18 }'
}

# haproxy_drain SOCKET ABORT TIMEOUT QUIET BACKEND/SERVER...: waits until none of them had a session for QUIET hundredths of a
# second, at most TIMEOUT of them. At half of the time, those that come back to their server go elsewhere too. Says how it
# goes, then \036, the time it took, and those with sessions left. Unless these are left and ABORT is not empty, they are in
# maintenance then.
haproxy_drain() {
    socket=$1 abort=$2 most=$3 quiet=$4
    shift 4
    since=$(hundredths)
    free=$since told='' closed='' checked=''
    while :; do
        now=$(hundredths)
        figures=$(haproxy_figures "$socket" "$@") || return 1
        left=$(printf '%s\n' "$figures" | awk '$2 > 0 { print $1, $2 }')
        if [ -n "$left" ]; then
            free=$(hundredths)
            count=$(printf '%s\n' "$left" | awk '{ n += $2 } END { print n }')
            [ "$told" = "$count" ] || printf '%s sessions left\n' "$count"
            told=$count
        elif [ $((now - free)) -ge "$quiet" ]; then
            [ -z "$checked" ] || break
            # one that came meanwhile has to end too
            [ -n "$closed" ] || haproxy_tell "$socket" maint "$@" || return 1
            closed=yes checked=yes
            continue
        fi
        [ $((now - since)) -lt "$most" ] || break
        if [ -z "$closed" ] && [ $(((now - since) * 2)) -ge "$most" ]; then
            haproxy_tell "$socket" maint "$@" || return 1
            closed=yes
        fi
        nap
    done
    [ -n "$left" ] && [ -n "$abort" ] || [ -n "$closed" ] || haproxy_tell "$socket" maint "$@" || return 1
    printf '\036%s\n' $(($(hundredths) - since))
    [ -z "$left" ] || printf '%s\n' "$left"
}

# haproxy_admitted SOCKET TIMEOUT BACKEND/SERVER...: waits until haproxy finds all of them well, at most TIMEOUT hundredths of a second.
haproxy_admitted() {
    socket=$1 most=$2
    shift 2
    since=$(hundredths)
    while :; do
        figures=$(haproxy_figures "$socket" "$@") || return 1
        printf '%s\n' "$figures" | grep -q -v -e ' UP$' -e ' no_check$' || return 0
        [ $(($(hundredths) - since)) -lt "$most" ] || break
        nap
    done
    printf 'haproxy has them back, but does not find them well:%s\n' \
        "$(printf '%s\n' "$figures" | awk '{ printf " %s is %s", $1, $3 }')" >&2
    return 1
}
