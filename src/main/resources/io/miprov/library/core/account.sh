# user_state NAME LOCAL: its line of the password file, and the names of its groups; nothing if there is none. A line more says shadow-tools or busybox.
user_state() {
    if command -v useradd >/dev/null; then echo shadow; else echo busybox; fi
    line=$(account_line passwd "$1" "${2-}") || return 0
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

# aging_state USER: the days of its password and of itself in the shadow file: least, most, warning, grace and end, with colons.
aging_state() {
    while IFS=: read -r name hash changed rest; do
        [ "$name" != "$1" ] || { printf '%s\n' "$rest"; return 0; }
    done </etc/shadow
    echo ::::
}

# ssh_key_of USER FILE: where the key is, whether it is there, its fingerprint and its public half, a line each.
ssh_key_of() {
    case $2 in /*) key=$2 ;; *) key=$(home_of "$1")/$2 ;; esac
    printf '%s\n' "$key"
    if [ ! -f "$key" ]; then echo absent; return 0; fi
    echo there
    ssh-keygen -l -f "$key" 2>/dev/null || ssh-keygen -l -f "$key.pub" 2>/dev/null || echo
    cat -- "$key.pub" 2>/dev/null
}

# make_ssh_key USER FILE TYPE BITS COMMENT PASSPHRASE: a key in the place of whatever is there, which belongs to the user.
make_ssh_key() {
    command -v ssh-keygen >/dev/null || { echo 'ssh-keygen is not on this host; install the client of OpenSSH' >&2; return 1; }
    case $2 in /*) key=$2 ;; *) key=$(home_of "$1")/$2 ;; esac
    folder=${key%/*}
    owner=$(id -u -- "$1"):$(id -g -- "$1") || return 1
    [ -d "$folder" ] || { (umask 077 && mkdir -p -- "$folder") && chown -- "$owner" "$folder"; } || return 1
    rm -f -- "$key" "$key.pub"
    ssh-keygen -q -t "$3" ${4:+-b "$4"} -C "${5:-ansible-generated on $(uname -n)}" -N "$6" -f "$key" </dev/null >&2 || return 1
    chown -- "$owner" "$key" "$key.pub"
    ssh_key_of "$1" "$2"
}

# set_password USER HASH: the hash is in no argument list.
set_password() {
    printf '%s:%s\n' "$1" "$2" | chpasswd -e
}
