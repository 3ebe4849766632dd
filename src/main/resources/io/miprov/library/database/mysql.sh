# mysql_program NAME: the client of MariaDB that does the work of mysql or mysqldump, else the one of MySQL.
mysql_program() {
    case $1 in
    mysqldump) set -- mariadb-dump "$1" ;;
    *) set -- mariadb "$1" ;;
    esac
    command -v "$1" || command -v "$2" || echo "$2"
}

# mysql_settings CONFIG LINES: the lines of an option file: those of CONFIG, if there is such a file, then these, which win.
mysql_settings() {
    if [ -n "$1" ] && [ -r "$1" ]; then printf '!include %s\n' "$1"; fi
    printf '[client]\n%s\n' "$2"
}

# with_settings LINES PROGRAM ARGUMENT...: runs a client with the lines as its only option file, which nobody else can read.
with_settings() {
    lines=$1
    program=$2
    shift 2
    { printf '%s\n' "$lines" | "$program" --defaults-file=/dev/fd/4 "$@" 4<&0 0<&5; } 5<&0
}

# mysql_login CONFIG LINES ROOT: sets settings; ROOT: those of root without a password, where they let it in.
mysql_login() {
    settings=$(mysql_settings "$1" "$2")
    [ -n "$3" ] || return 0
    root=$(mysql_settings "$1" "$3")
    if printf 'SELECT 1' | with_settings "$root" "$(mysql_program mysql)" >/dev/null 2>&1; then settings=$root; fi
}

# mysql_says ARGUMENT...: runs mysql on the SQL of its standard input, after mysql_login.
mysql_says() {
    program=$(mysql_program mysql)
    if ! command -v "$program" >/dev/null; then
        client_says 'mariadb-client' "$program"
        return
    fi
    client_says 'mariadb-client' with_settings "$settings" "$program" "$@"
}
