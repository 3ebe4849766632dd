# facts FOLDER: what SetupModule reads, in sections that begin with \036 and a name. Files are told as they are.
facts() {
    section kernel
    cat /proc/sys/kernel/ostype /proc/sys/kernel/hostname /proc/sys/kernel/osrelease /proc/sys/kernel/version 2>/dev/null
    uname -m
    section fqdn
    hostname -f 2>/dev/null
    tell release /etc/os-release /etc/lsb-release
    tell debian /etc/debian_version
    tell memory /proc/meminfo
    section processors
    grep -E '^(processor|vendor_id|model name|physical id|core id|cpu cores|siblings)' /proc/cpuinfo 2>/dev/null
    section usable
    if command -v nproc >/dev/null; then nproc; fi
    tell uptime /proc/uptime
    tell load /proc/loadavg
    tell fips /proc/sys/crypto/fips_enabled
    tell cmdline /proc/cmdline
    tell machine_id /etc/machine-id
    tell dns /etc/resolv.conf
    section capabilities
    if command -v capsh >/dev/null; then capsh --print | head -n 1; fi
    section chroot
    if [ -r /proc/1/root/. ] && [ "$(stat -c %d:%i /)" != "$(stat -L -c %d:%i /proc/1/root/.)" ]; then echo yes; fi
    section python
    for each in python3 python; do
        if command -v "$each" >/dev/null; then printf '%s %s\n' "$(command -v "$each")" "$("$each" -V 2>&1)"; break; fi
    done
    host_keys
    disks
    addresses
    section user
    id
    printf '%s\n%s\n' "$HOME" "${SHELL-}"
    awk -F : -v name="$(id -un)" '$1 == name { print; exit }' /etc/passwd
    section environment
    env
    section date
    date '+%Y %m %d %H %M %S %s %Z %z %A %w %j %W %N'
    summer
    managers
    section hardware
    for each in sys_vendor product_name product_version product_serial product_uuid board_name board_vendor board_version \
        board_serial board_asset_tag bios_vendor bios_version bios_date chassis_vendor chassis_version chassis_serial \
        chassis_asset_tag; do
        if [ -r "/sys/class/dmi/id/$each" ]; then
            printf '%s=%s\n' "$each" "$(cat "/sys/class/dmi/id/$each" 2>/dev/null)"
        else
            printf '%s=NA\n' "$each"
        fi
    done
    own_facts "$1"
    return 0
}

section() {
    printf '\036%s\n' "$1"
}

# tell NAME FILE...: a section that has what is in the files.
tell() {
    section "$1"
    shift
    cat "$@" 2>/dev/null
}

host_keys() {
    section host_keys
    for each in rsa dsa ecdsa ed25519; do
        [ ! -r "/etc/ssh/ssh_host_${each}_key.pub" ] || printf '%s %s\n' "$each" "$(cat "/etc/ssh/ssh_host_${each}_key.pub")"
    done
}

# disks: mounts with their room, UUIDs, and block devices with their partitions.
disks() {
    section mounts
    # a server that is gone must not keep us
    if command -v timeout >/dev/null; then patiently='timeout 5'; else patiently=; fi
    while read -r device path kind options rest; do
        case $device in /* | *:/*) ;; *) continue ;; esac
        [ "$kind" != none ] || continue
        printf '%s %s %s %s|%s\n' "$device" "$path" "$kind" "$options" \
            "$($patiently stat -f -c '%S %b %a %c %d' "$(printf %b "$(printf %s "$path" | sed 's/\\0/\\00/g')")" 2>/dev/null)"
    done </proc/mounts
    section uuids
    for each in /dev/disk/by-uuid/*; do
        [ ! -L "$each" ] || printf '%s=%s\n' "$(readlink -f "$each")" "${each##*/}"
    done
    section devices
    for each in /sys/block/*; do
        name=${each##*/}
        case $name in ram* | loop*) continue ;; esac
        [ -r "$each/size" ] || continue
        printf '%s|||%s|%s|%s|%s|%s|%s\n' "$name" "$(cat "$each/size")" "$(cat "$each/queue/logical_block_size" 2>/dev/null)" \
            "$(cat "$each/queue/rotational" 2>/dev/null)" "$(cat "$each/removable" 2>/dev/null)" \
            "$(sed 's/ *$//' "$each/device/model" 2>/dev/null)" "$(sed 's/ *$//' "$each/device/vendor" 2>/dev/null)"
        for part in "$each/$name"*; do
            [ ! -r "$part/start" ] || printf '%s|%s|%s|%s\n' "$name" "${part##*/}" "$(cat "$part/start")" "$(cat "$part/size")"
        done
    done
}

addresses() {
    section addresses
    if command -v ip >/dev/null; then
        ip -o addr
        section links
        ip -o link
        section routes
        ip -4 route show default 2>/dev/null
        section routes6
        ip -6 route show default 2>/dev/null
    fi
    section speeds
    for each in /sys/class/net/*; do
        [ ! -r "$each/speed" ] || printf '%s=%s\n' "${each##*/}" "$(cat "$each/speed" 2>/dev/null)"
    done
}

# summer: what the time zone is called when the clocks are changed; nothing where they never are.
summer() {
    section summer
    now=$(date +%Z)
    for each in 01-15 07-15; do
        then=$(date -d "$(date +%Y)-$each 12:00:00" +%Z 2>/dev/null) || continue
        [ "$then" = "$now" ] || printf '%s\n' "$then"
    done
}

managers() {
    section managers
    for manager in apt-get dnf yum apk zypper pacman; do
        if command -v "$manager" >/dev/null; then printf '%s\n' "$manager"; break; fi
    done
    section service
    if [ -d /run/systemd/system ]; then echo systemd; else cat /proc/1/comm 2>/dev/null; fi
    section virtual
    if command -v systemd-detect-virt >/dev/null; then systemd-detect-virt; elif [ -e /.dockerenv ]; then echo docker; fi
    section selinux
    if [ -d /sys/fs/selinux ] && command -v getenforce >/dev/null; then
        getenforce
        grep -E '^SELINUX(TYPE)?=' /etc/selinux/config 2>/dev/null
        printf 'policyvers=%s\n' "$(cat /sys/fs/selinux/policyvers 2>/dev/null)"
    fi
    section apparmor
    if [ -d /sys/kernel/security/apparmor ]; then echo yes; fi
}

# own_facts FOLDER: each of its facts: the exit status of what told it, or gone; then what it told, or the error.
own_facts() {
    for each in "$1"/*.fact; do
        if [ ! -e "$each" ]; then
            [ ! -L "$each" ] || { section "fact $each"; echo gone; }
            continue
        fi
        section "fact $each"
        case $(stat -L -c %A "$each") in
        ???[xs]*)
            said=$("$each" </dev/null 2>/dev/null)
            printf '%s\n%s\n' $? "$said"
            ;;
        *) printf '0\n'; cat "$each" 2>/dev/null ;;
        esac
    done
}
