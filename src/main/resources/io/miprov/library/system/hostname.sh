# hostname_state USE: how this host keeps its name (USE, unless it is empty), the name it has, and the one it will have after
# a boot, a line each.
hostname_state() {
    way=$1
    # Debian has systemd's way, where it has systemd
    case $way in '' | debian) way=$(hostname_way) ;; esac
    printf '%s\n' "$way"
    case $way in
    systemd)
        hostnamectl --transient status && hostnamectl --static status
        return
        ;;
    esac
    cat /proc/sys/kernel/hostname || return 1
    case $way in
    debian | alpine) read_name /etc/hostname ;;
    sles) read_name /etc/HOSTNAME ;;
    redhat) sed -n 's/^[[:space:]]*HOSTNAME[[:space:]]*=[[:space:]]*//p' /etc/sysconfig/network 2>/dev/null ;;
    openrc) sed -n 's/^[[:space:]]*hostname="\{0,1\}\([^"]*\)"\{0,1\}.*/\1/p' /etc/conf.d/hostname 2>/dev/null ;;
    generic) cat /proc/sys/kernel/hostname ;;
    esac
}

# read_name FILE: its first line, or nothing.
read_name() {
    [ ! -f "$1" ] || head -n 1 "$1"
}

# hostname_way: which way this host has.
hostname_way() {
    if [ -d /run/systemd/system ] && command -v hostnamectl >/dev/null; then
        echo systemd
    elif [ -e /etc/alpine-release ]; then
        echo alpine
    elif [ -f /etc/conf.d/hostname ]; then
        echo openrc
    elif [ -f /etc/HOSTNAME ]; then
        echo sles
    elif [ -f /etc/sysconfig/network ]; then
        echo redhat
    else
        echo debian
    fi
}

# set_hostname WAY NAME: makes it the name now, and after a boot.
set_hostname() {
    case $1 in
    systemd)
        hostnamectl --pretty --static set-hostname "$2" && hostnamectl --transient set-hostname "$2"
        return
        ;;
    debian | alpine) keep_name /etc/hostname "$2" ;;
    sles) keep_name /etc/HOSTNAME "$2" ;;
    redhat) keep_assignment /etc/sysconfig/network HOSTNAME "$2" "HOSTNAME=$2" ;;
    openrc) keep_assignment /etc/conf.d/hostname hostname "$2" "hostname=\"$2\"" ;;
    esac || return 1
    # Ansible leaves the name of the moment alone here
    case $1 in debian | sles | redhat | openrc) return 0 ;; esac
    hostname "$2"
}

# keep_name FILE NAME: a file that has only the name.
keep_name() {
    put "$1" '' '' '' '' '' "$(printf '%s\n' "$2" | base64)"
}

# keep_assignment FILE KEY NAME LINE: the line in the place of that of the key, or at the end.
keep_assignment() {
    put "$1" '' '' '' '' '' "$(cat "$1" 2>/dev/null | awk -v key="$2" -v line="$4" '
        $0 ~ "^[[:space:]]*" key "[[:space:]]*=" { print line; done = 1; next }
        { print }
        END { if (!done) print line }' | base64)"
}

# hostname_facts: the whole name and its domain, as the resolver knows them.
hostname_facts() {
    hostname -f 2>/dev/null || cat /proc/sys/kernel/hostname
}
