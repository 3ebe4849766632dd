# facts FOLDER: what SetupModule reads, in sections that begin with \036 and a name. Files are told as they are.
facts() {
    section kernel
    cat /proc/sys/kernel/ostype /proc/sys/kernel/hostname /proc/sys/kernel/osrelease /proc/sys/kernel/version 2>/dev/null
    uname -m
    section fqdn
    full_names
    section python
    for each in python3 python; do
        if command -v "$each"; then "$each" -V 2>&1; break; fi
    done
    section release
    cat /etc/os-release /etc/lsb-release 2>/dev/null
    section debian
    cat /etc/debian_version 2>/dev/null
    section memory
    cat /proc/meminfo 2>/dev/null
    section processors
    grep -E '^(processor|vendor_id|model name|physical id|core id|cpu cores|siblings)' /proc/cpuinfo 2>/dev/null
    section uptime
    cat /proc/uptime 2>/dev/null
    section mounts
    cat /proc/mounts 2>/dev/null
    section space
    df -Pk 2>/dev/null
    section addresses
    if command -v ip >/dev/null; then ip -o addr; section links; ip -o link; section routes; ip route show default; fi
    section routes6
    cat /proc/net/route 2>/dev/null
    section dns
    cat /etc/resolv.conf 2>/dev/null
    section user
    id
    printf '%s\n%s\n' "$HOME" "${SHELL-}"
    section environment
    env
    section date
    date '+%Y %m %d %H %M %S %s %Z %z %A %w %j %V'
    section managers
    for manager in apt-get dnf yum apk zypper pacman; do
        if command -v "$manager" >/dev/null; then printf '%s\n' "$manager"; break; fi
    done
    section service
    if [ -d /run/systemd/system ]; then echo systemd; else cat /proc/1/comm 2>/dev/null; fi
    section virtual
    if command -v systemd-detect-virt >/dev/null; then systemd-detect-virt; elif [ -e /.dockerenv ]; then echo docker; fi
    section hardware
    for each in sys_vendor product_name product_version product_serial product_uuid board_name bios_version bios_date; do
        [ ! -r "/sys/class/dmi/id/$each" ] || printf '%s=%s\n' "$each" "$(cat "/sys/class/dmi/id/$each" 2>/dev/null)"
    done
    section selinux
    if [ -d /sys/fs/selinux ] && command -v getenforce >/dev/null; then getenforce; fi
    section machine_id
    cat /etc/machine-id 2>/dev/null
    for each in "$1"/*.fact; do
        [ -f "$each" ] || continue
        each_name=${each##*/}
        section "fact ${each_name%.fact}"
        if [ -x "$each" ]; then "$each" </dev/null 2>/dev/null; else cat "$each"; fi
    done
    return 0
}

# The names of this host's own address, as socket.getfqdn() of Python finds them: one a line, best first.
full_names() {
    each=$(getent ahosts "$(hostname)" 2>/dev/null) || { hostname -f 2>/dev/null; return 0; }
    getent hosts "${each%% *}" 2>/dev/null | { read -r _ each && printf '%s\n' $each; }
}

section() {
    printf '\036%s\n' "$1"
}
