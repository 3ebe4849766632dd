# timezone_state WANTED: the time zone, and UTC or local for the hardware clock, a line each; fails when WANTED is none.
timezone_state() {
    if [ -n "$1" ] && [ ! -f "/usr/share/zoneinfo/$1" ]; then
        printf 'the host has no time zone %s (/usr/share/zoneinfo); is tzdata installed?\n' "$1" >&2
        return 1
    fi
    zone=$(readlink -f /etc/localtime 2>/dev/null)
    case $zone in
    /usr/share/zoneinfo/*) zone=${zone#/usr/share/zoneinfo/} ;;
    *) zone=$(cat /etc/timezone 2>/dev/null) ;;
    esac
    # a link to a link, such as Etc/UTC for UTC, is told as it was asked for
    if [ -n "$1" ] && [ -n "$zone" ] && [ "$(readlink -f "/usr/share/zoneinfo/$1")" = "$(readlink -f /etc/localtime)" ]; then
        told=$(readlink /etc/localtime)
        zone=${told##*/usr/share/zoneinfo/}
    fi
    printf '%s\n' "${zone:-n/a}"
    if sed -n 3p /etc/adjtime 2>/dev/null | grep -q LOCAL; then echo local; else echo UTC; fi
}

# set_timezone ZONE CLOCK: sets what is not empty.
set_timezone() {
    if [ -d /run/systemd/system ] && command -v timedatectl >/dev/null; then
        [ -z "$1" ] || timedatectl set-timezone "$1" || return 1
        case $2 in
        UTC) timedatectl set-local-rtc no ;;
        local) timedatectl set-local-rtc yes ;;
        esac
        return
    fi
    if [ -n "$1" ]; then
        link_to "/usr/share/zoneinfo/$1" /etc/localtime || return 1
        if [ -f /etc/timezone ] || command -v dpkg-reconfigure >/dev/null; then printf '%s\n' "$1" >/etc/timezone || return 1; fi
    fi
    case $2 in
    UTC) hwclock --systohc --utc ;;
    local) hwclock --systohc --localtime ;;
    esac
}
