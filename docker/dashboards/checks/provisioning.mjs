// Holds the files that find one another to each other: Grafana's and Prometheus' configuration, the dashboards, and the compose stack's mounts.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { annotations, panels } from "./parts.mjs";

const DOCKER = fileURLToPath(new URL("../../", import.meta.url));

/** The files, parsed; a test hands over others. */
export function readFiles() {
  const read = (name) => parse(fs.readFileSync(path.join(DOCKER, name), "utf8"));
  return {
    compose: read("compose.yaml"),
    prometheus: read("prometheus/prometheus.yml"),
    datasources: read("grafana/provisioning/datasources/prometheus.yaml").datasources,
    providers: read("grafana/provisioning/dashboards/millrace.yaml").providers,
  };
}

/** What is wrong, a sentence each. */
export function problems(dashboards, { compose, prometheus, datasources, providers }) {
  const problems = [];
  const require = (holds, sentence) => {
    if (!holds) problems.push(sentence);
  };
  const { services } = compose;

  const uids = datasources.map(({ uid }) => uid);
  for (const dashboard of dashboards) {
    for (const [where, uid] of uidsIn(dashboard)) {
      require(uids.includes(uid), `${where}: data source ${uid} is not provisioned; there is ${uids.join(", ")}`);
    }
  }
  for (const { name, url, jsonData } of datasources) {
    require(new URL(url).hostname in services, `data source ${name}: ${url} is no service of compose.yaml`);
    require(jsonData.timeInterval === prometheus.global.scrape_interval,
      `data source ${name}: timeInterval must be the scrape interval ${prometheus.global.scrape_interval}, got ${jsonData.timeInterval}`);
  }

  const grafana = mounts(services.grafana);
  require(grafana.get("/etc/grafana/provisioning") === path.join(DOCKER, "grafana/provisioning"), "grafana's provisioning is not mounted");
  for (const { name, options } of providers) {
    require(grafana.get(options.path) === path.join(DOCKER, "grafana/dashboards"), `provider ${name}: ${options.path} is not where compose.yaml mounts the dashboards`);
  }
  require(reaches(mounts(services.prometheus), "/etc/prometheus/prometheus.yml", "prometheus/prometheus.yml"), "prometheus' configuration is not mounted");
  require(reaches(mounts(services.alertmanager), "/etc/alertmanager/alertmanager.yml", "alertmanager/alertmanager.yml"), "alertmanager's configuration is not mounted");

  for (const file of prometheus.rule_files) {
    require(fs.existsSync(path.join(DOCKER, "prometheus", file)), `prometheus.yml: there is no ${file}`);
  }
  const addresses = [...prometheus.scrape_configs, ...prometheus.alerting.alertmanagers]
    .flatMap(({ static_configs }) => static_configs)
    .flatMap(({ targets }) => targets);
  for (const address of addresses) {
    require(address.split(":")[0] in services, `prometheus.yml: ${address} is no service of compose.yaml`);
  }
  return problems;
}

function uidsIn(dashboard) {
  const found = [];
  for (const { where, panel } of panels(dashboard)) {
    found.push([where, panel.datasource.uid], ...panel.targets.map((target) => [where, target.datasource.uid]));
  }
  annotations(dashboard).forEach(({ where, annotation }) => found.push([where, annotation.datasource.uid]));
  dashboard.templating.list.forEach(({ name, datasource }) => found.push([`${dashboard.title}, variable ${name}`, datasource.uid]));
  return found;
}

/** A service's bind mounts: from the path within to the path on the host. */
function mounts(service) {
  return new Map((service?.volumes ?? [])
    .map((volume) => (typeof volume === "string" ? volume.split(":") : [volume.source, volume.target]))
    .filter(([source]) => source.startsWith("."))
    .map(([source, target]) => [target, path.resolve(DOCKER, source)]));
}

/** Whether `target` within is the file `source` of docker/, mounted itself or with its directory. */
function reaches(mounted, target, source) {
  const host = path.join(DOCKER, source);
  return mounted.get(target) === host || mounted.get(path.dirname(target)) === path.dirname(host);
}
