# pieces FOLDER: a line for each file in a folder, in the order of their names: its name and its bytes, both in base64.
pieces() (
    if [ ! -e "$1" ]; then
        printf 'Source (%s) does not exist\n' "$1" >&2
        exit 1
    fi
    if [ ! -d "$1" ]; then
        printf 'Source (%s) is not a directory\n' "$1" >&2
        exit 1
    fi
    cd -- "$1" || exit 1
    for each in .* *; do
        [ -f "$each" ] || continue
        name=$(printf %s "$each" | base64) && bytes=$(base64 <"./$each") || exit 1
        printf '%s %s\n' "$(printf %s "$name" | tr -d '\n')" "$(printf %s "$bytes" | tr -d '\n')"
    done
)
