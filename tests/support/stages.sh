# The stages of tests/run: each is counted, and the counts make the table at the end.
# To be sourced by bash from the project's root.

stage_names=() stage_passed=() stage_failed=() stage_skipped=() stage_seconds=()
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
stage_start=$SECONDS

# record NAME PASSED FAILED SKIPPED: a line of the table.
record() {
  stage_names+=("$1") stage_passed+=("$2") stage_failed+=("$3") stage_skipped+=("$4")
  stage_seconds+=($((SECONDS - stage_start)))
  stage_start=$SECONDS
  echo "   $1: $2 passed, $3 failed, $4 skipped"
}

# skip NAME REASON: a stage that cannot run here.
skip() {
  echo "SKIPPED: $1: $2"
  record "$1" 0 0 1
}

# stage NAME COMMAND...: one that passes or fails as a whole.
stage() {
  local name=$1
  shift
  echo "== $name"
  if "$@" >"$logs/stage" 2>&1 </dev/null; then
    record "$name" 1 0 0
  else
    tail -n 80 "$logs/stage"
    record "$name" 0 1 0
  fi
}

# build_stage NAME PRESET ARGUMENTS...: a build counts as one, whose result is returned.
build_stage() {
  local name=$1
  shift
  echo "== $name"
  if build "$@" </dev/null; then
    record "$name" 1 0 0
  else
    record "$name" 0 1 0
    return 1
  fi
}

# counted NAME COMMAND...: a program whose last line is "N passed, N failed, N skipped".
counted() {
  start "$@"
  finish
}

# start NAME COMMAND...: starts such a program as soon as a core is free; `finish` counts the
# programs that were started, in their order.
started_names=() started_folders=()
start() {
  local name=$1 folder
  shift
  while [ "$(jobs -rp | wc -l)" -ge "$(getconf _NPROCESSORS_ONLN)" ]; do wait -n; done
  folder=$(mktemp -d "$logs/XXXXXX")
  started_names+=("$name") started_folders+=("$folder")
  {
    local status=0 began=$SECONDS
    "$@" >"$folder/log" 2>&1 </dev/null || status=$?
    echo "$status $((SECONDS - began))" >"$folder/result"
  } &
}

finish() {
  local i
  wait
  for i in "${!started_names[@]}"; do
    echo "== ${started_names[$i]}"
    count "${started_names[$i]}" "${started_folders[$i]}"
  done
  started_names=() started_folders=()
}

# count NAME FOLDER: what a program that ended left there.
count() {
  local name=$1 log=$2/log status seconds counts failed
  read -r status seconds 2>/dev/null <"$2/result" || status=killed seconds=0
  stage_start=$((SECONDS - seconds))
  grep -E '^(SKIPPED|NOT RUN)' "$log" | sort -u
  counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$log" | tail -n 1)
  if [ -z "$counts" ]; then
    tail -n 80 "$log"
    echo "   ended with $status and without its counts"
    record "$name" 0 1 0
    return
  fi
  set -- ${counts//[!0-9]/ }
  failed=$2
  if [ $(($1 + $2 + $3)) = 0 ]; then return; fi  # no test was asked for here
  if [ "$status" != 0 ]; then
    tail -n 80 "$log"
    [ "$failed" != 0 ] || failed=1
  fi
  record "$name" "$1" "$failed" "$3"
}

# report: the table and the closing line; its status says whether something ran and nothing failed.
report() {
  local i passed=0 failed=0 skipped=0
  printf '\n%-48s %7s %7s %7s %7s\n' stage passed failed skipped seconds
  for i in "${!stage_names[@]}"; do
    printf '%-48s %7s %7s %7s %7s\n' "${stage_names[$i]}" "${stage_passed[$i]}" \
      "${stage_failed[$i]}" "${stage_skipped[$i]}" "${stage_seconds[$i]}"
    passed=$((passed + stage_passed[i]))
    failed=$((failed + stage_failed[i]))
    skipped=$((skipped + stage_skipped[i]))
  done
  printf '%-48s %31s\n' "in all, several at once" $SECONDS
  printf '\n%d passed, %d failed, %d skipped\n' $passed $failed $skipped
  [ $failed = 0 ] && [ $passed != 0 ]
}
