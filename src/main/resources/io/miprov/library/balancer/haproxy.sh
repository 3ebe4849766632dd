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
    [ -z "$(haproxy_earlier "$socket")" ] || echo earlier
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

# haproxy_earlier SOCKET: the processes of the same haproxy that it was reloaded away from. They end what they have begun, and
# have no socket that would tell of it.
haproxy_earlier() {
    pid=$(haproxy_says "$1" 'show info' 2>/dev/null | sed -n 's/^Pid: *//p')
    [ -n "$pid" ] && [ -r "/proc/$pid/status" ] || return 0
    said=$(haproxy_file "$pid")
    cat /proc/[0-9]*/status 2>/dev/null | awk -v pid="$pid" '
        $1 == "Name:" { name = $2 }
        $1 == "Pid:" { id = $2 }
        $1 == "PPid:" { names[id] = name; parents[id] = $2 }
        END { for (id in names) if (id != pid && names[id] == names[pid] && parents[id] == parents[pid]) print id }' |
        while read -r other; do
            [ "$(haproxy_file "$other")" != "$said" ] || printf '%s\n' "$other"
        done
}

# haproxy_file PID: the configuration that its command line names.
haproxy_file() {
    tr '\0' '\n' <"/proc/$1/cmdline" 2>/dev/null | sed -n '/^-f$/{ n; p; q; }'
}

# haproxy_endpoints SOCKET BACKEND/SERVER...: where connections to them go, a line each: BACKEND/SERVER ADDRESS PORT.
haproxy_endpoints() {
    socket=$1
    shift
    haproxy_says "$socket" 'show servers state' | awk -v wanted=" $* " '
        $1 == "#" { for (i = 2; i <= NF; i++) at[$i] = i - 1; next }
        index(wanted, " " $at["be_name"] "/" $at["srv_name"] " ") && NF > 4 {
            print $at["be_name"] "/" $at["srv_name"], $at["srv_addr"], $at["srv_port"]
        }'
}

# haproxy_begun SOCKET ENDPOINTS: of each server to which earlier processes have connections, a line: its name, and how many.
haproxy_begun() {
    ends=$(printf '%s\n' "$2" | tr '\n' ';')
    haproxy_earlier "$1" | while read -r process; do
        # shellcheck disable=SC2046
        tcp_to "$process" $(printf '%s\n' "$2" | awk '{ print $2 }' | sort -u) |
            awk -v ends="$ends" -v theirs=" $(ls -l "/proc/$process/fd" 2>/dev/null | sed -n 's/.*socket:\[\([0-9]*\)\]$/\1/p' | tr '\n' ' ')" '
                BEGIN {
                    n = split(ends, all, ";")
                    for (i = 1; i <= n; i++) { split(all[i], w, " "); if (!((w[2], w[3]) in name)) name[w[2], w[3]] = w[1] }
                }
                (($1, $2) in name) && index(theirs, " " $3 " ") { print name[$1, $2] }'
    done | sort | uniq -c | awk '{ print $2, $1 }'
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
    ends=$(haproxy_endpoints "$socket" "$@") || return 1
    while :; do
        now=$(hundredths)
        figures=$(haproxy_figures "$socket" "$@") || return 1
        left=$(printf '%s\n' "$figures" | awk '$2 > 0 { print $1, $2 }')
        [ -n "$left" ] || left=$(haproxy_begun "$socket" "$ends")
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
