# list_packages first|all MANAGER...: what is installed by the first of these managers that is there, or by all of them.
list_packages() {
    many=$1
    found=
    shift
    for each; do
        case $each in
        apt) command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ;;
        rpm | apk | pacman) command -v "$each" >/dev/null ;;
        *) false ;;
        esac || continue
        found=yes
        "list_$each"
        [ "$many" = all ] || return 0
    done
    [ -n "$found" ] && return 0
    printf 'the host has none of these package managers: %s\n' "$*" >&2
    return 1
}

list_apt() {
    dpkg-query -W -f '${db:Status-Status}\tname=${Package}\tversion=${Version}\tarch=${Architecture}\tcategory=${Section}\torigin=${Origin}\tsource=apt\n' |
        sed -n 's/^installed\t//p'
}

list_rpm() {
    rpm -qa --qf 'name=%{NAME}\tversion=%{VERSION}\trelease=%{RELEASE}\tepoch=%{EPOCH}\tarch=%{ARCH}\tsource=rpm\n'
}

list_apk() {
    apk info -v 2>/dev/null | sed -n 's/^\(.*\)-\([^-]*\)-\([^-]*\)$/name=\1\tversion=\2\trelease=\3\tsource=apk/p'
}

list_pacman() {
    LC_ALL=C pacman -Qi | awk '
        { at = index($0, " : "); value = substr($0, at + 3) }
        /^Name /         { name = value }
        /^Version /      { version = value }
        /^Architecture / { print "name=" name "\tversion=" version "\tarch=" value "\tsource=pacman" }'
}
