# Words for rules of iptables; "$1" is iptables or ip6tables.

# has_iptables IPTABLES: whether it is there.
has_iptables() {
    command -v "$1" >/dev/null && return 0
    printf '%s is not on this host; install the package iptables\n' "$1" >&2
    return 1
}

# rule_state IPTABLES TABLE CHAIN WORD...: present or absent.
rule_state() {
    has_iptables "$1" || return 1
    with=$1 table=$2
    shift 2
    if "$with" -t "$table" -C "$@" >/dev/null 2>&1; then echo present; else echo absent; fi
}

# chain_state IPTABLES TABLE CHAIN: present or absent.
chain_state() {
    has_iptables "$1" || return 1
    if "$1" -t "$2" -S "$3" >/dev/null 2>&1; then echo present; else echo absent; fi
}

# chain_policy IPTABLES TABLE CHAIN: what happens to packets that no rule of the chain decides on.
chain_policy() {
    has_iptables "$1" && "$1" -t "$2" -S "$3" | awk -v chain="$3" '
        $1 == "-P" && $2 == chain { print $3; found = 1 }
        END { if (!found) { print "Can not detect the current policy of " chain ": only built-in chains have one" >"/dev/stderr"; exit 1 } }'
}
