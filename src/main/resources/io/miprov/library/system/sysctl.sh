# sysctl_state KEY FILE: the value now, then \036 and the file.
sysctl_state() {
    if ! command -v sysctl >/dev/null; then
        printf 'the host has no sysctl; install procps first with a package task\n' >&2
        return 90
    fi
    sysctl -e -n "$1" 2>/dev/null
    printf '\036'
    [ ! -f "$2" ] || cat "$2"
}

# sysctl_do ARGUMENT...: sysctl, which may fail to set a value and end well all the same.
sysctl_do() {
    said=$(LC_ALL=C sysctl "$@" 2>&1) || { printf '%s\n' "$said" >&2; return 1; }
    case $said in
    *'Invalid argument'* | *'Read-only file system'*) printf '%s\n' "$said" >&2; return 1 ;;
    esac
}
