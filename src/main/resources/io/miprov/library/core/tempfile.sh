# make_temporary KIND FOLDER PREFIX SUFFIX: a file or folder that was not there, for its owner only; prints its file_state.
make_temporary() (
    folder=${2:-${TMPDIR:-/tmp}}
    if [ ! -d "$folder" ]; then
        printf 'the folder %s does not exist\n' "$folder" >&2
        exit 1
    fi
    umask 077
    set -C
    for try in 1 2 3 4 5 6 7 8; do
        random=$(od -An -N 5 -tx1 /dev/urandom | tr -d ' \n')
        name=${folder%/}/$3$random$4
        if [ "$1" = directory ]; then mkdir -- "$name" 2>/dev/null; else : 2>/dev/null >"$name"; fi && file_state "$name" '' '' && exit 0
    done
    printf 'can not make anything in %s\n' "$folder" >&2
    exit 1
)
