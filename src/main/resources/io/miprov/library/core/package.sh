# package_manager WANTED: prints which package manager there is; WANTED if it is not auto.
package_manager() {
    if [ "$1" != auto ]; then printf '%s\n' "$1"; return 0; fi
    for manager in apt-get dnf yum apk zypper; do
        if command -v "$manager" >/dev/null; then printf '%s\n' "${manager%-get}"; return 0; fi
    done
    printf 'no package manager that is known here (apt, dnf, yum, apk)\n' >&2
    return 1
}

# packages_state MANAGER STALE NAME...: a line with the manager; one that says whether the lists are older than STALE minutes
# (or not there); then `name version` of each that is installed, and `virtual name` of each that another provides.
packages_state() {
    manager=$(package_manager "$1") || return 1
    printf '%s\n' "$manager"
    stale=$2
    shift 2
    lists_age "$manager" "$stale"
    [ $# -gt 0 ] || return 0
    case $manager in
    apt)
        there=$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}\n' -- "$@" 2>/dev/null | sed -n 's/^installed //p')
        printf '%s\n' "$there"
        for name; do
            case $there in
            "$name "* | *"
$name "*) ;;
            *) missing=yes ;;
            esac
        done
        [ -z "${missing-}" ] || dpkg-query -W -f '${db:Status-Status}, ${Provides},\n' |
            sed -n 's/^installed, //p' | tr ',' '\n' | sed -n 's/^ *\([^ ]\{1,\}\).*/virtual \1/p' | sort -u
        ;;
    dnf | yum | zypper)
        for name; do
            rpm -q --whatprovides --qf "$name %{VERSION}-%{RELEASE}\n" -- "$name" 2>/dev/null | head -n 1 | grep -v 'no package provides'
        done
        ;;
    apk)
        for name; do
            if apk info -e "$name" >/dev/null 2>&1; then printf '%s installed\n' "$name"; fi
        done
        ;;
    esac
    return 0
}

# lists_age MANAGER MINUTES: prints fresh, stale, or none.
lists_age() {
    if [ "$1" != apt ]; then echo fresh; return 0; fi
    if ! ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then echo none; return 0; fi
    stamp=/var/lib/apt/lists
    [ ! -e /var/lib/apt/periodic/update-success-stamp ] || stamp=/var/lib/apt/periodic/update-success-stamp
    if [ -n "$2" ] && [ "$2" -gt 0 ] && [ -n "$(find "$stamp" -maxdepth 0 -mmin "-$2" 2>/dev/null)" ]; then
        echo fresh
    else
        echo stale
    fi
}

# apt_do SECONDS ARGUMENT...: apt-get that asks nothing and waits for its locks.
apt_do() {
    patience=$1
    shift
    while :; do
        said=$(DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -q -y \
            -o "DPkg::Lock::Timeout=$patience" -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" 2>&1 </dev/null) && break
        case $said in
        *'Could not get lock'*)
            if [ "$patience" -gt 0 ]; then
                patience=$((patience - 2))
                sleep 2
                continue
            fi
            ;;
        esac
        printf '%s\n' "$said" | tail -n 15 >&2
        return 1
    done
    printf '%s\n' "$said"
}

# apt_would ARGUMENT...: the packages that apt-get would install, upgrade or remove, a line each.
apt_would() {
    said=$(apt-get -s -q -y "$@" 2>&1) || { printf '%s\n' "$said" | tail -n 5 >&2; return 1; }
    printf '%s\n' "$said" | grep -E '^(Inst|Remv|Purg) ' || :
}

# packages_do MANAGER SECONDS VERB ARGUMENT...: install, remove, update the lists, as this manager does it.
packages_do() {
    manager=$1
    seconds=$2
    verb=$3
    shift 3
    case $manager in
    apt) apt_do "$seconds" "$verb" "$@" ;;
    apk)
        case $verb in install) verb=add ;; remove | purge) verb=del ;; esac
        apk "$verb" "$@" </dev/null
        ;;
    *)
        case $verb in update) verb=makecache ;; purge) verb=remove ;; esac
        "$manager" -y "$verb" "$@" </dev/null
        ;;
    esac
}
