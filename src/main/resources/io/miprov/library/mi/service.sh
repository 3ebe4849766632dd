# service_look HOME NAME MANAGER JAVA_HOME NOW NEWER PORT...: what is known of a server and its service, as NAME=VALUE lines.
# An empty HOME is that of the unit. NOW prints what a start would read, in digests, and NEWER what is newer than the pid file.
service_look() {
    manager=$3
    if [ "$manager" = auto ]; then
        if [ -d /run/systemd/system ] && [ "$(id -u)" = 0 ]; then manager=systemd; else manager=script; fi
    fi
    place=$1
    if [ -z "$place" ] && [ "$manager" = systemd ]; then
        place=$(systemctl show -p ExecStart -- "$2" | sed -n 's:.*[ =]\([^ =]*\)/bin/micro-integrator\.sh.*:\1:p' | head -n 1)
    fi
    server= shell=
    [ -z "$place" ] || find_server "$place" || :
    printf 'place=%s\n' "$place"
    printf 'manager=%s\nuid=%s\n' "$manager" "$(id -u)"
    [ -f "$place/bin/micro-integrator.sh" ] || printf 'missing=%s\n' "$place/bin/micro-integrator.sh"
    printf 'version=%s\njava=%s\n' "$(sed -n 's/.* v//p' "$place/bin/version.txt" 2>/dev/null | head -n 1)" "$(java_version "$4")"
    printf 'server=%s\nshell=%s\n' "$server" "$shell"
    if [ "$manager" = systemd ]; then
        systemctl show -p LoadState -p ActiveState -p UnitFileState -p NeedDaemonReload -- "$2" || return 1
        written=/etc/systemd/system/$2.service
        if [ -f "$written" ]; then printf 'unit=%s\n' "$(base64 <"$written" | tr -d '\n')"; else echo unit=absent; fi
        [ -z "$server" ] || grep -q "/$2\.service" "/proc/$server/cgroup" 2>/dev/null || echo outside=yes
    fi
    [ -z "$server" ] || stale "$@" | sed 's/^/stale=/'
    shift 6
    for port; do port_taken "$port"; done
}

# stale HOME NAME MANAGER JAVA_HOME NOW NEWER: prints what the server has read at its start and is another now.
stale() {
    if [ "$manager" = systemd ]; then noted=/run/$2/started; else noted=$place/repository/logs/.started; fi
    if [ -f "$noted" ] && { [ "$manager" = systemd ] || grep -qx "pid $server" "$noted"; }; then
        { grep -v '^pid ' "$noted"; eval "$5"; } | LC_ALL=C sort | uniq -u | sed 's/^[0-9a-f]\{64\}  //' | LC_ALL=C sort -u
    else
        where=$(readlink "/proc/$server/cwd" 2>/dev/null)
        [ -z "$where" ] || [ "$where" = "$home" ] || printf 'is %s\n' "$where"
        eval "$6"
    fi
}

# port_taken PORT: tells who listens on it, if it is not the server, as port=PORT PID NAME; PID may be unknown to this user. What is
# unknown and belongs to the user of the server is taken for its own.
port_taken() {
    socket=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
        awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { print $8, $10; exit }')
    [ -n "$socket" ] || return 0
    # shellcheck disable=SC2012
    by=$(ls -l /proc/[0-9]*/fd 2>/dev/null |
        awk -v socket="socket:[${socket#* }]" '/^\/proc\// { split($0, part, "/") } index($0, socket) { print part[3]; exit }')
    if [ -n "$server" ]; then
        [ "$by" != "$server" ] || return 0
        [ -n "$by" ] || [ "$(stat -c %u "/proc/$server")" != "${socket% *}" ] || return 0
    fi
    first_line "/proc/$by/comm" || line='another program'
    printf 'port=%s %s %s\n' "$1" "${by:--}" "$line"
}

# pid_told HOME: whether the server runs and has told its process, which it does once its configuration is read.
pid_told() {
    says='it has not told its process yet'
    [ -n "$server" ] && first_line "$1/wso2carbon.pid" && [ "$line" = "$server" ]
}

# systemd_do NAME VERB...: does it.
systemd_do() {
    unit=$1
    shift
    said=$(systemctl "$@" -- "$unit.service" 2>&1) && return 0
    printf '%s\n' "$said" >&2
    return 1
}

# stop_server HOME SECONDS: ends the server, gracefully, and by force when its time is up. Prints killed then.
stop_server() {
    server=
    find_server "$1" || return 0
    clock
    began=$now
    kill "${server:-$shell}" || return 1
    while find_server "$1"; do
        clock
        if [ $((now - began)) -ge "$2" ]; then
            kill -KILL ${server:+"$server"} ${shell:+"$shell"} 2>/dev/null
            echo killed
            server=
            nap
            find_server "$1" || return 0
            printf 'process %s does not end, even by force\n' "${server:-$shell}" >&2
            return 1
        fi
        nap
    done
}

# start_by_script HOME USER NOTE NOW BEGIN: starts the server without systemd, as a user if that is not empty, and notes what it reads.
start_by_script() {
    rm -f -- "$1/wso2carbon.pid" || return 1
    eval "$4" >"$3" || :
    if [ -n "$2" ] && [ "$2" != "$(id -un)" ]; then
        mkdir -p "$1/repository/logs" && chown "$2" "$3" "$1/repository/logs" && su -s /bin/sh "$2" -c "$5"
    else
        (eval "$5")
    fi
}

# note_pid HOME NOTE: says whose note it is.
note_pid() {
    server=
    find_server "$1" && printf 'pid %s\n' "$server" >>"$2"
}
