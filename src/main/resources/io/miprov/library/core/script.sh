# run_file NAME EXECUTABLE ARGUMENTS CHDIR: runs standard input as a program; a shell reads EXECUTABLE and ARGUMENTS.
run_file() (
    run_in=$(mktemp -d "${TMPDIR:-/tmp}/.miprov.XXXXXX") || exit 1
    trap 'cd / && rm -rf "$run_in"' EXIT
    trap 'exit 129' HUP INT TERM
    program=$run_in/$1
    cat >"$program" && chmod u+rx "$program" || exit 1
    [ -z "$4" ] || cd -- "$4" || exit 1
    eval "$2 \"\$program\" $3" </dev/null
)
