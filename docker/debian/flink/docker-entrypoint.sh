#!/bin/bash
# Becomes a process of Flink, as the official image's entry point does; FLINK_PROPERTIES are lines `key: value` over conf/config.yaml.
set -eu
conf=$FLINK_HOME/conf

fail() {
  echo "$1" >&2
  exit 1
}

# Options that the environment gives replace those of the file: YAML allows a key once.
write_configuration() {
  local merged
  merged=$({
    cat "$conf/config.yaml"
    echo "jobmanager.rpc.address: ${JOB_MANAGER_RPC_ADDRESS:-$(hostname)}"
    echo "${FLINK_PROPERTIES:-}"
  } | awk -F ': *' '/^[^# ]/ { if (!($1 in lines)) keys[++n] = $1; lines[$1] = $0 } END { for (i = 1; i <= n; i++) print lines[keys[i]] }')
  echo "$merged" >"$conf/config.yaml"
}

option() {
  sed -n "s/^$1: *//p" "$conf/config.yaml"
}

# Flink's own calculation of heap and direct memory: two lines, options of Java and options of the process.
memory() {
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dlog4j2.level=ERROR -cp "$FLINK_HOME/lib/*" \
    org.apache.flink.runtime.util.bash.BashJavaUtils "$1" --configDir "$conf" | sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p'
}

class_path() {
  find "$FLINK_HOME/lib" -name '*.jar' | sort | paste -sd :
}

# become ROLE MEMORY CLASS ARGUMENT...
become() {
  local role=$1 sizes class=$3
  write_configuration
  mapfile -t sizes < <(memory "$2")
  [ ${#sizes[@]} -gt 0 ] || fail "Flink cannot work out its memory from $conf/config.yaml and FLINK_PROPERTIES."
  shift 3
  # shellcheck disable=SC2046,SC2086 # several options each, split at blanks
  exec "$JAVA_HOME/bin/java" ${sizes[0]} $(option env.java.opts.all) $(option "env.java.opts.$role") ${FLINK_ENV_JAVA_OPTS:-} \
    -Dlog4j.configurationFile="$conf/log4j-console.properties" -cp "$(class_path)" "$class" --configDir "$conf" ${sizes[1]:-} "$@"
}

case ${1:-help} in
  standalone-job)
    shift
    become jobmanager GET_JM_RESOURCE_PARAMS org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint "$@"
    ;;
  jobmanager)
    shift
    become jobmanager GET_JM_RESOURCE_PARAMS org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint "$@"
    ;;
  taskmanager)
    shift
    become taskmanager GET_TM_RESOURCE_PARAMS org.apache.flink.runtime.taskexecutor.TaskManagerRunner "$@"
    ;;
  help) echo "Usage: standalone-job ARGUMENTS | jobmanager | taskmanager | COMMAND" ;;
  *) exec "$@" ;;
esac
