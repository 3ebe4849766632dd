# user_state NAME: its line of the password file, and the names of its groups; nothing if there is none. A line more says shadow-tools or busybox.
user_state() {
    if command -v useradd >/dev/null; then echo shadow; else echo busybox; fi
    line=$(account_line passwd "$1") || return 0
    printf '%s\n' "$line"
    # a group may be gone
    id -Gn -- "$1" 2>/dev/null || id -G -- "$1"
    id -gn -- "$1" 2>/dev/null || id -g -- "$1"
}

# group_state NAME LOCAL: its line of the group file; nothing if there is none. With LOCAL only the host's own file counts.
group_state() {
    if command -v groupadd >/dev/null; then echo shadow; else echo busybox; fi
    account_line group "$1" "${2-}" || return 0
}

# account_line FILE NAME LOCAL: the line of this name; with LOCAL from the host's own file.
account_line() {
    if [ -z "${3-}" ] && command -v getent >/dev/null; then
        getent "$1" "$2"
    else
        while IFS= read -r entry; do
            case $entry in "$2":*) printf '%s\n' "$entry"; return 0 ;; esac
        done <"/etc/$1"
        return 1
    fi
}

# password_state USER HASH: same or differs, so that no hash travels; locked or open after it.
password_state() {
    while IFS=: read -r name hash rest; do
        if [ "$name" = "$1" ]; then
            if [ "${hash#!}" = "$2" ]; then echo same; else echo differs; fi
            case $hash in '!'*) echo locked ;; *) echo open ;; esac
            return 0
        fi
    done </etc/shadow
    printf 'differs\nopen\n'
}

# set_password USER HASH: the hash is in no argument list.
set_password() {
    printf '%s:%s\n' "$1" "$2" | chpasswd -e
}
