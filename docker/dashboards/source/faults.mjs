// What is done to a running stack to see each panel move. A panel names one of these; faults/run.mjs makes them happen.

export const FAULTS = {
  "redeploy": "the job is deployed again with a larger network, a lower learning rate and rarer checkpoints",
  "burst": "records come faster than they are trained",
  "pause": "no records come",
  "wrong labels": "the labels no longer fit the features",
  "huge values": "a feature is so large that the loss overflows",
  "bad records": "records that no decoder can read",
  "other fields": "fields that the schema does not name, and none of some that it does",
  "slow broker": "the broker stands still for three seconds, again and again",
  "lost TaskManager": "the TaskManager that trains is killed",
};
