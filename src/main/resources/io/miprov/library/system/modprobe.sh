# module_state NAME: loaded or not; kept or not, by a file of modules-load.d; then each of its parameters that modprobe.d keeps.
module_state() {
    if ! command -v modprobe >/dev/null; then
        printf 'the host has no modprobe; install kmod first with a package task\n' >&2
        return 90
    fi
    if module_loaded "$1"; then echo loaded; else echo missing; fi
    if cat /etc/modules-load.d/* 2>/dev/null | grep -q -x -e " *$1 *\([#;].*\)\{0,1\}"; then echo kept; else echo fleeting; fi
    cat /etc/modprobe.d/* 2>/dev/null | sed -n "s/^options $1 \([A-Za-z0-9_]*=[^ ]*\) *\([#;].*\)\{0,1\}\$/\1/p"
}

# module_loaded NAME: whether it is in the kernel, as a module or built in.
module_loaded() {
    underscored=$(printf %s "$1" | tr - _)
    grep -q "^$underscored " /proc/modules && return 0
    grep -q "/$1\.ko\$" "/lib/modules/$(uname -r)/modules.builtin" 2>/dev/null
}

# keep_module NAME OPTIONS: has it loaded at boot, with these lines of options and no others.
keep_module() {
    drop_options "$1" || return 1
    mkdir -p /etc/modules-load.d /etc/modprobe.d || return 1
    put "/etc/modules-load.d/$1.conf" '' '' '' '' '' "$(printf '%s\n' "$1" | base64)" || return 1
    [ -z "$2" ] || put "/etc/modprobe.d/$1.conf" '' '' '' '' '' "$(printf %s "$2" | base64)"
}

# drop_module NAME: has it no longer loaded at boot; the lines stay as comments.
drop_module() {
    comment_out "^ *$1 *\([#;].*\)\{0,1\}\$" /etc/modules-load.d/* && drop_options "$1"
}

# drop_options NAME: its options of modprobe.d become comments.
drop_options() {
    comment_out "^options $1 [A-Za-z0-9_]*=" /etc/modprobe.d/*
}

# comment_out PATTERN FILE...: puts # before the lines that match.
comment_out() {
    pattern=$1
    shift
    for each; do
        [ -f "$each" ] && grep -q -e "$pattern" "$each" || continue
        put "$each" '' '' '' '' '' "$(sed "/$pattern/s/^/#/" "$each" | base64)" || return 1
    done
}
