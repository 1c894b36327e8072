#!/bin/sh
# Sets up .venv with the locked packages and this project in it: tools/setup.sh run|test
# Does nothing when that has been done; begins anew when an earlier try was cut off.
set -eu
cd "$(dirname "$0")/.."

kind=$1
python=${PYTHON:-python3}
needed_mb=1200
unfinished=.venv/unfinished

refuse() {
    printf 'trilogue: %s\n' "$1" >&2
    exit 2
}

case $kind in
run) locks="requirements/run.txt" ;;
test) locks="requirements/run.txt requirements/dev.txt" ;;
*) refuse "tools/setup.sh takes one word: run or test" ;;
esac

wanted=$(cat requirements/*.txt requirements/run.in pyproject.toml build_hooks.py | cksum)

is_done() {
    [ ! -e "$unfinished" ] && [ "$(cat ".venv/$1.stamp" 2>/dev/null)" = "$wanted" ] &&
        .venv/bin/python -c 'import trilogue' 2>/dev/null
}

compile_messages() {
    .venv/bin/python tools/messages.py compile
}

# What the tests need contains what running needs.
if is_done "$kind" || { [ "$kind" = run ] && is_done test; }; then
    compile_messages
    exit 0
fi

command -v "$python" >/dev/null || refuse "$python was not found: apt install python3 (3.11 or newer), or name another in PYTHON"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    refuse "$("$python" -V) is too old: install Python 3.11 or newer and name it, for example make run PYTHON=python3.11"
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
    refuse "Python's venv module is missing: apt install python3-venv"
free_mb=$(df -Pm . | awk 'NR == 2 { print $4 }')
[ -d .venv ] || [ "$free_mb" -ge "$needed_mb" ] ||
    refuse "the disk is full: $needed_mb MB are needed here, $free_mb MB are free"

if [ -e "$unfinished" ] || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    rm -rf .venv
fi
echo "Setting up .venv (this takes a minute the first time) ..."
mkdir -p .venv 2>/dev/null && : 2>/dev/null >"$unfinished" ||
    refuse "cannot write here: give this user the right to write in $(pwd), or free some space"
log=.venv/setup.log

explain() {
    if grep -qi 'no space left' "$log"; then
        refuse "the disk is full: free $needed_mb MB and start again"
    elif grep -qi 'do not match the hashes' "$log"; then
        refuse "a package is not the one that was locked (see $log): check where pip gets its packages from"
    elif grep -qiE 'connection|timed out|timeout|resolve|certificate|no matching distribution' "$log"; then
        refuse "no package registry answers (see $log): check the network, or pip's settings for a mirror"
    fi
    refuse "setting up failed, see $log: $(grep -i error "$log" | tail -n 1)"
}

{
    [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null || "$python" -m venv .venv
} >"$log" 2>&1 || explain
pip() {
    .venv/bin/python -m pip --no-input --disable-pip-version-check --quiet --retries 2 --timeout 20 "$@" >"$log" 2>&1 || explain
}
for lock in $locks; do
    pip install --require-hashes --requirement "$lock"
done
pip install --no-deps --no-build-isolation --editable .
rm -f .venv/run.stamp .venv/test.stamp
printf '%s\n' "$wanted" >".venv/$kind.stamp"
rm "$unfinished"
compile_messages
