# locale_state NAME: present or absent; fails when the host has no such locale to make.
locale_state() {
    if [ -d /var/lib/locales/supported.d ]; then
        known=/usr/share/i18n/SUPPORTED
    elif [ -f /etc/locale.gen ]; then
        known=/etc/locale.gen
    else
        printf 'the host has no /etc/locale.gen; install locales first with a package task\n' >&2
        return 1
    fi
    if ! sed 's/^# *//' "$known" | awk -v name="$1" '$1 == name { found = 1 } END { exit !found }'; then
        printf 'the host can make no locale %s; %s lists those that it can\n' "$1" "$known" >&2
        return 1
    fi
    wanted=$(plain_locale "$1")
    if locale -a 2>/dev/null | while read -r each; do plain_locale "$each"; done | grep -q -x -F -e "$wanted"; then
        echo present
    else
        echo absent
    fi
}

# plain_locale NAME: its encoding without hyphens and in small letters, as some list it so.
plain_locale() {
    case $1 in
    *.*) printf '%s.%s\n' "${1%%.*}" "$(printf %s "${1#*.}" | tr -d - | tr '[:upper:]' '[:lower:]')" ;;
    *) printf '%s\n' "$1" ;;
    esac
}

# make_locale present|absent NAME: makes the locale or takes it out.
make_locale() {
    if [ -d /var/lib/locales/supported.d ]; then
        if [ "$1" = present ]; then
            locale-gen "$2"
        else
            local=/var/lib/locales/supported.d/local
            put "$local" '' '' '' '' '' "$(awk -v name="$2" '$1 != name' "$local" | base64)" && locale-gen --purge
        fi
        return
    fi
    put /etc/locale.gen '' '' '' '' '' "$(awk -v name="$2" -v state="$1" '
        { line = $0; sub(/^# */, "", line); split(line, field, " ") }
        field[1] == name && field[2] != "" { print (state == "present" ? "" : "# ") line; next }
        { print }' /etc/locale.gen | base64)" || return 1
    locale-gen
}
