# Words for ufw, the firewall of Ubuntu and Debian.

# ufw_state: settings as NAME=VALUE, whether it is active, the tuples of all rules, and its status; \036 between these.
ufw_state() {
    command -v ufw >/dev/null || { echo 'ufw is not on this host; install the package ufw' >&2; return 1; }
    shown=$(LC_ALL=C ufw status verbose) || { printf '%s\n' "$shown" >&2; return 1; }
    grep -h -e '^LOGLEVEL=' -e '^DEFAULT_[A-Z]*_POLICY=' /etc/ufw/ufw.conf /etc/default/ufw | tr -d '"'
    printf '\036'
    case $shown in "Status: active"*) echo active ;; *) echo inactive ;; esac
    printf '\036'
    for rules in user user6; do
        for folder in /etc/ufw /lib/ufw /var/lib/ufw; do
            [ ! -f $folder/$rules.rules ] || { grep '^### tuple' $folder/$rules.rules; break; }
        done
        printf '\036'
    done
    printf '%s' "$shown"
}

# ufw_tries WORD...: what a rule would do, in ufw's words; \036 before.
ufw_tries() {
    tried=$(LC_ALL=C ufw --dry-run "$@" 2>&1) || { printf '%s\n' "$tried" >&2; return 1; }
    printf '\036%s' "$tried"
}

# ufw_does WORD...
ufw_does() {
    said=$(LC_ALL=C ufw "$@" 2>&1) || { printf '%s\n' "$said" >&2; return 1; }
}
