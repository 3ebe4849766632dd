# Words for firewalld. A place is permanent, runtime, or offline: the permanent settings while firewalld does not run.

# firewalld_state KEPT NOW OPTION...: running or offline; then what the permanent settings answer, if KEPT is not empty, and
# those of the moment, if NOW is not and firewalld runs; a line each.
firewalld_state() {
    command -v firewall-cmd >/dev/null || { echo 'firewall-cmd is not on this host; install the package firewalld' >&2; return 1; }
    kept=$1 now=$2
    shift 2
    if firewall-cmd --state >/dev/null 2>&1; then place=permanent; echo running; else place=offline; now=; echo offline; fi
    [ -z "$kept" ] || firewalld_asks "$place" "$@" || return 1
    [ -z "$now" ] || firewalld_asks runtime "$@"
}

# firewalld_asks PLACE OPTION...: what it answers; no has the status 1.
firewalld_asks() {
    said=$(firewalld_does "$@" 2>&1)
    case $? in
    0 | 1) printf '%s\n' "$said" ;;
    *) printf '%s\n' "$said" >&2; return 1 ;;
    esac
}

# firewalld_does PLACE OPTION...
firewalld_does() {
    case $1 in
    permanent) shift; firewall-cmd --permanent "$@" ;;
    runtime) shift; firewall-cmd "$@" ;;
    offline) shift; firewall-offline-cmd "$@" ;;
    esac
}
