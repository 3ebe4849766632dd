# clock: sets now, in seconds that never go back.
clock() {
    if read -r now _ 2>/dev/null </proc/uptime; then now=${now%%.*}; else now=$(date +%s); fi
}

# nap: a moment.
nap() {
    sleep 0.3 2>/dev/null || sleep 1
}

# real_folder PATH: prints it without links.
real_folder() {
    (cd -P -- "$1" 2>/dev/null && pwd)
}

# first_line FILE: sets line to it, and fails when there is none. Arguments of a process are one line.
first_line() {
    line=
    { IFS= read -r line <"$1"; } 2>/dev/null
    [ -n "$line" ]
}

# runs_here PID HOME: whether a process is the server of that home, which has no links.
runs_here() {
    first_line "/proc/$1/cmdline" || return 1
    case $line in *-Dcarbon.home=*) ;; *) return 1 ;; esac
    its=$(tr '\0' '\n' 2>/dev/null <"/proc/$1/cmdline" | sed -n 's/^-Dcarbon\.home=//p' | head -n 1)
    [ -n "$its" ] && [ "$(real_folder "$its")" = "$2" ]
}

# starts_here PID HOME: whether a process is the start script of that home.
starts_here() {
    first_line "/proc/$1/cmdline" || return 1
    case $line in *bin/micro-integrator.sh*) ;; *) return 1 ;; esac
    its=$(tr '\0' '\n' 2>/dev/null <"/proc/$1/cmdline" | sed -n 's:/*bin/micro-integrator\.sh$::p' | head -n 1)
    case $its in
    '') its=. ;;
    esac
    case $its in
    /*) ;;
    *) its=$(readlink "/proc/$1/cwd" 2>/dev/null)/$its ;;
    esac
    [ "$(real_folder "$its")" = "$2" ]
}

# find_server HOME: sets server to the process of the server and shell to that of its start script, as far as there are any; fails
# when there is neither. A pid file may name a process that is long gone, or another program.
find_server() {
    home=$(real_folder "$1") || return 1
    if [ -n "$server" ] && first_line "/proc/$server/cmdline"; then return 0; fi
    server= shell=
    if first_line "$home/wso2carbon.pid" && runs_here "$line" "$home"; then
        read -r server <"$home/wso2carbon.pid"
        return 0
    fi
    for each in /proc/[0-9]*; do
        if runs_here "${each#/proc/}" "$home"; then
            server=${each#/proc/}
            return 0
        elif starts_here "${each#/proc/}" "$home"; then
            shell=${each#/proc/}
        fi
    done
    [ -n "$shell" ]
}

# told_at_start HOME UNIT: what the start said besides the log: the journal of its unit, or what the start script printed.
told_at_start() {
    if command -v journalctl >/dev/null && [ -n "$2" ] && [ -d /run/systemd/system ]; then
        journalctl -u "$2" -n 60 --no-pager -o cat --since '-3 min' 2>/dev/null
    fi
    [ ! -f "$1/repository/logs/console.log" ] || tail -n 60 "$1/repository/logs/console.log"
}

# plain: standard input without what would break an answer.
plain() {
    LC_ALL=C tr -d '\000-\010\013-\037'
}
