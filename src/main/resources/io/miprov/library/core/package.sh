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
    stamp=$(lists_stamp)
    if [ -n "$2" ] && [ "$2" -gt 0 ] && [ -n "$(find "$stamp" -maxdepth 0 -mmin "-$2" 2>/dev/null)" ]; then
        echo fresh
    else
        echo stale
    fi
}

# apt_settings DPKG_OPTIONS POLICY TRIES MOST: options of dpkg; what policy-rc.d answers meanwhile, if not empty; how often a
# refresh of the lists is tried, with waits of at most MOST seconds.
apt_settings() {
    dpkg_options=$1
    policy_rc_d=$2
    update_tries=$3
    update_wait=$4
}

# apt_do SECONDS ARGUMENT...: apt-get that asks nothing and waits for its locks.
apt_do() (
    patience=$1
    shift
    [ -z "${policy_rc_d-}" ] || hold_services "$policy_rc_d" || exit 1
    for option in ${dpkg_options-force-confdef force-confold}; do
        set -- -o "Dpkg::Options::=--$option" "$@"
    done
    while :; do
        said=$(DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -q -y \
            -o "DPkg::Lock::Timeout=$patience" "$@" 2>&1 </dev/null) && break
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
        exit 1
    done
    printf '%s\n' "$said"
)

# hold_services STATUS: has policy-rc.d end with this status, until the shell that calls it ends.
hold_services() {
    policy=/usr/sbin/policy-rc.d
    [ ! -e "$policy" ] || mv -f "$policy" "$policy.miprov" || return 1
    trap 'rm -f "$policy"; [ ! -e "$policy.miprov" ] || mv -f "$policy.miprov" "$policy"' EXIT
    printf '#!/bin/sh\nexit %s\n' "$1" >"$policy" && chmod 755 "$policy"
}

# apt_update SECONDS: refreshes the lists, and tries again after ever longer waits.
apt_update() {
    tries=${update_tries-1}
    wait=1
    while ! apt_do "$1" update; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep "$wait"
        wait=$((wait * 2))
        [ "$wait" -le "$update_wait" ] || wait=$update_wait
    done
}

# with_deb FILE COMMAND...: the command with a package file at its end, which is fetched first when FILE is an address.
with_deb() (
    deb=$1
    shift
    case $deb in
    *://*)
        fetched=$(mktemp -d) || exit 1
        trap 'rm -rf "$fetched"' EXIT
        # apt reads it as a user of its own
        chmod 755 "$fetched"
        if command -v curl >/dev/null; then
            curl -fsSL -o "$fetched/package.deb" -- "$deb"
        elif command -v wget >/dev/null; then
            wget -q -O "$fetched/package.deb" -- "$deb"
        else
            /usr/lib/apt/apt-helper download-file "$deb" "$fetched/package.deb" >/dev/null
        fi || { printf 'could not get %s\n' "$deb" >&2; exit 1; }
        deb=$fetched/package.deb
        ;;
    /*) ;;
    *) deb=$(pwd)/$deb ;;
    esac
    "$@" "$deb"
)

# deb_state FILE: the package, its version, and the version of it that is installed, if it is.
deb_state() {
    with_deb "$1" deb_shown
}

deb_shown() {
    name=$(dpkg-deb -f "$1" Package) && version=$(dpkg-deb -f "$1" Version) || return 1
    there=$(dpkg-query -W -f '${db:Status-Status} ${Version}' -- "$name" 2>/dev/null | sed -n 's/^installed //p')
    printf '%s %s %s\n' "$name" "$version" "${there:-absent}"
}

# deb_install FILE SECONDS FLAG...: installs a package file, and what it depends on.
deb_install() {
    file=$1
    seconds=$2
    shift 2
    with_deb "$file" apt_do "$seconds" install "$@"
}

# apt_would ARGUMENT...: the packages that apt-get would install, upgrade or remove, a line each.
apt_would() {
    said=$(apt-get -s -q -y "$@" 2>&1) || { printf '%s\n' "$said" | tail -n 5 >&2; return 1; }
    printf '%s\n' "$said" | grep -E '^(Inst|Remv|Purg|Del) ' || :
}

# rpm_would MANAGER ARGUMENT...: the packages that dnf or yum could upgrade, a line each.
rpm_would() {
    manager=$1
    shift
    would=$("$manager" -q check-update "$@" 2>&1 </dev/null)
    case $? in
    0) ;;
    100) printf '%s\n' "$would" ;;
    *) printf '%s\n' "$would" >&2; return 1 ;;
    esac
}

# refresh_lists MANAGER SECONDS: updates the lists; prints whether they are the same lists as before, where that can be known.
refresh_lists() {
    lists_were=$(lists_time "$1")
    packages_do "$1" "$2" update >/dev/null || return 1
    [ -z "$lists_were" ] || [ "$lists_were" != "$(lists_time "$1")" ] || echo 'same lists'
}

# lists_time MANAGER: when the lists of apt last changed; nothing for another manager, and where there are none.
lists_time() {
    [ "$1" = apt ] || return 0
    stat -c %y -- "$(lists_stamp)" 2>/dev/null
}

# lists_stamp: the file or folder whose time tells it.
lists_stamp() {
    stamp=/var/lib/apt/periodic/update-success-stamp
    [ -e "$stamp" ] || stamp=/var/lib/apt/lists
    printf '%s\n' "$stamp"
}

# packages_do MANAGER SECONDS VERB ARGUMENT...: install, remove, update the lists, as this manager does it.
packages_do() {
    manager=$1
    seconds=$2
    verb=$3
    shift 3
    case $manager in
    apt) if [ "$verb" = update ]; then apt_update "$seconds"; else apt_do "$seconds" "$verb" "$@"; fi ;;
    apk)
        case $verb in install) verb=add ;; remove | purge) verb=del ;; esac
        apk "$verb" "$@" </dev/null
        ;;
    zypper)
        case $verb in update) verb=refresh ;; upgrade) verb=update ;; purge) verb=remove ;; esac
        # shellcheck disable=SC2086
        zypper -n ${zypper_options-} "$verb" "$@" </dev/null
        ;;
    *)
        case $verb in
        update)
            verb=makecache
            # lists that are young enough for dnf are not young enough for who asks for new ones; old yums know no --refresh
            if "$manager" --help 2>/dev/null | grep -q -e --refresh; then set -- --refresh "$@"; fi
            ;;
        purge) verb=remove ;;
        esac
        "$manager" -y "$verb" "$@" </dev/null
        ;;
    esac
}
