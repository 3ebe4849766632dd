# Words for SELinux.

# selinux_mode: enforcing, permissive or disabled.
selinux_mode() {
    { getenforce 2>/dev/null || echo disabled; } | tr '[:upper:]' '[:lower:]'
}

# selinux_state CONFIGFILE KERNEL: its mode; if KERNEL is not empty, what the boot loader tells kernels, a line each; \036; and the
# file, as read_file prints it.
selinux_state() {
    selinux_mode
    if [ -n "$2" ]; then
        command -v grubby >/dev/null || { echo "'grubby' command not found on host" >&2; return 1; }
        grubby --info=ALL | grep '^args=' || return 1
    fi
    printf '\036'
    read_file "$1"
}

# boolean_state NAME: whether it is on now, and what is kept for the next boot: on, off, or nothing when that is the policy's own.
boolean_state() {
    now=$(LC_ALL=C getsebool "$1" 2>&1) || { printf '%s\n' "$now" >&2; return 1; }
    echo "${now##*> }"
    kept=$(cat /var/lib/selinux/*/active/booleans.local /etc/selinux/*/modules/active/booleans.local 2>/dev/null |
        awk -F = -v name="$1" '$1 == name { print ($2 == 1 || $2 == "true") ? "on" : "off"; exit }')
    if [ -z "$kept" ] && command -v semanage >/dev/null; then
        kept=$(semanage boolean -l -n 2>/dev/null | awk -v name="$1" '$1 == name { sub(/.*, */, ""); sub(/\).*/, ""); print $1; exit }')
    fi
    echo "$kept"
}
