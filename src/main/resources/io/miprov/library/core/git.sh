# git_work MODE GIT DEST REPO VERSION REMOTE REFSPEC DEPTH HOW SSH UMASK: brings a repository to a version in a folder; HOW has
# the words force, clone, update, bare, recursive, single and track. Prints, a line each: changed or ok, the commit before, the
# commit after, whether the remote's address changed (empty: it was not looked at), whether submodules did.
git_work() (
    mode=$1 git=$2 dest=$3 repo=$4 version=$5 remote=$6 refspec=$7 depth=$8 how=" $9 "
    [ -z "${11}" ] || umask "${11}"
    export GIT_SSH_COMMAND="${10}" GIT_TERMINAL_PROMPT=0 LC_ALL=C
    if ! command -v "$git" >/dev/null; then
        printf 'git is needed on the host; install it first with a package task\n' >&2
        exit 1
    fi
    case $repo in /*) repo=file://$repo ;; esac
    case $how in *' bare '*) bare=yes config=$dest/config ;; *) bare='' config=$dest/.git/config ;; esac
    before='' moved='' modules='' edited=''
    if [ -z "$dest" ] || { [ ! -e "$config" ] && [ ! -f "$dest/.git" ]; }; then
        case $mode$how in
        apply*' clone '*) ;;
        *)
            after=$(remote_commit "$repo") || exit 1
            printf 'changed\n\n%s\n\n\n' "$after"
            exit
            ;;
        esac
        git_clone || exit 1
    else
        cd -- "$dest" || exit 1
        before=$("$git" rev-parse HEAD 2>/dev/null) || before=
        case $how in *' update '*) ;; *) printf 'ok\n%s\n%s\n\n\n' "$before" "$before"; exit ;; esac
        if [ -z "$bare" ] && [ -n "$("$git" status --porcelain -uno)" ]; then
            edited=yes
            case $how in
            *' force '*) ;;
            *)
                printf 'Local modifications exist in the destination: %s (force=no).\n' "$dest" >&2
                exit 1
                ;;
            esac
        fi
        url=$("$git" config "remote.$remote.url")
        if [ "$url" = "$repo" ]; then moved=no; else moved=yes; fi
        if [ "$mode" = check ]; then
            after=$(remote_commit "$repo") || exit 1
            if [ "$before" = "$after" ] && [ "$moved" = no ] && [ -z "$edited" ]; then verdict=ok; else verdict=changed; fi
            printf '%s\n%s\n%s\n%s\n\n' "$verdict" "$before" "$after" "$moved"
            exit
        fi
        [ -z "$edited" ] || "$git" reset -q --hard HEAD >&2 || exit 1
        if [ -z "$url" ]; then
            "$git" remote add "$remote" "$repo" >&2 || exit 1
        elif [ "$moved" = yes ]; then
            "$git" remote set-url "$remote" "$repo" >&2 || exit 1
        fi
        git_fetch || exit 1
    fi
    cd -- "$dest" || exit 1
    [ -n "$bare" ] || git_switch || exit 1
    case $how in *' recursive '*) [ ! -f .gitmodules ] || git_modules || exit 1 ;; esac
    after=$("$git" rev-parse HEAD 2>/dev/null) || after=
    if [ "$before" = "$after" ] && [ -z "$edited" ] && [ "$moved" != yes ] && [ -z "$modules" ] && [ -n "$before" ]; then
        verdict=ok
    else
        verdict=changed
    fi
    printf '%s\n%s\n%s\n%s\n%s\n' "$verdict" "$before" "$after" "$moved" "$modules"
)

# remote_ref: prints the full name that the version has at the remote: of a branch, a tag, or HEAD; nothing for a commit.
remote_ref() {
    if [ "$version" = HEAD ]; then echo HEAD; return; fi
    refs=$("$git" ls-remote "$repo" "refs/heads/$version" "refs/tags/$version") || return 1
    case $refs in
    *refs/heads/*) printf 'refs/heads/%s\n' "$version" ;;
    *refs/tags/*) printf 'refs/tags/%s\n' "$version" ;;
    esac
}

# remote_commit REPO: prints the commit that the version is there; of an annotated tag, the one that it is about.
remote_commit() {
    refs=$("$git" ls-remote "$1" HEAD "refs/heads/$version" "refs/tags/$version" "refs/tags/$version^{}") || return 1
    if [ "$version" = HEAD ]; then names=HEAD; else names="refs/heads/$version refs/tags/$version^{} refs/tags/$version"; fi
    for each in $names; do
        commit=$(printf '%s\n' "$refs" | awk -v name="$each" '$2 == name { print $1 }')
        if [ -n "$commit" ]; then
            printf '%s\n' "$commit"
            return
        fi
    done
    case $version in
    *[!0-9a-f]* | '') printf 'Could not determine remote revision for %s\n' "$version" >&2; return 1 ;;
    *) printf '%s\n' "$version" ;;
    esac
}

git_clone() {
    over=$(folder_of "$dest"; echo .)
    mkdir -p -- "${over%.}" || return 1
    set --
    if [ -n "$bare" ]; then set -- --bare; else set -- --origin "$remote"; fi
    if [ -n "$depth" ]; then
        ref=$(remote_ref) || return 1
        case $ref in
        HEAD) set -- "$@" --depth "$depth" ;;
        refs/*) set -- "$@" --depth "$depth" --branch "$version" ;;
        *) [ -z "$refspec" ] || set -- "$@" --depth "$depth" ;;
        esac
    fi
    case $how in *' single '*) set -- "$@" --single-branch ;; esac
    "$git" clone -q "$@" -- "$repo" "$dest" >&2 || return 1
    if [ -n "$bare" ] && [ "$remote" != origin ]; then
        (cd -- "$dest" && "$git" remote add "$remote" "$repo") >&2 || return 1
    fi
    [ -z "$refspec" ] || (cd -- "$dest" && "$git" fetch -q ${depth:+--depth "$depth"} "$remote" "$refspec") >&2
}

git_fetch() {
    set -- -q
    case $how in *' force '*) set -- "$@" --force ;; esac
    ref=
    if [ -n "$depth" ]; then
        ref=$(remote_ref) || return 1
        set -- "$@" --depth "$depth"
    fi
    if [ -n "$bare" ]; then
        "$git" fetch "$@" "$remote" '+refs/heads/*:refs/heads/*' ${refspec:+"$refspec"} >&2 && "$git" fetch "$@" --tags "$remote" >&2
        return
    fi
    case $ref in
    refs/heads/*) set -- "$@" "$remote" "+$ref:refs/remotes/$remote/$version" ;;
    refs/tags/*) set -- "$@" "$remote" "+$ref:$ref" ;;
    *) "$git" fetch "$@" "$remote" >&2 && set -- "$@" --tags "$remote" ;;
    esac
    "$git" fetch "$@" ${refspec:+"$refspec"} >&2
}

# git_switch: checks the version out; a branch is set to what the remote has.
git_switch() {
    branch=$version
    if [ "$version" = HEAD ]; then
        branch=$("$git" ls-remote --symref "$repo" HEAD | sed -n 's:^ref\: refs/heads/\([^[:space:]]*\).*:\1:p')
        [ -n "$branch" ] || return 0
    fi
    if "$git" rev-parse -q --verify "refs/remotes/$remote/$branch" >/dev/null; then
        if "$git" rev-parse -q --verify "refs/heads/$branch" >/dev/null; then
            "$git" checkout -q --force "$branch" -- >&2 || return 1
        else
            "$git" checkout -q --force --track -b "$branch" "$remote/$branch" -- >&2 || return 1
        fi
        "$git" reset -q --hard "$remote/$branch" -- >&2
    else
        "$git" checkout -q --force "$version" -- >&2
    fi
}

git_modules() {
    was=$("$git" submodule status --recursive)
    "$git" submodule -q sync >&2 || return 1
    set -- --init --recursive
    case $how in *' force '*) set -- "$@" --force ;; esac
    case $how in *' track '*) set -- "$@" --remote ;; esac
    "$git" submodule -q update "$@" >&2 || return 1
    [ "$was" = "$("$git" submodule status --recursive)" ] || modules=yes
}
