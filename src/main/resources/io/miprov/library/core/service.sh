# service_state NAME SCOPE: what is known of a service, as NAME=VALUE lines, after a line with the service manager.
service_state() {
    if [ -d /run/systemd/system ] && command -v systemctl >/dev/null; then
        echo systemd
        [ -n "$1" ] || return 0
        shown=$(systemctl "$2" show -p Id -p LoadState -p ActiveState -p SubState -p UnitFileState -p NeedDaemonReload \
            -p MainPID -p FragmentPath -p Description -p ActiveEnterTimestamp -p ExecMainStatus -p Result -- "$1") || return 1
        printf '%s\n' "$shown"
        case $shown in
        *UnitFileState=generated* | *'UnitFileState=
'*) printf 'UnitFileState=%s\n' "$(systemctl "$2" is-enabled -- "$1" 2>/dev/null)" ;;
        esac
        return 0
    fi
    echo service
    [ -n "$1" ] || return 0
    if [ ! -e "/etc/init.d/$1" ]; then
        echo LoadState=not-found
        return 0
    fi
    echo LoadState=loaded
    if "/etc/init.d/$1" status >/dev/null 2>&1; then echo ActiveState=active; else echo ActiveState=inactive; fi
    UnitFileState=disabled
    for start in /etc/rc[2-5].d/S[0-9][0-9]"$1"; do
        [ ! -e "$start" ] || UnitFileState=enabled
    done
    printf 'UnitFileState=%s\n' "$UnitFileState"
}

# service_do NAME SCOPE VERB...: does it, and on failure tells the last lines of the journal.
service_do() {
    name=$1
    scope=$2
    shift 2
    if [ -d /run/systemd/system ] && command -v systemctl >/dev/null; then
        said=$(systemctl "$scope" "$@" -- "$name" 2>&1) && return 0
        printf '%s\n' "$said" >&2
        case $1 in
        start | restart | reload | reload-or-restart)
            if command -v journalctl >/dev/null; then
                printf 'the last lines of its journal:\n' >&2
                journalctl "$scope" -u "$name" -n 15 --no-pager -o cat >&2 2>/dev/null
            fi
            ;;
        esac
        return 1
    fi
    case $1 in
    enable) if command -v update-rc.d >/dev/null; then update-rc.d "$name" defaults >&2; else chkconfig "$name" on >&2; fi ;;
    disable) if command -v update-rc.d >/dev/null; then update-rc.d "$name" disable >&2; else chkconfig "$name" off >&2; fi ;;
    mask | unmask) printf 'only systemd can mask a service\n' >&2; return 1 ;;
    # a daemon that keeps our output open would keep us waiting
    *) "/etc/init.d/$name" "$1" </dev/null >/dev/null 2>&1 || { printf '/etc/init.d/%s %s failed\n' "$name" "$1" >&2; return 1; } ;;
    esac
}
